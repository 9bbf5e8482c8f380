//! One pass over a text, and every change it made.

use alloc::string::String;
use alloc::vec::Vec;

use crate::{Alignment, AlignmentBuilder, Rule, Span};

/// The most changes that a pass makes: a text that would need more of them stays as it is
/// from there on. It is for those who keep a limit on their memory, and far beyond what
/// texts have: a change for every 32 bytes of 32 MiB.
pub const MOST_EDITS: usize = 1 << 20;

/// One change: `rule` replaced the range `old` by the range `new`.
///
/// The texts themselves are not stored: they are `&old_text[edit.old]` and
/// `&new_text[edit.new]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edit {
    /// The rule that made the change.
    pub rule: Rule,
    /// What was replaced, in the old text; never empty.
    pub old: Span,
    /// What stands there now, in the new text; empty for a deletion.
    pub new: Span,
    /// How sure the rule is, from 0 to 1.
    pub confidence: f32,
}

/// What a pass made of a text.
///
/// Only a [`Rewriter`] makes one, so the edits are sorted, disjoint and complete. A
/// pass that changes nothing costs nothing.
#[derive(Clone, Debug)]
pub struct Rewrite<'t> {
    old: &'t str,
    changes: Option<Changes>,
}

/// What a pass changed: at least one thing.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The new text.
    pub text: String,
    /// Which range of the old text became which of the new one.
    pub alignment: Alignment,
    /// Every change, in order.
    pub edits: Vec<Edit>,
}

impl<'t> Rewrite<'t> {
    /// The new text, which is the old one where nothing changed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.changes
            .as_ref()
            .map_or(self.old, |changes| &changes.text)
    }

    /// Every change, in order.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        self.changes.as_ref().map_or(&[], |changes| &changes.edits)
    }

    /// The same pass without the changes of unwanted rules.
    #[must_use]
    pub fn without(self, is_unwanted: impl Fn(Rule) -> bool) -> Self {
        let edits = self.edits();
        if !edits.iter().any(|edit| is_unwanted(edit.rule)) {
            return self;
        }
        let mut rewriter = Rewriter::new(self.old);
        for edit in edits.iter().filter(|edit| !is_unwanted(edit.rule)) {
            let with = &self.text()[edit.new];
            rewriter.replace_with_confidence(edit.rule, edit.old, with, edit.confidence);
        }
        rewriter.finish()
    }

    /// What changed, to keep; nothing when nothing did.
    #[must_use]
    pub fn into_changes(self) -> Option<Changes> {
        self.changes
    }
}

/// Goes through a text from left to right and replaces ranges of it.
///
/// ```
/// use gristmill_text::{Kind, Rewriter, Rule, Span};
///
/// const DASH: Rule = Rule::new("example.unicode.dash", Kind::Unicode);
/// let mut rewriter = Rewriter::new("1992--2002");
/// rewriter.replace(DASH, Span::new(4, 6), "–");
/// let rewrite = rewriter.finish();
/// assert_eq!(rewrite.text(), "1992–2002");
/// assert_eq!(rewrite.edits()[0].new, Span::new(4, 7));
/// ```
#[derive(Clone, Debug)]
pub struct Rewriter<'t> {
    old: &'t str,
    // `old` up to here is in `new`.
    copied: usize,
    new: String,
    alignment: AlignmentBuilder,
    edits: Vec<Edit>,
}

impl<'t> Rewriter<'t> {
    /// Starts at the beginning of `old`.
    #[must_use]
    pub fn new(old: &'t str) -> Self {
        Self {
            old,
            copied: 0,
            new: String::new(),
            alignment: Alignment::builder(),
            edits: Vec::new(),
        }
    }

    /// Replaces `span` of the old text by `with`, for certain.
    ///
    /// Replacing a range by what already stands there is no change and leaves no
    /// edit; nor is anything replaced after [`MOST_EDITS`] changes.
    ///
    /// # Panics
    /// When `span` is empty, starts before the end of the replacement before it,
    /// or does not fall on characters: all of these are mistakes of a rule.
    pub fn replace(&mut self, rule: Rule, span: Span, with: &str) {
        self.replace_with_confidence(rule, span, with, 1.0);
    }

    /// Deletes `span` of the old text, for certain.
    ///
    /// # Panics
    /// As [`replace`](Self::replace).
    pub fn delete(&mut self, rule: Rule, span: Span) {
        self.replace(rule, span, "");
    }

    /// Replaces `span` by `with`, with this confidence from 0 to 1.
    ///
    /// # Panics
    /// As [`replace`](Self::replace).
    pub fn replace_with_confidence(&mut self, rule: Rule, span: Span, with: &str, confidence: f32) {
        assert!(
            !span.is_empty(),
            "{}: an edit replaces at least one byte",
            rule.name()
        );
        assert!(
            span.start >= self.copied,
            "{}: edits go from left to right",
            rule.name()
        );
        if &self.old[span] == with || self.edits.len() == MOST_EDITS {
            return;
        }
        self.copy_up_to(span.start);
        let start = self.new.len();
        self.new.push_str(with);
        self.copied = span.end;
        self.alignment.push(span.len(), with.len(), 1);
        self.edits.push(Edit {
            rule,
            old: span,
            new: Span::new(start, self.new.len()),
            confidence,
        });
    }

    /// Keeps the rest and gives the result.
    #[must_use]
    pub fn finish(mut self) -> Rewrite<'t> {
        let old = self.old;
        if self.edits.is_empty() {
            return Rewrite { old, changes: None };
        }
        self.copy_up_to(old.len());
        let changes = Some(Changes {
            text: self.new,
            alignment: self.alignment.finish(),
            edits: self.edits,
        });
        Rewrite { old, changes }
    }

    fn copy_up_to(&mut self, end: usize) {
        let kept = &self.old[self.copied..end];
        if self.new.is_empty() {
            self.new.reserve(self.old.len());
        }
        self.new.push_str(kept);
        self.alignment.push(1, 1, kept.len());
        self.copied = end;
    }
}
