//! Where the row of three letters stands, by one look-up for each of two pairs.

use alloc::boxed::Box;
use alloc::vec;

use once_cell::race::OnceBox;

use crate::model::number;
use crate::tables::ALPHABETS;

/// The triples of a script as a table: a line for each pair, a place for each third letter.
///
/// Most places are empty, but those of letters that are common stand side by side and are
/// all that is read of most texts; a hash table of an eighth of the size is slower.
pub(crate) struct Triples {
    /// Where the numbers of the pairs stand in the model, and how many letters there are.
    matrix: usize,
    n_numbers: usize,
    /// The row of each triple, counted from 1; 0 for none.
    rows: Box<[u16]>,
}

impl Triples {
    /// Those of a script.
    pub(crate) fn of(script: u8) -> &'static Self {
        static ALL: [OnceBox<Triples>; ALPHABETS.len()] =
            [const { OnceBox::new() }; ALPHABETS.len()];
        ALL[usize::from(script)].get_or_init(|| Box::new(Self::make(script)))
    }

    fn make(script: u8) -> Self {
        let alphabet = &ALPHABETS[usize::from(script)];
        let n_numbers = alphabet.n_numbers;
        let mut rows = vec![0; alphabet.n_pairs() * n_numbers];
        for (pair, third, row) in alphabet.triples() {
            let row = u16::try_from(row + 1).expect("a script has fewer triples");
            rows[pair * n_numbers + usize::from(third)] = row;
        }
        Self {
            matrix: alphabet.matrix,
            n_numbers,
            rows: rows.into(),
        }
    }

    /// The number of a triple, if the model has it.
    #[inline(always)]
    pub(crate) fn find(&self, first: u8, second: u8, third: u8) -> Option<usize> {
        let pair = usize::from(first) * self.n_numbers + usize::from(second);
        // The line of no pair is empty.
        let line = number(self.matrix, pair) * self.n_numbers;
        usize::from(self.rows[line + usize::from(third)]).checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_triple_is_found_and_no_other() {
        for (script, alphabet) in (0..).zip(&ALPHABETS) {
            let triples = Triples::of(script);
            let all: BTreeMap<_, _> = alphabet
                .triples()
                .map(|(pair, third, row)| ((pair, third), row))
                .collect();
            let numbers = 0..u8::try_from(alphabet.n_numbers).expect("there are fewer");
            let keys = numbers.clone().flat_map(|first| {
                let numbers = numbers.clone();
                numbers
                    .clone()
                    .flat_map(move |second| numbers.clone().map(move |third| (second, third)))
                    .map(move |(second, third)| [first, second, third])
            });
            let mut n_found = 0;
            for key @ [first, second, third] in keys {
                let pair = alphabet.pair(first.into(), second.into());
                let own = all.get(&(pair, third)).filter(|_| pair > 0);
                n_found += usize::from(own.is_some());
                let found = triples.find(first, second, third);
                assert_eq!(found, own.copied(), "{script} {key:?}");
            }
            assert_eq!(n_found, all.len());
            // The model has a byte for each.
            assert_eq!(n_found, alphabet.triples - alphabet.thirds);
        }
    }
}
