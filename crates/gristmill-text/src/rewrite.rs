//! One pass over a text, and every change it made.

use alloc::string::String;
use alloc::vec::Vec;

use crate::compose::Cursor;
use crate::{Alignment, AlignmentBuilder, Rule, Span};

/// The most changes that a pass makes: a text that would need more of them stays as it is
/// from there on. It is for those who keep a limit on their memory, and far beyond what
/// texts have: a change for every 32 bytes of 32 MiB.
pub const MOST_EDITS: usize = 1 << 20;

/// Up to how many bytes of the old text replacements side by side are one edit.
const LONGEST: usize = 1 << 10;

/// One change: `rule` replaced the range `old` by the range `new`.
///
/// What a rule replaced side by side and is equally sure of is one edit, such as all letters
/// of a word that was misread; the [`Alignment`] still tells which of them became which. An
/// edit is of 1,024 bytes of the old text at most, unless it is a single replacement.
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

impl Edit {
    /// Whether the next edit is the same change of what stands behind it.
    fn goes_on_in(&self, next: &Self) -> bool {
        self.old.end == next.old.start
            && self.old.len() + next.old.len() <= LONGEST
            && self.confidence.to_bits() == next.confidence.to_bits()
            && self.rule == next.rule
    }
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
        let Some(changes) = &self.changes else {
            return self;
        };
        if !changes.edits.iter().any(|edit| is_unwanted(edit.rule)) {
            return self;
        }
        let mut rewriter = Rewriter::new(self.old);
        let mut cursor = Cursor::new(changes.alignment.steps());
        let (mut old, mut new) = (0, 0);
        for edit in &changes.edits {
            // An edit may be of several steps.
            while let Some(step) = cursor.steps.filter(|_| old < edit.old.end) {
                let is_kept = old < edit.old.start;
                let times = if is_kept {
                    step.times.min((edit.old.start - old) / step.old)
                } else {
                    1
                };
                if !is_kept && !is_unwanted(edit.rule) {
                    let with = &changes.text[new..new + step.new];
                    let span = Span::new(old, old + step.old);
                    rewriter.replace_with_confidence(edit.rule, span, with, edit.confidence);
                }
                old += times * step.old;
                new += times * step.new;
                cursor.advance(times);
            }
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
        let edit = Edit {
            rule,
            old: span,
            new: Span::new(start, self.new.len()),
            confidence,
        };
        // The alignment grows with every change of another shape: where there are very many,
        // each is an edit that counts.
        let is_small = self.alignment.n_runs() < MOST_EDITS;
        match self.edits.last_mut() {
            Some(last) if is_small && last.goes_on_in(&edit) => {
                last.old.end = edit.old.end;
                last.new.end = edit.new.end;
            }
            _ => self.edits.push(edit),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    const MISREAD: Rule = Rule::new("test.mojibake", Kind::Mojibake);
    const QUOTE: Rule = Rule::new("test.escape", Kind::Escape);

    #[test]
    fn what_a_rule_replaces_side_by_side_is_one_edit() {
        let mut rewriter = Rewriter::new("ÐœÐ¸Ñ€ ÐœÐ¸");
        for (start, end, letter) in [(0, 4, "М"), (4, 8, "и"), (8, 13, "р"), (14, 18, "М")] {
            rewriter.replace_with_confidence(MISREAD, Span::new(start, end), letter, 0.99);
        }
        // Another rule, and another confidence.
        rewriter.replace_with_confidence(QUOTE, Span::new(18, 20), "'", 0.99);
        rewriter.replace_with_confidence(QUOTE, Span::new(20, 22), "'", 0.9);
        let changes = rewriter.finish().into_changes().expect("there are some");
        assert_eq!(changes.text, "Мир М''");
        let edits = changes.edits.iter().map(|edit| (edit.old, edit.new));
        let expected = [
            (Span::new(0, 13), Span::new(0, 6)),
            (Span::new(14, 18), Span::new(7, 9)),
            (Span::new(18, 20), Span::new(9, 10)),
            (Span::new(20, 22), Span::new(10, 11)),
        ];
        assert_eq!(edits.collect::<Vec<_>>(), expected);
        assert_eq!(changes.alignment.to_old(Span::new(2, 4)), Span::new(4, 8));
    }

    #[test]
    fn an_edit_has_an_end() {
        let old = "\\'".repeat(LONGEST);
        let mut rewriter = Rewriter::new(&old);
        for start in (0..old.len()).step_by(2) {
            rewriter.replace(QUOTE, Span::new(start, start + 2), "'");
        }
        let rewrite = rewriter.finish();
        assert_eq!(rewrite.edits().len(), 2);
        assert_eq!(rewrite.edits()[1].old, Span::new(LONGEST, 2 * LONGEST));
    }

    #[test]
    fn changes_of_too_many_shapes_are_too_many_edits() {
        let n_pairs = MOST_EDITS + 1;
        let old = "\r\n\r".repeat(n_pairs);
        let mut rewriter = Rewriter::new(&old);
        for start in (0..old.len()).step_by(3) {
            rewriter.replace(QUOTE, Span::new(start, start + 2), "\n");
            rewriter.replace(QUOTE, Span::new(start + 2, start + 3), "\n");
        }
        let changes = rewriter.finish().into_changes().expect("there are some");
        assert_eq!(changes.edits.len(), MOST_EDITS);
        assert!(changes.alignment.steps().count() <= 2 * MOST_EDITS);
    }
}
