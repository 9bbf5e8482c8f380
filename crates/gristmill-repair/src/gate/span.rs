//! Ranges that are code or quote code.

use alloc::vec::Vec;

use gristmill_text::Span;

use super::{ends_a_line, starts_with_ignoring_case};

/// The ranges of a text that are code or quote code.
pub(crate) struct Gate {
    // In order, and none touches the next.
    closed: Vec<Span>,
}

impl Gate {
    /// Finds fenced blocks, inline code, and the HTML elements that hold code.
    pub(crate) fn of(text: &str) -> Self {
        let mut closed = Vec::new();
        if memchr::memchr2(b'`', b'~', text.as_bytes()).is_some() {
            fenced_blocks(text, &mut closed);
            inline_code(text, &mut closed);
        }
        if memchr::memchr(b'<', text.as_bytes()).is_some() {
            for element in ["code", "pre", "script", "style", "kbd", "samp", "textarea"] {
                elements(text, element, &mut closed);
            }
        }
        Self {
            closed: merged(closed),
        }
    }

    /// Whether a range may be changed: it lies outside of all code.
    pub(crate) fn is_open(&self, span: Span) -> bool {
        let before_its_end = self
            .closed
            .partition_point(|closed| closed.start < span.end);
        let last = before_its_end
            .checked_sub(1)
            .map(|index| self.closed[index]);
        !last.is_some_and(|closed| closed.overlaps(span))
    }
}

/// The same ranges in order, those that overlap or touch made one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}

/// Blocks between lines of three backticks or tildes; one that is never closed
/// reaches to the end.
fn fenced_blocks(text: &str, closed: &mut Vec<Span>) {
    let mut open: Option<(usize, &str)> = None;
    let mut at = 0;
    for line in text.split_inclusive(ends_a_line) {
        let trimmed = line.trim_start();
        let fence = ["```", "~~~"]
            .into_iter()
            .find(|fence| trimmed.starts_with(fence));
        match (open, fence) {
            (None, Some(fence)) => open = Some((at, fence)),
            (Some((start, opened)), Some(fence)) if opened == fence => {
                closed.push(Span::new(start, at + line.len()));
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    if let Some((start, _)) = open {
        closed.push(Span::new(start, text.len()));
    }
}

/// What stands between two runs of equally many backticks on one line.
fn inline_code(text: &str, closed: &mut Vec<Span>) {
    let mut open: Option<(usize, usize)> = None;
    let mut done = 0;
    for (at, sign) in text.match_indices(|c| c == '`' || ends_a_line(c)) {
        if sign != "`" {
            open = None;
        } else if at >= done && !text[..at].ends_with('\\') {
            let run = text[at..].bytes().take_while(|&byte| byte == b'`').count();
            done = at + run;
            open = match open {
                Some((start, opened)) if opened == run && !quotes_in_latex(&text[start..at]) => {
                    closed.push(Span::new(start, done));
                    None
                }
                Some((_, opened)) if opened == run => Some((at, run)),
                Some(still_open) => Some(still_open),
                None => Some((at, run)),
            };
        }
    }
}

/// Whether what begins with two backticks ends in two apostrophes.
fn quotes_in_latex(text: &str) -> bool {
    text.starts_with("``") && text.contains("''")
}

/// What stands between `<element` and `</element`.
fn elements(text: &str, element: &str, closed: &mut Vec<Span>) {
    let mut rest = 0;
    while let Some(start) = find_tag(text, rest, "<", element) {
        // One that is never closed reaches to the end, and so ends the search.
        let end = find_tag(text, start, "</", element).unwrap_or(text.len());
        closed.push(Span::new(start, end));
        rest = end;
    }
}

fn find_tag(text: &str, from: usize, open: &str, element: &str) -> Option<usize> {
    let finder = memchr::memmem::find_iter(&text.as_bytes()[from..], open);
    finder.map(|at| from + at).find(|&at| {
        let name = &text[at + open.len()..];
        starts_with_ignoring_case(name, element)
            && !name[element.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
    })
}
