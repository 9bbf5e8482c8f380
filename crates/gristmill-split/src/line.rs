//! The lines of a text.

use alloc::vec::Vec;

use gristmill_text::Span;

use crate::closed::Closed;
use crate::html_line;

/// A line, as a rule looks at it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// What stands on it, without the blanks at both ends.
    pub(crate) words: Span,
    /// How far it is indented, in columns.
    pub(crate) indent: usize,
    /// Whether it is not code, nor what opens or closes code.
    pub(crate) is_open: bool,
    /// The nearest line above on which something stands, and below.
    above: Option<usize>,
    below: Option<usize>,
    /// How many bytes stand from here to the next empty line.
    block: usize,
}

impl Line {
    pub(crate) fn is_blank(&self) -> bool {
        self.words.is_empty()
    }
}

/// The shortest paragraph, in bytes.
pub(crate) const SHORTEST_PARAGRAPH: usize = 120;

/// The most lines of a document that headings are looked for in. What has more of them is
/// a list of something, and would take more memory than its text.
const MOST: usize = 1 << 19;

/// Every line of a text. In a line of HTML each block is a line of its own.
pub(crate) struct Lines<'t> {
    pub(crate) text: &'t str,
    all: Vec<Line>,
}

impl<'t> Lines<'t> {
    /// The lines from an offset on; nothing when all of them are more than [`MOST`].
    pub(crate) fn of(text: &'t str, from: usize) -> Option<Self> {
        let n_breaks = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        if n_breaks > MOST {
            return None;
        }
        let mut lines = Self {
            text,
            all: Vec::with_capacity(n_breaks + 1),
        };
        let has_tags = memchr::memchr(b'<', text.as_bytes()).is_some();
        let mut closed = Closed::of(has_tags);
        let mut start = from;
        while start < text.len() {
            let end = memchr::memchr(b'\n', &text.as_bytes()[start..]);
            let end = end.map_or(text.len(), |at| start + at);
            let line = Span::new(start, end);
            if has_tags {
                html_line::blocks(text, line).for_each(|part| lines.add(part, &mut closed));
            } else {
                lines.add(line, &mut closed);
            }
            start = end + 1;
        }
        lines.link();
        Some(lines)
    }

    fn add(&mut self, line: Span, closed: &mut Closed) {
        let (words, indent) = trimmed(self.text, line);
        let before = self
            .all
            .last()
            .map_or("", |before| &self.text[before.words]);
        let is_open = closed.admits(&self.text[words], before);
        self.all.push(Line {
            words,
            indent,
            is_open,
            above: None,
            below: None,
            block: 0,
        });
    }

    /// Tells each line of those around it.
    fn link(&mut self) {
        let mut above = None;
        for (at, line) in self.all.iter_mut().enumerate() {
            line.above = above;
            if !line.words.is_empty() {
                above = Some(at);
            }
        }
        let mut below = None;
        let mut block = 0;
        for (at, line) in self.all.iter_mut().enumerate().rev() {
            line.below = below;
            if line.words.is_empty() {
                block = 0;
            } else {
                block += line.words.len();
                below = Some(at);
            }
            line.block = block;
        }
    }

    pub(crate) fn all(&self) -> &[Line] {
        &self.all
    }

    /// What stands on a line; nothing beyond the last one.
    pub(crate) fn words(&self, number: usize) -> &'t str {
        let line = self.all.get(number);
        line.map_or("", |line| &self.text[line.words])
    }

    /// Whether nothing stands on the line before, or there is none.
    pub(crate) fn is_after_blank(&self, number: usize) -> bool {
        let before = number.checked_sub(1);
        before.is_none_or(|before| self.all[before].is_blank())
    }

    /// Whether nothing stands on the next line, or there is none.
    pub(crate) fn is_before_blank(&self, number: usize) -> bool {
        self.all.get(number + 1).is_none_or(Line::is_blank)
    }

    /// The number of the nearest line above on which something stands.
    pub(crate) fn above(&self, number: usize) -> Option<usize> {
        self.all[number].above
    }

    /// The number of the nearest line below on which something stands.
    pub(crate) fn below(&self, number: usize) -> Option<usize> {
        self.all[number].below
    }

    /// The next line on which something stands.
    pub(crate) fn next_written(&self, number: usize) -> Option<Line> {
        self.below(number).map(|below| self.all[below])
    }

    /// Whether a paragraph stands below a line.
    pub(crate) fn is_above_a_paragraph(&self, number: usize) -> bool {
        self.block_below(number)
            .is_some_and(|below| below >= SHORTEST_PARAGRAPH)
    }

    /// How many bytes a line and those below it have up to an empty one.
    pub(crate) fn block(&self, number: usize) -> usize {
        self.all[number].block
    }

    /// How many bytes the next lines have up to an empty one.
    pub(crate) fn block_below(&self, number: usize) -> Option<usize> {
        self.next_written(number).map(|below| below.block)
    }
}

/// The lines of a text with their line feeds.
pub(crate) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let mut start = 0;
    ends.chain([text.len()]).filter_map(move |end| {
        let line = &text[core::mem::replace(&mut start, end)..end];
        (!line.is_empty()).then_some(line)
    })
}

/// Characters that take no room at the beginning of a line.
const INVISIBLE: [char; 6] = [
    '\u{200B}', '\u{200C}', '\u{200E}', '\u{200F}', '\u{2060}', '\u{FEFF}',
];

/// A line without the blanks at its ends, and how far it is indented.
fn trimmed(text: &str, line: Span) -> (Span, usize) {
    let content = &text[line];
    if content.starts_with(|c: char| c.is_ascii_graphic()) {
        let len = content.trim_end().len();
        return (Span::new(line.start, line.start + len), 0);
    }
    let words = content.trim_start_matches(|c: char| c.is_whitespace() || INVISIBLE.contains(&c));
    let lead = &content[..content.len() - words.len()];
    let indent = lead.chars().fold(0, |column, blank| match blank {
        '\t' => column / 8 * 8 + 8,
        '\u{3000}' => column + 2,
        '\u{C}' | '\r' => 0,
        _ if INVISIBLE.contains(&blank) => column,
        _ => column + 1,
    });
    let start = line.start + lead.len();
    (Span::new(start, start + words.trim_end().len()), indent)
}

/// A line with all of its digits made one: what each page has is alike but for its number.
pub(crate) fn shape(words: &str) -> Vec<u8> {
    let one_digit = |byte: u8| if byte.is_ascii_digit() { b'0' } else { byte };
    words.bytes().map(one_digit).collect()
}
