//! ISO-2022-JP and ISO-2022-KR, which are all ASCII but for their escapes.

use gristmill_encoding::{Encoding, ks_x_1001};

use crate::reads_as::reads_as;
use crate::{Evidence, Guess};

/// ISO-2022-JP or ISO-2022-KR, when every byte is ASCII and every escape is
/// valid. Anything less is left alone: a stray escape must not turn ASCII, markup
/// above all, into something else.
pub(crate) fn look(bytes: &[u8]) -> Option<Guess> {
    if memchr::memchr(0x1B, bytes).is_none() || !bytes.is_ascii() {
        return None;
    }
    if is_iso_2022_jp(bytes) {
        Some(Guess::certain(Encoding::Iso2022Jp, Evidence::Escapes, 0.99))
    } else if is_iso_2022_kr(bytes) {
        // The announcement is a declaration, and it has been checked.
        Some(Guess::certain(
            Encoding::Iso2022Kr,
            Evidence::Declared,
            0.99,
        ))
    } else {
        None
    }
}

/// At least one escape switches to Japanese in two bytes, and a pair is behind it.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let has_pair = memchr::memmem::find_iter(bytes, b"\x1B$").any(|at| {
        let is_pair = |pair: &[u8]| pair.iter().all(|byte| (0x21..=0x7E).contains(byte));
        matches!(bytes.get(at + 2), Some(b'B' | b'@'))
            && bytes.get(at + 3..at + 5).is_some_and(is_pair)
    });
    has_pair && reads_as(bytes, Encoding::Iso2022Jp)
}

/// What announces ISO-2022-KR at the beginning of a line, before the first
/// Korean character (RFC 1557).
const ANNOUNCEMENT: &[u8] = b"\x1B$)C";

/// The text announces itself, and every shift is followed by pairs that mean
/// something.
fn is_iso_2022_kr(bytes: &[u8]) -> bool {
    let Some(at) = memchr::memmem::find(bytes, ANNOUNCEMENT) else {
        return false;
    };
    let begins_line = at == 0 || bytes[at - 1] == b'\n';
    let mut rest = &bytes[at + ANNOUNCEMENT.len()..];
    let (mut is_shifted, mut n_pairs) = (false, 0_usize);
    let is_clean = !bytes[..at]
        .iter()
        .any(|byte| matches!(byte, 0x0E | 0x0F | 0x1B));
    while let Some((&byte, others)) = rest.split_first() {
        rest = others;
        match byte {
            0x0E => is_shifted = true,
            0x0F => is_shifted = false,
            0x1B => match others.strip_prefix(&ANNOUNCEMENT[1..]) {
                Some(others) => rest = others,
                None => return false,
            },
            0x21..=0x7E if is_shifted => match others.split_first() {
                Some((&cell, others)) if ks_x_1001(byte, cell).is_some() => {
                    n_pairs += 1;
                    rest = others;
                }
                // Cut off in the middle of a character.
                None => {}
                Some(_) => return false,
            },
            _ => {}
        }
    }
    begins_line && is_clean && n_pairs > 0
}
