//! The edits of a document, told from its bytes to its text.

use alloc::borrow::Cow;

use gristmill_decode::legible;
use gristmill_text::{Rule, Span};

use crate::Milled;

/// One edit, told from the two ends of the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'m> {
    /// The rule that made it.
    pub rule: Rule,
    /// How sure the rule was, from 0 to 1.
    pub confidence: f32,
    /// The bytes that it is about, as a range of the payload; never empty.
    pub source: Span,
    /// What stands there now, as a range of the text.
    pub output: Span,
    /// The bytes as a string: text in the document's encoding, `\xNN` where they
    /// mean nothing in it ([`legible`]).
    pub before: Cow<'m, str>,
    /// What stands there now.
    pub after: &'m str,
}

impl Milled<'_> {
    /// Every edit in the order of the bytes, with what stood there and what
    /// stands there now.
    ///
    /// `bytes` are those that the document was milled from. Edits of several
    /// passes at one place each tell the whole way, so their ranges overlap.
    ///
    /// # Panics
    /// When `bytes` are fewer than the document was milled from.
    pub fn changes<'m>(&'m self, bytes: &'m [u8]) -> impl Iterator<Item = Change<'m>> {
        self.trace.edits().into_iter().map(|edit| Change {
            rule: edit.rule,
            confidence: edit.confidence,
            source: edit.source,
            output: edit.output,
            before: legible(&bytes[edit.source], self.guess.encoding),
            after: &self.text[edit.output],
        })
    }
}
