//! Byte order marks.

use gristmill_encoding::Encoding;

use crate::utf8::Validity;
use crate::{Evidence, Guess};

/// UTF-32 first: its little-endian mark begins with that of UTF-16.
const MARKS: [(&[u8], Encoding); 5] = [
    (b"\xEF\xBB\xBF", Encoding::Utf8),
    (b"\xFF\xFE\x00\x00", Encoding::Utf32Le),
    (b"\x00\x00\xFE\xFF", Encoding::Utf32Be),
    (b"\xFF\xFE", Encoding::Utf16Le),
    (b"\xFE\xFF", Encoding::Utf16Be),
];

/// The encoding whose byte order mark stands at the beginning, when what is behind
/// it is mostly text in it: the first bytes of other things may be the same.
pub(crate) fn look(bytes: &[u8]) -> Option<Guess> {
    MARKS
        .iter()
        .find(|(mark, _)| bytes.starts_with(mark))
        .filter(|(mark, encoding)| is_mostly_text(&bytes[mark.len()..], *encoding))
        .map(|&(_, encoding)| Guess::certain(encoding, Evidence::Bom, 1.0))
}

/// What is behind a mark of UTF-8 that was not believed: it says nothing of the rest.
pub(crate) fn behind(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARKS[0].0).unwrap_or(bytes)
}

/// How many bytes are looked at: a multiple of four.
const SAMPLE: usize = 64 * 1024;

/// Whether at least three units in four are characters, and few of them controls.
fn is_mostly_text(bytes: &[u8], encoding: Encoding) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (mut n_units, mut n_bad) = (0_usize, 0_usize);
    let mut count = |character: Option<char>| {
        n_units += 1;
        n_bad += usize::from(character.is_none_or(is_strange));
    };
    match encoding {
        Encoding::Utf16Le => utf_16(sample, u16::from_le_bytes).for_each(&mut count),
        Encoding::Utf16Be => utf_16(sample, u16::from_be_bytes).for_each(&mut count),
        Encoding::Utf32Le => utf_32(sample, u32::from_le_bytes).for_each(&mut count),
        Encoding::Utf32Be => utf_32(sample, u32::from_be_bytes).for_each(&mut count),
        // Lines of other encodings are pieces; but where nothing is valid, nothing is
        // UTF-8.
        _ => {
            let validity = Validity::of(sample);
            return validity.is_valid() || !validity.is_foreign();
        }
    }
    n_bad * 4 <= n_units
}

fn utf_16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> impl Iterator<Item = Option<char>> {
    let units = bytes.as_chunks().0.iter().map(move |&unit| read(unit));
    char::decode_utf16(units).map(Result::ok)
}

fn utf_32(bytes: &[u8], read: fn([u8; 4]) -> u32) -> impl Iterator<Item = Option<char>> {
    let units = bytes.as_chunks().0.iter().map(move |&unit| read(unit));
    units.map(char::from_u32)
}

/// What no text has: controls, private characters and those that are none.
fn is_strange(character: char) -> bool {
    let is_control = character.is_control() && !matches!(character, '\t' | '\n' | '\r');
    is_control || matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{FFFE}'..='\u{FFFF}')
}
