//! Headings of HTML.

use gristmill_text::Span;

use super::markdown::wrapped;
use super::{Surface, marked, trimmed};

/// `<h2>Results</h2>`, `<b>Results:</b> text`, also after `<p>`.
pub(super) fn read(text: &str, line: Span) -> Option<Surface> {
    let mut start = line.start;
    // What may be opened before a heading, with attributes or without.
    while let Some((name, end)) = tag(text, start, line.end) {
        if is_wrapper(name) {
            start = end;
            continue;
        }
        let level = match name.as_bytes() {
            [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ if is_emphasis(name) => None,
            _ => return None,
        };
        let close = end + closing(&text[end..line.end], name)?;
        let after = close + text[close..line.end].find('>')? + 1;
        let words = inner(text, end, close);
        return match level {
            Some(level) => Some(marked(text, "html", level, line.start, words)),
            None => wrapped(text, line, words, after, "html"),
        };
    }
    None
}

/// The name of the tag that begins here, and where its text begins.
fn tag(text: &str, start: usize, end: usize) -> Option<(&str, usize)> {
    let inside = text[start..end].trim_start().strip_prefix('<')?;
    let start = end - inside.len();
    let len = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let close = inside.find('>').filter(|_| len > 0)?;
    Some((&inside[..len], start + close + 1))
}

fn is_wrapper(name: &str) -> bool {
    ["p", "div", "li", "td", "section", "article", "br", "span"]
        .iter()
        .any(|other| other.eq_ignore_ascii_case(name))
}

fn is_emphasis(name: &str) -> bool {
    ["b", "strong", "i", "em", "u"]
        .iter()
        .any(|other| other.eq_ignore_ascii_case(name))
}

/// Where the closing tag of this name begins.
fn closing(text: &str, name: &str) -> Option<usize> {
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let found = text[at + 2..].get(..name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

/// What stands between two tags, without the tags around it: `<h2><b>Results</b></h2>`.
fn inner(text: &str, start: usize, end: usize) -> Span {
    let mut words = trimmed(text, start, end);
    while text[words].starts_with('<') {
        let Some(len) = text[words].find('>') else {
            break;
        };
        words = trimmed(text, words.start + len + 1, words.end);
    }
    while text[words].ends_with('>') {
        let Some(len) = text[words].rfind('<') else {
            break;
        };
        words = trimmed(text, words.start, words.start + len);
    }
    words
}
