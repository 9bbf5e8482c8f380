//! Documents in UTF-8 that hold lines or bytes of another encoding.

use alloc::vec::Vec;
use core::ops::Range;

use gristmill_encoding::{Encoding, Piece, single_byte};
use gristmill_language::{Costs, Glyph, UNIT};

use super::reading::Reader;
use super::weigh::guess_like_ascii;
use crate::reads_as::reads_as;
use crate::utf8::Validity;

/// How sure the encoding of the lines must be that are no UTF-8.
const SURE: f32 = 0.9;

/// The fewest bytes beyond ASCII that tell the encoding of lines.
const FEWEST: usize = 5;

/// How many bytes of lines are looked at for their encoding.
const MOST_OF_THE_LINES: usize = 64 * 1024;

/// In longer words, in bytes, bad bytes stay damage: they are no words.
const MOST_OF_A_WORD: usize = 4 * 1024;

/// How much likelier a word must be with a character in place of a bad byte than
/// with damage, in eighths of a bit, when no whole line tells the encoding.
const CLEARLY: u32 = 4 * UNIT;

/// What stray bytes are in when no whole line tells.
const USUAL: Encoding = Encoding::Windows1252;

/// The stretches that are no UTF-8 and are clearly text in another encoding: whole
/// lines without any valid sequence, and stray bytes that make a word of what is
/// around them. What is not clear is left to be damage.
pub(crate) fn find_pieces(bytes: &[u8]) -> Vec<Piece> {
    let (foreign, mixed): (Vec<_>, Vec<_>) = bad_lines(bytes).partition(|line| {
        let validity = Validity::of(&bytes[line.clone()]);
        validity.is_foreign()
    });
    let page = encoding_of(bytes, &foreign);
    let mut pieces = Vec::new();
    for line in &foreign {
        // In an encoding of several bytes a character no byte stands alone.
        if let Some(encoding) = page.filter(|&page| single_byte(page).is_none()) {
            pieces.extend(line_piece(bytes, line, encoding));
            continue;
        }
        let (mut strays, are_all) = strays(bytes, line, page);
        match page {
            Some(encoding) if are_all => pieces.push(beyond_ascii(bytes, line, encoding)),
            _ => pieces.append(&mut strays),
        }
    }
    let one_byte = page.filter(|&page| single_byte(page).is_some());
    for line in &mixed {
        pieces.append(&mut strays(bytes, line, one_byte).0);
    }
    pieces.sort_unstable_by_key(|piece| piece.start);
    pieces
}

/// The lines that are no UTF-8, without their ends.
fn bad_lines(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    bytes.split(|&byte| byte == b'\n').filter_map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        core::str::from_utf8(line).is_err().then_some(range)
    })
}

/// The encoding that these lines are in together, if that is clear.
fn encoding_of(bytes: &[u8], lines: &[Range<usize>]) -> Option<Encoding> {
    let mut text = Vec::new();
    for line in lines {
        text.extend_from_slice(&bytes[line.clone()]);
        text.push(b'\n');
        if text.len() > MOST_OF_THE_LINES {
            break;
        }
    }
    let n_beyond = text.iter().filter(|byte| !byte.is_ascii()).count();
    if n_beyond < FEWEST {
        return None;
    }
    let guess = guess_like_ascii(&text, &Validity::of(&text));
    let is_clear = guess.encoding != Encoding::Utf8 && guess.confidence >= SURE;
    (is_clear && reads_as(&text, guess.encoding)).then_some(guess.encoding)
}

/// The line from its first byte beyond ASCII to the end of its last such character,
/// when all of that means something.
fn line_piece(bytes: &[u8], line: &Range<usize>, encoding: Encoding) -> Option<Piece> {
    let piece = beyond_ascii(bytes, line, encoding);
    // The second half of a character may be ASCII.
    [piece.end, piece.end + 1]
        .into_iter()
        .find(|&end| end <= line.end && reads_as(&bytes[piece.start..end], encoding))
        .map(|end| Piece { end, ..piece })
}

/// The line from its first byte beyond ASCII to its last.
fn beyond_ascii(bytes: &[u8], line: &Range<usize>, encoding: Encoding) -> Piece {
    let content = &bytes[line.clone()];
    let first = content.iter().position(|byte| !byte.is_ascii());
    let last = content.iter().rposition(|byte| !byte.is_ascii());
    Piece {
        start: line.start + first.unwrap_or(0),
        end: line.start + last.map_or(content.len(), |last| last + 1),
        encoding,
    }
}

/// The bad bytes of a line that are characters of the page, or clearly of the usual
/// one, and whether all of them are.
fn strays(bytes: &[u8], line: &Range<usize>, page: Option<Encoding>) -> (Vec<Piece>, bool) {
    let encoding = page.unwrap_or(USUAL);
    let margin = if page.is_some() { 0 } else { CLEARLY };
    let reader = Reader::new(encoding);
    let mut found = Vec::new();
    let mut are_all = true;
    let mut start = line.start;
    for word in bytes[line.clone()].split(u8::is_ascii_whitespace) {
        let word_start = start;
        start += word.len() + 1;
        if core::str::from_utf8(word).is_ok() {
            continue;
        }
        if word.len() > MOST_OF_A_WORD {
            are_all = false;
            continue;
        }
        let (mut damaged, mut whole) = (Vec::new(), Vec::new());
        let mut own = Vec::new();
        let mut pieces = Vec::new();
        let mut at = word_start;
        for chunk in word.utf8_chunks() {
            for glyphs in [&mut damaged, &mut whole] {
                glyphs.extend(chunk.valid().chars().map(Glyph::of));
            }
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                let end = at + chunk.invalid().len();
                reader.read(chunk.invalid(), false, &mut own);
                damaged.extend(chunk.invalid().iter().map(|_| Glyph::Damage));
                whole.append(&mut own);
                pieces.push(Piece {
                    start: at,
                    end,
                    encoding,
                });
                at = end;
            }
        }
        if !whole.contains(&Glyph::Noise)
            && Costs::least_of(&whole) + margin < Costs::least_of(&damaged)
        {
            found.append(&mut pieces);
        } else {
            are_all = false;
        }
    }
    (found, are_all)
}
