//! UTF-16 and UTF-32 without a byte order mark.

use gristmill_encoding::Encoding;

use crate::statistics::is_utf_16_throughout;
use crate::{Evidence, Guess};

/// How many bytes are looked at: a multiple of four.
const SAMPLE: usize = 64 * 1024;

/// How many units of UTF-16 tell by their zero bytes.
const FEWEST: usize = 8;

/// UTF-16 or UTF-32, when the zero bytes stand where that encoding puts them.
///
/// In UTF-16 text of most languages letters, or blanks, digits, line ends and
/// punctuation, are below U+0100, so one byte of each pair is zero in a good part of
/// them and the other hardly ever.
pub(crate) fn look(bytes: &[u8]) -> Option<Guess> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < 4 || !sample.contains(&0) {
        return None;
    }
    utf_32(sample)
        .or_else(|| utf_16(sample).filter(|&encoding| is_utf_16_throughout(bytes, encoding)))
        .map(|encoding| Guess::certain(encoding, Evidence::Structure, 0.97))
}

// A unit cut by the end of the bytes, or of the sample, does not count.
fn utf_32(sample: &[u8]) -> Option<Encoding> {
    let units = sample.as_chunks().0;
    let is_text = |read: fn([u8; 4]) -> u32| {
        let mut controls = 0;
        let valid = units.iter().all(|&unit| match char::from_u32(read(unit)) {
            None | Some('\0') => false,
            Some(character) => {
                controls += usize::from(is_stray(character));
                true
            }
        });
        valid && controls * 20 <= units.len()
    };
    if is_text(u32::from_le_bytes) {
        Some(Encoding::Utf32Le)
    } else if is_text(u32::from_be_bytes) {
        Some(Encoding::Utf32Be)
    } else {
        None
    }
}

/// A control character that is no white space.
fn is_stray(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

fn utf_16(sample: &[u8]) -> Option<Encoding> {
    let units = sample.as_chunks::<2>().0;
    let first = units.iter().filter(|unit| unit[0] == 0).count();
    let second = units.iter().filter(|unit| unit[1] == 0).count();
    // Fewer units say nothing, since a zero byte may end a string, and U+4E00 or U+AC00
    // have theirs on the other side: what they are in then, the language tells. One
    // zero byte on the wrong side in ten is more than text has.
    let clear = |zeros: usize, others: usize| {
        units.len() >= FEWEST && zeros * 4 >= units.len() && others * 10 <= zeros
    };
    if clear(second, first) && is_utf_16_text(units, u16::from_le_bytes) {
        Some(Encoding::Utf16Le)
    } else if clear(first, second) && is_utf_16_text(units, u16::from_be_bytes) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

// No zero unit, no unpaired surrogate (but for a pair cut by the sample), few controls.
fn is_utf_16_text(units: &[[u8; 2]], read: fn([u8; 2]) -> u16) -> bool {
    let text = char::decode_utf16(units.iter().map(|&unit| read(unit)));
    let (mut unpaired, mut controls, mut all) = (0, 0, 0_usize);
    for character in text {
        all += 1;
        match character {
            Err(_) => unpaired += 1,
            Ok('\0') => return false,
            Ok(character) => controls += usize::from(is_stray(character)),
        }
    }
    unpaired <= 1 && controls * 20 <= all
}
