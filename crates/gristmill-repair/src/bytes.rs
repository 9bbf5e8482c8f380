//! Bytes and numbers that were written out in digits.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::windows_1252;

/// What a run of bytes is, each byte's share: UTF-8 where it is valid, and
/// windows-1252 elsewhere, or everywhere when it is no UTF-8.
pub(crate) fn meanings(bytes: &[u8], is_utf_8: bool) -> Vec<String> {
    if !is_utf_8 {
        let characters = bytes.iter().map(|&byte| windows_1252::to_char(byte));
        return characters.map(String::from).collect();
    }
    let mut meanings: Vec<String> = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            meanings.push(character.into());
            // The other bytes of it give nothing more.
            meanings.extend((1..character.len_utf8()).map(|_| String::new()));
        }
        let single = chunk.invalid().iter();
        meanings.extend(single.map(|&byte| String::from(windows_1252::to_char(byte))));
    }
    meanings
}

/// The number that hexadecimal digits at these places are.
pub(crate) fn number(text: &str, places: Range<usize>) -> Option<u32> {
    let digits = text.get(places)?;
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| are_digits)
}
