//! Encodings in which nothing is where ASCII has it: UTF-16 without zero bytes,
//! and the pages of mainframes.

use alloc::vec::Vec;

use gristmill_encoding::Encoding;
use gristmill_language::{Costs, Glyph, UNIT};

use super::byte_set::Census;
use super::candidates::{Candidate, EBCDIC};
use super::possible::n_malformed;
use super::prior::prior;
use super::reading::Reader;
use super::weigh::guess_like_ascii;
use crate::utf8::Validity;
use crate::{Evidence, Guess};

/// How many bytes are read: a multiple of two.
const WINDOW: usize = 512;

/// How many bytes are read to see that a text is no UTF-16: most are none.
const FIRST_LOOK: usize = 64;

/// How much likelier a text must be than in any encoding that is like ASCII, in
/// eighths of a bit: since it may make markup of bytes that hold none, the
/// evidence must be overwhelming.
const OVERWHELMING: u32 = 24 * UNIT;

/// More than this a unit of UTF-16 costs in no text of a language in the model.
const MOST_A_UNIT: u32 = 13 * UNIT;

/// How many bits a character of a page of mainframes may cost; text costs four.
const MOST_A_CHARACTER: u32 = 9 * UNIT;

/// Where a document is looked at: at its beginning, in its middle and at its end.
fn windows(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let last = bytes.len().saturating_sub(WINDOW) & !1;
    [0, (last / 2) & !1, last]
        .into_iter()
        .map(|start| &bytes[start..bytes.len().min(start + WINDOW)])
}

/// Whether all of the document is about as likely in UTF-16 as text is.
pub(crate) fn is_utf_16_throughout(bytes: &[u8], encoding: Encoding) -> bool {
    windows(bytes).all(|window| window.len() < 4 || utf_16_cost(window, encoding).is_some())
}

/// UTF-16 without a byte order mark, in a script that leaves no zero bytes.
pub(crate) fn look_for_utf_16(bytes: &[u8]) -> Option<Guess> {
    let window = &bytes[..bytes.len().min(WINDOW)];
    if window.len() < 4 || is_plainly_text(window) {
        return None;
    }
    let first = &window[..window.len().min(FIRST_LOOK)];
    let best = [Encoding::Utf16Le, Encoding::Utf16Be]
        .into_iter()
        .filter(|&encoding| utf_16_cost(first, encoding).is_some())
        .filter_map(|encoding| Some((utf_16_cost(window, encoding)?, encoding)))
        .filter(|&(_, encoding)| {
            is_utf_16(bytes, encoding) && is_utf_16_throughout(bytes, encoding)
        })
        .min()?;
    let others = cost_like_ascii(window);
    (best.0 + OVERWHELMING < others).then(|| Guess::certain(best.1, Evidence::Structure, 0.97))
}

/// UTF-8 without control characters, as far as the window goes: tabs are what
/// Devanagari has in every second byte.
fn is_plainly_text(window: &[u8]) -> bool {
    let is_utf_8 = match core::str::from_utf8(window) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let n_tabs = window.iter().filter(|&&byte| byte == b'\t').count();
    let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    is_utf_8 && !window.iter().any(is_control) && n_tabs * 4 < window.len()
}

/// What the window costs as UTF-16; nothing when it is no text in it.
fn utf_16_cost(window: &[u8], encoding: Encoding) -> Option<u32> {
    let mut glyphs = Vec::new();
    Reader::new(encoding).read(window, true, &mut glyphs);
    if glyphs.contains(&Glyph::Noise) {
        return None;
    }
    let cost = Costs::least_of(&glyphs);
    let most = MOST_A_UNIT.saturating_mul(u32::try_from(glyphs.len()).ok()?);
    (cost <= most).then_some(cost)
}

/// What the window costs in the likeliest encoding that has ASCII where it is, or
/// in UTF-8.
fn cost_like_ascii(window: &[u8]) -> u32 {
    let mut glyphs = Vec::new();
    match core::str::from_utf8(window) {
        Ok(text) => glyphs.extend(text.chars().map(Glyph::of)),
        Err(_) => Reader::new(guess_like_ascii(window, &Validity::of(window)).encoding).read(
            window,
            true,
            &mut glyphs,
        ),
    }
    Costs::least_of(&glyphs)
}

/// Whether every unit is a character or half of a pair.
fn is_utf_16(bytes: &[u8], encoding: Encoding) -> bool {
    let unit = match encoding {
        Encoding::Utf16Le => u16::from_le_bytes,
        _ => u16::from_be_bytes,
    };
    let units = bytes.as_chunks().0.iter().map(|&pair| unit(pair));
    let mut characters = char::decode_utf16(units);
    // The end may cut a pair.
    let bad = characters.position(|character| character.is_err());
    bad.is_none() || characters.next().is_none()
}

/// A page of mainframes, when the text is so much likelier in one than in the
/// encoding that was guessed.
pub(super) fn look_for_ebcdic(bytes: &[u8], guess: &Guess) -> Option<Guess> {
    let window = &bytes[..bytes.len().min(WINDOW)];
    // Letters and digits of EBCDIC are beyond ASCII, and its blank is the at sign.
    let n_beyond = window.iter().filter(|byte| !byte.is_ascii()).count();
    let n_blanks = window.iter().filter(|&&byte| byte == b' ').count();
    if n_beyond * 2 < window.len() || n_blanks * 50 > window.len() {
        return None;
    }
    let mut glyphs = Vec::new();
    let mut cost_in = |candidate: &Candidate| {
        Reader::new(candidate.encoding).read(window, true, &mut glyphs);
        let mut costs = prior(candidate);
        costs.read(&glyphs);
        costs.least()
    };
    let census = Census::of(bytes);
    let best = EBCDIC
        .iter()
        .filter(|candidate| n_malformed(bytes, &census, candidate.encoding, 0).is_some())
        .min_by_key(|candidate| cost_in(candidate))?;
    let cost = cost_in(best);
    let reads_well = windows(bytes).all(|window| {
        Reader::new(best.encoding).read(window, true, &mut glyphs);
        let n_glyphs = u32::try_from(glyphs.len()).unwrap_or(u32::MAX);
        Costs::least_of(&glyphs) <= n_glyphs.saturating_mul(MOST_A_CHARACTER)
    });
    if !reads_well {
        return None;
    }
    Reader::new(guess.encoding).read(window, true, &mut glyphs);
    (cost + OVERWHELMING < Costs::least_of(&glyphs)).then(|| Guess {
        encoding: best.encoding,
        confidence: 0.95,
        evidence: Evidence::Statistics,
        runners_up: Vec::new(),
        pieces: Vec::new(),
    })
}
