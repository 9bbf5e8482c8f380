//! Bytes and numbers that were written out in digits.

use alloc::vec::Vec;
use core::ops::Range;

use crate::windows_1252;

/// What a run of bytes is, each byte's share: UTF-8 where it is valid, and
/// windows-1252 elsewhere, or everywhere when it is no UTF-8. Of a character of several
/// bytes the first has all.
pub(crate) fn meanings(bytes: &[u8], is_utf_8: bool) -> Vec<Option<char>> {
    let single = |&byte| Some(windows_1252::to_char(byte));
    if !is_utf_8 {
        return bytes.iter().map(single).collect();
    }
    let mut meanings = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            meanings.push(Some(character));
            meanings.extend((1..character.len_utf8()).map(|_| None));
        }
        meanings.extend(chunk.invalid().iter().map(single));
    }
    meanings
}

/// The share of a byte as text.
pub(crate) fn written(meaning: Option<char>, buffer: &mut [u8; 4]) -> &str {
    match meaning {
        Some(character) => character.encode_utf8(buffer),
        None => "",
    }
}

/// The number that hexadecimal digits at these places are.
pub(crate) fn number(text: &str, places: Range<usize>) -> Option<u32> {
    let digits = text.get(places)?;
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| are_digits)
}
