//! Quotes of a source in which all of them are escaped.

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
    for sign in signs(text) {
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
    signs(text).all(|sign| {
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

fn signs(text: &str) -> impl Iterator<Item = Sign> + '_ {
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
        Some(sign)
    })
}

/// Takes every escaping backslash out of a text of such a source, in code as well: the
/// escaper did not know code from prose. A text without an escaped quote is left, and one
/// that holds anything that the escaper would not have written.
pub(crate) fn unescape_all(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    if !are_all_escaped(text) {
        return rewriter.finish();
    }
    let mut done = 0;
    for at in memchr::memchr_iter(b'\\', text.as_bytes()) {
        if at < done {
            continue;
        }
        done = at + 2;
        let meaning = &text[at + 1..done];
        let rule = if meaning == "\\" { BACKSLASH } else { QUOTE };
        rewriter.replace(rule, Span::new(at, done), meaning);
    }
    rewriter.finish()
}
