//! Apostrophes that SQL doubles.

use alloc::vec::Vec;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::gate::{self, CodeLines, Gate};
use crate::word::is_inside_a_word;

pub(crate) const DOUBLED: Rule = Rule::new("repair.escape.doubled-quote", Kind::Escape);

/// Makes one apostrophe of two inside of words, where no apostrophe stands alone.
pub(crate) fn undouble(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let bytes = text.as_bytes();
    // Behind two backticks they close a quotation.
    if memchr::memmem::find(bytes, b"''").is_none() || memchr::memmem::find(bytes, b"``").is_some()
    {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    let is_open = |at: usize| gate.is_open(Span::new(at, at + 1));
    let pairs: Vec<usize> = memchr::memmem::find_iter(bytes, b"''")
        .filter(|&at| is_open(at))
        .collect();
    let n_quotes = memchr::memchr_iter(b'\'', bytes)
        .filter(|&at| is_open(at))
        .count();
    let in_words = pairs
        .iter()
        .filter(|&&at| is_inside_a_word(text, Span::new(at, at + 2)))
        .count();
    let mut lines = CodeLines::new(text, gate::is_code_line);
    let is_code = pairs.iter().any(|&at| lines.holds(at));
    if n_quotes == 2 * pairs.len() && in_words > 0 && !is_code {
        for at in pairs {
            rewriter.replace(DOUBLED, Span::new(at, at + 2), "'");
        }
    }
    rewriter.finish()
}
