//! The trigram costs of the languages that share a script.

use crate::costs::UNIT;
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

/// Letters that were read, where the rows of their costs stand: they are summed together,
/// in registers.
pub(crate) struct Letters {
    rows: [u32; LETTERS_A_BYTE],
    n_rows: usize,
    /// What they cost more than their rows say, in bits.
    more: u32,
}

/// So many costs of a letter fit into a byte: one is 15 bits at most.
pub(crate) const LETTERS_A_BYTE: usize = 17;

impl Letters {
    pub(crate) const NONE: Self = Self {
        rows: [0; LETTERS_A_BYTE],
        n_rows: 0,
        more: 0,
    };

    /// Adds the letter of this number behind those two; `sums` are of the script's languages,
    /// in eighths of a bit, and get what there is no more room for.
    #[inline]
    pub(crate) fn add(
        &mut self,
        rows: &Rows,
        triples: &Triples,
        [first, second, third]: [u8; 3],
        sums: &mut [u32],
    ) {
        if self.n_rows == LETTERS_A_BYTE {
            self.add_to(sums);
        }
        let (row, more) = rows.of(triples, first, second, third);
        self.rows[self.n_rows] = row;
        self.n_rows += 1;
        self.more += u32::from(more);
    }

    /// Adds their costs in every language of the script to the sums, in eighths of a bit;
    /// none are left.
    pub(crate) fn add_to(&mut self, sums: &mut [u32]) {
        let width = width(sums.len());
        let (mut low, mut high) = ([0; MOST / 2], [0; MOST / 2]);
        for &row in &self.rows[..self.n_rows] {
            let row = slice(row as usize, width);
            match row.as_array::<{ MOST / 2 }>() {
                // A loop of its own for the compiler.
                Some(row) => add_row(&mut low, &mut high, row),
                None => add_row(&mut low, &mut high, row),
            }
        }
        let more = self.more * UNIT;
        let add = |sums: &mut [u32], costs: &[u8; MOST / 2]| {
            for (sum, &cost) in sums.iter_mut().zip(costs) {
                *sum += u32::from(cost) * UNIT + more;
            }
        };
        let (first, others) = sums.split_at_mut(width.min(sums.len()));
        add(first, &low);
        add(others, &high);
        (self.n_rows, self.more) = (0, 0);
    }
}

/// Adds the costs of a letter, of which so many fit into a byte.
#[inline(always)]
fn add_row(low: &mut [u8; MOST / 2], high: &mut [u8; MOST / 2], row: &[u8]) {
    for ((low, high), &byte) in low.iter_mut().zip(high).zip(row) {
        *low = low.wrapping_add(byte & 15);
        *high = high.wrapping_add(byte >> 4);
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
