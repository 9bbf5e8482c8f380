//! Backslashes and what stands behind them.

use core::ops::Range;

use crate::bytes::number;

/// A backslash with what belongs to it.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) span: Range<usize>,
    pub(super) what: What,
}

/// What an escape means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A character by its code point: `\u2019`, `\U0001F600`, a pair of halves.
    CodePoint(char),
    /// A byte: `\xe9`.
    Byte(u8),
    /// A line end or tab: `\n`.
    Control(char),
    /// A quote.
    Quote(char),
    /// A backslash, or the solidus that JSON may escape.
    Itself(char),
    /// Nothing that is escaped.
    Other,
}

/// Every escape of a text, from left to right.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    core::iter::from_fn(move || {
        let start = at + memchr::memchr(b'\\', &text.as_bytes()[at..])?;
        let (len, what) = read(&text[start..]);
        at = start + len;
        Some(Token {
            span: start..at,
            what,
        })
    })
}

/// The escape that a text begins with, and how long it is.
fn read(text: &str) -> (usize, What) {
    let Some(sign) = text[1..].chars().next() else {
        return (1, What::Other);
    };
    match sign {
        'n' => (2, What::Control('\n')),
        'r' => (2, What::Control('\r')),
        't' => (2, What::Control('\t')),
        '\'' | '"' => (2, What::Quote(sign)),
        '\\' | '/' => (2, What::Itself(sign)),
        'u' => code_point(text, 4),
        'U' => code_point(text, 8),
        'x' => match number(text, 2..4).and_then(|n| u8::try_from(n).ok()) {
            // Other bytes are no text.
            Some(byte @ (b'\t' | b'\n' | b'\r' | b' '..)) => (4, What::Byte(byte)),
            _ => (2, What::Other),
        },
        _ => (1 + sign.len_utf8(), What::Other),
    }
}

fn code_point(text: &str, digits: usize) -> (usize, What) {
    let Some(code) = number(text, 2..2 + digits) else {
        return (2, What::Other);
    };
    if code < 0x20 && !matches!(code, 0x09 | 0x0A | 0x0D) {
        return (2, What::Other);
    }
    if let Some(character) = char::from_u32(code) {
        return (2 + digits, What::CodePoint(character));
    }
    // Half of a pair of UTF-16, and the other half.
    let second = text.get(6..8).filter(|&start| start == "\\u");
    let units = second.and_then(|_| {
        let low = number(text, 8..12)?;
        Some([u16::try_from(code).ok()?, u16::try_from(low).ok()?])
    });
    let pair = units.and_then(|units| char::decode_utf16(units).next()?.ok());
    match pair {
        Some(character) => (12, What::CodePoint(character)),
        None => (2, What::Other),
    }
}
