//! Blanks and empty lines.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

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
    for line in lines(text) {
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
    for line in lines(text) {
        if !text[line].starts_with(is_blank) {
            close_runs_of_line(text, line, &mut rewriter);
        }
    }
    rewriter.finish()
}

fn close_runs_of_line(text: &str, line: Span, rewriter: &mut Rewriter<'_>) {
    let mut done = line.start;
    for (at, blank) in text[line].match_indices(is_blank) {
        let start = line.start + at;
        if start < done {
            continue;
        }
        let rest = &text[start..line.end];
        done = line.end - rest.trim_start_matches(is_blank).len();
        let run = Span::new(start, done);
        if run.len() > blank.len() && !text[run].contains('\t') {
            rewriter.replace(RUN, run, blank);
        }
    }
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
