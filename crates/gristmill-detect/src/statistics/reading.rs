//! What bytes are in an encoding, as the language model sees it.

use alloc::vec::Vec;

use gristmill_encoding::{Encoding, Jis, cns_11643, johab, single_byte, standard};
use gristmill_language::Glyph;
use unicode_normalization::char::compose;

use super::page::Page;

/// Reads bytes as glyphs in one encoding.
pub(super) struct Reader {
    encoding: Encoding,
    /// The page of an encoding with one byte a character.
    page: Option<&'static Page>,
    /// The decoder's encoding, of one that the Encoding Standard has.
    standard: Option<&'static encoding_rs::Encoding>,
}

impl Reader {
    pub(super) fn new(encoding: Encoding) -> Self {
        let page = Page::of(encoding);
        let standard = match page {
            Some(_) => None,
            None => standard(encoding),
        };
        Self {
            encoding,
            page,
            standard,
        }
    }

    /// The glyphs that these bytes are. A character may be cut at the end when that
    /// is the document's.
    pub(super) fn read(&self, bytes: &[u8], is_last: bool, glyphs: &mut Vec<Glyph>) {
        glyphs.clear();
        let is_composed = matches!(self.encoding, Encoding::Windows1258 | Encoding::Tcvn);
        if is_composed && let Some(table) = single_byte(self.encoding) {
            read_composed(bytes, table, glyphs);
        } else if let Some(page) = self.page {
            glyphs.extend(bytes.iter().map(|&byte| page.glyphs[usize::from(byte)]));
        } else {
            let cut = if is_last { Glyph::Cut } else { Glyph::Noise };
            match self.encoding {
                Encoding::Utf8 => read_utf_8(bytes, is_last, glyphs),
                Encoding::Utf16Le => read_utf_16(bytes, u16::from_le_bytes, glyphs),
                Encoding::Utf16Be => read_utf_16(bytes, u16::from_be_bytes, glyphs),
                Encoding::Johab => read_double(bytes, johab_unit, cut, glyphs),
                Encoding::EucJis2004 => read_double(bytes, euc_jis_unit, cut, glyphs),
                Encoding::ShiftJis2004 => read_double(bytes, shift_jis_unit, cut, glyphs),
                Encoding::EucTw => read_double(bytes, euc_tw_unit, cut, glyphs),
                _ => {
                    if let Some(standard) = self.standard {
                        read_standard(bytes, standard, cut, glyphs);
                    }
                }
            }
        }
    }
}

/// Letters and tones, which are characters of their own in these encodings.
fn read_composed(bytes: &[u8], table: &[u16; 256], glyphs: &mut Vec<Glyph>) {
    let mut last: Option<char> = None;
    for &byte in bytes {
        let code = u32::from(table[usize::from(byte)]);
        let character = char::from_u32(code).unwrap_or('\u{FFFD}');
        if let Some(whole) = last.and_then(|base| compose(base, character)) {
            glyphs.pop();
            glyphs.push(Glyph::of(whole));
            last = None;
        } else {
            glyphs.push(Glyph::of(character));
            last = Some(character);
        }
    }
}

/// A bad byte is a rare sign.
fn read_utf_8(bytes: &[u8], is_last: bool, glyphs: &mut Vec<Glyph>) {
    for chunk in bytes.utf8_chunks() {
        glyphs.extend(chunk.valid().chars().map(Glyph::of));
        let is_unfinished =
            core::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        if is_last && is_unfinished {
            glyphs.push(Glyph::Cut);
        } else {
            glyphs.extend(chunk.invalid().iter().map(|_| Glyph::Damage));
        }
    }
}

fn read_utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16, glyphs: &mut Vec<Glyph>) {
    let units = bytes.as_chunks().0.iter().map(|&pair| unit(pair));
    for character in char::decode_utf16(units) {
        glyphs.push(character.map_or(Glyph::Noise, Glyph::of));
    }
}

fn read_standard(
    bytes: &[u8],
    standard: &'static encoding_rs::Encoding,
    cut: Glyph,
    glyphs: &mut Vec<Glyph>,
) {
    let mut decoder = standard.new_decoder_without_bom_handling();
    let mut text = [0; 256];
    let mut rest = bytes;
    loop {
        // Not the last: a character cut at the end is no error.
        let (result, read, written, _) = decoder.decode_to_utf8(rest, &mut text, false);
        let text = core::str::from_utf8(&text[..written]).unwrap_or_default();
        glyphs.extend(text.chars().map(Glyph::of));
        rest = &rest[read..];
        if result == encoding_rs::CoderResult::InputEmpty {
            break;
        }
    }
    let (_, _, _, is_cut) = decoder.decode_to_utf8(&[], &mut text, true);
    if is_cut {
        glyphs.push(cut);
    }
}

/// Reads characters of ASCII and of several bytes; the unit is `None` when it is
/// none, and has no length when the bytes end in it.
fn read_double(bytes: &[u8], unit: fn(&[u8]) -> Unit, cut: Glyph, glyphs: &mut Vec<Glyph>) {
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        let (len, glyph) = match unit(rest) {
            _ if byte.is_ascii() => (1, Glyph::of(char::from(byte))),
            Unit::Character(len, character) => (len, Glyph::of(character)),
            Unit::Cut => (rest.len(), cut),
            Unit::Malformed => (1, Glyph::Noise),
        };
        glyphs.push(glyph);
        rest = &rest[len..];
    }
}

/// What begins at a byte beyond ASCII.
pub(super) enum Unit {
    /// A character of so many bytes.
    Character(usize, char),
    /// A character whose other bytes are missing.
    Cut,
    /// Nothing.
    Malformed,
}

pub(super) fn johab_unit(bytes: &[u8]) -> Unit {
    let &[lead, trail, ..] = bytes else {
        return cut_behind(bytes, |lead| matches!(lead, 0x84..=0xD3 | 0xD8..=0xF9));
    };
    johab(lead, trail).map_or(Unit::Malformed, |character| Unit::Character(2, character))
}

/// What a lead byte at the end is, when it is one.
fn cut_behind(bytes: &[u8], is_lead: fn(u8) -> bool) -> Unit {
    match bytes {
        [lead, ..] if is_lead(*lead) => Unit::Cut,
        _ => Unit::Malformed,
    }
}

pub(super) fn euc_tw_unit(bytes: &[u8]) -> Unit {
    let (len, cell) = match *bytes {
        [0x8E, plane, row, trail, ..] => (4, [plane.wrapping_sub(0xA0), row, trail]),
        [0x8E, ref rest @ ..] => {
            let are_halves = rest.iter().all(|byte| (0xA1..=0xFE).contains(byte));
            return if are_halves {
                Unit::Cut
            } else {
                Unit::Malformed
            };
        }
        [_] => return cut_behind(bytes, |lead| matches!(lead, 0xA1..=0xFE)),
        [row, trail, ..] => (2, [1, row, trail]),
        [] => return Unit::Malformed,
    };
    let [plane, row, trail] = cell;
    cns_11643(plane, row.wrapping_sub(0x80), trail.wrapping_sub(0x80))
        .map_or(Unit::Malformed, |character| Unit::Character(len, character))
}

pub(super) fn euc_jis_unit(bytes: &[u8]) -> Unit {
    jis_unit(bytes, Jis::Euc)
}

pub(super) fn shift_jis_unit(bytes: &[u8]) -> Unit {
    jis_unit(bytes, Jis::Shift)
}

/// A mark behind the letter is left out: it is rare.
fn jis_unit(bytes: &[u8], jis: Jis) -> Unit {
    match jis.read(bytes) {
        Some((len, (character, _))) => Unit::Character(len, character),
        None => match (jis, bytes) {
            (Jis::Euc, [0x8E | 0x8F | 0xA1..=0xFE]) => Unit::Cut,
            (Jis::Euc, [0x8F, 0xA1..=0xFE]) => Unit::Cut,
            (Jis::Shift, [0x81..=0x9F | 0xE0..=0xFC]) => Unit::Cut,
            _ => Unit::Malformed,
        },
    }
}
