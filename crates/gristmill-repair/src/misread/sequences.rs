//! Characters whose bytes in a page are one character of UTF-8.

use alloc::vec::Vec;
use core::ops::Range;

use super::page::Page;

/// A stretch of a text, and what its bytes may be.
#[derive(Clone, Debug)]
pub(super) struct Sequence {
    pub(super) span: Range<usize>,
    /// One character; several when a byte was lost.
    pub(super) meanings: Meanings,
    /// Whether some of its bytes are not there.
    pub(super) is_lossy: bool,
    /// Whether all of its bytes are there as they were.
    pub(super) is_exact: bool,
}

/// The characters that a sequence may be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meanings {
    One(char),
    Several(Vec<char>),
}

/// What may have happened to the bytes after they were taken for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Losses {
    /// Nothing.
    None,
    /// One without a character has become U+FFFD or is missing at the end, and the
    /// blank that does not break has become a plain one.
    Usual,
}

/// The sequence that begins with the character at an offset.
pub(super) fn sequence_at(text: &str, at: usize, page: &Page, losses: Losses) -> Option<Sequence> {
    if let Some((end, meaning)) = whole_at(text, at, page) {
        return Some(Sequence {
            span: at..end,
            meanings: Meanings::One(meaning),
            is_lossy: false,
            is_exact: true,
        });
    }
    damaged_at(text, at, page, losses)
}

/// The end of a sequence of which all bytes are there, and the character: nearly all are
/// so.
fn whole_at(text: &str, at: usize, page: &Page) -> Option<(usize, char)> {
    let mut characters = text[at..].chars();
    let lead = u32::from(page.byte(characters.next()?)?);
    let (mut code, n_others) = match lead {
        0xC2..=0xDF => (lead & 0x1F, 1),
        0xE0..=0xEF => (lead & 0x0F, 2),
        0xF0..=0xF4 => (lead & 0x07, 3),
        _ => return None,
    };
    for _ in 0..n_others {
        let byte = page.byte(characters.next()?)?;
        if byte >= 0xC0 {
            return None;
        }
        code = code << 6 | u32::from(byte & 0x3F);
    }
    // The first character that needs so many bytes.
    let is_shortest = code >= [0, 0x80, 0x800, 0x1_0000][n_others];
    let end = text.len() - characters.as_str().len();
    char::from_u32(code)
        .filter(|_| is_shortest)
        .map(|meaning| (end, meaning))
}

/// A sequence that is not whole, or is none of UTF-8.
fn damaged_at(text: &str, at: usize, page: &Page, losses: Losses) -> Option<Sequence> {
    let first = text[at..].chars().next()?;
    let lead = page.byte(first)?;
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut lost: Vec<usize> = Vec::new();
    let mut is_exact = true;
    let mut end = at + first.len_utf8();
    for place in 1..len {
        let next = text[end..].chars().next();
        let byte = next.and_then(|next| page.byte(next));
        let is_last = place == len - 1;
        match (byte, next) {
            (Some(byte @ 0x80..=0xBF), _) => bytes[place] = byte,
            _ if losses == Losses::None => return None,
            (_, Some(' ')) if bytes[..place] == [0xC3] || bytes[..place] == [0xC2] => {
                bytes[place] = 0xA0;
                is_exact = false;
                // The blank behind the letter is still there.
                let is_needed = lead == 0xC3 && !text[end + 1..].starts_with(' ');
                if is_needed {
                    continue;
                }
            }
            (_, Some('\u{FFFD}')) => lost.push(place),
            _ if is_last && lost.is_empty() => {
                lost.push(place);
                continue;
            }
            _ => return None,
        }
        end += next?.len_utf8();
    }
    let is_surrogate = bytes[0] == 0xED && bytes[1] >= 0xA0;
    let meanings = match lost[..] {
        [] if is_surrogate => return surrogates(text, at, page),
        [] => Meanings::One(character(&bytes[..len])?),
        _ => several(&mut bytes[..len], &lost, &page.unmapped)?,
    };
    Some(Sequence {
        span: at..end,
        meanings,
        is_lossy: !lost.is_empty(),
        is_exact: is_exact && lost.is_empty(),
    })
}

/// The one character that the bytes are.
fn character(bytes: &[u8]) -> Option<char> {
    core::str::from_utf8(bytes).ok()?.chars().next()
}

/// The characters that the bytes may be when those at these places are lost.
fn several(bytes: &mut [u8], places: &[usize], unmapped: &[u8]) -> Option<Meanings> {
    let mut meanings = Vec::new();
    fill(bytes, places, unmapped, &mut meanings);
    match *meanings {
        [] => None,
        [one] => Some(Meanings::One(one)),
        _ => Some(Meanings::Several(meanings)),
    }
}

fn fill(bytes: &mut [u8], places: &[usize], unmapped: &[u8], meanings: &mut Vec<char>) {
    let Some((&place, others)) = places.split_first() else {
        // What is lost is text.
        meanings.extend(character(bytes).filter(|c| !c.is_control()));
        return;
    };
    for &byte in unmapped {
        bytes[place] = byte;
        fill(bytes, others, unmapped, meanings);
    }
}

/// Two halves of a pair of UTF-16, each in three bytes (CESU-8).
fn surrogates(text: &str, at: usize, page: &Page) -> Option<Sequence> {
    let mut bytes = [0; 6];
    let mut end = at;
    for byte in &mut bytes {
        let next = text[end..].chars().next()?;
        *byte = page.byte(next)?;
        end += next.len_utf8();
    }
    let unit = |bytes: &[u8]| {
        let [lead, second, third] = *bytes else {
            return 0;
        };
        u16::from(lead & 0x0F) << 12 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F)
    };
    let is_shaped = [bytes[0], bytes[3]] == [0xED; 2]
        && [bytes[1], bytes[2], bytes[4], bytes[5]]
            .iter()
            .all(|byte| (0x80..0xC0).contains(byte));
    let units = [unit(&bytes[..3]), unit(&bytes[3..])];
    let meaning = char::decode_utf16(units).next()?.ok()?;
    is_shaped.then_some(Sequence {
        span: at..end,
        meanings: Meanings::One(meaning),
        is_lossy: false,
        is_exact: true,
    })
}
