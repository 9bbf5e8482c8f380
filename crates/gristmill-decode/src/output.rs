//! A text in the making, with the places of its characters.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use gristmill_text::{Alignment, AlignmentBuilder, Edit, Rule, Span};

use crate::decoded::{Decoded, MALFORMED};

/// What has been decoded so far: all bytes up to `read`.
pub(crate) struct Output {
    text: String,
    read: usize,
    alignment: AlignmentBuilder,
    edits: Vec<Edit>,
}

impl Output {
    /// Nothing yet; the text is likely to need `capacity` bytes.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self {
            text: String::with_capacity(capacity),
            read: 0,
            alignment: Alignment::builder(),
            edits: Vec::new(),
        }
    }

    /// How many bytes have been read.
    pub(crate) fn read(&self) -> usize {
        self.read
    }

    /// The next `len` bytes are this character, in the only spelling there is.
    pub(crate) fn keep(&mut self, len: usize, character: char) {
        self.text.push(character);
        self.step(len, character.len_utf8(), 1);
    }

    /// The next bytes are this text as it stands: UTF-8, or ASCII.
    pub(crate) fn keep_utf_8(&mut self, text: &str) {
        self.text.push_str(text);
        self.step(1, 1, text.len());
    }

    /// The next `len` bytes are this text, but it would not give them back.
    pub(crate) fn keep_under(&mut self, rule: Rule, len: usize, text: &str) {
        let new = Span::new(self.text.len(), self.text.len() + text.len());
        self.edits.push(Edit {
            rule,
            old: Span::new(self.read, self.read + len),
            new,
            confidence: 1.0,
        });
        self.text.push_str(text);
        self.step(len, text.len(), 1);
    }

    /// The next `len` bytes mean nothing.
    pub(crate) fn malformed(&mut self, len: usize) {
        self.keep_under(MALFORMED, len, "\u{FFFD}");
    }

    pub(crate) fn finish<'b>(self) -> Decoded<'b> {
        Decoded {
            text: Cow::Owned(self.text),
            alignment: self.alignment.finish(),
            edits: self.edits,
        }
    }

    fn step(&mut self, old: usize, new: usize, times: usize) {
        self.alignment.push(old, new, times);
        self.read += old * times;
    }
}
