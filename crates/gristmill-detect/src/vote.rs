//! What the documents of a folder say together.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use gristmill_encoding::Encoding;

use crate::confidence::{confidence, weight};
use crate::{Evidence, Guess, RunnerUp};

/// How many documents it takes for an encoding that no document beside has: a
/// folder has few encodings.
const DOUBT: f64 = 0.1;

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
        if !guess.evidence.is_statistical() || self.n_documents < 1 {
            return guess;
        }
        let support = |encoding: Encoding| {
            let share = number(self.shares.get(&encoding).copied().unwrap_or(0)) / WHOLE;
            // What each encoding has before any document is seen.
            let start = DOUBT / number(i64::try_from(Encoding::ALL.len()).unwrap_or(1));
            libm::log2((share + start) / (number(self.n_documents) + DOUBT))
        };
        let score = |encoding, behind: f32| f64::from(behind) - support(encoding);
        let mut best = (score(guess.encoding, 0.0), guess.encoding, 0);
        for other in &guess.runners_up {
            let own = score(other.encoding, other.behind);
            if own < best.0 {
                best = (own, other.encoding, other.text);
            }
        }
        if best.1 == guess.encoding {
            return guess;
        }
        let old = RunnerUp {
            encoding: guess.encoding,
            behind: 0.0,
            text: 0,
        };
        let mut runners_up: Vec<RunnerUp> = [old]
            .into_iter()
            .chain(guess.runners_up)
            .filter(|other| other.encoding != best.1)
            .map(|other| RunnerUp {
                behind: single(score(other.encoding, other.behind) - best.0),
                text: renumbered(other.text, best.2),
                ..other
            })
            .collect();
        runners_up.sort_by(|one, other| one.behind.total_cmp(&other.behind));
        Guess {
            encoding: best.1,
            confidence: confidence(&runners_up),
            evidence: Evidence::Pooled,
            runners_up,
            pieces: Vec::new(),
        }
    }

    fn count(&mut self, guess: &Guess, sign: i64) {
        if matches!(guess.evidence, Evidence::Binary | Evidence::Ascii) {
            return;
        }
        self.n_documents += sign;
        let weight = |behind| f64::from(weight(behind));
        let others = guess.runners_up.iter();
        let all = 1.0 + others.clone().map(|r| weight(r.behind)).sum::<f64>();
        let mut give = |encoding, weight: f64| {
            *self.shares.entry(encoding).or_default() += sign * whole(weight / all * WHOLE);
        };
        give(guess.encoding, 1.0);
        others.for_each(|other| give(other.encoding, weight(other.behind)));
    }
}

/// The texts are numbered anew, from the one that is the best now.
fn renumbered(text: u16, best: u16) -> u16 {
    match text {
        0 => best,
        text if text == best && text != RunnerUp::FAR => 0,
        text => text,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a distance in bits")]
fn single(distance: f64) -> f32 {
    distance as f32
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
