//! Words: what stands between blanks.

use gristmill_text::Span;

/// Whether letters or digits stand on both sides of a span.
pub(crate) fn is_inside_a_word(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// The word that a span stands in, of which at most so many bytes before and behind it
/// are looked at.
pub(crate) fn word_around(text: &str, span: Span, most: usize) -> Span {
    let first = text.ceil_char_boundary(span.start.saturating_sub(most));
    let last = text.floor_char_boundary(text.len().min(span.end + most));
    let blank = text[first..span.start]
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace());
    let start = blank.map_or(first, |(at, c)| first + at + c.len_utf8());
    let len = text[span.end..last].find(char::is_whitespace);
    Span::new(start, len.map_or(last, |len| span.end + len))
}
