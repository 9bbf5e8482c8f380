//! What is known before a word beyond ASCII is read: how common encodings and
//! languages are, and what the words of ASCII say.

use alloc::vec::Vec;
use core::ops::Range;

use gristmill_language::{Costs, Family, Glyph, UNIT};

use super::candidates::{Candidate, LATIN_RARITY, MISUSE};

/// What is known of a candidate before any of the document is read.
pub(super) fn prior(candidate: &Candidate) -> Costs {
    let mut costs = Costs::new(candidate.family);
    let n_languages = candidate.family.n_languages();
    for (language, cost) in costs.values[..n_languages].iter_mut().enumerate() {
        let is_usual = candidate.used_by >> language & 1 == 1;
        let misuse = if is_usual { 0 } else { MISUSE };
        *cost = (candidate.rarity + misuse) * UNIT;
    }
    if candidate.family == Family::LATIN {
        for (cost, rarity) in costs.values.iter_mut().zip(LATIN_RARITY) {
            *cost += rarity * UNIT;
        }
    }
    costs
}

/// What is known before any word beyond ASCII is read.
pub(super) fn start(candidate: &Candidate, ascii: &AsciiWords, behind: u32) -> Costs {
    let mut costs = prior(candidate);
    let n_languages = candidate.family.n_languages();
    for (language, cost) in costs.values[..n_languages].iter_mut().enumerate() {
        *cost += if candidate.family == ascii.costs.family {
            ascii.costs.values[language]
        } else {
            ascii.in_other_scripts
        };
        *cost += behind * UNIT;
    }
    costs
}

/// What the words of ASCII say about the language.
pub(super) struct AsciiWords {
    /// What they cost above what they do in the likeliest language.
    costs: Costs,
    /// What they cost when the document is in another script.
    pub(super) in_other_scripts: u32,
}

/// English stands in every language's documents.
pub(super) fn ascii_costs(bytes: &[u8], words: &[Range<usize>]) -> AsciiWords {
    const FOREIGN_WORD: u32 = 2 * UNIT;
    const IN_OTHER_SCRIPT: u32 = 4 * UNIT;
    const MOST: u32 = 40 * UNIT;
    const MOST_IN_OTHER_SCRIPTS: u32 = 48 * UNIT;
    let mut all = Costs::new(Family::LATIN);
    let mut glyphs = Vec::new();
    for word in words {
        glyphs.clear();
        glyphs.extend(
            bytes[word.clone()]
                .iter()
                .map(|&byte| Glyph::of(char::from(byte))),
        );
        let mut own = Costs::new(Family::LATIN);
        own.read(&glyphs);
        let english = own.values[0] + FOREIGN_WORD;
        for (sum, cost) in all.values.iter_mut().zip(own.values) {
            *sum += cost.min(english);
        }
    }
    let least = all.least();
    for sum in &mut all.values {
        *sum = sum.saturating_sub(least).min(MOST);
    }
    let n_words = u32::try_from(words.len()).unwrap_or(u32::MAX);
    AsciiWords {
        costs: all,
        in_other_scripts: n_words
            .saturating_mul(IN_OTHER_SCRIPT)
            .min(MOST_IN_OTHER_SCRIPTS),
    }
}
