//! Words that were cut at the ends of lines.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

pub(crate) const HYPHENATION: Rule =
    Rule::new("normalize.whitespace.hyphenation", Kind::Whitespace);

/// Joins the halves of words that a hyphen and a line end cut, where the text itself
/// says that they are one word: the word stands whole elsewhere in it, and nowhere with
/// its hyphen. A soft hyphen at the end of a line always cuts a word.
pub(crate) fn join(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let cuts: Vec<Cut<'_>> = cuts(text).collect();
    if cuts.is_empty() {
        return rewriter.finish();
    }
    let mut whole: BTreeSet<String> = words(text, &cuts).map(str::to_lowercase).collect();
    let soft = cuts.iter().filter(|cut| cut.is_soft);
    whole.extend(soft.map(|cut| cut.halves.concat().to_lowercase()));
    for cut in cuts {
        let joined = cut.halves.concat().to_lowercase();
        let hyphened = cut.halves.join("-").to_lowercase();
        let is_one = whole.contains(&joined) && !whole.contains(&hyphened);
        if cut.is_soft || is_one {
            rewriter.delete(HYPHENATION, cut.span);
        }
    }
    rewriter.finish()
}

/// The words of a text, with their hyphens, but for those that a line end cuts: joining
/// changes no other, so that doing it again changes nothing.
fn words<'t>(text: &'t str, cuts: &[Cut<'_>]) -> impl Iterator<Item = &'t str> {
    let mut cuts = cuts.iter().map(|cut| cut.span).peekable();
    let is_in_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\u{AD}');
    let mut rest = 0;
    core::iter::from_fn(move || {
        loop {
            let start = rest + text[rest..].find(is_in_word)?;
            let len = text[start..].find(|c: char| !is_in_word(c));
            let end = len.map_or(text.len(), |len| start + len);
            rest = end;
            while cuts.next_if(|cut| cut.end < start).is_some() {}
            // A word is cut when its hyphen is the cut's, or when the cut ends where it
            // begins.
            let is_cut = |cut: &Span| cut.start < end && cut.end > start || cut.end == start;
            if !cuts.peek().is_some_and(is_cut) {
                return Some(&text[start..end]);
            }
        }
    })
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
