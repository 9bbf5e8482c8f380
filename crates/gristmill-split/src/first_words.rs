//! The first words of labels, so that most texts need not be asked further.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use bits::Bits;

/// Sets of bits that have no false negatives (Bloom 1970).
pub(crate) mod bits {
    /// So many bits that of those for all labels one in forty is set.
    pub(crate) type Bits = [u64; 512];

    /// No bit.
    pub(crate) const NONE: Bits = [0; 512];

    /// The hash of nothing.
    pub(crate) const NOTHING: u32 = 0x811C_9DC5;

    /// The hash of one letter more: FNV-1a, by letters.
    pub(crate) fn add(hash: u32, letter: u32) -> u32 {
        (hash ^ letter).wrapping_mul(0x0100_0193)
    }

    /// Where the bit of a hash is.
    pub(crate) fn place(hash: u32) -> (usize, u64) {
        // The high bits are the best mixed.
        let place = hash >> 17;
        ((place >> 6) as usize, 1 << (place & 63))
    }
}

/// The first words of labels, and of those beyond the alphabets of Europe the first letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FirstWords {
    bits: Bits,
    /// Which three letters of ASCII the first words begin with, a bit each.
    beginnings: Bits,
    /// What each character of those alphabets is in the plain form of a label.
    letters: [u16; EUROPE],
}

/// The alphabets of Europe: Latin, Greek, Cyrillic.
const EUROPE: usize = 0x530;

/// What ends a word.
const END: u16 = 0;

/// What may stand for something else, or nothing.
const UNCERTAIN: u16 = u16::MAX;

impl FirstWords {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self {
            bits: bits::NONE,
            beginnings: bits::NONE,
            letters: core::array::from_fn(|code| {
                let character = u32::try_from(code).ok().and_then(char::from_u32);
                character.map_or(UNCERTAIN, plain_letter)
            }),
        }
    }

    /// Adds the first word of a label in its plain form, or its first letter.
    pub(crate) fn insert(&mut self, plain: &str) {
        if let Some(hash) = self.hash(plain) {
            let (at, bit) = bits::place(hash);
            self.bits[at] |= bit;
        }
        if let Some((at, bit)) = beginning(plain) {
            self.beginnings[at] |= bit;
        }
    }

    /// Whether a label may be at the beginning of this text.
    pub(crate) fn may_begin(&self, text: &str) -> bool {
        // Most words are told by their first letters.
        if beginning(text).is_some_and(|(at, bit)| self.beginnings[at] & bit == 0) {
            return false;
        }
        self.hash(text).is_none_or(|hash| {
            let (at, bit) = bits::place(hash);
            hash != bits::NOTHING && self.bits[at] & bit != 0
        })
    }

    /// The hash of the first word in its plain form, or of the first letter; nothing when
    /// it is not certain what that is.
    fn hash(&self, text: &str) -> Option<u32> {
        let mut hash = bits::NOTHING;
        for (at, character) in text.char_indices() {
            match self.letters.get(u32::from(character) as usize) {
                Some(&END) => break,
                Some(&UNCERTAIN) => return None,
                Some(&letter) => hash = bits::add(hash, letter.into()),
                // Words of other scripts have no end that is certain.
                None if at == 0 => return of_letter(character),
                None => return None,
            }
        }
        Some(hash)
    }
}

/// Where the bit of the first three letters is, whatever their case; nothing when they are not
/// three of ASCII.
fn beginning(text: &str) -> Option<(usize, u64)> {
    let letters = text.as_bytes().first_chunk::<3>()?;
    let place = letters.iter().try_fold(0_usize, |place, letter| {
        let number = usize::from(letter & 31);
        letter.is_ascii_alphabetic().then_some(place << 5 | number)
    })?;
    Some((place >> 6, 1 << (place & 63)))
}

/// What a character of Europe is in the plain form of a label.
fn plain_letter(character: char) -> u16 {
    let is_special = matches!(
        character,
        '&' | '\\' | '\'' | '`' | '?' | '´' | 'â' | '\u{92}' | '\u{2BC}' | 'ı'
    );
    if is_special || is_combining_mark(character) {
        return UNCERTAIN;
    }
    if !character.is_alphabetic() {
        return END;
    }
    let mut plain = None;
    let mut n_letters = 0;
    for small in character.to_lowercase() {
        decompose_canonical(small, |part| {
            if !is_combining_mark(part) {
                plain = Some(part);
                n_letters += 1;
            }
        });
    }
    let plain = plain.filter(|_| n_letters == 1);
    plain.map_or(UNCERTAIN, |plain| {
        u16::try_from(u32::from(plain)).unwrap_or(UNCERTAIN)
    })
}

/// The hash of a letter beyond Europe without its marks.
fn of_letter(character: char) -> Option<u32> {
    // There are many of these, and they are plain.
    let is_plain = matches!(character, 'א'..='ת' | 'ب'..='غ' | '\u{4E00}'..='\u{9FFF}');
    let mut plain = is_plain.then_some(character);
    if !is_plain {
        for small in character.to_lowercase() {
            decompose_canonical(small, |part| plain = plain.or(Some(part)));
        }
    }
    // Of Greek with its old marks, and of an ohm, it is the whole word that counts.
    let plain = plain.filter(|&plain| u32::from(plain) as usize >= EUROPE)?;
    Some(bits::add(bits::NOTHING, plain.into()))
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use crate::{SplitRules, label};

    #[test]
    fn no_label_is_passed_over() {
        let rules = SplitRules::built_in();
        let mut n_labels = 0;
        for label in (0..100).flat_map(|len| rules.labels_of_length(len)) {
            let letters = || label.chars();
            let first = letters().take(1).flat_map(char::to_uppercase);
            let title: String = first.chain(letters().skip(1)).collect();
            for words in [label.into(), label.to_uppercase(), title] {
                // `FUSSNOTEN` is not what `Fußnoten` is.
                let plain = label::plain(&words).expect("a label is plain");
                if rules.label(&plain).is_some() {
                    n_labels += 1;
                    assert!(rules.first_words.may_begin(&words), "{words}");
                    let in_text = format!("{words}: the mill");
                    assert!(rules.first_words.may_begin(&in_text), "{words}");
                }
            }
        }
        assert!(n_labels > 1500);
        for words in [
            "Re\u{301}sultats",
            "R\u{E9}sultats",
            "AUTHOR?S BIO",
            "Author\\'s bio",
            "\u{1F59}πόβαθρο",
        ] {
            assert!(rules.first_words.may_begin(words), "{words}");
        }
    }

    #[test]
    fn most_words_begin_no_label() {
        let rules = SplitRules::built_in();
        for words in ["Wheat", "Größe", "Żaba", "Мельница", "3D", "", " Methods"] {
            assert!(!rules.first_words.may_begin(words), "{words}");
        }
    }
}
