//! Line ends.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::scan;

pub(crate) const LINE_END: Rule = Rule::new("normalize.whitespace.line-end", Kind::Whitespace);

/// Makes CR LF, CR, vertical tab, form feed, U+0085, U+2028 and U+2029 line
/// feeds. They end a line in every script. U+0085 is no ellipsis either: text in
/// windows-1252 was decoded as such.
pub(crate) fn unify(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    if !has_other_ends(text) {
        return rewriter.finish();
    }
    let is_suspect = |byte: u8| matches!(byte, 0xB..=b'\r' | 0xC2 | 0xE2);
    let mut at = 0;
    while let Some(found) = scan::next(text, at, is_suspect) {
        at = found;
        let character = text[at..].chars().next().unwrap_or(' ');
        let mut span = Span::new(at, at + character.len_utf8());
        at = span.end;
        match character {
            '\r' if text[at..].starts_with('\n') => {
                span.end += 1;
                at += 1;
            }
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {}
            _ => continue,
        }
        rewriter.replace(LINE_END, span, "\n");
    }
    rewriter.finish()
}

/// Whether anything but line feeds ends lines: in most texts nothing does, which is sooner
/// asked.
fn has_other_ends(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_separator = |at: usize| matches!(bytes.get(at + 2), Some(0xA8 | 0xA9));
    memchr::memchr3(0xB, 0xC, b'\r', bytes).is_some()
        || !text.is_ascii()
            && (scan::holds(text, "\u{85}".as_bytes())
                || memchr::memmem::find_iter(bytes, b"\xE2\x80").any(is_separator))
}
