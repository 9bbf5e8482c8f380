//! The one code page that everybody's mistakes have in common.

use gristmill_encoding::{Encoding, single_byte};

/// The character that a byte means; five of them are controls.
pub(crate) fn to_char(byte: u8) -> char {
    let table = single_byte(Encoding::Windows1252);
    let code = table.map_or(u16::from(byte), |table| table[usize::from(byte)]);
    char::from_u32(code.into()).unwrap_or('\u{FFFD}')
}
