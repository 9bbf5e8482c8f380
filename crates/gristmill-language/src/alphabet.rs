//! The trigram costs of the languages that share a script.

use crate::model::{number, slice};
use crate::triples::Triples;

/// Where the costs of a script stand in the model. A row holds a cost in bits
/// for every language, in four bits each: the first half of the languages in the
/// low halves of the bytes, the others in the high ones.
pub(crate) struct Alphabet {
    /// The name of the script.
    #[expect(dead_code, reason = "it says to a reader what the row is")]
    pub(crate) script: &'static str,
    /// The number of its first language.
    pub(crate) first_language: usize,
    /// How many languages a row has.
    pub(crate) n_languages: usize,
    /// How many numbers there are: the edge of a word, the apostrophe, a letter
    /// without a number, and the letters.
    pub(crate) n_numbers: usize,
    /// A row for each number.
    pub(crate) single: usize,
    /// The number of each pair, 0 for none.
    pub(crate) matrix: usize,
    /// A row for each pair.
    pub(crate) pairs: usize,
    /// Where the third letters of each pair begin.
    pub(crate) starts: usize,
    /// The third letters.
    pub(crate) thirds: usize,
    /// A row for each third letter.
    pub(crate) triples: usize,
}

/// What a triple that is not in the model costs more than its last pair, in bits.
const BACKOFF: u8 = 2;

/// What a pair that is not in the model costs more than its last letter, in bits.
const FAR_BACKOFF: u8 = 4;

/// The most languages a script may have.
pub(crate) const MOST: usize = 64;

/// The costs of something for every language of a script, in bits.
///
/// Sums are made in bytes, thirty-two at a time, and carried over before they
/// overflow.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    low: [u16; MOST / 2],
    high: [u16; MOST / 2],
    low_bytes: [u8; MOST / 2],
    high_bytes: [u8; MOST / 2],
    /// How many letters the bytes hold.
    n_letters: u8,
}

/// A letter costs at most 15 bits and the far backoff; so many fit into a byte.
const LETTERS_A_BYTE: u8 = 13;

impl Row {
    pub(crate) const ZERO: Self = Self {
        low: [0; MOST / 2],
        high: [0; MOST / 2],
        low_bytes: [0; MOST / 2],
        high_bytes: [0; MOST / 2],
        n_letters: 0,
    };

    /// The cost for a language, counted from the first of the script.
    pub(crate) fn get(&self, language: usize, n_languages: usize) -> u16 {
        let half = width(n_languages);
        if language < half {
            self.low[language] + u16::from(self.low_bytes[language])
        } else {
            self.high[language - half] + u16::from(self.high_bytes[language - half])
        }
    }

    /// Adds the cost of every language, counted in parts of a bit, to its sum.
    pub(crate) fn add_to(&self, sums: &mut [u32], unit: u32) {
        let (first, others) = sums.split_at_mut(width(sums.len()).min(sums.len()));
        let add = |sums: &mut [u32], words: &[u16; MOST / 2], bytes: &[u8; MOST / 2]| {
            for ((sum, &words), &bytes) in sums.iter_mut().zip(words).zip(bytes) {
                let cost = u32::from(words.wrapping_add(bytes.into()));
                *sum = sum.wrapping_add(cost.wrapping_mul(unit));
            }
        };
        add(first, &self.low, &self.low_bytes);
        add(others, &self.high, &self.high_bytes);
    }

    fn add(&mut self, packed: &[u8], more: u8) {
        if self.n_letters == LETTERS_A_BYTE {
            self.carry();
        }
        self.n_letters += 1;
        match packed.as_array::<{ MOST / 2 }>() {
            Some(full) => self.add_bytes(full, more),
            None => self.add_bytes(packed, more),
        }
    }

    // The bytes are carried over before they overflow; a checked sum is slow.
    #[inline(always)]
    fn add_bytes(&mut self, packed: &[u8], more: u8) {
        let sums = self.low_bytes.iter_mut().zip(&mut self.high_bytes);
        for ((low, high), &byte) in sums.zip(packed) {
            *low = low.wrapping_add((byte & 15).wrapping_add(more));
            *high = high.wrapping_add((byte >> 4).wrapping_add(more));
        }
    }

    fn carry(&mut self) {
        let low = self.low.iter_mut().zip(&mut self.low_bytes);
        let high = self.high.iter_mut().zip(&mut self.high_bytes);
        for (sum, bytes) in low.chain(high) {
            *sum = sum.wrapping_add(u16::from(core::mem::take(bytes)));
        }
        self.n_letters = 0;
    }
}

/// How many bytes a row has; long ones are as long as two registers.
fn width(n_languages: usize) -> usize {
    match n_languages.div_ceil(2) {
        17..=32 => MOST / 2,
        few => few,
    }
}

impl Alphabet {
    /// Adds what the letter of this number costs after those two.
    pub(crate) fn add(&self, triples: &Triples, row: &mut Row, first: u8, second: u8, third: u8) {
        let (at, more) = self.rows().of(triples, first, second, third);
        row.add(slice(at as usize, width(self.n_languages)), more);
    }

    /// Where its rows stand.
    pub(crate) fn rows(&self) -> Rows {
        Rows {
            n_numbers: self.n_numbers,
            matrix: self.matrix,
            width: width(self.n_languages),
            triples: self.triples,
            pairs: self.pairs,
            single: self.single,
        }
    }

    /// How many languages have their costs in the low halves of a row's bytes, and how many
    /// in the others.
    pub(crate) fn halves(&self) -> (usize, usize) {
        let half = width(self.n_languages).min(self.n_languages);
        (half, self.n_languages - half)
    }

    /// What a letter costs in a language, wherever it stands, in bits: 15 at most.
    pub(crate) fn cost_alone(&self, number: u8, language: usize) -> u8 {
        let half = width(self.n_languages);
        let row = slice(self.single + usize::from(number) * half, half);
        if language < half {
            row[language] & 15
        } else {
            row[language - half] >> 4
        }
    }

    /// The languages in which the second letter of a pair costs at most so many bits,
    /// the lowest bit for the first of them.
    pub(crate) fn languages_of_pair(&self, pair: usize, most: u8) -> u64 {
        let half = width(self.n_languages);
        let row = slice(self.pairs + pair * half, half);
        let costs = row.iter().enumerate();
        costs.fold(0, |languages, (n, &byte)| {
            let (low, high) = (byte & 15 <= most, byte >> 4 <= most);
            languages | u64::from(low) << n | u64::from(high) << (n + half)
        })
    }

    /// The number of a pair; 0 for one that the model does not have.
    pub(crate) fn pair(&self, first: usize, second: usize) -> usize {
        number(self.matrix, first * self.n_numbers + second)
    }

    /// How many pairs there are, and the number 0 for none.
    pub(crate) fn n_pairs(&self) -> usize {
        (self.starts - self.pairs) / width(self.n_languages)
    }

    /// Every triple with its number: the number of its first two letters, and the third.
    pub(crate) fn triples(&self) -> impl Iterator<Item = (usize, u8, usize)> {
        (1..self.n_pairs()).flat_map(move |pair| {
            let (start, end) = (number(self.starts, pair), number(self.starts, pair + 1));
            let thirds = slice(self.thirds + start, end - start).iter();
            thirds
                .zip(start..)
                .map(move |(&third, at)| (pair, third, at))
        })
    }
}

/// Where the rows of a script stand.
pub(crate) struct Rows {
    n_numbers: usize,
    matrix: usize,
    /// How many bytes a row has.
    width: usize,
    triples: usize,
    pairs: usize,
    single: usize,
}

impl Rows {
    /// Where the costs of the third of these letters stand, and how many bits they are more
    /// than that.
    #[inline(always)]
    pub(crate) fn of(&self, triples: &Triples, first: u8, second: u8, third: u8) -> (u32, u8) {
        let (table, row, more) = match triples.find(first, second, third) {
            Some(triple) => (self.triples, triple, 0),
            None => self.backed_off(second, third),
        };
        let at = table.wrapping_add(row.wrapping_mul(self.width));
        (u32::try_from(at).unwrap_or(u32::MAX), more)
    }

    #[cold]
    fn backed_off(&self, second: u8, third: u8) -> (usize, usize, u8) {
        let at = usize::from(second) * self.n_numbers + usize::from(third);
        match number(self.matrix, at) {
            0 => (self.single, third.into(), FAR_BACKOFF),
            pair => (self.pairs, pair, BACKOFF),
        }
    }
}
