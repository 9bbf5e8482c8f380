//! UTF-16 and UTF-32.

use crate::decoded::{BOM, Decoded};
use crate::output::Output;

/// Unpaired surrogates, and a byte left over at the end, are malformed.
pub(crate) fn decode_utf_16<'b>(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Decoded<'b> {
    let units = bytes.as_chunks::<2>().0;
    let mut output = Output::with_capacity(bytes.len() / 2);
    let mut units = units.iter().map(|&unit| read(unit)).peekable();
    if units.next_if_eq(&0xFEFF).is_some() {
        output.keep_under(BOM, 2, "");
    }
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => output.keep(character.len_utf16() * 2, character),
            // The standard counts a first half of a pair and half of a second one
            // at the end as one error.
            Err(half) if half.unpaired_surrogate() < 0xDC00 && bytes.len() - output.read() == 3 => {
                output.malformed(3);
            }
            Err(_) => output.malformed(2),
        }
    }
    if output.read() < bytes.len() {
        output.malformed(1);
    }
    output.finish()
}

/// Surrogates, values beyond U+10FFFF, and bytes left over at the end are
/// malformed.
pub(crate) fn decode_utf_32<'b>(bytes: &[u8], read: fn([u8; 4]) -> u32) -> Decoded<'b> {
    let (units, odd) = bytes.as_chunks::<4>();
    let mut output = Output::with_capacity(bytes.len() / 4);
    let mut units = units.iter().map(|&unit| read(unit)).peekable();
    if units.next_if_eq(&0xFEFF).is_some() {
        output.keep_under(BOM, 4, "");
    }
    for unit in units {
        match char::from_u32(unit) {
            Some(character) => output.keep(4, character),
            None => output.malformed(4),
        }
    }
    if !odd.is_empty() {
        output.malformed(odd.len());
    }
    output.finish()
}
