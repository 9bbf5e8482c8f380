//! Quotes of a text, or a source, in which all of them are escaped.

use gristmill_text::{Rewrite, Rewriter, Span};

use super::{BACKSLASH, QUOTE};

/// What stands before the quotes of a text.
#[derive(Default)]
pub(crate) struct Quotes {
    pub(crate) escaped: u64,
    pub(crate) bare: u64,
    pub(crate) other_backslashes: u64,
}

/// Counts quotes with a backslash and without, and backslashes before anything but a
/// quote or a backslash.
pub(crate) fn count_quotes(text: &str) -> Quotes {
    let mut quotes = Quotes::default();
    for (_, sign) in signs(text) {
        match sign {
            Sign::Escaped => quotes.escaped += 1,
            Sign::Bare => quotes.bare += 1,
            Sign::OtherBackslash => quotes.other_backslashes += 1,
            Sign::EscapedBackslash => {}
        }
    }
    quotes
}

/// Whether a text has quotes, and a backslash before each of them and nowhere else.
/// Most texts are left at the first quote.
pub(crate) fn are_all_escaped(text: &str) -> bool {
    let mut any = false;
    signs(text).all(|(_, sign)| {
        any |= sign == Sign::Escaped;
        matches!(sign, Sign::Escaped | Sign::EscapedBackslash)
    }) && any
}

/// A quote or a backslash.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A quote with a backslash.
    Escaped,
    /// A quote without one.
    Bare,
    /// Two backslashes.
    EscapedBackslash,
    /// One before anything else.
    OtherBackslash,
}

/// The quotes and backslashes of a text, with the place of each.
fn signs(text: &str) -> impl Iterator<Item = (usize, Sign)> + '_ {
    let bytes = text.as_bytes();
    let mut done = 0;
    memchr::memchr3_iter(b'\\', b'\'', b'"', bytes).filter_map(move |at| {
        if at < done {
            return None;
        }
        let sign = match (bytes[at], bytes.get(at + 1)) {
            (b'\\', Some(b'\'' | b'"')) => Sign::Escaped,
            (b'\\', Some(b'\\')) => Sign::EscapedBackslash,
            (b'\\', _) => Sign::OtherBackslash,
            _ => Sign::Bare,
        };
        done = at + 1 + usize::from(bytes[at] == b'\\');
        Some((at, sign))
    })
}

/// Takes every escaping backslash out of a text of such a source, in code as well: the
/// escaper did not know code from prose. A text without an escaped quote is left, and one
/// that holds anything that the escaper would not have written.
pub(crate) fn unescape_all(text: &str) -> Rewrite<'_> {
    if !are_all_escaped(text) {
        return Rewriter::new(text).finish();
    }
    without_backslashes(text, true)
}

/// The text without the backslashes before its quotes, and without one of each two if the
/// escaper has doubled them.
pub(super) fn without_backslashes(text: &str, has_doubled: bool) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    for (at, sign) in signs(text) {
        let rule = match sign {
            Sign::Escaped => QUOTE,
            Sign::EscapedBackslash if has_doubled => BACKSLASH,
            _ => continue,
        };
        rewriter.replace(rule, Span::new(at, at + 2), &text[at + 1..at + 2]);
    }
    rewriter.finish()
}
