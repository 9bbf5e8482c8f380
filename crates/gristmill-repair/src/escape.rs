//! Backslashes before quotes.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::gate::{self, Gate};

pub(crate) const QUOTE: Rule = Rule::new("repair.escape.quote", Kind::Escape);

/// Takes the backslashes off the quotes of every line that is prose and went
/// through an escaper.
pub(crate) fn unescape(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let mut quotes = escaped_quotes(text).peekable();
    if quotes.peek().is_none() || gate::is_json(text) || gate::is_latex(text) {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    let mut line = Line::at(text, 0);
    for span in quotes {
        if span.start >= line.span.end {
            line = Line::at(text, span.start);
        }
        let quote = &text[span.end - 1..span.end];
        if line.is_escaped_prose() && gate.is_open(span) {
            rewriter.replace(QUOTE, span, quote);
        }
    }
    rewriter.finish()
}

/// Each quote with the backslashes before it: one, or three or seven when it was
/// escaped twice or three times.
fn escaped_quotes(text: &str) -> impl Iterator<Item = Span> + '_ {
    memchr::memchr2_iter(b'\'', b'"', text.as_bytes()).filter_map(|at| {
        let backslashes = backslashes_before(text, at);
        matches!(backslashes, 1 | 3 | 7).then(|| Span::new(at - backslashes, at + 1))
    })
}

fn backslashes_before(text: &str, at: usize) -> usize {
    text.as_bytes()[..at]
        .iter()
        .rev()
        .take_while(|&&byte| byte == b'\\')
        .count()
}

/// A line of the text, and whether it is one that an escaper wrote.
struct Line {
    span: Span,
    escaped_prose: bool,
}

impl Line {
    fn at(text: &str, offset: usize) -> Self {
        let before = text[..offset].rsplit(gate::ends_a_line).next();
        let start = offset - before.map_or(0, str::len);
        let after = text[offset..].find(gate::ends_a_line);
        let end = after.map_or(text.len(), |at| offset + at);
        let line = &text[start..end];
        Self {
            span: Span::new(start, end),
            escaped_prose: is_image_of_an_escaper(line) && !gate::is_code_line(line),
        }
    }

    fn is_escaped_prose(&self) -> bool {
        self.escaped_prose
    }
}

/// Whether the line is one that an escaper could have written: every backslash
/// stands before a quote, and no quote of the kind that is escaped stands bare,
/// but for apostrophes inside of words.
fn is_image_of_an_escaper(line: &str) -> bool {
    let quotes = memchr::memchr2_iter(b'\'', b'"', line.as_bytes());
    let mut explained = 0;
    let (mut escaped, mut bare) = ([false; 2], [false; 2]);
    for at in quotes {
        let kind = usize::from(line.as_bytes()[at] == b'"');
        match backslashes_before(line, at) {
            0 => bare[kind] |= !is_inside_a_word(line, at),
            backslashes @ (1 | 3 | 7) => {
                explained += backslashes;
                escaped[kind] = true;
            }
            _ => return false,
        }
    }
    let backslashes = memchr::memchr_iter(b'\\', line.as_bytes()).count();
    explained == backslashes && !(escaped[0] && bare[0]) && !(escaped[1] && bare[1])
}

fn is_inside_a_word(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at + 1..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}
