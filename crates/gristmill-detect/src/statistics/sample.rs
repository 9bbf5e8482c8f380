//! Which parts of a document are looked at.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::ops::Range;

/// The most bytes of words with bytes beyond ASCII.
const MOST_BYTES: usize = 1000;
/// The most words of ASCII.
const MOST_WORDS: usize = 40;
/// A word, or a line of a script without blanks, is looked at so far.
const MOST_OF_A_WORD: usize = 240;
/// How often a byte must have been seen before words are passed over for having
/// no byte that is new.
const ENOUGH: u8 = 4;

/// The words of a document that tell about its encoding, each once.
#[derive(Default)]
pub(super) struct Sample {
    /// Words with a byte beyond ASCII, in the order of the document.
    pub(super) words: Vec<Range<usize>>,
    /// Words of ASCII near them.
    pub(super) ascii_words: Vec<Range<usize>>,
}

impl Sample {
    /// Words from everywhere in the document, and those above all that have bytes
    /// which are rare in it; words inside of tags only when there are no others.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let sample = Self::collect(bytes, tag_end);
        if sample.words.is_empty() {
            return Self::collect(bytes, |_, _| None);
        }
        sample
    }

    fn collect(bytes: &[u8], tag_end: fn(&[u8], usize) -> Option<usize>) -> Self {
        let mut sample = Self::default();
        let mut seen: BTreeSet<&[u8]> = BTreeSet::new();
        let mut counts = [0_u8; 256];
        let mut n_bytes = 0;
        let mut at = 0;
        let mut ascii: Option<Range<usize>> = None;
        while at < bytes.len() {
            if is_blank(bytes[at]) {
                at += 1;
                continue;
            }
            if let Some(end) = tag_end(bytes, at) {
                at = end;
                continue;
            }
            let end = word_end(bytes, at);
            let word = excerpt(bytes, at..end);
            at = if word.end < end {
                next_start(bytes, word.end..end)
            } else {
                end
            };
            if bytes[word.clone()].is_ascii() {
                if sample.words.is_empty() {
                    ascii = Some(word);
                } else {
                    sample.add_ascii(bytes, word);
                }
                continue;
            }
            if let Some(before) = ascii.take() {
                sample.add_ascii(bytes, before);
            }
            let content = &bytes[word.clone()];
            let is_new = content
                .iter()
                .any(|&byte| byte >= 0x80 && counts[usize::from(byte)] < ENOUGH);
            if !is_new && n_bytes > MOST_BYTES || !seen.insert(content) {
                continue;
            }
            if n_bytes > 4 * MOST_BYTES {
                break;
            }
            for &byte in content {
                let count = &mut counts[usize::from(byte)];
                *count = count.saturating_add(1);
            }
            n_bytes += content.len();
            sample.words.push(word);
        }
        sample
    }

    fn add_ascii(&mut self, bytes: &[u8], word: Range<usize>) {
        let is_word = bytes[word.clone()]
            .iter()
            .filter(|b| b.is_ascii_alphabetic())
            .count()
            > 1;
        if is_word && word.len() < 30 && self.ascii_words.len() < MOST_WORDS {
            self.ascii_words.push(word);
        }
    }
}

/// How many bytes of ASCII are looked at before the first that is not.
const BEFORE: usize = 16;

/// What is looked at of a word: from a little before its first byte beyond ASCII.
fn excerpt(bytes: &[u8], word: Range<usize>) -> Range<usize> {
    let first = bytes[word.clone()].iter().position(|byte| !byte.is_ascii());
    let Some(first) = first.filter(|_| word.len() > MOST_OF_A_WORD) else {
        return word;
    };
    let start = word.start + first.saturating_sub(BEFORE);
    start..word.end.min(start + MOST_OF_A_WORD)
}

/// Whether a character may be cut where a word ends: the document or the excerpt ends
/// there.
pub(super) fn may_be_cut(bytes: &[u8], word: &Range<usize>) -> bool {
    bytes.get(word.end).is_none_or(|next| !next.is_ascii())
}

/// Where the rest of a word can be read from in any encoding: behind two bytes of
/// ASCII, since one may be the second half of a character.
fn next_start(bytes: &[u8], rest: Range<usize>) -> usize {
    let pair = bytes[rest.clone()].windows(2).position(<[u8]>::is_ascii);
    pair.map_or(rest.end, |at| rest.start + at + 2)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    let len = bytes[start..]
        .iter()
        .skip(1)
        .position(|&byte| is_blank(byte) || byte == b'<')
        .map_or(bytes.len() - start, |len| len + 1);
    start + len
}

/// What begins text of XML in which nothing is a tag.
const CDATA: &[u8] = b"<![CDATA[";

/// Where the tag that begins here ends, behind its `>`.
fn tag_end(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes[start..].starts_with(CDATA) {
        return Some(start + CDATA.len());
    }
    let is_tag = bytes[start] == b'<'
        && bytes
            .get(start + 1)
            .is_some_and(|&next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'));
    if !is_tag {
        return None;
    }
    let rest = &bytes[start..bytes.len().min(start + 2000)];
    // No tag holds another: what is never closed is not looked at twice.
    let end = 1 + memchr::memchr2(b'>', b'<', &rest[1..])?;
    (rest[end] == b'>').then_some(start + end + 1)
}
