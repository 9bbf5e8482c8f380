//! Base64 (RFC 4648).

use alloc::vec::Vec;

/// The bytes that letters of base64 are, as far as they are whole, and the bits that
/// are left over; nothing when a letter is none.
pub(super) fn decode(letters: &[u8]) -> Option<(Vec<u8>, u32)> {
    let mut bytes = Vec::with_capacity(letters.len() * 3 / 4);
    let (mut bits, mut n_bits) = (0_u32, 0);
    for &letter in letters {
        bits = bits << 6 | value(letter)?;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push(u8::try_from(bits >> n_bits & 0xFF).unwrap_or(0));
            bits &= (1 << n_bits) - 1;
        }
    }
    Some((bytes, bits))
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}
