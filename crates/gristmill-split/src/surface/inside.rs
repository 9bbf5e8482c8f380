//! Labels amid a line of text: a structured abstract whose line ends were lost.

use alloc::vec::Vec;

use gristmill_text::Span;

use super::{Close, Surface, alone, trimmed};
use crate::candidate::MOST;
use crate::label::{LONGEST, Labels, MOST_WORDS};

/// A known label at the beginning of a stretch, and what ends it: a full stop, a colon of
/// East Asia, a dash, a wide gap, or the end of the capitals.
pub(crate) fn label_at(text: &str, line: Span, labels: Labels<'_>) -> Option<(Span, Close)> {
    if !labels.may_begin(&text[line]) {
        return None;
    }
    let near = &text[line.start..text.floor_char_boundary(line.end.min(line.start + LONGEST + 4))];
    let mut close = None;
    let mut n_blanks = 0;
    for (at, &byte) in near.as_bytes().iter().enumerate() {
        if !matches!(byte, b'.' | b' ' | b'\t' | b':' | 0xE2 | 0xE3 | 0xEF) {
            continue;
        }
        n_blanks += usize::from(byte == b' ');
        if byte == b':' || n_blanks > MOST_WORDS {
            break; // a colon is a surface of its own
        }
        let rest = &near[at..];
        let found = match byte {
            b'.' if rest[1..].starts_with(['-', '–', '—']) => Some(Close::Dash),
            b'.' if rest[1..].starts_with(' ') => Some(Close::Stop),
            b'\t' => Some(Close::Capitals),
            b' ' if rest[1..].starts_with([' ', '\t']) => Some(Close::Capitals),
            _ if rest.starts_with(['。', '．']) => Some(Close::Stop),
            _ if rest.starts_with('：') => Some(Close::Colon),
            _ if rest.starts_with(['—', '–']) && at > 0 => Some(Close::Dash),
            _ => None,
        };
        if let Some(found) = found {
            close = Some((at, found));
            break;
        }
    }
    if let Some((at, close)) = close
        && labels.has(near[..at].trim_end())
    {
        return Some((trimmed(text, line.start, line.start + at), close));
    }
    let end = capitals(near, labels)?;
    Some((trimmed(text, line.start, line.start + end), Close::Capitals))
}

/// Where the longest label of words in capitals ends, if a sentence begins behind it.
fn capitals(near: &str, labels: Labels<'_>) -> Option<usize> {
    let mut end = 0;
    let mut found = None;
    for word in near.split_inclusive(' ') {
        let letters = word.trim_end();
        let has_small = letters.chars().any(char::is_lowercase);
        let is_upper = !has_small && letters.chars().any(char::is_uppercase);
        if !(is_upper || end > 0 && letters == "&") {
            break;
        }
        end += word.len();
        if letters.len() > 2 && end < near.len() && labels.has(near[..end].trim_end()) {
            found = Some(end);
        }
    }
    let behind = &near[found?..];
    let begins = behind.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let mut words = behind.split(' ').filter(|word| word.chars().count() > 1);
    // More capitals are no sentence.
    let goes_on = words.next().is_some_and(|word| {
        let is_number = word
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
        word.chars().any(char::is_lowercase) || is_number
    });
    found.filter(|_| begins && goes_on)
}

/// Known labels behind the sentences of a line.
pub(crate) fn labels(text: &str, line: Span, signs: Signs, labels: Labels<'_>) -> Vec<Surface> {
    let mut found = Vec::new();
    let mut from = line.start;
    while found.len() <= MOST
        && let Some((start, is_bracket)) =
            sentence(text, Span::new(from, line.end), signs.has_east_asian)
    {
        from = start;
        let rest = Span::new(start, line.end);
        let label = if is_bracket {
            bracketed(text, rest, labels)
        } else {
            label_at(text, rest, labels)
        };
        if let Some((words, close)) = label {
            found.push(Surface {
                rule: "glued",
                stands_alone: false,
                close,
                ..alone(start, words)
            });
            from = words.end;
        }
    }
    if signs.has_marks {
        found.extend(in_bold(text, line, labels));
        found.sort_by_key(|surface| surface.start);
    }
    found
}

/// Where the next sentence of a stretch begins, or the next bracket of East Asia, and
/// whether it is one.
fn sentence(text: &str, rest: Span, has_east_asian: bool) -> Option<(usize, bool)> {
    let bytes = &text.as_bytes()[rest];
    let mut at = 0;
    let next = |at: usize| match has_east_asian {
        // The signs of East Asia begin with E3, as kana do, and 80, which is rare behind it.
        true => memchr::memchr3(b'.', 0x80, b'?', &bytes[at..]),
        false => memchr::memchr2(b'.', b'?', &bytes[at..]),
    };
    while let Some(found) = next(at) {
        at += found + 1;
        if bytes[at - 1] == 0x80 {
            if let Some(found) = east_asian(text, rest, at) {
                return Some(found);
            }
            continue;
        }
        if bytes.get(at) != Some(&b' ') {
            continue;
        }
        match bytes.get(at + 1) {
            Some(b'A'..=b'Z') => return Some((rest.start + at + 1, false)),
            Some(0x80.. | b' ' | b'\t'..=b'\r') => {
                let begins = text[rest.start + at..rest.end].trim_start();
                if begins.starts_with(char::is_uppercase) {
                    return Some((rest.end - begins.len(), false));
                }
            }
            _ => {}
        }
    }
    None
}

/// What begins at a sign of East Asia, whose second byte is before an offset.
fn east_asian(text: &str, rest: Span, at: usize) -> Option<(usize, bool)> {
    let place = at.checked_sub(2)?;
    let behind = text.get(rest.start + place..rest.end)?;
    if let Some(after) = behind.strip_prefix('。') {
        let after = after.trim_start();
        let begins = (rest.end - after.len(), after.starts_with('【'));
        return (!after.is_empty()).then_some(begins);
    }
    (behind.starts_with('【') && place > 0).then_some((rest.start + place, true))
}

/// Which signs a text has that labels amid a line may have around them.
#[derive(Clone, Copy)]
pub(crate) struct Signs {
    /// Full stops or brackets of East Asia.
    has_east_asian: bool,
    /// What makes words bold.
    has_marks: bool,
}

impl Signs {
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let has = |sign: &str| memchr::memmem::find(bytes, sign.as_bytes()).is_some();
        Self {
            has_east_asian: memchr::memchr(0xE3, bytes).is_some() && (has("。") || has("【")),
            has_marks: MARKS
                .iter()
                .any(|&(sign, open, _)| memchr::memchr(sign, bytes).is_some() && has(open)),
        }
    }
}

fn bracketed(text: &str, rest: Span, labels: Labels<'_>) -> Option<(Span, Close)> {
    let inside = text[rest].strip_prefix('【')?;
    let near = &inside[..inside.floor_char_boundary(LONGEST + 4)];
    let len = near.find('】')?;
    let start = rest.start + '【'.len_utf8();
    labels
        .has(&inside[..len])
        .then(|| (trimmed(text, start, start + len), Close::Line))
}

/// What opens words in bold and what closes them, each with the sign that both begin with.
const MARKS: [(u8, &str, &str); 3] = [
    (b'*', "**", "**"),
    (b'<', "<b>", "</b>"),
    (b'<', "<strong>", "</strong>"),
];

/// `… bees. **Methods:** boxes`, the same with `<b>` and `<strong>`.
fn in_bold(text: &str, line: Span, labels: Labels<'_>) -> Vec<Surface> {
    let mut found = Vec::new();
    let Some(first) = memchr::memchr2(b'*', b'<', &text.as_bytes()[line]) else {
        return found;
    };
    for (sign, open, close) in MARKS {
        let rest = &text.as_bytes()[line.start + first..line.end];
        if memchr::memchr(sign, rest).is_none() {
            continue;
        }
        let mut from = line.start;
        // Marks are short: a search for a word would take longer to begin.
        let find = |mark: &str, from: usize| {
            let rest = &text.as_bytes()[from..line.end];
            let mut signs = memchr::memchr_iter(sign, rest);
            signs.find(|&at| rest[at..].starts_with(mark.as_bytes()))
        };
        while let Some(at) = find(open, from) {
            let start = from + at;
            let inside = start + open.len();
            let Some(len) = find(close, inside) else {
                break;
            };
            from = inside + len + close.len();
            let content = text[inside..inside + len].trim_end();
            let words = content.trim_end_matches([':', '.', '：']);
            let has_close = words.len() < content.len() || text[from..line.end].starts_with(':');
            if start > line.start && has_close && labels.has(words.trim()) {
                found.push(Surface {
                    rule: "bold",
                    stands_alone: false,
                    close: Close::Colon,
                    ..alone(start, trimmed(text, inside, inside + words.len()))
                });
            }
        }
    }
    found
}
