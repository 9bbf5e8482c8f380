//! Composing alignments: a → b and b → c give a → c.

use crate::{Alignment, AlignmentBuilder, Steps};

impl Alignment {
    /// The alignment of two passes in a row: from the old text of `self` to the
    /// new text of `next`.
    ///
    /// Its cuts are those that both have in common on the text between them, so
    /// it never promises more than the two asked in turn, and it may be wider
    /// where their steps overlap. It is associative.
    ///
    /// # Panics
    /// When `next` does not start from the text where `self` ends (the lengths
    /// differ).
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        assert_eq!(
            self.new_len(),
            next.old_len(),
            "the second pass starts where the first ended"
        );
        let mut composed = Self::builder();
        let mut first = Cursor::new(self.steps());
        let mut second = Cursor::new(next.steps());
        // Each turn starts at a cut of both.
        while let Some(left) = first.steps {
            if left.new == 0 {
                composed.push(left.old, 0, left.times);
                first.advance(left.times);
            } else if let Some(right) = second.steps.filter(|right| right.old == left.new) {
                let times = left.times.min(right.times);
                composed.push(left.old, right.new, times);
                first.advance(times);
                second.advance(times);
            } else {
                to_next_common_cut(&mut first, &mut second, &mut composed);
            }
        }
        composed.finish()
    }
}

/// Goes on in whichever of the two is behind on the middle text until they meet,
/// and adds the whole way as one step.
fn to_next_common_cut(
    first: &mut Cursor<impl Iterator<Item = Steps>>,
    second: &mut Cursor<impl Iterator<Item = Steps>>,
    composed: &mut AlignmentBuilder,
) {
    let (mut old, mut new) = (0, 0);
    let (mut reached, mut covered) = (0, 0);
    loop {
        if reached <= covered
            && let Some(left) = first.steps
        {
            old += left.old;
            reached += left.new;
            first.advance(1);
        } else if let Some(right) = second.steps {
            covered += right.old;
            new += right.new;
            second.advance(1);
        }
        if reached == covered {
            break;
        }
    }
    composed.push(old, new, 1);
}

/// What is left of the steps of an alignment.
pub(crate) struct Cursor<I> {
    /// The steps at hand; `None` at the end.
    pub(crate) steps: Option<Steps>,
    rest: I,
}

impl<I: Iterator<Item = Steps>> Cursor<I> {
    pub(crate) fn new(mut rest: I) -> Self {
        Self {
            steps: rest.next(),
            rest,
        }
    }

    /// Leaves `times` of the steps at hand behind.
    pub(crate) fn advance(&mut self, times: usize) {
        self.steps = match self.steps {
            Some(steps) if steps.times > times => Some(Steps {
                times: steps.times - times,
                ..steps
            }),
            _ => self.rest.next(),
        };
    }
}
