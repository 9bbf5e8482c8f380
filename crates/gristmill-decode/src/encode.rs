//! Text back to bytes.

use alloc::vec::Vec;

use gristmill_encoding::{Encoding, single_byte, standard};

use crate::{double_byte, shifted};

/// The bytes that this text had, if decoding left no edit on it: its only
/// spelling in the encoding, or `None` when it has none.
///
/// In ISO-2022-JP that is the text without escape sequences, which are edits of
/// their own.
#[must_use]
pub fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        Encoding::Utf32Le => Some(
            text.chars()
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect(),
        ),
        Encoding::Utf32Be => Some(
            text.chars()
                .flat_map(|c| u32::from(c).to_be_bytes())
                .collect(),
        ),
        Encoding::Iso2022Jp => standard_bytes(text, encoding).map(|bytes| without_escapes(&bytes)),
        Encoding::Johab | Encoding::EucTw | Encoding::EucJis2004 | Encoding::ShiftJis2004 => {
            double_byte::encode(text, encoding)
        }
        Encoding::Hz | Encoding::Iso2022Kr | Encoding::Iso2022Cn => shifted::encode(text, encoding),
        _ => match single_byte(encoding) {
            Some(table) => single_bytes(text, table),
            None => standard_bytes(text, encoding),
        },
    }
}

fn standard_bytes(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = standard(encoding)?.encode(text);
    (!unmappable).then(|| bytes.into_owned())
}

/// No table has a character twice, so there is one byte at most.
fn single_bytes(text: &str, table: &[u16; 256]) -> Option<Vec<u8>> {
    text.chars()
        .map(|character| {
            let code = u16::try_from(u32::from(character)).ok()?;
            // ASCII stands in its place in nearly all tables.
            let own = table.get(usize::from(code)) == Some(&code) && code < 0x80;
            let at = if own {
                usize::from(code)
            } else {
                table.iter().position(|&meaning| meaning == code)?
            };
            u8::try_from(at).ok().filter(|_| code != 0xFFFD)
        })
        .collect()
}

fn without_escapes(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(0x1B, rest) {
        kept.extend_from_slice(&rest[..at]);
        rest = rest.get(at + 3..).unwrap_or_default();
    }
    kept.extend_from_slice(rest);
    kept
}
