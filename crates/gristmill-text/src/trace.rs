//! The way back through a chain of passes.

use alloc::vec::Vec;

use crate::{Alignment, Edit, Rule, Span};

/// What one pass did: a leg of the way from the source to the output.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// The name of the pass, such as `repair.entity`.
    pub pass: &'static str,
    /// Which range of the text before became which of the text after.
    pub alignment: Alignment,
    /// Every change, in order, in the offsets of this leg.
    pub edits: Vec<Edit>,
}

/// The way from a source through any number of passes to an output, and back.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    // Invariant: each leg starts from a text as long as the one before ended.
    legs: Vec<Leg>,
    source_len: usize,
}

/// An edit of some leg, in the offsets of the two ends of the whole way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TracedEdit {
    /// The pass that made it.
    pub pass: &'static str,
    /// The rule that made it.
    pub rule: Rule,
    /// How sure the rule was, from 0 to 1.
    pub confidence: f32,
    /// What it replaced, as a range of the source; never empty.
    pub source: Span,
    /// What stands there now, as a range of the output.
    pub output: Span,
}

impl Trace {
    /// The trace of a source of `source_len` bytes to which nothing happened.
    #[must_use]
    pub fn new(source_len: usize) -> Self {
        Self {
            legs: Vec::new(),
            source_len,
        }
    }

    /// The trace of a source of `source_len` bytes that was decoded in one pass
    /// and then went through others.
    ///
    /// # Panics
    /// As [`push`](Self::push).
    #[must_use]
    pub fn of(source_len: usize, first: Leg, others: impl IntoIterator<Item = Self>) -> Self {
        let mut trace = Self::new(source_len);
        trace.push(first);
        for other in others {
            trace.extend(other);
        }
        trace
    }

    /// Adds a pass at the end. A pass that moved and changed nothing leaves no leg.
    ///
    /// # Panics
    /// When the pass starts from a text of another length than the last one
    /// ended with.
    pub fn push(&mut self, leg: Leg) {
        assert_eq!(
            leg.alignment.old_len(),
            self.output_len(),
            "{}: the pass starts from another text than the one before ended with",
            leg.pass
        );
        if !leg.edits.is_empty() || !leg.alignment.is_identity() {
            self.legs.push(leg);
        }
    }

    /// Adds all the legs of `next`, which starts where `self` ends.
    ///
    /// # Panics
    /// As [`push`](Self::push).
    pub fn extend(&mut self, next: Self) {
        for leg in next.legs {
            self.push(leg);
        }
    }

    /// Length of the source in bytes.
    #[must_use]
    pub fn source_len(&self) -> usize {
        self.source_len
    }

    /// Length of the output in bytes.
    #[must_use]
    pub fn output_len(&self) -> usize {
        self.legs
            .last()
            .map_or(self.source_len, |leg| leg.alignment.new_len())
    }

    /// The legs in the order of the passes.
    #[must_use]
    pub fn legs(&self) -> &[Leg] {
        &self.legs
    }

    /// The tightest range of the source that `output` is known to come from.
    ///
    /// # Panics
    /// When `output` ends beyond the output.
    #[must_use]
    pub fn to_source(&self, output: Span) -> Span {
        back(&self.legs, output)
    }

    /// The tightest range of the output that `source` is known to have become.
    ///
    /// # Panics
    /// When `source` ends beyond the source.
    #[must_use]
    pub fn to_output(&self, source: Span) -> Span {
        forth(&self.legs, source)
    }

    /// One alignment for the whole way: a safe superset of what asking the legs
    /// in turn gives, and small enough to store.
    #[must_use]
    pub fn flatten(&self) -> Alignment {
        self.legs
            .iter()
            .fold(Alignment::identity(self.source_len), |whole, leg| {
                whole.then(&leg.alignment)
            })
    }

    /// How many edits there are in all legs.
    #[must_use]
    pub fn n_edits(&self) -> usize {
        self.legs.iter().map(|leg| leg.edits.len()).sum()
    }

    /// The edits of all legs in the order of the source, those of one place in
    /// the order of the passes.
    #[must_use]
    pub fn edits(&self) -> Vec<TracedEdit> {
        let mut edits = Vec::with_capacity(self.n_edits());
        for (index, leg) in self.legs.iter().enumerate() {
            let (before, after) = (&self.legs[..index], &self.legs[index + 1..]);
            edits.extend(leg.edits.iter().map(|edit| TracedEdit {
                pass: leg.pass,
                rule: edit.rule,
                confidence: edit.confidence,
                source: back(before, edit.old),
                output: forth(after, edit.new),
            }));
        }
        // Stable: edits of one place stay in the order of the passes.
        edits.sort_by_key(|edit| edit.source.start);
        edits
    }

    /// What the whole way replaced by what, in order and without overlaps: what
    /// several passes did at one place is one change, under the rule of the first
    /// and with the least of their confidences.
    ///
    /// Replacing each `source` by the text at its `output` gives the output, and
    /// the other way round.
    #[must_use]
    pub fn replacements(&self) -> Vec<TracedEdit> {
        let mut merged: Vec<TracedEdit> = Vec::new();
        for edit in self.edits() {
            match merged.last_mut() {
                Some(last) if last.meets(&edit) => {
                    last.source = last.source.cover(edit.source);
                    last.output = last.output.cover(edit.output);
                    last.confidence = last.confidence.min(edit.confidence);
                }
                _ => merged.push(edit),
            }
        }
        merged
    }
}

impl TracedEdit {
    /// Whether a later edit cannot be told apart from this one.
    fn meets(&self, later: &Self) -> bool {
        later.source.start < self.source.end || later.output.start < self.output.end
    }
}

fn back(legs: &[Leg], span: Span) -> Span {
    legs.iter()
        .rev()
        .fold(span, |span, leg| leg.alignment.to_old(span))
}

fn forth(legs: &[Leg], span: Span) -> Span {
    legs.iter()
        .fold(span, |span, leg| leg.alignment.to_new(span))
}
