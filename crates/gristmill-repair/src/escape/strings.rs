//! Whole documents that are the literal of a string in some source code.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::backslashes::replace_all;
use super::token::{What, tokens};

pub(crate) const STRING: Rule = Rule::new("repair.escape.string", Kind::Escape);

/// Takes the quotes off a document that is one string of JSON, of Python (also of
/// bytes), or a quoted field of CSV, and undoes the escapes in it.
///
/// The document is such when nothing in it stands otherwise than the escaper would
/// have written it, and at least one escape does, or it is long.
pub(crate) fn unwrap(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let Some(literal) = Literal::of(text) else {
        return rewriter.finish();
    };
    let (start, end) = literal.inside;
    rewriter.delete(STRING, Span::new(literal.outside.0, start));
    match literal.escapes {
        Escapes::Backslashes => replace_all(&mut rewriter, &text[..end], start),
        Escapes::Doubling => {
            for (at, _) in text[start..end].match_indices("\"\"") {
                let at = start + at;
                rewriter.replace(super::DOUBLED, Span::new(at, at + 2), "\"");
            }
        }
    }
    rewriter.delete(STRING, Span::new(end, literal.outside.1));
    rewriter.finish()
}

/// Nobody puts so much between straight quotes, in bytes, and nothing outside of them.
const LONG: usize = 240;

enum Escapes {
    Backslashes,
    Doubling,
}

struct Literal {
    outside: (usize, usize),
    inside: (usize, usize),
    escapes: Escapes,
}

impl Literal {
    fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let first = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
        let last = bytes.iter().rposition(|byte| !byte.is_ascii_whitespace())?;
        let quote = bytes[last];
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let is_bytes = bytes[first] == b'b' && bytes.get(first + 1) == Some(&quote);
        let start = if is_bytes { first + 2 } else { first + 1 };
        if bytes[start - 1] != quote || start > last {
            return None;
        }
        let inside = &text[start..last];
        let escapes = if is_written(inside, quote, is_bytes) {
            Escapes::Backslashes
        } else if quote == b'"' && !is_bytes && is_field(inside) {
            Escapes::Doubling
        } else {
            return None;
        };
        Some(Self {
            outside: (first, last + 1),
            inside: (start, last),
            escapes,
        })
    }
}

/// Whether this is what JSON or Python writes between these quotes: no bare quote of
/// the kind and no line end, only known escapes, and one of them, or much text.
fn is_written(inside: &str, quote: u8, is_bytes: bool) -> bool {
    let has_line_ends = inside.contains(['\n', '\r']);
    if has_line_ends || is_bytes && !inside.is_ascii() || ends_in_backslash(inside) {
        return false;
    }
    let (mut n_escapes, mut n_quotes) = (0_usize, 0_usize);
    for token in tokens(inside) {
        match token.what {
            What::Other => return false,
            What::Byte(_) if quote == b'"' && !is_bytes => return false,
            What::Quote(sign) if sign == char::from(quote) => n_quotes += 1,
            // JSON escapes none but its own.
            What::Quote(_) => return false,
            _ => {}
        }
        n_escapes += 1;
    }
    let n_all = inside.bytes().filter(|&byte| byte == quote).count();
    n_quotes == n_all && (n_escapes > 0 || is_bytes || inside.len() > LONG)
}

fn ends_in_backslash(inside: &str) -> bool {
    let n = inside
        .bytes()
        .rev()
        .take_while(|&byte| byte == b'\\')
        .count();
    n % 2 == 1
}

/// Whether this is what CSV writes between quotes: every quote in it is doubled, and
/// there is one, or much text.
fn is_field(inside: &str) -> bool {
    let n_quotes = memchr::memchr_iter(b'"', inside.as_bytes()).count();
    let n_pairs = inside.matches("\"\"").count();
    n_quotes == 2 * n_pairs && (n_pairs > 0 || inside.len() > LONG)
}
