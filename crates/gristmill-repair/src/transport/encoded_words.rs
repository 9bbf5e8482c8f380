//! Encoded words of mail headers (RFC 2047).

use alloc::string::String;
use alloc::vec::Vec;

use gristmill_encoding::{encoding_for_label, single_byte, standard};
use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::base64;
use super::hex::hex_at;

pub(crate) const ENCODED_WORD: Rule = Rule::new("repair.transport.encoded-word", Kind::Transport);

/// Decodes encoded words that begin a line or follow one another; a single one in
/// prose, or behind the name of a header, is shown.
pub(crate) fn decode_words(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let mut signs = memchr::memchr_iter(b'=', text.as_bytes());
    if !signs.any(|at| text[at..].starts_with("=?")) {
        return rewriter.finish();
    }
    let words: Vec<Word> = words(text);
    let is_folded = |end: usize, start: usize| text[end..start].trim_ascii().is_empty();
    let mut last: Option<usize> = None;
    for (at, word) in words.iter().enumerate() {
        let begins_line = text[..word.span.start]
            .trim_end_matches([' ', '\t'])
            .chars()
            .next_back()
            .is_none_or(|c| c == '\n');
        let next = words.get(at + 1);
        let goes_on = next.is_some_and(|next| is_folded(word.span.end, next.span.start));
        match last.filter(|&end| is_folded(end, word.span.start)) {
            // Blanks between two encoded words only fold the line.
            Some(end) if end < word.span.start => {
                rewriter.delete(ENCODED_WORD, Span::new(end, word.span.start));
            }
            Some(_) => {}
            None if begins_line || goes_on => {}
            None => continue,
        }
        rewriter.replace(ENCODED_WORD, word.span, &word.meaning);
        last = Some(word.span.end);
    }
    rewriter.finish()
}

struct Word {
    span: Span,
    meaning: String,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&text.as_bytes()[at..], b"=?") {
        let start = at + found;
        match word_at(text, start) {
            Some(word) => {
                at = word.span.end;
                words.push(word);
            }
            None => at = start + 2,
        }
    }
    words
}

/// `=?charset?b?…?=` or `=?charset?q?…?=`.
fn word_at(text: &str, start: usize) -> Option<Word> {
    let mut parts = text[start + 2..].splitn(4, '?');
    let (label, kind, content) = (parts.next()?, parts.next()?, parts.next()?);
    let is_closed = parts.next()?.starts_with('=');
    if !is_closed || content.contains(char::is_whitespace) {
        return None;
    }
    let bytes = match kind {
        "b" | "B" => base64::decode(content.trim_end_matches('=').as_bytes())?.0,
        "q" | "Q" => from_q(content)?,
        _ => return None,
    };
    // A language may be named behind an asterisk (RFC 2231).
    let encoding = encoding_for_label(label.split('*').next()?)?;
    let meaning = match (single_byte(encoding), standard(encoding)) {
        (Some(table), _) => {
            let codes = bytes.iter().map(|&byte| table[usize::from(byte)]);
            codes
                .map(|code| char::from_u32(code.into()))
                .collect::<Option<String>>()?
        }
        (None, Some(standard)) => standard
            .decode_without_bom_handling_and_without_replacement(&bytes)?
            .into_owned(),
        (None, None) => return None,
    };
    let end = start + 2 + label.len() + 1 + kind.len() + 1 + content.len() + 2;
    Some(Word {
        span: Span::new(start, end),
        meaning,
    })
}

fn from_q(content: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(content.len());
    let mut at = 0;
    while let Some(&byte) = content.as_bytes().get(at) {
        match byte {
            b'=' => {
                bytes.push(hex_at(content, at)?.byte);
                at += 3;
                continue;
            }
            b'_' => bytes.push(b' '),
            _ => bytes.push(byte),
        }
        at += 1;
    }
    Some(bytes)
}
