//! Encodings with one byte a character.

use gristmill_text::Encoding;

use crate::decoded::Decoded;
use crate::output::Output;
use crate::standard::standard;

/// The lower half is ASCII in all of them; the upper half is a table, in which
/// no character stands twice, so every one leads back to its byte.
pub(crate) fn decode<'b>(bytes: &[u8], encoding: Encoding) -> Decoded<'b> {
    let upper = upper_half(encoding);
    let mut output = Output::with_capacity(bytes.len() + bytes.len() / 4);
    let mut rest = bytes;
    while !rest.is_empty() {
        let ascii_len = rest
            .iter()
            .position(|byte| !byte.is_ascii())
            .unwrap_or(rest.len());
        let (ascii, others) = rest.split_at(ascii_len);
        output.keep_utf_8(core::str::from_utf8(ascii).expect("these bytes are ASCII"));
        rest = others;
        if let Some((&byte, others)) = rest.split_first() {
            match upper[usize::from(byte - 0x80)] {
                '\u{FFFD}' => output.malformed(1),
                character => output.keep(1, character),
            }
            rest = others;
        }
    }
    output.finish()
}

/// What the bytes from 0x80 on mean; U+FFFD for those that mean nothing.
fn upper_half(encoding: Encoding) -> [char; 128] {
    let bytes: [u8; 128] =
        core::array::from_fn(|at| 0x80 | u8::try_from(at).expect("at is below 128"));
    let standard = standard(encoding).expect("single-byte encodings are the standard's");
    let (text, _) = standard.decode_without_bom_handling(&bytes);
    let mut characters = text.chars();
    core::array::from_fn(|_| characters.next().unwrap_or('\u{FFFD}'))
}
