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
        let has = |part: &str| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some();
        if has("```") || has("~~~") {
            fenced_blocks(text, &mut closed);
        }
        inline_code(text, &mut closed);
        elements(text, &mut closed);
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
    let mut done = 0;
    for at in memchr::memchr2_iter(b'`', b'~', text.as_bytes()) {
        let fence = ["```", "~~~"]
            .into_iter()
            .find(|fence| text[at..].starts_with(fence));
        let Some(fence) = fence.filter(|_| at >= done) else {
            continue;
        };
        let is_inside = |c: char| c.is_whitespace() && !ends_a_line(c);
        let above = text[..at].trim_end_matches(is_inside);
        if !(above.is_empty() || above.ends_with(ends_a_line)) {
            continue;
        }
        let mut lines = text[at..].split_inclusive(ends_a_line);
        done = at + lines.next().map_or(0, str::len);
        match open {
            None => open = Some((above.len(), fence)),
            Some((start, opened)) if opened == fence => {
                closed.push(Span::new(start, done));
                open = None;
            }
            Some(_) => {}
        }
    }
    if let Some((start, _)) = open {
        closed.push(Span::new(start, text.len()));
    }
}

/// What stands between two runs of equally many backticks on one line.
fn inline_code(text: &str, closed: &mut Vec<Span>) {
    let mut open: Option<(usize, usize)> = None;
    let mut done = 0;
    while let Some(ahead) = memchr::memchr(b'`', &text.as_bytes()[done..]) {
        let at = done + ahead;
        if open.is_some() && text[done..at].contains(ends_a_line) {
            open = None;
        }
        if text[..at].ends_with('\\') {
            done = at + 1;
            continue;
        }
        let run = text[at..].bytes().take_while(|&byte| byte == b'`').count();
        done = at + run;
        open = match open {
            Some((start, opened)) if opened == run && !quotes_in_latex(&text[start..at]) => {
                closed.push(Span::new(start, done));
                None
            }
            Some((_, opened)) if opened == run => Some((at, run)),
            Some(still_open) => Some(still_open),
            // Behind a letter nobody begins code: `\*(C`so\*(C'` in roff.
            None if text[..at].ends_with(char::is_alphanumeric) => None,
            None => Some((at, run)),
        };
    }
}

/// Whether what begins with two backticks ends in two apostrophes.
fn quotes_in_latex(text: &str) -> bool {
    text.starts_with("``") && text.contains("''")
}

/// The elements of HTML that hold code.
const ELEMENTS: [&str; 7] = ["code", "pre", "script", "style", "kbd", "samp", "textarea"];

/// What stands between `<element` and `</element`, for every element that holds code.
fn elements(text: &str, closed: &mut Vec<Span>) {
    // Where the open one of each began.
    let mut open = [None; ELEMENTS.len()];
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let name = &text[at + 1..];
        let (name, ends) = name
            .strip_prefix('/')
            .map_or((name, false), |name| (name, true));
        let element = ELEMENTS.iter().position(|element| {
            starts_with_ignoring_case(name, element)
                && !name[element.len()..]
                    .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        });
        let Some(element) = element else { continue };
        match open[element] {
            Some(start) if ends => {
                closed.push(Span::new(start, at));
                open[element] = None;
            }
            None if !ends => open[element] = Some(at),
            _ => {}
        }
    }
    // One that is never closed reaches to the end.
    let open = open.into_iter().flatten();
    closed.extend(open.map(|start| Span::new(start, text.len())));
}
