//! Bytes as percent signs and two digits, as in addresses.

use alloc::vec::Vec;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::hex::{Hex, hex_at, replace};
use crate::gate::{self, CodeLines, Gate};
use crate::word::word_around;

pub(crate) const PERCENT: Rule = Rule::new("repair.transport.percent", Kind::Transport);

/// How many blanks tell that a whole text was escaped.
const ENOUGH_BLANKS: usize = 3;

/// Decodes a text without blanks in which they are `%20`, or the letters beyond ASCII
/// in words that are no addresses.
pub(crate) fn decode_percent(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let bytes = text.as_bytes();
    if memchr::memchr(b'%', bytes).is_none() {
        return rewriter.finish();
    }
    let all: Vec<Hex> = memchr::memchr_iter(b'%', bytes)
        .filter_map(|at| hex_at(text, at))
        .collect();
    let found = if is_whole(text, &all) {
        all
    } else {
        in_words(text, &all)
    };
    replace(
        &mut rewriter,
        PERCENT,
        &found,
        |end, start| end == start,
        |_, _| {},
    );
    rewriter.finish()
}

/// Whether the blanks of the text are escaped, once or more.
fn is_whole(text: &str, all: &[Hex]) -> bool {
    let n_blanks = all
        .iter()
        .filter(|hex| hex.byte == b' ' || hex.byte == b'%' && text[hex.end()..].starts_with("20"))
        .count();
    let is_address = text.contains("://") || text.starts_with("mailto:");
    let n_signs = memchr::memchr_iter(b'%', text.as_bytes()).count();
    n_blanks >= ENOUGH_BLANKS && !text.contains(' ') && !is_address && n_signs == all.len()
}

/// How many characters in words tell that one between blanks is meant as well.
const ENOUGH_IN_WORDS: usize = 3;

/// The bytes of characters beyond ASCII that stand in words.
fn in_words(text: &str, all: &[Hex]) -> Vec<Hex> {
    if all.iter().all(|hex| hex.byte <= 0x7F) {
        return Vec::new();
    }
    let found = in_prose(text, all, false);
    if found.len() >= 2 * ENOUGH_IN_WORDS {
        return in_prose(text, all, true);
    }
    found
}

fn in_prose(text: &str, all: &[Hex], has_evidence: bool) -> Vec<Hex> {
    let gate = Gate::of(text);
    let mut lines = CodeLines::new(text, gate::has_code_signs);
    let mut found = Vec::new();
    for run in all.chunk_by(|one, next| one.end() == next.start()) {
        let bytes: Vec<u8> = run.iter().map(|hex| hex.byte).collect();
        let span = Span::new(run[0].start(), run[run.len() - 1].end());
        let Ok(meaning) = core::str::from_utf8(&bytes) else {
            continue;
        };
        // Two letters are a word, and need no others beside them.
        let is_word = meaning
            .chars()
            .filter(|c| c.is_alphabetic())
            .nth(1)
            .is_some();
        let is_beyond = bytes.iter().all(|byte| *byte > 0x7F);
        let is_meant = is_in_prose(text, span, has_evidence || is_word);
        if is_beyond && is_meant && gate.is_open(span) && !lines.holds(span.start) {
            found.extend_from_slice(run);
        }
    }
    found
}

/// How much of a word is looked at on either side, in bytes: addresses may be long.
const MOST_OF_A_WORD: usize = 256;

/// Whether letters stand beside it, and the word is no address.
fn is_in_prose(text: &str, span: Span, has_evidence: bool) -> bool {
    let (start, end) = (span.start, span.end);
    let word = &text[word_around(text, span, MOST_OF_A_WORD)];
    let is_address = word.contains("://") || word.contains(['?', '=', '@', '/', '&']);
    let is_letter = |c: char| c.is_alphabetic() || c == '%';
    let before = text[..start].chars().next_back().is_some_and(is_letter);
    let after = text[end..].chars().next().is_some_and(is_letter);
    !is_address && (has_evidence || before || after)
}
