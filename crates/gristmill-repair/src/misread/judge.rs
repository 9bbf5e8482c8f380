//! Words as they stand, and as they would be.

use alloc::string::String;
use alloc::vec::Vec;

use gristmill_language::{Costs, Family, Glyph};

use super::sequences::{Meanings, Sequence};
use crate::reading::{cost, glyphs_of};

/// A language: its family and its number there.
pub(super) type Language = (Family, usize);

/// Compares words, as they stand and as they would be.
#[derive(Default)]
pub(super) struct Judge {
    after: String,
    glyphs: Vec<Glyph>,
    /// What all words cost so far as they would be, a family each.
    languages: Vec<(Costs, usize)>,
}

impl Judge {
    /// The characters that the sequences of a word are, the likeliest where a byte
    /// was lost.
    pub(super) fn meanings(
        &mut self,
        text: &str,
        start: usize,
        sequences: &[Sequence],
        language: Option<Language>,
    ) -> Vec<char> {
        self.after.clear();
        let mut done = start;
        let mut meanings = Vec::with_capacity(sequences.len());
        for (at, sequence) in sequences.iter().enumerate() {
            self.after.push_str(&text[done..sequence.span.start]);
            done = sequence.span.end;
            let meaning = match &sequence.meanings {
                Meanings::One(one) => *one,
                Meanings::Several(several) => {
                    let behind = behind(text, done, &sequences[at + 1..]);
                    self.likeliest(several, &behind, language)
                }
            };
            self.after.push(meaning);
            meanings.push(meaning);
        }
        meanings
    }

    /// The likeliest of several characters between what is before and behind.
    fn likeliest(&mut self, several: &[char], behind: &str, language: Option<Language>) -> char {
        let start = self.after.char_indices().rev().nth(AROUND - 1);
        let before = &self.after[start.map_or(0, |(at, _)| at)..];
        let mut word = String::with_capacity(32);
        let mut best = ('\u{FFFD}', u32::MAX);
        for &meaning in several {
            word.clear();
            word.push_str(before);
            word.push(meaning);
            word.push_str(behind);
            glyphs_of(&word, &mut self.glyphs);
            let mut costs = Costs::new(Family::of(&self.glyphs));
            costs.read(&self.glyphs);
            let cost = match language {
                Some((family, number)) if family == costs.family => costs.languages()[number],
                _ => costs.least(),
            };
            if cost < best.1 {
                best = (meaning, cost);
            }
        }
        best.0
    }

    /// How much likelier a word becomes, in eighths of a bit.
    pub(super) fn saved(
        &mut self,
        word: &str,
        start: usize,
        sequences: &[Sequence],
        meanings: &[char],
    ) -> i64 {
        self.compared(word, start, sequences, meanings).0
    }

    /// The same, and remembers which languages the word is likely in.
    pub(super) fn saved_and_learnt(
        &mut self,
        word: &str,
        start: usize,
        sequences: &[Sequence],
        meanings: &[char],
    ) -> i64 {
        let (saved, after) = self.compared(word, start, sequences, meanings);
        let costs = after.of_any_language();
        match self
            .languages
            .iter_mut()
            .find(|(sum, _)| sum.family == costs.family)
        {
            Some((sum, n_words)) => {
                sum.add(&costs);
                *n_words += 1;
            }
            None => self.languages.push((costs, 1)),
        }
        saved
    }

    /// How much likelier a word becomes, and what it costs then.
    fn compared(
        &mut self,
        word: &str,
        start: usize,
        sequences: &[Sequence],
        meanings: &[char],
    ) -> (i64, Costs) {
        let before = cost(word, &mut self.glyphs);
        let after = self.costs_after(word, start, sequences, meanings);
        (i64::from(before) - i64::from(after.least()), after)
    }

    /// What a word costs as it would be.
    fn costs_after(
        &mut self,
        word: &str,
        start: usize,
        sequences: &[Sequence],
        meanings: &[char],
    ) -> Costs {
        self.after.clear();
        let mut done = 0;
        for (sequence, &meaning) in sequences.iter().zip(meanings) {
            self.after
                .push_str(&word[done..sequence.span.start - start]);
            self.after.push(meaning);
            done = (sequence.span.end - start).min(word.len());
        }
        self.after.push_str(&word[done..]);
        glyphs_of(&self.after, &mut self.glyphs);
        let mut costs = Costs::new(Family::of(&self.glyphs));
        costs.read(&self.glyphs);
        costs
    }

    /// The likeliest language of the words so far.
    pub(super) fn language(&self) -> Option<Language> {
        let (costs, _) = self.languages.iter().max_by_key(|&&(_, n_words)| n_words)?;
        let numbers = 0..costs.languages().len();
        let number = numbers.min_by_key(|&number| costs.languages()[number])?;
        Some((costs.family, number))
    }

    /// Whether the characters are signs and letters that text of the word's script
    /// has: what is strange may be a word of a strange language.
    pub(super) fn are_plain(&mut self, word: &str, meanings: &[char]) -> bool {
        glyphs_of(word, &mut self.glyphs);
        let stands = Family::of(&self.glyphs);
        let is_alone = word.chars().all(|c| !c.is_ascii_alphabetic());
        meanings.iter().all(|&meaning| match Glyph::of(meaning) {
            Glyph::Letter { number: 2, .. } | Glyph::Stranger | Glyph::Noise => false,
            Glyph::Letter { script, .. } => is_alone || Family::of_script(script) == stands,
            Glyph::Rare => !meaning.is_alphanumeric() && meaning > '\u{FFFF}',
            _ => true,
        })
    }
}

/// How many characters before and behind a place tell what stood there.
const AROUND: usize = 4;

/// What stands behind a place, as far as it is known.
fn behind(text: &str, mut at: usize, sequences: &[Sequence]) -> String {
    let mut behind = String::new();
    let mut sequences = sequences.iter();
    let mut next = sequences.next();
    for _ in 0..AROUND {
        let meaning = match next {
            Some(sequence) if sequence.span.start == at => {
                at = sequence.span.end;
                next = sequences.next();
                sequence.known()
            }
            _ => {
                let character = text[at..].chars().next().filter(char::is_ascii);
                at += 1;
                character
            }
        };
        match meaning {
            Some(meaning) => behind.push(meaning),
            None => break,
        }
    }
    behind
}
