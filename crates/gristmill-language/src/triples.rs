//! Where the row of three letters stands, by one look-up.

use alloc::boxed::Box;
use alloc::vec;

use once_cell::race::OnceBox;

use crate::tables::ALPHABETS;

/// The triples of a script in a hash table with linear probing.
///
/// The three numbers are 24 bits; they are mixed by a bijection, whose high bits tell the
/// place and whose low ones are kept there, so nothing is taken for another (quotienting:
/// Knuth, volume 3, section 6.4, exercise 13).
pub(crate) struct Triples {
    /// The low bits, how far from its place the entry is, and its row; or [`FREE`].
    slots: Box<[u32]>,
    /// How many bits are kept.
    low: u32,
}

/// A slot with nothing in it.
const FREE: u32 = u32::MAX;

/// How many bits three numbers have.
const KEY: u32 = 24;

/// How many bits of a slot the row has, and how far from its place an entry is.
const ROW: u32 = 15;
const FAR: u32 = 7;

impl Triples {
    /// Those of a script.
    pub(crate) fn of(script: u8) -> &'static Self {
        static ALL: [OnceBox<Triples>; ALPHABETS.len()] =
            [const { OnceBox::new() }; ALPHABETS.len()];
        ALL[usize::from(script)].get_or_init(|| Box::new(Self::make(script)))
    }

    fn make(script: u8) -> Self {
        let triples = ALPHABETS[usize::from(script)].triples();
        let n_triples = triples.count();
        // At most half full, and the low bits have room.
        let bits = (2 * n_triples).next_power_of_two().ilog2();
        let bits = bits.max(KEY - (u32::BITS - ROW - FAR));
        let mut made = Self {
            slots: vec![FREE; 1 << bits].into(),
            low: KEY - bits,
        };
        for ([first, second, third], row) in ALPHABETS[usize::from(script)].triples() {
            let (mut at, own) = made.place(first, second, third);
            let mut want = own;
            while made.slots[at] != FREE {
                at = (at + 1) & (made.slots.len() - 1);
                want += 1;
            }
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            assert!(
                row >> ROW == 0 && want - own < 1 << FAR,
                "a slot has room for the row and how far off it is"
            );
            made.slots[at] = want << ROW | row;
        }
        made
    }

    /// Where three letters would be, and what would be there.
    #[inline]
    fn place(&self, first: u8, second: u8, third: u8) -> (usize, u32) {
        let key = u32::from_be_bytes([0, first, second, third]);
        let mixed = key.wrapping_mul(0x9E37_79B1) & ((1 << KEY) - 1);
        let want = mixed & !(u32::MAX << self.low);
        ((mixed >> self.low) as usize, want << FAR)
    }

    /// The number of a triple, if the model has it.
    #[inline(always)]
    pub(crate) fn find(&self, first: u8, second: u8, third: u8) -> Option<usize> {
        let (mut at, mut want) = self.place(first, second, third);
        loop {
            let slot = self.slots[at];
            if slot >> ROW == want {
                return Some((slot & ((1 << ROW) - 1)) as usize);
            }
            if slot == FREE {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
            want += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_triple_is_found_and_no_other() {
        for (script, alphabet) in (0..).zip(&ALPHABETS) {
            let triples = Triples::of(script);
            let mut left = alphabet.triples().peekable();
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
                let own = left.next_if(|&(own, _)| own == key);
                n_found += usize::from(own.is_some());
                let found = triples.find(first, second, third);
                assert_eq!(found, own.map(|(_, row)| row), "{script} {key:?}");
            }
            assert_eq!(n_found, alphabet.triples().count());
        }
    }
}
