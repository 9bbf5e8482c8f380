//! Blocks of HTML that stand on one line.

use gristmill_text::Span;

/// Elements that begin a block.
const BLOCKS: [&str; 26] = [
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "div",
    "li",
    "section",
    "article",
    "main",
    "header",
    "body",
    "table",
    "tr",
    "td",
    "dt",
    "dd",
    "ul",
    "ol",
    "sec",
    "title",
    "blockquote",
    "center",
    "footer",
];

/// The blocks of a line: before the tags that begin one, and behind those that end one and
/// line breaks. A line without tags is one block.
pub(crate) fn blocks(text: &str, line: Span) -> impl Iterator<Item = Span> + '_ {
    let mut rest = Some(line);
    core::iter::from_fn(move || {
        let whole = rest?;
        let cut = cut(text, whole);
        rest = cut.map(|cut| Span::new(cut, whole.end));
        Some(Span::new(whole.start, cut.unwrap_or(whole.end)))
    })
}

/// Where the first block of a line ends, if more stands behind it.
fn cut(text: &str, line: Span) -> Option<usize> {
    let mut has_content = false;
    let mut at = line.start;
    while let Some(open) = memchr::memchr(b'<', &text.as_bytes()[at..line.end]) {
        let start = at + open;
        has_content |= !text[at..start].trim().is_empty();
        let inside = &text[start + 1..line.end];
        let is_end = inside.starts_with('/');
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &name[..len];
        let close = memchr::memchr(b'>', inside.as_bytes())?;
        let behind = start + 1 + close + 1;
        let is_break = name.eq_ignore_ascii_case("br");
        let is_block = len > 0 && BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name));
        let place = match is_block || is_break {
            true if is_end || is_break => behind,
            // What was only opened so far is no block.
            true if has_content => start,
            _ => {
                at = behind;
                continue;
            }
        };
        if place < line.end && !text[place..line.end].trim().is_empty() {
            return Some(place);
        }
        at = behind;
    }
    None
}
