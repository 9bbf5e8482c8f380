//! Which languages write which letters side by side: a quick look at a text, without
//! the sums of [`Costs`](crate::Costs).

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use crate::costs::Family;
use crate::glyph::{Glyph, KANA};
use crate::tables::ALPHABETS;

/// A second letter that costs more bits than this after the first is hardly ever
/// written there.
const MOST_BITS: u8 = 9;

/// For every two neighbours, the languages of a family in which they are written.
#[derive(Debug)]
pub struct Attested {
    script: u8,
    n_languages: usize,
    n_numbers: usize,
    languages: Vec<Languages>,
}

/// Languages of a family, a bit each: the first of the family has the lowest.
pub type Languages = u64;

/// What a character is to the letters beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbour(u8);

impl Neighbour {
    /// Where a word ends: a blank, a digit.
    pub const EDGE: Self = Self(0);
    /// A sign, where a word ends too.
    pub const SIGN: Self = Self(u8::MAX - 1);
    /// A quotation mark or the like, which every language has where a word ends.
    pub const MARK: Self = Self(u8::MAX - 2);
    /// A letter that no language of the family has.
    const STRANGER: Self = Self(u8::MAX);

    /// Whether it is a letter, of whatever language.
    #[must_use]
    pub fn is_letter(self) -> bool {
        self.0 > 1 && !self.is_sign()
    }

    /// Whether it is a sign of any kind.
    #[must_use]
    pub fn is_sign(self) -> bool {
        matches!(self, Self::SIGN | Self::MARK)
    }

    /// Its row or column in the table.
    fn number(self) -> usize {
        if self.is_sign() {
            return 0;
        }
        self.0.into()
    }
}

impl Attested {
    /// The table of a family; East Asia has none.
    #[must_use]
    pub fn of(family: Family) -> Option<&'static Self> {
        static ALL: [OnceBox<Attested>; KANA as usize] = [const { OnceBox::new() }; KANA as usize];
        let Family::Script(script) = family else {
            return None;
        };
        let table = ALL.get(usize::from(script))?;
        Some(table.get_or_init(|| Box::new(Self::new(script))))
    }

    fn new(script: u8) -> Self {
        let alphabet = &ALPHABETS[usize::from(script)];
        let numbers = 0..alphabet.n_numbers;
        let pairs = numbers
            .clone()
            .flat_map(|first| numbers.clone().map(move |second| (first, second)));
        let languages = pairs.map(|(first, second)| match alphabet.pair(first, second) {
            _ if first == 0 && second == 0 => Languages::MAX,
            0 => 0,
            pair => alphabet.languages_of_pair(pair, MOST_BITS),
        });
        Self {
            script,
            n_languages: alphabet.n_languages,
            n_numbers: alphabet.n_numbers,
            languages: languages.collect(),
        }
    }

    /// What a character is to those beside it.
    #[must_use]
    pub fn neighbour(&self, glyph: Glyph) -> Neighbour {
        match glyph {
            Glyph::Letter { script, number, .. } if script == self.script && number != 2 => {
                Neighbour(number)
            }
            Glyph::Letter { .. } | Glyph::Han(_) | Glyph::Hangul(_) => Neighbour::STRANGER,
            Glyph::Stranger | Glyph::Noise => Neighbour::STRANGER,
            Glyph::Apostrophe(_) => Neighbour(1),
            Glyph::Blank(_) | Glyph::Digit(_) | Glyph::VowelSign => Neighbour::EDGE,
            _ => Neighbour::SIGN,
        }
    }

    /// The languages that write them so, one right after the other.
    #[must_use]
    pub fn languages(&self, before: Neighbour, after: Neighbour) -> Languages {
        let (before, after) = (before.number(), after.number());
        // A stranger's number is beyond every row.
        if before.max(after) >= self.n_numbers {
            return 0;
        }
        self.languages[before * self.n_numbers + after]
    }

    /// How many languages the family has.
    #[must_use]
    pub fn n_languages(&self) -> usize {
        self.n_languages
    }
}

/// How many neighbours each language of a family does not write: a count for every
/// language at once.
#[derive(Clone, Debug, Default)]
pub struct Unattested {
    /// The counts: the lowest bits of all languages, then the next.
    planes: [Languages; N_PLANES],
}

/// Counts of up to 255.
const N_PLANES: usize = 8;

impl Unattested {
    /// Counts one more for all but these languages; a count of 255 stays.
    pub fn add(&mut self, written_in: Languages) {
        let mut carry = !written_in;
        for plane in &mut self.planes {
            let sum = *plane ^ carry;
            carry &= *plane;
            *plane = sum;
            if carry == 0 {
                return;
            }
        }
        self.planes = self.planes.map(|plane| plane | carry);
    }

    /// The count of the language that has the lowest.
    #[must_use]
    pub fn least(&self, table: &Attested) -> u32 {
        let mut left = Languages::MAX >> (64 - table.n_languages.clamp(1, 64));
        let mut least = 0;
        for (place, plane) in self.planes.iter().enumerate().rev() {
            match left & !plane {
                0 => least |= 1 << place,
                without => left = without,
            }
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the neighbours that are not both ASCII, how many no language has, and all.
    fn least(text: &str) -> (u32, u32) {
        let characters: Vec<char> = text.chars().collect();
        let glyphs: Vec<Glyph> = text.chars().map(Glyph::of).collect();
        let table = Attested::of(Family::of(&glyphs)).expect("not of East Asia");
        let (mut counts, mut n_pairs) = (Unattested::default(), 0);
        for at in 1..glyphs.len() {
            if !(characters[at - 1].is_ascii() && characters[at].is_ascii()) {
                let [before, after] = [at - 1, at].map(|at| table.neighbour(glyphs[at]));
                counts.add(table.languages(before, after));
                n_pairs += 1;
            }
        }
        (counts.least(table), n_pairs)
    }

    #[test]
    fn a_text_is_attested_and_its_misreading_is_not() {
        for (text, misread) in [
            (
                "съешь ещё этих мягких французских булок",
                "ñúåøü åù¸ ýòèõ ìÿãêèõ ôðàíöóçñêèõ áóëîê",
            ),
            (
                "včera večer pršelo a děti šly spát později než obvykle",
                "vèera veèer pršelo a dìti šly spát pozdìji než obvykle",
            ),
        ] {
            let (odd, n) = least(text);
            assert!(odd * 16 <= n, "{text}: {odd} of {n}");
            let (odd, n) = least(misread);
            assert!(odd * 10 >= n, "{misread}: {odd} of {n}");
        }
    }

    #[test]
    fn counts_are_those_of_each_language() {
        let table = Attested::of(Family::LATIN).expect("Latin has a table");
        let mut counts = Unattested::default();
        for n in 0..300_u64 {
            counts.add(if n % 3 == 0 { 0b01 } else { 0b10 });
            let each = [n + 1 - n / 3 - 1, n / 3 + 1];
            let least = each[0].min(each[1]).min(255);
            assert_eq!(u64::from(counts.least(table)), least, "after {n}");
        }
    }
}
