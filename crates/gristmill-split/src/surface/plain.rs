//! Headings without markup.

use gristmill_text::Span;

use super::{Close, Surface, alone, trimmed};
use crate::label::{LONGEST, Labels, MOST_WORDS};

/// The longest line that may be a heading without markup, in bytes.
const LONGEST_LINE: usize = 160;

/// Words before a colon or a dash, or alone.
pub(super) fn read(text: &str, line: Span) -> Option<Surface> {
    let near = &text[line.start..text.floor_char_boundary(line.end.min(line.start + LONGEST + 4))];
    match close(near) {
        Some((Close::Colon, at)) => {
            let words = trimmed(text, line.start, line.start + at);
            let colon = text[words.end..line.end].trim_start();
            let behind = &colon[colon.chars().next().map_or(0, char::len_utf8)..];
            let stands_alone = behind.is_empty();
            // A scheme of an address, a time.
            if behind.starts_with(['/', '\\', ':']) {
                return None;
            }
            Some(Surface {
                rule: if stands_alone { "own-line" } else { "run-in" },
                stands_alone,
                close: Close::Colon,
                ..alone(line.start, words)
            })
        }
        Some((Close::Dash, at)) => Some(Surface {
            rule: "dash",
            stands_alone: false,
            close: Close::Dash,
            ..alone(line.start, trimmed(text, line.start, line.start + at))
        }),
        _ if line.len() <= LONGEST_LINE => {
            // `Methods.`, alone on its line.
            let bare = text[line].trim_end_matches('.');
            let mut blanks = memchr::memchr_iter(b' ', bare.as_bytes());
            let is_stopped = bare.len() + 1 == line.len() && blanks.nth(4).is_none();
            let end = line.end - usize::from(is_stopped);
            Some(Surface {
                close: if is_stopped { Close::Stop } else { Close::Line },
                ..alone(line.start, Span::new(line.start, end))
            })
        }
        _ => None,
    }
}

/// The longest line that is a heading as a whole in spite of a colon or a dash in it.
const LONGEST_WITH_COLON: usize = 100;

/// The heading that all of a line with a colon or a dash is, when it is short and no
/// sentence.
pub(crate) fn whole_line(text: &str, line: Span, found: Surface) -> Option<Surface> {
    let is_short =
        line.len() <= LONGEST_WITH_COLON && !text[line].ends_with(['.', ';', ',', ':', '!']);
    let is_plain = matches!(found.rule, "run-in" | "dash" | "numbered");
    let is_numbered = found.number.is_some();
    (is_short && is_plain && !found.stands_alone).then_some(Surface {
        rule: if is_numbered { "numbered" } else { "own-line" },
        words: Span::new(found.words.start, line.end),
        stands_alone: true,
        close: Close::Line,
        ..found
    })
}

/// The first colon or dash of a line.
fn close(near: &str) -> Option<(Close, usize)> {
    let bytes = near.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memchr3(b':', 0xE2, 0xEF, &bytes[from..]) {
        let at = from + found;
        // A hyphen is a dash between blanks, and there are many hyphens.
        if let Some(dash) = hyphen(&bytes[from..at]) {
            return Some((Close::Dash, from + dash));
        }
        let rest = &near[at..];
        match bytes[at] {
            b':' => return Some((Close::Colon, at)),
            0xEF if rest.starts_with('：') => return Some((Close::Colon, at)),
            0xE2 if rest.starts_with(['–', '—']) && near[..at].ends_with(' ') => {
                return Some((Close::Dash, at - 1));
            }
            0xE2 if rest.starts_with('—') && at > 0 => return Some((Close::Dash, at)),
            _ => {}
        }
        from = at + 1;
    }
    hyphen(&bytes[from..]).map(|dash| (Close::Dash, from + dash))
}

/// The blank before the first hyphen between blanks.
fn hyphen(bytes: &[u8]) -> Option<usize> {
    let mut hyphens = memchr::memchr_iter(b'-', bytes);
    let is_between =
        |at: usize| at > 0 && bytes[at - 1] == b' ' && bytes.get(at + 1) == Some(&b' ');
    hyphens.find(|&at| is_between(at)).map(|at| at - 1)
}

/// Words with a colon that stand right after the end of a sentence on the same line, with a
/// blank between them or without: labels, one letter of which may be wrong, and words in
/// capitals.
pub(crate) fn glued<'t>(
    text: &'t str,
    line: Span,
    labels: Labels<'t>,
) -> impl Iterator<Item = Surface> + 't {
    let bytes = text[line].as_bytes();
    // A scheme of an address, a role of markup; a time or a ratio.
    let is_other = |colon: usize| match bytes.get(colon + 1) {
        Some(b'/' | b'\\' | b':' | b'`') => true,
        Some(b'0'..=b'9') => colon > 0 && bytes[colon - 1].is_ascii_digit(),
        _ => false,
    };
    let colons = memchr::memchr_iter(b':', bytes).filter(move |&colon| !is_other(colon));
    colons.filter_map(move |colon| {
        let end = line.start + colon;
        let near = text.ceil_char_boundary(line.start.max(end.saturating_sub(LONGEST + 8)));
        let before = &text[near..end];
        let words = &before[sentence_end(before).unwrap_or(0)..];
        if words.len() == before.len() && near > line.start && !before.ends_with(char::is_uppercase)
        {
            return None;
        }
        let words = trimmed(text, end - words.len(), end);
        let glued = |start: usize, close: Close| Surface {
            rule: "glued",
            stands_alone: false,
            close,
            ..alone(start, Span::new(start, words.end))
        };
        let own = &text[words];
        let in_capitals = || label_in_capitals(&text[words.start..end], labels);
        // What begins the line is another surface, but for a label at its end.
        if words.start == line.start {
            let label = in_capitals().filter(|_| !labels.has(own))?;
            let found = glued(end - label, Close::Cut);
            return (!text[found.words].contains(':')).then_some(found);
        }
        let is_label = labels.kind_of_misspelt(own).is_some();
        let found = if is_label && labels.has(own) {
            glued(words.start, Close::Colon)
        } else if let Some(label) = in_capitals() {
            glued(end - label, Close::Cut)
        } else if is_label || is_in_capitals(own) {
            glued(words.start, Close::Colon)
        } else {
            return None;
        };
        let is_whole = !found.words.is_empty() && !text[found.words].contains(':');
        (found.start > line.start && is_whole).then_some(found)
    })
}

/// Whether words are all capitals, and not one short word.
fn is_in_capitals(words: &str) -> bool {
    let is_short = words.len() < 6 && !words.contains(' ');
    !is_short && !words.chars().any(char::is_lowercase)
}

/// How long the longest label is that stands in capitals at the end of words which are
/// none: a sentence without a stop before `METHODS:`.
fn label_in_capitals(words: &str, labels: Labels<'_>) -> Option<usize> {
    if !words.chars().any(char::is_lowercase) {
        return None;
    }
    let mut found = None;
    for (blank, _) in words.rmatch_indices(' ').take(MOST_WORDS) {
        let tail = &words[blank + 1..];
        if tail.chars().any(char::is_lowercase) {
            break;
        }
        if tail.len() > 4 && labels.has(tail) {
            found = Some(tail.len());
        }
    }
    found
}

/// Where the last sentence of a text ends: behind its full stop, or where a capital
/// follows a small letter at once.
fn sentence_end(before: &str) -> Option<usize> {
    // A stop at the very end is of the heading: `WHAT WAS FOUND?:`
    let inside = before.trim_end_matches(['.', '!', '?', ' ']);
    // Most characters end nothing.
    let mut ends = SIGN;
    let mut n_passed = 0;
    for byte in inside.bytes().rev() {
        let class = CLASSES[usize::from(byte)];
        if class & ends != 0 {
            break;
        }
        // A small letter ends what begins with a capital.
        ends = SIGN | (class & UPPER) >> 1;
        n_passed += 1;
    }
    let last = inside.as_bytes().get(inside.len() - n_passed);
    let last = last.copied().unwrap_or(b' ');
    let inside = &inside[..inside.floor_char_boundary(inside.len() - n_passed)];
    let mut next = char::from(last);
    for (at, character) in inside.char_indices().rev() {
        let ends = match character {
            // `AUTHOR?S`: what was an apostrophe.
            '?' => !(next.is_alphabetic() && inside[..at].ends_with(char::is_uppercase)),
            '.' | '!' | '。' | '…' | '”' | ')' | ']' => !next.is_lowercase(),
            ';' | '’' | '\'' | '"' => next.is_whitespace(),
            _ => character.is_lowercase() && next.is_uppercase(),
        };
        if ends {
            return Some(at + character.len_utf8());
        }
        next = character;
    }
    None
}

/// What a byte is for the end of a sentence: a sign that may end one, or begins a character
/// beyond ASCII; a small letter; a capital.
const CLASSES: [u8; 256] = {
    let mut classes = [SIGN; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        classes[byte as usize] = match byte {
            b'!'..=b')' | b'.' | b';' | b'?' | b']' => SIGN,
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            _ => 0,
        };
        byte += 1;
    }
    classes
};
const SIGN: u8 = 1;
const LOWER: u8 = 2;
const UPPER: u8 = 2 * LOWER;
