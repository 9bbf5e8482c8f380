//! The surfaces of headings: what stands around their words on a line.

use gristmill_text::Span;

use crate::line::{Line, Lines};
use crate::number::{Number, number};

mod markdown;

mod html;

mod plain;
pub(crate) use plain::{glued, whole_line};

mod inside;
pub(crate) use inside::{Signs, label_at, labels};

/// Where the words of a heading would be on a line, and what is around them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surface {
    /// The surface's name.
    pub(crate) rule: &'static str,
    /// Where the heading begins: at its markup or number.
    pub(crate) start: usize,
    /// The words.
    pub(crate) words: Span,
    /// How deep it lies, from 1.
    pub(crate) level: u8,
    /// Whether the markup says that it is a heading.
    pub(crate) is_marked: bool,
    /// Whether nothing else stands on the line.
    pub(crate) stands_alone: bool,
    /// What ends the words.
    pub(crate) close: Close,
    /// The number before the words.
    pub(crate) number: Option<Number>,
}

/// What ends the words of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Close {
    /// The line.
    Line,
    /// A colon.
    Colon,
    /// A dash.
    Dash,
    /// A full stop, and a sentence behind it.
    Stop,
    /// Nothing but the end of the capitals, or a wide gap.
    Capitals,
    /// A colon, but before the words there is a sentence without a stop.
    Cut,
}

/// The surface of a line, if it has one that a heading may have.
pub(crate) fn read(lines: &Lines<'_>, at: usize, line: Line) -> Option<Surface> {
    let text = lines.text;
    match text[line.words].as_bytes().first()? {
        b'#' => markdown::atx(text, line),
        b'=' if text[line.words].starts_with("=head") => markdown::roff(text, line.words),
        b'=' => markdown::wiki(text, line.words),
        b'.' => markdown::roff(text, line.words),
        b'<' => html::read(text, line.words),
        b'\\' => markdown::latex(text, line.words),
        b'*' | b'_' => markdown::emphasis(text, line.words),
        b'[' => bracketed(text, line.words, "[", "]"),
        // A quotation, an item of a list, a row of a table.
        b'>' | b'-' | b'+' | b'|' => None,
        0xE2 if text[line.words].starts_with(['•', '‣', '–', '—', '“', '‘']) => None,
        0xE3 if text[line.words].starts_with('【') => bracketed(text, line.words, "【", "】"),
        b'"' | b'\'' => None,
        0xC2 if text[line.words].starts_with(['·', '«']) => None,
        _ => {
            let underlined = markdown::setext(lines, at, line);
            underlined.or_else(|| numbered(text, line.words))
        }
    }
}

/// Words behind a number, or without one.
fn numbered(text: &str, words: Span) -> Option<Surface> {
    let Some(number) = number(&text[words]) else {
        return plain::read(text, words);
    };
    let inside = Span::new(words.start + number.len, words.end);
    let surface = plain::read(text, inside)?;
    Some(Surface {
        rule: "numbered",
        start: words.start,
        level: number.level(),
        number: Some(number),
        ..surface
    })
}

/// Words before the text of a line, behind a number or without one.
pub(crate) fn before_text(
    line: Span,
    found: Option<Surface>,
    words: Span,
    close: Close,
) -> Surface {
    let number = found.and_then(|found| found.number);
    Surface {
        rule: if number.is_some() {
            "numbered"
        } else {
            "run-in"
        },
        stands_alone: false,
        close,
        number,
        level: number.map_or(1, |number| number.level()),
        ..alone(line.start, words)
    }
}

/// `[Results]`, `【結果】`: alone on a line or before the text.
fn bracketed(text: &str, line: Span, open: &str, close: &str) -> Option<Surface> {
    let inside = text[line].strip_prefix(open)?;
    let near = &inside[..inside.floor_char_boundary(crate::label::LONGEST + 4)];
    let len = near.find(close)?;
    let start = line.start + open.len();
    let rest = inside[len + close.len()..].trim_start();
    // `[1] A note`, `[text](link)`.
    let is_other = rest.starts_with(['(', '[']) || !inside.starts_with(char::is_alphabetic);
    (!is_other).then_some(Surface {
        stands_alone: rest.trim_start_matches([':', '：']).is_empty(),
        rule: "bracketed",
        close: Close::Colon,
        ..alone(line.start, trimmed(text, start, start + len))
    })
}

/// Words alone on a line.
fn alone(start: usize, words: Span) -> Surface {
    Surface {
        rule: "own-line",
        start,
        words,
        level: 1,
        is_marked: false,
        stands_alone: true,
        close: Close::Line,
        number: None,
    }
}

/// Words of markup, without their number.
fn marked(text: &str, rule: &'static str, level: u8, start: usize, words: Span) -> Surface {
    let number = number(&text[words]);
    let words = Span::new(
        words.start + number.map_or(0, |number| number.len),
        words.end,
    );
    Surface {
        rule,
        level,
        is_marked: true,
        number,
        ..alone(start, words)
    }
}

/// A range without the blanks at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let inside = &text[start.min(end)..end];
    let words = inside.trim_start();
    let start = end - words.len();
    Span::new(start, start + words.trim_end().len())
}
