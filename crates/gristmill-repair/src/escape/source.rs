//! Quotes of a source in which all of them are escaped.

use gristmill_text::{Rewrite, Rewriter, Span};

use super::{BACKSLASH, QUOTE};

/// What stands before the quotes of a text.
pub(crate) struct Quotes {
    pub(crate) escaped: u64,
    pub(crate) bare: u64,
    pub(crate) other_backslashes: u64,
}

/// Counts quotes with a backslash and without, and backslashes before anything but a
/// quote or a backslash.
pub(crate) fn count_quotes(text: &str) -> Quotes {
    let mut quotes = Quotes {
        escaped: 0,
        bare: 0,
        other_backslashes: 0,
    };
    let mut done = 0;
    for at in memchr::memchr3_iter(b'\\', b'\'', b'"', text.as_bytes()) {
        if at < done {
            continue;
        }
        match (text.as_bytes()[at], text.as_bytes().get(at + 1)) {
            (b'\\', Some(b'\'' | b'"')) => quotes.escaped += 1,
            (b'\\', Some(b'\\')) => {}
            (b'\\', _) => quotes.other_backslashes += 1,
            _ => quotes.bare += 1,
        }
        done = at + 2 - usize::from(text.as_bytes()[at] != b'\\');
    }
    quotes
}

/// Takes every escaping backslash out of a text of such a source, in code as well: the
/// escaper did not know code from prose. A text without an escaped quote is left, and one
/// that holds anything that the escaper would not have written.
pub(crate) fn unescape_all(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let quotes = count_quotes(text);
    if quotes.escaped == 0 || quotes.bare > 0 || quotes.other_backslashes > 0 {
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
