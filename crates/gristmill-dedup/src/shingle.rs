//! A text as the shingles of its words.

use alloc::vec::Vec;

use crate::token::{Alphabet, Class};

/// How many words make a shingle.
pub const SHINGLE_WORDS: usize = 5;

/// Cuts texts into shingles: every five words that follow each other, as 64 bits.
///
/// Words are runs of letters, marks, digits and `_`, in lower case. In scripts that do not
/// tell words apart by spaces (Han, Kana, Hangul, Thai, Lao, Khmer, Myanmar and their
/// kin) every character is a word. A text of one to four words is a single shingle; one
/// without words has none.
///
/// It keeps the tables that texts are cut by: make one, and cut many texts.
#[derive(Clone, Debug)]
pub struct Shingler {
    alphabet: Alphabet,
    ascii: [u8; 128],
}

impl Default for Shingler {
    fn default() -> Self {
        let alphabet = Alphabet::new();
        Self {
            ascii: alphabet.ascii(),
            alphabet,
        }
    }
}

impl Shingler {
    /// The shingles of a text in their order, each as often as it occurs.
    ///
    /// The same shingle has the same number in every text and on every machine. Two
    /// different ones share a number once in 2^64 times, unless somebody makes them so.
    pub fn shingles(&self, text: &str, shingles: &mut Vec<u64>) {
        shingles.clear();
        // A shingle of English takes some six bytes a word.
        shingles.reserve(text.len() / 6 + 1);
        let mut window = Window::default();
        let mut word = NO_WORD;
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if let Some(&folded) = self.ascii.get(usize::from(byte)) {
                at += 1;
                if folded != 0 {
                    word = add(word, u32::from(folded));
                } else if word != NO_WORD {
                    window.push(word, shingles);
                    word = NO_WORD;
                }
                continue;
            }
            let Some(character) = text[at..].chars().next() else {
                break;
            };
            at += character.len_utf8();
            let class = self.alphabet.class(character);
            if let Class::Part(folded) = class {
                word = add(word, folded);
                continue;
            }
            if word != NO_WORD {
                window.push(word, shingles);
                word = NO_WORD;
            }
            if let Class::Alone(folded) = class {
                window.push(add(NO_WORD, folded), shingles);
            }
        }
        if word != NO_WORD {
            window.push(word, shingles);
        }
        if shingles.is_empty() && window.n_words > 0 {
            shingles.push(mix(window.sum));
        }
    }
}

/// The state of a word that has not begun.
const NO_WORD: u64 = 0x51_7C_C1_B7_27_22_0A_95;

/// An odd number without pattern: the fraction of the golden ratio.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The base of the sum of a window, and that to the power of the window's length.
const BASE: u64 = 0xD6E8_FEB8_6659_FD93;
const BASE_TO_WORDS: u64 = {
    let mut power = 1_u64;
    let mut times = 0;
    while times < SHINGLE_WORDS {
        power = power.wrapping_mul(BASE);
        times += 1;
    }
    power
};

/// A word with one more character.
#[inline]
fn add(word: u64, folded: u32) -> u64 {
    // What is multiplied moves up only: the rotation brings it down again.
    (word.rotate_left(26) ^ u64::from(folded)).wrapping_mul(GOLDEN)
}

/// Spreads a number over all 64 bits: the finaliser of MurmurHash3 (Appleby, public
/// domain), a bijection.
#[inline]
pub(crate) fn mix(number: u64) -> u64 {
    let number = (number ^ number >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let number = (number ^ number >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    number ^ number >> 33
}

/// The last words, and their sum as digits of a number: it follows the text with two
/// multiplications a word.
#[derive(Default)]
struct Window {
    words: [u64; SHINGLE_WORDS],
    sum: u64,
    n_words: usize,
}

impl Window {
    #[inline]
    fn push(&mut self, word: u64, shingles: &mut Vec<u64>) {
        let word = mix(word);
        let oldest = &mut self.words[self.n_words % SHINGLE_WORDS];
        // Before the window is full the oldest is nothing.
        let leaves = oldest.wrapping_mul(BASE_TO_WORDS);
        *oldest = word;
        self.sum = (self.sum.wrapping_mul(BASE).wrapping_add(word)).wrapping_sub(leaves);
        self.n_words += 1;
        if self.n_words >= SHINGLE_WORDS {
            shingles.push(mix(self.sum));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shingles(text: &str) -> Vec<u64> {
        let mut shingles = Vec::new();
        Shingler::default().shingles(text, &mut shingles);
        shingles
    }

    #[test]
    fn every_five_words_are_a_shingle() {
        for (text, n_shingles) in [
            ("", 0),
            (" \n … - ", 0),
            ("one", 1),
            ("one two three four", 1),
            ("one two three four five", 1),
            ("one two three four five six", 2),
            ("don't stop: e-mail me", 2),
            ("一二三四五六", 2),
            ("abc漢字def", 1),
            ("ภาษาไทย", 3),
        ] {
            assert_eq!(shingles(text).len(), n_shingles, "{text}");
        }
    }

    #[test]
    fn a_shingle_is_the_same_wherever_it_stands() {
        let text = shingles("a b c d e f a b c d e");
        assert_eq!(text[0], text[6]);
        assert_eq!(text.iter().filter(|&&one| one == text[0]).count(), 2);
        assert_eq!(shingles("x y a b c d e")[2], text[0]);
    }

    #[test]
    fn case_and_what_is_between_words_do_not_matter() {
        assert_eq!(
            shingles("One, two; THREE\n(four) five!"),
            shingles("one two three four five")
        );
        assert_ne!(
            shingles("one two three four five"),
            shingles("two one three four five")
        );
        assert_ne!(shingles("one two"), shingles("one two two"));
    }
}
