//! Words: what stands between blanks.

use core::ops::Range;

use super::beyond_ascii::beyond_ascii;

/// Longer stretches without blanks are cut, in bytes.
const LONGEST: usize = 256;

/// The words of a text that hold a character beyond ASCII.
pub(super) fn words_beyond_ascii(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    core::iter::from_fn(move || {
        let first = beyond_ascii(text, at)?;
        let before = bytes[at..first].iter().rposition(u8::is_ascii_whitespace);
        let start = before.map_or(at, |blank| at + blank + 1);
        let last = bytes.len().min(first + LONGEST);
        let len = bytes[first..last].iter().position(u8::is_ascii_whitespace);
        let end = text.ceil_char_boundary(len.map_or(last, |len| first + len));
        at = end;
        // A long line of code before it says nothing of it.
        let start = start.max(first.saturating_sub(LONGEST));
        Some(text.ceil_char_boundary(start)..end)
    })
}
