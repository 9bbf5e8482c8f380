//! What the words of a text cost, each of which may be of another language than the text
//! around it.

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use crate::alphabet::{LETTERS_A_BYTE, MOST, Rows};
use crate::costs::{Costs, FOREIGN_BITS, Family, Shape, UNIT};
use crate::glyph::{Glyph, KANA};
use crate::model::slice;
use crate::tables::{ALPHABETS, CAPITALS};
use crate::triples::Triples;

/// The letters of a word; longer ones are read as several.
pub(crate) const LONGEST_WORD: usize = 64;

/// How many bytes the longest row has.
const WIDE: usize = MOST / 2;

/// What has to be known of a script to read its words.
struct Reader {
    script: u8,
    rows: Rows,
    triples: &'static Triples,
    /// How many bytes a row has.
    width: usize,
    /// Nothing for the languages, and what no sum reaches where there is none.
    nothing: Halves<u8>,
    /// What a character of ASCII is.
    ascii: [u8; 128],
}

/// A character that is not of the script: a word ends before it.
const OTHER: u8 = 0;

/// A character that belongs to a word, but is no letter with a number.
const ODD: u8 = 2;

impl Reader {
    fn of(script: u8) -> &'static Self {
        static ALL: [OnceBox<Reader>; KANA as usize] = [const { OnceBox::new() }; KANA as usize];
        ALL[usize::from(script)].get_or_init(|| {
            let ascii = core::array::from_fn(|code| {
                let character = u8::try_from(code).map_or('\0', char::from);
                number(Glyph::of(character), script).0
            });
            let alphabet = &ALPHABETS[usize::from(script)];
            let (half, others) = alphabet.halves();
            let has = |n_languages: usize| {
                core::array::from_fn(|at| if at < n_languages { 0 } else { u8::MAX })
            };
            Box::new(Self {
                script,
                rows: alphabet.rows(),
                triples: Triples::of(script),
                width: half,
                nothing: [has(half), has(others)],
                ascii,
            })
        })
    }

    /// What the letters of a word, the third number and those behind it, cost in each
    /// language, and what they cost in every one beside that.
    #[inline(always)]
    fn sums<N: Copy>(
        &self,
        word: &[u8],
        nothing: Halves<N>,
        add: impl Fn(N, u8) -> N + Copy,
    ) -> (Halves<N>, u32) {
        let (mut sums, mut more_in_all) = (nothing, 0);
        for &[first, second, third] in word.array_windows() {
            let (at, more) = self.rows.of(self.triples, first, second, third);
            more_in_all += u32::from(more);
            let row = slice(at as usize, self.width);
            match row.as_array::<WIDE>() {
                // A loop of its own for the compiler.
                Some(row) => add_row(&mut sums, row, add),
                None => add_row(&mut sums, row, add),
            }
        }
        (sums, more_in_all)
    }
}

/// The number of a letter in the words of a script, [`ODD`] or [`OTHER`], and whether it is
/// a capital.
fn number(glyph: Glyph, script: u8) -> (u8, bool) {
    match glyph {
        Glyph::Letter {
            script: own,
            number,
            upper,
        } if own == script => (number, upper),
        Glyph::Apostrophe(_) | Glyph::VowelSign => (ODD, false),
        _ => (OTHER, false),
    }
}

/// The costs of the words that were read so far in every language of a script.
pub(crate) struct Words {
    reader: &'static Reader,
    n_letters: u32,
    /// What they cost at least, each in the language in which it costs least, in bits.
    least: u32,
    /// What they cost more than that, in bits.
    more: Halves<u16>,
    /// What their capitals cost, in eighths of a bit.
    shape: u32,
    /// What those cost that are not of letters alone.
    odd: Costs,
    /// The word that is being read, behind the edge before it.
    word: [u8; LONGEST_WORD + 3],
    len: usize,
    /// Which of its letters are capitals.
    capitals: u64,
    is_odd: bool,
}

/// Something for each language: for those whose costs are the low halves of a row's bytes,
/// and for the others.
type Halves<N> = [[N; WIDE]; 2];

impl Words {
    /// Nothing read yet.
    pub(crate) fn new(script: u8) -> Self {
        Self {
            reader: Reader::of(script),
            n_letters: 0,
            least: 0,
            more: [[0; WIDE]; 2],
            shape: 0,
            odd: Costs::new(Family::Script(script)),
            word: [0; LONGEST_WORD + 3],
            len: 0,
            capitals: 0,
            is_odd: false,
        }
    }

    /// How many letters were read.
    pub(crate) fn n_letters(&self) -> u32 {
        self.n_letters
    }

    /// What they cost.
    pub(crate) fn costs(&self) -> Costs {
        let mut costs = self.odd.clone();
        let (half, others) = ALPHABETS[usize::from(self.reader.script)].halves();
        let [low, high] = &self.more;
        let (first, behind) = costs.values.split_at_mut(half);
        let least = self.least * UNIT + self.shape;
        let add = |costs: &mut [u32], more: &[u16]| {
            for (cost, &more) in costs.iter_mut().zip(more) {
                *cost = cost.wrapping_add(u32::from(more).wrapping_mul(UNIT).wrapping_add(least));
            }
        };
        add(first, low);
        add(&mut behind[..others], high);
        costs
    }

    /// Reads the words of a text that are in the script's letters.
    pub(crate) fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (mut at, mut start) = (0, 0);
        while let Some(&byte) = bytes.get(at) {
            let (number, is_upper, len) = match self.reader.ascii.get(usize::from(byte)) {
                Some(&number) => (number, byte.is_ascii_uppercase(), 1),
                None => {
                    let character = text[at..].chars().next().unwrap_or_default();
                    let (number, is_upper) = number(Glyph::of(character), self.reader.script);
                    (number, is_upper, character.len_utf8())
                }
            };
            if number == OTHER || self.len == LONGEST_WORD {
                self.end(&text[start..at]);
                start = at;
            }
            at += len;
            if number == OTHER {
                start = at;
                continue;
            }
            self.word[self.len + 2] = number;
            self.capitals |= u64::from(is_upper) << self.len;
            self.is_odd |= number == ODD;
            self.len += 1;
        }
        self.end(&text[start..]);
    }

    /// Adds the word that was read, of which this is the text.
    fn end(&mut self, text: &str) {
        let len = core::mem::take(&mut self.len);
        let capitals = core::mem::take(&mut self.capitals);
        let is_odd = core::mem::take(&mut self.is_odd);
        if len == 0 {
            return;
        }
        self.n_letters += u32::try_from(len).unwrap_or(0);
        if is_odd {
            let glyphs: Vec<Glyph> = text.chars().map(Glyph::of).collect();
            self.odd.add(&Costs::of_word(&glyphs, self.odd.family));
            return;
        }
        self.shape += shape(capitals, len);
        self.word[len + 2] = 0;
        self.add(len + 3);
    }

    /// Adds the first numbers of the word, its edges with it: it costs in no language more
    /// than a foreign one above the least.
    fn add(&mut self, n_numbers: usize) {
        let (word, nothing) = (&self.word[..n_numbers], self.reader.nothing);
        if n_numbers - 2 > LETTERS_A_BYTE {
            let nothing = nothing.map(|half| half.map(|none| u16::from(none) << 8));
            let add = |sum: u16, cost: u8| sum.wrapping_add(cost.into());
            let (sums, more) = self.reader.sums(word, nothing, add);
            let least = least(&sums);
            self.least += more + u32::from(least);
            self.add_more(&sums, |cost| {
                let more = cost.saturating_sub(least).min(FOREIGN_BITS.into());
                more.to_le_bytes()[0]
            });
            return;
        }
        let (sums, more) = self.reader.sums(word, nothing, u8::wrapping_add);
        let least = least(&sums);
        self.least += more + u32::from(least);
        self.add_more(&sums, |cost| cost.saturating_sub(least).min(FOREIGN_BITS));
    }

    #[inline(always)]
    fn add_more<N: Copy>(&mut self, sums: &Halves<N>, more: impl Fn(N) -> u8) {
        let all = self.more.as_flattened_mut().iter_mut();
        for (all, &cost) in all.zip(sums.as_flattened()) {
            *all = all.wrapping_add(more(cost).into());
        }
    }
}

/// Adds the costs of a letter.
#[inline(always)]
fn add_row<N: Copy>([low, high]: &mut Halves<N>, row: &[u8], add: impl Fn(N, u8) -> N) {
    for ((low, high), &byte) in low.iter_mut().zip(high).zip(row) {
        *low = add(*low, byte & 15);
        *high = add(*high, byte >> 4);
    }
}

/// The least of all.
#[inline(always)]
fn least<N: Ord + Copy>([low, high]: &Halves<N>) -> N {
    let pairs = low.iter().zip(high).map(|(&low, &high)| low.min(high));
    pairs.fold(low[0], N::min)
}

/// What the capitals of a word cost.
fn shape(capitals: u64, len: usize) -> u32 {
    let mut shape = Shape::default();
    // Behind the first two letters of most words nothing changes.
    let n_told = if capitals >> 1 == 0 { len.min(2) } else { len };
    shape.cost += u32::try_from(len - n_told).unwrap_or(0) * CAPITALS[1][0];
    for at in 0..n_told {
        shape.letter(capitals >> at & 1 == 1);
    }
    shape.cost
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 8] = [
        "The miller's wheel TURNS all day, McGregor said.",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikantenverbandsvorsitzender",
        "L\u{2019}été n'a pas été SÛR; ŒUVRE, \u{1E9E}",
        "Мельница стоит на реке, а м'ята росте",
        "Ὁ μύλος γυρίζει",
        "طَاحُونَة على النهر",
        "",
        "x",
    ];

    #[test]
    fn words_cost_what_each_of_them_does() {
        let joined = TEXTS.join(" ");
        for text in TEXTS.into_iter().chain([joined.as_str()]) {
            for script in 0..KANA {
                let family = Family::Script(script);
                let mut words = Words::new(script);
                words.read(text);
                let glyphs: Vec<Glyph> = text.chars().map(Glyph::of).collect();
                let is_own = |glyph: &Glyph| number(*glyph, script).0 != OTHER;
                let runs = glyphs.chunk_by(|one, next| is_own(one) == is_own(next));
                let mut one_by_one = Costs::new(family);
                let mut n_letters = 0;
                for run in runs.filter(|run| is_own(&run[0])) {
                    n_letters += run.len();
                    for word in run.chunks(LONGEST_WORD) {
                        one_by_one.add(&Costs::of_word(word, family));
                    }
                }
                let costs = words.costs();
                assert_eq!(costs.languages(), one_by_one.languages(), "{text}");
                assert_eq!(words.n_letters() as usize, n_letters, "{text}");
            }
        }
    }
}
