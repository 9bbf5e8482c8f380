//! The lines of a text.

use alloc::vec::Vec;

use gristmill_text::Span;

/// A line, as a rule looks at it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// What stands on it, without the blanks at both ends.
    pub(crate) words: Span,
    /// How far it is indented, in columns.
    pub(crate) indent: usize,
    /// Whether it is neither code between fences nor a fence.
    pub(crate) is_open: bool,
}

impl Line {
    pub(crate) fn is_blank(&self) -> bool {
        self.words.is_empty()
    }
}

/// So many lines are a paragraph, however short each is.
const MOST_LINES: usize = 8;

/// Every line of a text.
pub(crate) struct Lines<'t> {
    pub(crate) text: &'t str,
    all: Vec<Line>,
}

impl<'t> Lines<'t> {
    /// The lines from an offset on.
    pub(crate) fn of(text: &'t str, from: usize) -> Self {
        let mut all = Vec::new();
        let mut fence: Option<&str> = None;
        let mut start = from;
        while start < text.len() {
            let end = memchr::memchr(b'\n', &text.as_bytes()[start..]);
            let end = end.map_or(text.len(), |at| start + at);
            let (words, indent) = trimmed(text, start, end);
            let content = &text[words];
            let own = ["```", "~~~"]
                .into_iter()
                .find(|own| content.starts_with(own));
            let is_fence = own.is_some() && fence.is_none_or(|open| own == Some(open));
            all.push(Line {
                words,
                indent,
                is_open: fence.is_none() && !is_fence,
            });
            if is_fence {
                fence = if fence.is_none() { own } else { None };
            }
            start = end + 1;
        }
        Self { text, all }
    }

    pub(crate) fn all(&self) -> &[Line] {
        &self.all
    }

    /// What stands on a line; nothing beyond the last one.
    pub(crate) fn words(&self, number: usize) -> &'t str {
        self.all
            .get(number)
            .map_or("", |line| &self.text[line.words])
    }

    /// Whether nothing stands on the line before, or there is none.
    pub(crate) fn is_after_blank(&self, number: usize) -> bool {
        number
            .checked_sub(1)
            .is_none_or(|before| self.all[before].is_blank())
    }

    /// Whether nothing stands on the next line, or there is none.
    pub(crate) fn is_before_blank(&self, number: usize) -> bool {
        self.all.get(number + 1).is_none_or(Line::is_blank)
    }

    /// How many bytes the next lines have up to an empty one.
    pub(crate) fn block_below(&self, number: usize) -> Option<usize> {
        let written = self.all[number + 1..]
            .iter()
            .position(|line| !line.is_blank())?;
        let block = self.all[number + 1 + written..].iter();
        let lines = block.take_while(|line| !line.is_blank()).take(MOST_LINES);
        Some(lines.map(|line| line.words.len()).sum())
    }

    /// The next line on which something stands.
    pub(crate) fn next_written(&self, number: usize) -> Option<Line> {
        self.all[number + 1..]
            .iter()
            .find(|line| !line.is_blank())
            .copied()
    }
}

/// A line without the blanks at its ends, and how far it is indented.
fn trimmed(text: &str, start: usize, end: usize) -> (Span, usize) {
    let line = &text[start..end];
    let words = line.trim_start();
    let lead = &line[..line.len() - words.len()];
    let indent = lead.chars().fold(0, |column, blank| match blank {
        '\t' => column / 8 * 8 + 8,
        '\u{3000}' => column + 2,
        '\u{C}' | '\r' => 0,
        _ => column + 1,
    });
    let words = Span::new(
        start + lead.len(),
        start + lead.len() + words.trim_end().len(),
    );
    (words, indent)
}
