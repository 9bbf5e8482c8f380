//! Quoted-printable (RFC 2045).

use alloc::vec::Vec;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::hex::{Hex, hex_at, replace};

pub(crate) const QUOTED_PRINTABLE: Rule =
    Rule::new("repair.transport.quoted-printable", Kind::Transport);

/// The longest line that quoted-printable may have, and a shorter one than any that a
/// writer breaks softly.
const LONGEST_LINE: usize = 76;
const SHORTEST_LINE: usize = 60;

/// Decodes a text in which every equals sign stands before two digits or ends a line
/// softly, and that has enough of them.
pub(crate) fn decode_quoted_printable(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    if memchr::memchr(b'=', text.as_bytes()).is_none() {
        return rewriter.finish();
    }
    let Some((bytes, breaks)) = signs(text) else {
        return rewriter.finish();
    };
    if has_small_digits(text, &bytes) && !are_utf_8(&bytes) {
        return rewriter.finish();
    }
    // Between blanks it is shown.
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic());
    let stands_in_word = |hex: &Hex| {
        is_letter(text[..hex.start()].chars().next_back())
            || is_letter(text[hex.end()..].chars().next())
    };
    // Behind a blank or at the end of a word it may be a formula or a value: mode=A1.
    let is_inside = |hex: &Hex| {
        let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        is_letter(text[..hex.start()].chars().next_back())
            && is_small(text[hex.end()..].chars().next())
    };
    let is_text = bytes.iter().any(is_inside) || are_utf_8(&bytes);
    let n_beyond = if is_text && bytes.iter().any(stands_in_word) {
        bytes.iter().filter(|hex| hex.byte > 0x7F).count()
    } else {
        0
    };
    let is_broken = breaks.iter().any(|&at| is_soft(text, at));
    if n_beyond < 2 && !is_broken {
        return rewriter.finish();
    }
    let mut breaks = breaks.into_iter().peekable();
    let joins = |end: usize, start: usize| matches!(&text[end..start], "" | "=\n" | "=\r\n");
    replace(
        &mut rewriter,
        QUOTED_PRINTABLE,
        &bytes,
        joins,
        |rewriter, until| {
            while let Some(at) = breaks.next_if(|&at| at < until) {
                rewriter.delete(QUOTED_PRINTABLE, Span::new(at, at + break_len(text, at)));
            }
        },
    );
    rewriter.finish()
}

/// The bytes and the soft line breaks, when every equals sign is one.
fn signs(text: &str) -> Option<(Vec<Hex>, Vec<usize>)> {
    let (mut bytes, mut breaks) = (Vec::new(), Vec::new());
    for at in memchr::memchr_iter(b'=', text.as_bytes()) {
        match hex_at(text, at) {
            Some(hex) => bytes.push(hex),
            None if break_len(text, at) > 1 => breaks.push(at),
            None => return None,
        }
    }
    Some((bytes, breaks))
}

/// Whether digits are small letters, which the standard forbids; a word behind an equals
/// sign begins with them.
fn has_small_digits(text: &str, bytes: &[Hex]) -> bool {
    let is_small =
        |hex: &Hex| text[hex.start()..hex.end()].contains(|c: char| c.is_ascii_lowercase());
    bytes.iter().any(is_small)
}

/// Whether all bytes beyond ASCII are characters of UTF-8.
fn are_utf_8(bytes: &[Hex]) -> bool {
    bytes
        .chunk_by(|one, next| one.end() == next.start())
        .all(|run| {
            let bytes: Vec<u8> = run.iter().map(|hex| hex.byte).collect();
            core::str::from_utf8(&bytes).is_ok()
        })
}

fn break_len(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at + 1..) {
        Some([b'\n', ..]) => 2,
        Some([b'\r', b'\n', ..]) => 3,
        _ => 1,
    }
}

/// Whether the line is as long as one that had to be broken.
fn is_soft(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    (SHORTEST_LINE..LONGEST_LINE).contains(&(at - line))
}
