//! Code points between other signs: RTF, spreadsheets, and what lost its backslash.

use alloc::string::String;
use alloc::vec::Vec;

use gristmill_language::{Glyph, UNIT};
use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::bytes::number;
use crate::gate::{self, Gate};
use crate::reading::cost;
use crate::windows_1252;
use crate::word::word_around;

pub(crate) const RTF: Rule = Rule::new("repair.escape.rtf", Kind::Escape);
pub(crate) const XML: Rule = Rule::new("repair.escape.xml-control", Kind::Escape);
pub(crate) const BARE: Rule = Rule::new("repair.escape.bare-code-point", Kind::Escape);

/// Reads `\'e9` and `\u8217?` (RTF), `_x000D_` (spreadsheets), and `u00e9` in words
/// that become likelier (a backslash was lost).
pub(crate) fn read_marked(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let mut found: Vec<(Span, Option<char>, Rule)> = Vec::new();
    find_rtf(text, &mut found);
    find_numbered(text, &mut found);
    if found.is_empty() {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    found.sort_by_key(|(span, ..)| *span);
    let mut done = 0;
    for (span, meaning, rule) in found {
        if span.start < done || !gate.is_open(span) {
            continue;
        }
        done = span.end;
        match meaning {
            Some(meaning) => rewriter.replace(rule, span, meaning.encode_utf8(&mut [0; 4])),
            None => rewriter.delete(rule, span),
        }
    }
    rewriter.finish()
}

/// `\'e9` is a byte of windows-1252 and `\u8217?` a code point in decimal, with what
/// stands for it where Unicode is not known.
fn find_rtf(text: &str, found: &mut Vec<(Span, Option<char>, Rule)>) {
    let may_begin = |at: usize| matches!(text.as_bytes().get(at + 1), Some(b'\'' | b'u'));
    let mut backslashes = memchr::memchr_iter(b'\\', text.as_bytes());
    if !backslashes.any(may_begin) || gate::is_latex(text) {
        return;
    }
    let is_byte = |at: usize| number(text, at + 2..at + 4).is_some_and(|byte| byte >= 0x80);
    let are_bytes = escaped_quotes(text).all(is_byte) && are_likelier(text);
    for at in memchr::memchr_iter(b'\\', text.as_bytes()) {
        let rest = &text[at..];
        if rest.starts_with("\\'") && are_bytes {
            let byte = number(rest, 2..4).and_then(|n| u8::try_from(n).ok());
            if let Some(byte @ 0x80..) = byte {
                let meaning = windows_1252::to_char(byte);
                found.push((Span::new(at, at + 4), Some(meaning), RTF));
            }
        } else if let Some(digits) = rest.strip_prefix("\\u") {
            let n_digits = digits
                .bytes()
                .take(6)
                .take_while(u8::is_ascii_digit)
                .count();
            let code = digits[..n_digits].parse().ok();
            let meaning = code.and_then(char::from_u32);
            let is_closed = digits[n_digits..].starts_with('?');
            if let Some(meaning @ '\u{80}'..) = meaning
                && is_closed
            {
                found.push((Span::new(at, at + 3 + n_digits), Some(meaning), RTF));
            }
        }
    }
}

/// Where `\'` stands.
fn escaped_quotes(text: &str) -> impl Iterator<Item = usize> + '_ {
    let places = memchr::memchr_iter(b'\\', text.as_bytes());
    places.filter(|at| text.as_bytes().get(at + 1) == Some(&b'\''))
}

/// Whether the words are likelier with bytes of windows-1252 than with the apostrophes
/// that `d\'accord` and `d\'abord` have.
fn are_likelier(text: &str) -> bool {
    let mut glyphs = Vec::new();
    let mut saved = 0_i64;
    for at in escaped_quotes(text).take(ENOUGH) {
        let Some(byte) = number(text, at + 2..at + 4).and_then(|n| u8::try_from(n).ok()) else {
            continue;
        };
        let word = word_around(text, Span::new(at, at + 4), MOST_OF_A_WORD);
        let mut with = |meaning: &str, end: usize| {
            let word = [&text[word.start..at], meaning, &text[end..word.end]].concat();
            i64::from(cost(&word.replace("\\'", "'"), &mut glyphs))
        };
        let apostrophe = with("'", at + 2);
        let meaning = windows_1252::to_char(byte);
        saved += apostrophe - with(meaning.encode_utf8(&mut [0; 4]), at + 4);
    }
    saved > i64::from(SURE)
}

/// So many words tell.
const ENOUGH: usize = 40;

/// `_x000D_` is a control character that XML may not hold; a carriage return before a
/// line end is nothing more.
fn xml(text: &str, at: usize) -> Option<(Span, Option<char>, Rule)> {
    let rest = &text[at..];
    if rest.get(6..7) != Some("_") {
        return None;
    }
    let meaning = match number(rest, 2..6) {
        Some(0x0D) if rest[7..].starts_with('\n') => None,
        Some(0x0D | 0x0A) => Some('\n'),
        Some(0x09) => Some('\t'),
        _ => return None,
    };
    Some((Span::new(at, at + 7), meaning, XML))
}

/// How much likelier a word must be with the character, in eighths of a bit.
const SURE: u32 = 12 * UNIT;

/// How much of the word is read on either side, in bytes.
const MOST_OF_A_WORD: usize = 24;

/// Finds `_x000D_`, and `u00e9` in a word when the word is much likelier with the character.
/// Each of them has a nought, and there are not many.
fn find_numbered(text: &str, found: &mut Vec<(Span, Option<char>, Rule)>) {
    let bytes = text.as_bytes();
    let mut glyphs = Vec::new();
    let mut all = Vec::new();
    for nought in memchr::memchr_iter(b'0', bytes) {
        match bytes[..nought] {
            [.., b'_', b'x'] if bytes[nought + 1..].starts_with(b"0") => {
                found.extend(xml(text, nought - 2));
            }
            [.., b'u'] if matches!(bytes.get(nought + 1), Some(b'0' | b'1')) => {
                all.extend(bare(text, nought - 1, &mut glyphs));
            }
            [.., b'u', b'2'] => all.extend(bare(text, nought - 2, &mut glyphs)),
            _ => {}
        }
    }
    let is_certain = all.iter().any(|(_, is_inside, _)| *is_inside);
    let sure = all
        .into_iter()
        .filter(|(_, is_inside, _)| is_certain || *is_inside);
    found.extend(sure.map(|(span, _, meaning)| (span, Some(meaning), BARE)));
}

/// What `u00e9` at this place stands for, and whether it stands inside of a word.
fn bare(text: &str, at: usize, glyphs: &mut Vec<Glyph>) -> Option<(Span, bool, char)> {
    let end = at + 5;
    let code = number(text, at + 1..end).and_then(char::from_u32);
    let Some(meaning @ ('\u{A0}'..='\u{17F}' | '\u{2000}'..)) = code else {
        return None;
    };
    let word = word_around(text, Span::new(at, end), MOST_OF_A_WORD);
    let [before, behind] = [&text[word.start..at], &text[end..word.end]];
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let sides = [
        is_letter(before.chars().next_back()),
        is_letter(behind.chars().next()),
    ];
    let is_number = text[at + 1..end].bytes().all(|byte| byte.is_ascii_digit());
    let is_name = is_name(before, behind);
    if before.ends_with(['\\', '+', '%']) || is_name && is_number {
        return None;
    }
    let stands = cost(&text[word], glyphs);
    let with: String = [before, meaning.encode_utf8(&mut [0; 4]), behind].concat();
    if cost(&with, glyphs) + SURE >= stands {
        return None;
    }
    // A number behind a word may be a year: menu2019.
    let is_inside = !is_name && (sides == [true; 2] || !is_number && sides != [false; 2]);
    Some((Span::new(at, end), is_inside, meaning))
}

/// Whether a word may be the name of a file, an account or a place in the web.
fn is_name(before: &str, behind: &str) -> bool {
    let is_sign = |c: char| matches!(c, '@' | '#' | '/' | '_');
    let has_suffix = behind
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    before.contains(is_sign) || behind.contains(is_sign) || has_suffix
}
