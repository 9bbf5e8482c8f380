//! Encodings with one byte a character.

use crate::decoded::Decoded;
use crate::output::Output;

/// In nearly all of them the lower half is ASCII. The table has no character
/// twice, so every one leads back to its byte.
pub(crate) fn decode<'b>(bytes: &[u8], table: &[u16; 256]) -> Decoded<'b> {
    let mut output = Output::with_capacity(bytes.len() + bytes.len() / 4);
    let is_plain = |byte: u8| byte.is_ascii() && table[usize::from(byte)] == u16::from(byte);
    let mut rest = bytes;
    while !rest.is_empty() {
        let plain_len = rest
            .iter()
            .position(|&byte| !is_plain(byte))
            .unwrap_or(rest.len());
        let (plain, others) = rest.split_at(plain_len);
        output.keep_utf_8(core::str::from_utf8(plain).expect("these bytes are ASCII"));
        rest = others;
        if let Some((&byte, others)) = rest.split_first() {
            match char::from_u32(u32::from(table[usize::from(byte)])) {
                None | Some('\u{FFFD}') => output.malformed(1),
                Some(character) => output.keep(1, character),
            }
            rest = others;
        }
    }
    output.finish()
}
