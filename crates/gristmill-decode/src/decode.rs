//! The stage: bytes and an encoding to a text.

use gristmill_encoding::{Encoding, Jis, single_byte};

use crate::decoded::Decoded;
use crate::{double_byte, iso_2022_jp, multi_byte, shifted, single_byte as one_byte, utf_8, wide};

/// Reads the bytes in this encoding.
///
/// Any bytes give a text: what is malformed becomes U+FFFD under an edit, in the
/// portions that the Encoding Standard prescribes, and a byte order mark of the
/// encoding is taken off under another.
///
/// # Panics
/// When there are 4 GiB of bytes or more, or the text would be that long.
#[must_use]
pub fn decode(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    match encoding {
        Encoding::Utf8 => utf_8::decode(bytes),
        Encoding::Utf16Le => wide::decode_utf_16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => wide::decode_utf_16(bytes, u16::from_be_bytes),
        Encoding::Utf32Le => wide::decode_utf_32(bytes, u32::from_le_bytes),
        Encoding::Utf32Be => wide::decode_utf_32(bytes, u32::from_be_bytes),
        Encoding::Iso2022Jp => iso_2022_jp::decode(bytes),
        Encoding::Big5
        | Encoding::EucJp
        | Encoding::EucKr
        | Encoding::Gb18030
        | Encoding::Gbk
        | Encoding::ShiftJis => multi_byte::decode(bytes, encoding),
        Encoding::Johab => double_byte::decode_johab(bytes),
        Encoding::EucTw => double_byte::decode_euc_tw(bytes),
        Encoding::EucJis2004 => double_byte::decode_jis(bytes, Jis::Euc),
        Encoding::ShiftJis2004 => double_byte::decode_jis(bytes, Jis::Shift),
        Encoding::Hz | Encoding::Iso2022Kr | Encoding::Iso2022Cn => {
            shifted::decode(bytes, encoding)
        }
        _ => one_byte::decode(bytes, table_of(encoding)),
    }
}

fn table_of(encoding: Encoding) -> &'static [u16; 256] {
    single_byte(encoding).expect("what is no other kind has one byte a character")
}
