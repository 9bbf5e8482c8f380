//! Headings of HTML.

use gristmill_text::Span;

use super::markdown::wrapped;
use super::{Surface, marked, trimmed};

/// `<h2>Results</h2>`, `<b>Results:</b> text`, `<title>Results</title>` of a section, also
/// behind other tags.
pub(super) fn read(text: &str, line: Span) -> Option<Surface> {
    let mut start = line.start;
    let mut is_section = false;
    for _ in 0..MOST_TAGS {
        let (name, end) = tag(text, start, line.end)?;
        let small = name.to_ascii_lowercase();
        let level = match small.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            b"title" if is_section => Some(1),
            _ if EMPHASIS.contains(&small.as_str()) => None,
            _ => {
                // The title of a section stands right behind its tag.
                is_section |= ["sec", "section"].contains(&small.as_str());
                start = end;
                continue;
            }
        };
        let close = end + closing(&text[end..line.end], name)?;
        let after = close + text[close..line.end].find('>')? + 1;
        let words = inner(text, end, close);
        return match level {
            Some(level) => Some(marked(text, "html", level, line.start, words)),
            None => wrapped(text, line, words, after),
        };
    }
    None
}

/// How many tags may stand before a heading.
const MOST_TAGS: usize = 8;

/// Elements that make words stand out.
const EMPHASIS: [&str; 6] = ["b", "strong", "i", "em", "u", "font"];

/// The name of the tag that begins here, and where its text begins.
fn tag(text: &str, start: usize, end: usize) -> Option<(&str, usize)> {
    let inside = text[start..end].trim_start().strip_prefix('<')?;
    // A tag that ends something else is passed over like one that begins it.
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let start = end - inside.len();
    let len = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let close = inside.find('>').filter(|_| len > 0)?;
    Some((&inside[..len], start + close + 1))
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
