//! Blanks and empty lines.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::scan;

pub(crate) const TRAILING: Rule = Rule::new("normalize.whitespace.trailing", Kind::Whitespace);
pub(crate) const RUN: Rule = Rule::new("normalize.whitespace.run", Kind::Whitespace);
pub(crate) const ENDS: Rule = Rule::new("normalize.whitespace.ends", Kind::Whitespace);
pub(crate) const EMPTY_LINES: Rule =
    Rule::new("normalize.whitespace.empty-lines", Kind::Whitespace);

pub(crate) const ODD: Rule = Rule::new("normalize.whitespace.odd", Kind::Whitespace);

/// How many line feeds in a row are left: two empty lines, as between the
/// functions of a program.
const MOST_LINE_FEEDS: usize = 3;

/// Makes blanks of other widths plain ones, but for the wide blank of East Asia, which
/// is as wide as a character there.
pub(crate) fn make_plain(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    for (at, blank) in text.match_indices(is_blank) {
        if !matches!(blank, " " | "\t" | "\u{3000}") {
            rewriter.replace(ODD, Span::new(at, at + blank.len()), " ");
        }
    }
    rewriter.finish()
}

/// Deletes the blanks at the ends of lines.
pub(crate) fn trim_lines(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    // Most lines end in a letter or a stop of ASCII.
    let may_end = |line: &Span| match text.as_bytes()[..line.end].last() {
        Some(&last) => matches!(last, b' ' | b'\t' | 0x80..),
        None => false,
    };
    for line in lines(text).filter(may_end) {
        let kept = text[line].trim_end_matches(is_blank).len();
        if kept < line.len() {
            rewriter.delete(TRAILING, Span::new(line.start + kept, line.end));
        }
    }
    rewriter.finish()
}

/// Makes one blank of several, but for lines that begin with one and runs with a
/// tab: those are columns.
pub(crate) fn close_runs(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    // Most texts have neither, which is sooner asked.
    if !scan::holds(text, b"  ") && !has_odd_blank(text) {
        return rewriter.finish();
    }
    let mut done = 0;
    // The line up to `done`.
    let mut is_column = text.starts_with(is_blank);
    while let Some(at) = next_pair(text, done) {
        let start = done + text[done..at].trim_end_matches(is_blank).len();
        if let Some(end) = memchr::memrchr(b'\n', &text.as_bytes()[done..start]) {
            is_column = text[done + end + 1..].starts_with(is_blank);
        }
        done = text.len() - text[at..].trim_start_matches(is_blank).len();
        if done == at {
            // Another character that begins with the same bytes.
            done += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let run = Span::new(start, done);
        let blank = text[run].chars().next().map_or(0, char::len_utf8);
        if is_column {
            let rest = &text.as_bytes()[done..];
            done = memchr::memchr(b'\n', rest).map_or(text.len(), |end| done + end);
        } else if run.len() > blank && !text[run].contains('\t') {
            rewriter.replace(RUN, run, &text[start..start + blank]);
        }
    }
    rewriter.finish()
}

/// The place of the next blank that may be one of several without a tab: the first of
/// two spaces, or a blank of another width.
fn next_pair(text: &str, from: usize) -> Option<usize> {
    let may_be = |first: u8, second: u8| {
        (first == b' ') & (second == b' ') | (first == 0xC2) | (first & 0xFC == 0xE0)
    };
    scan::next_pair(text, from, may_be, |first, second| {
        // The first two bytes of U+A0, U+1680, U+2000 to U+205F, and U+3000.
        (first == b' ') & (second == b' ')
            | (first == 0xC2) & (second == 0xA0)
            | (first == 0xE1) & (second == 0x9A)
            | (first == 0xE2) & (second & 0xFE == 0x80)
            | (first == 0xE3) & (second == 0x80)
    })
}

/// Whether a text has a blank that is neither a space nor a tab.
fn has_odd_blank(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    // Typography begins with the same two bytes as the blanks from U+2000 on.
    let mut general = memchr::memmem::find_iter(text.as_bytes(), b"\xE2\x80");
    let alone = ["\u{A0}", "\u{3000}", "\u{1680}", "\u{205F}"];
    general.any(|at| text[at..].starts_with(is_blank))
        || alone
            .iter()
            .any(|blank| scan::holds(text, blank.as_bytes()))
}

/// Deletes the line feeds at the two ends of the text.
pub(crate) fn trim_ends(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let start = text.len() - text.trim_start_matches('\n').len();
    if start > 0 {
        rewriter.delete(ENDS, Span::new(0, start));
    }
    let end = start + text[start..].trim_end_matches('\n').len();
    if end < text.len() {
        rewriter.delete(ENDS, Span::new(end, text.len()));
    }
    rewriter.finish()
}

/// Leaves at most two empty lines in a row.
pub(crate) fn close_gaps(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let mut done = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), "\n\n\n\n") {
        if at < done {
            continue;
        }
        let kept = at + MOST_LINE_FEEDS;
        done = text.len() - text[kept..].trim_start_matches('\n').len();
        rewriter.delete(EMPTY_LINES, Span::new(kept, done));
    }
    rewriter.finish()
}

/// The lines of a text, without their line feeds.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes())
        .chain([text.len()])
        .map(move |end| {
            let line = Span::new(start, end);
            start = end + 1;
            line
        })
}

/// Whether a character only keeps others apart within a line: tab and Unicode's
/// space separators (Zs).
fn is_blank(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}
