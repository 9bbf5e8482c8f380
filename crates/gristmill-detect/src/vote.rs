//! What the documents of a folder say together.

use alloc::collections::BTreeMap;

use gristmill_encoding::Encoding;

use crate::{Evidence, Guess};

/// How many documents it takes for an encoding that no document beside has: a
/// folder has few encodings.
const DOUBT: f64 = 0.1;

/// The share of a guess's evidence that is trusted: letters in a row are no
/// independent witnesses.
const TRUST: f64 = 0.4;

/// The encodings of documents that lie side by side.
///
/// Each document shares one vote among the encodings that it may be in; the sum
/// is what a further document is likely to be in. A vote is a function of the
/// documents alone: their order does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vote {
    /// Whole numbers, so that the sum is the same in any order.
    shares: BTreeMap<Encoding, i64>,
    n_documents: i64,
}

/// The parts that a vote is divided into.
const WHOLE: f64 = 1e9;

impl Vote {
    /// Adds what is known of a document. Documents that are no text, and those of
    /// ASCII alone, have no vote.
    pub fn add(&mut self, guess: &Guess) {
        self.count(guess, 1);
    }

    /// The vote without this document, which was added before.
    #[must_use]
    pub fn without(&self, guess: &Guess) -> Self {
        let mut others = self.clone();
        others.count(guess, -1);
        others
    }

    /// The guess in the light of the vote of the documents beside it.
    ///
    /// Only a statistical guess is changed, and only when the vote outweighs its own
    /// evidence; its evidence is [`Evidence::Pooled`] then.
    #[must_use]
    pub fn decide(&self, guess: Guess) -> Guess {
        if !is_statistical(&guess) || self.n_documents < 1 {
            return guess;
        }
        let support = |encoding: Encoding| {
            let share = number(self.shares.get(&encoding).copied().unwrap_or(0)) / WHOLE;
            // What each encoding has before any document is seen.
            let start = DOUBT / number(i64::try_from(Encoding::ALL.len()).unwrap_or(1));
            libm::log2((share + start) / (number(self.n_documents) + DOUBT))
        };
        let best = support(guess.encoding);
        let winner = guess
            .runners_up
            .iter()
            .map(|other| (support(other.encoding) - f64::from(other.behind), other))
            .filter(|&(score, _)| score > best)
            .max_by(|one, other| one.0.total_cmp(&other.0));
        match winner {
            Some((_, &other)) => Guess {
                encoding: other.encoding,
                evidence: Evidence::Pooled,
                ..guess
            },
            None => guess,
        }
    }

    fn count(&mut self, guess: &Guess, sign: i64) {
        if matches!(guess.evidence, Evidence::Binary | Evidence::Ascii) {
            return;
        }
        self.n_documents += sign;
        let weight = |behind: f32| libm::exp2(-f64::from(behind) * TRUST);
        let others = guess.runners_up.iter();
        let all = 1.0 + others.clone().map(|r| weight(r.behind)).sum::<f64>();
        let mut give = |encoding, weight: f64| {
            *self.shares.entry(encoding).or_default() += sign * whole(weight / all * WHOLE);
        };
        give(guess.encoding, 1.0);
        others.for_each(|other| give(other.encoding, weight(other.behind)));
    }
}

fn is_statistical(guess: &Guess) -> bool {
    matches!(guess.evidence, Evidence::Statistics | Evidence::Utf8Damaged)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a share is between 0 and the whole"
)]
fn whole(share: f64) -> i64 {
    libm::round(share) as i64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "so many documents are in no folder"
)]
fn number(n: i64) -> f64 {
    n as f64
}
