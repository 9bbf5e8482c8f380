//! Words that were cut at the ends of lines.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

pub(crate) const HYPHENATION: Rule =
    Rule::new("normalize.whitespace.hyphenation", Kind::Whitespace);

/// So many lines end so in a text that was set with hyphens.
const FEWEST: usize = 3;

/// Joins the halves of words that a hyphen and a line end cut, where the text itself
/// says that they are one word: the word stands whole elsewhere in it; or the text was
/// set so throughout, and the word stands nowhere with its hyphen. A soft hyphen at the
/// end of a line always is one.
pub(crate) fn join(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let cuts: Vec<Cut<'_>> = cuts(text).collect();
    if cuts.is_empty() {
        return rewriter.finish();
    }
    let words: BTreeSet<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .collect();
    let is_set_so = cuts.len() >= FEWEST;
    for cut in cuts {
        let [first, second] = cut.halves;
        let joined = [first, second].concat();
        let hyphened = [first, "-", second].join("");
        let is_one = words.contains(joined.as_str());
        let is_two = words.contains(hyphened.as_str());
        if cut.is_soft || !is_two && (is_one || is_set_so) {
            rewriter.delete(HYPHENATION, cut.span);
        }
    }
    rewriter.finish()
}

/// A hyphen and a line end between two halves of a word.
struct Cut<'t> {
    halves: [&'t str; 2],
    span: Span,
    is_soft: bool,
}

/// Whether a soft hyphen cuts a word at the end of a line.
pub(crate) fn is_soft_cut(text: &str, hyphen: Span) -> bool {
    let behind = &text[hyphen.end..];
    let behind = behind.strip_prefix('\r').unwrap_or(behind);
    let behind = behind.strip_prefix('\n');
    behind.is_some_and(|behind| halves(&text[..hyphen.start], behind).is_some())
}

/// Every hyphen at the end of a line that cuts a word.
fn cuts(text: &str) -> impl Iterator<Item = Cut<'_>> {
    memchr::memchr_iter(b'\n', text.as_bytes()).filter_map(move |end| {
        let line = text[..end].strip_suffix('\r').unwrap_or(&text[..end]);
        let (before, is_soft) = match line.strip_suffix('-') {
            Some(before) => (before, false),
            None => (line.strip_suffix('\u{AD}')?, true),
        };
        Some(Cut {
            halves: halves(before, &text[end + 1..])?,
            span: Span::new(before.len(), end + 1),
            is_soft,
        })
    })
}

/// The two halves of a word between which something stands: at least two letters each,
/// small ones at the cut.
fn halves<'t>(before: &'t str, behind: &'t str) -> Option<[&'t str; 2]> {
    let first = &before[before.trim_end_matches(char::is_alphabetic).len()..];
    let second = &behind[..behind.len() - behind.trim_start_matches(char::is_alphabetic).len()];
    let is_cut = first.chars().next_back().is_some_and(char::is_lowercase)
        && second.chars().next().is_some_and(char::is_lowercase)
        && first.chars().nth(1).is_some()
        && second.chars().nth(1).is_some();
    is_cut.then_some([first, second])
}
