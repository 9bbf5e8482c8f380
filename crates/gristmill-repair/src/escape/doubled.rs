//! Apostrophes that SQL doubles.

use alloc::vec::Vec;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::gate::{self, CodeLines, Gate};

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
    let n_elisions = pairs.iter().filter(|&&at| is_elision(text, at)).count();
    let mut lines = CodeLines::new(text, gate::is_code_line);
    let is_code = pairs.iter().any(|&at| lines.holds(at));
    if n_elisions > 0 && n_quotes == 2 * pairs.len() && n_elisions * 3 >= pairs.len() && !is_code {
        for at in pairs {
            rewriter.replace(DOUBLED, Span::new(at, at + 2), "'");
        }
    }
    rewriter.finish()
}

/// Whether two apostrophes stand between letters, and not single ones on both sides:
/// those are derivatives, points and pitches.
fn is_elision(text: &str, at: usize) -> bool {
    let count = |letters: &mut dyn Iterator<Item = char>| {
        letters.take(2).take_while(|c| c.is_alphabetic()).count()
    };
    let before = count(&mut text[..at].chars().rev());
    let behind = count(&mut text[at + 2..].chars());
    before > 0 && behind > 0 && before + behind > 2
}
