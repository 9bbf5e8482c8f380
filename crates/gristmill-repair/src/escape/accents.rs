//! Letters with accents as LaTeX writes them, in braces.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};
use unicode_normalization::char::compose;

use crate::gate::{self, Gate};

pub(crate) const ACCENT: Rule = Rule::new("repair.escape.latex-accent", Kind::Escape);

/// Reads `{\'e}`, `{\c{c}}`, `{\v{r}}` and `{\ss}` in a text that has no other
/// commands of LaTeX.
pub(crate) fn compose_accents(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let bytes = text.as_bytes();
    let mut groups = memchr::memchr_iter(b'{', bytes);
    let has_accents = groups.any(|at| letter_at(&text[at..]).is_some());
    // Quotation marks of two signs are also typed by hand: they tell nothing alone.
    if !has_accents || gate::is_latex(text) {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    let mut buffer = [0; 4];
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'{', b'`', b'\'', &bytes[at..]) {
        let dash = memchr::memmem::find(&bytes[at..at + found], b"--");
        let start = at + dash.unwrap_or(found);
        let (len, letter) = match meaning_at(&text[start..]) {
            Some(found) => found,
            None => {
                at = start + 1;
                continue;
            }
        };
        let span = Span::new(start, start + len);
        if gate.is_open(span) {
            rewriter.replace(ACCENT, span, letter.encode_utf8(&mut buffer));
        }
        at = span.end;
    }
    rewriter.finish()
}

/// The letter or sign that a text begins with.
fn meaning_at(text: &str) -> Option<(usize, char)> {
    let sign = SIGNS.iter().find(|&&(sign, _)| text.starts_with(sign));
    let sign = sign.map(|&(sign, meaning)| (sign.len(), meaning));
    sign.or_else(|| letter_at(text))
}

/// The signs that LaTeX has for others, longer ones first.
const SIGNS: [(&str, char); 4] = [("---", '—'), ("--", '–'), ("``", '“'), ("\'\'", '”')];

/// The letter that a group is, and how long the group is.
fn letter_at(text: &str) -> Option<(usize, char)> {
    let rest = text.strip_prefix("{\\")?;
    let end = rest.bytes().take(8).position(|byte| byte == b'}')?;
    let inside = &rest[..end];
    if let Some(&(_, letter)) = NAMED.iter().find(|&&(name, _)| name == inside) {
        return Some((2 + end + 1, letter));
    }
    let sign = inside.chars().next()?;
    let mark = MARKS.iter().find(|&&(own, _)| own == sign)?.1;
    let base = &inside[1..];
    let (base, closing) = match base.strip_prefix('{') {
        Some(base) => (base, 2),
        None => (base.trim_start(), 1),
    };
    // What stands in braces closes twice.
    let is_closed = closing == 1 || rest[end..].starts_with("}}");
    let mut letters = base.chars();
    let letter = match (letters.next()?, base) {
        (_, "\\i") => 'i',
        (letter, _) if letters.next().is_none() => letter,
        _ => return None,
    };
    let whole = compose(letter, mark)?;
    is_closed.then_some((2 + end + closing, whole))
}

/// The signs and letters that name an accent, and the mark that is composed.
const MARKS: [(char, char); 14] = [
    ('\'', '\u{301}'),
    ('`', '\u{300}'),
    ('^', '\u{302}'),
    ('"', '\u{308}'),
    ('~', '\u{303}'),
    ('=', '\u{304}'),
    ('.', '\u{307}'),
    ('c', '\u{327}'),
    ('v', '\u{30C}'),
    ('u', '\u{306}'),
    ('H', '\u{30B}'),
    ('k', '\u{328}'),
    ('r', '\u{30A}'),
    ('d', '\u{323}'),
];

/// Letters that have a name of their own.
const NAMED: [(&str, char); 13] = [
    ("ss", 'ß'),
    ("ae", 'æ'),
    ("AE", 'Æ'),
    ("oe", 'œ'),
    ("OE", 'Œ'),
    ("aa", 'å'),
    ("AA", 'Å'),
    ("o", 'ø'),
    ("O", 'Ø'),
    ("l", 'ł'),
    ("L", 'Ł'),
    ("dj", 'đ'),
    ("i", 'ı'),
];
