//! Bytes that were written out one by one.

use alloc::string::String;
use alloc::vec::Vec;

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
