//! How alike two texts are.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// The shingles of a text, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShingleSet(Vec<u64>);

impl ShingleSet {
    /// The set of these shingles, in whatever order and however often they are given.
    #[must_use]
    pub fn of(mut shingles: Vec<u64>) -> Self {
        shingles.sort_unstable();
        shingles.dedup();
        Self(shingles)
    }

    /// The shingles, from the smallest number to the largest.
    #[must_use]
    pub fn as_slice(&self) -> &[u64] {
        &self.0
    }

    /// The similarity of two sets, when it is at least `least`: the shingles they share, by
    /// all that either has (Jaccard 1912). A set without shingles is like no other.
    ///
    /// It is counted, not estimated.
    #[must_use]
    pub fn similarity(&self, other: &Self, least: f64) -> Option<f64> {
        let (n, n_other) = (self.0.len(), other.0.len());
        // The best there can be is that one is a part of the other.
        if ratio(n.min(n_other), n.max(n_other)) < least || n == 0 || n_other == 0 {
            return None;
        }
        let n_both = n + n_other;
        let too_many = too_many(n_both, least);
        let (mut at, mut at_other, mut shared) = (0, 0, 0);
        while let (Some(one), Some(two)) = (self.0.get(at), other.0.get(at_other)) {
            match one.cmp(two) {
                Ordering::Less => at += 1,
                Ordering::Greater => at_other += 1,
                Ordering::Equal => {
                    at += 1;
                    at_other += 1;
                    shared += 1;
                }
            }
            if at + at_other - 2 * shared >= too_many {
                return None;
            }
        }
        let similarity = ratio(shared, n_both - shared);
        (similarity >= least).then_some(similarity)
    }
}

/// How many shingles that only one of two sets has are too many, when they have so many
/// together: a bound that is off by one at most, to the safe side.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "no text has 2^53 shingles"
)]
fn too_many(n_both: usize, least: f64) -> usize {
    (n_both as f64 * (1.0 - least) / (1.0 + least)) as usize + 2
}

/// One number by another one.
#[expect(clippy::cast_precision_loss, reason = "no text has 2^53 shingles")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similarity_is_that_of_jaccard() {
        let set = |range: core::ops::Range<u64>| ShingleSet::of(range.collect());
        for (one, two, similarity) in [
            (set(0..10), set(0..10), Some(1.0)),
            (set(0..10), set(1..10), Some(0.9)),
            (set(0..9), set(1..10), Some(0.8)),
            (set(0..9), set(2..10), None),
            (set(0..1), set(0..1), Some(1.0)),
            (set(0..0), set(0..0), None),
            (set(0..0), set(0..1), None),
        ] {
            assert_eq!(one.similarity(&two, 0.8), similarity);
            assert_eq!(two.similarity(&one, 0.8), similarity);
        }
        assert_eq!(ShingleSet::of(alloc::vec![3, 1, 3]).as_slice(), [1, 3]);
    }
}
