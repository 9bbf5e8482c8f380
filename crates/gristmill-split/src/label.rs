//! What the words of a heading mean.

use alloc::string::String;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::first_words::bits::{self, Bits};
use crate::{SectionKind, SplitRules};

/// The longest thing that can be a heading in a line of text, in bytes: a label with
/// room for a damaged apostrophe.
pub(crate) const LONGEST: usize = 90;

/// The most words that a label has.
pub(crate) const MOST_WORDS: usize = 8;

/// The fewest letters of a label that may have one letter wrong.
const FEWEST_LETTERS: usize = 8;

/// The labels that are known, for those who ask about words that may be one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Labels<'r>(pub(crate) &'r SplitRules);

impl Labels<'_> {
    /// Whether these words are a label as a whole.
    pub(crate) fn has(self, words: &str) -> bool {
        self.kind(words).is_some()
    }

    /// The kind that these words head when they are a label as a whole.
    pub(crate) fn kind(self, words: &str) -> Option<SectionKind> {
        if !self.may_begin(words) {
            return None;
        }
        self.0
            .label(&plain_heading(words)?)
            .filter(|_| !has_columns(words))
    }

    /// The same when one letter may be wrong.
    pub(crate) fn kind_of_misspelt(self, words: &str) -> Option<SectionKind> {
        let ends = &self.0.ends;
        if !self.may_begin(words) && !ends.may_be_misspelt(words) {
            return None;
        }
        let plain = plain_heading(words)?;
        let label = self.0.label(&plain);
        // Most words that begin as a label does end as none.
        let err = || {
            let may_err = ends.may_be_misspelt(&plain);
            may_err.then(|| misspelt(&plain, self.0)).flatten()
        };
        label.or_else(err).filter(|_| !has_columns(words))
    }

    /// The kind that the words of a heading tell which is no label.
    pub(crate) fn kind_of_words(self, words: &str) -> Option<SectionKind> {
        self.0.kind_of_words(&plain_heading(words)?)
    }

    /// Whether a label may be at the beginning of this text, by its first word or, beyond
    /// the alphabets of Europe, its first letter.
    pub(crate) fn may_begin(self, text: &str) -> bool {
        self.0.first_words.may_begin(text)
    }
}

/// The first letters of labels, and the last ones, as two sets of bits without false
/// negatives: of a label with one letter wrong either are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ends([Bits; 2]);

impl Ends {
    pub(crate) const NONE: Self = Self([bits::NONE; 2]);

    /// How many letters at each end. Two that have changed places are both at one end, or
    /// one at neither.
    const LETTERS: usize = FEWEST_LETTERS / 2 - 1;

    /// Adds a label in its plain form.
    pub(crate) fn insert(&mut self, plain: &str) {
        if plain.len() < FEWEST_LETTERS {
            return;
        }
        let ends = [
            plain.as_bytes().first_chunk(),
            plain.as_bytes().last_chunk(),
        ];
        for (set, end) in self.0.iter_mut().zip(ends) {
            if let Some(end) = end {
                let (at, bit) = Self::place(end);
                set[at] |= bit;
            }
        }
    }

    /// Whether words may be a label with one letter wrong.
    fn may_be_misspelt(&self, words: &str) -> bool {
        // Letters of other scripts are in none of the labels that may be misspelt.
        if words.len() + 1 < FEWEST_LETTERS || words.chars().next().is_none_or(|c| c >= '\u{250}') {
            return false;
        }
        let words = words.trim_end().as_bytes();
        let ends = [words.first_chunk(), words.last_chunk()];
        self.0.iter().zip(ends).any(|(set, end)| {
            let is_plain = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b' ';
            end.is_some_and(|end| {
                let (at, bit) = Self::place(end);
                !end.iter().all(is_plain) || set[at] & bit != 0
            })
        })
    }

    /// Where the bit of an end is.
    fn place(letters: &[u8; Self::LETTERS]) -> (usize, u64) {
        let letters = letters
            .iter()
            .map(|letter| letter.to_ascii_lowercase().into());
        bits::place(letters.fold(bits::NOTHING, bits::add))
    }
}

/// The words of a heading in their plain form, read through damage, case, accents and
/// blanks; `None` when they can be none.
fn plain_heading(words: &str) -> Option<String> {
    if words.len() > LONGEST || !words.starts_with(char::is_alphabetic) || has_other_sign(words) {
        return None;
    }
    // `Methods (2009–2011)`
    let inside = words
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("));
    let bare = inside.map_or(words, |(bare, _)| bare);
    plain(bare.trim_end_matches('?'))
}

/// Whether words have a sign of ASCII that is in no label, nor in an escaped apostrophe or
/// in brackets at the end.
fn has_other_sign(words: &str) -> bool {
    const OTHERS: [bool; 256] = {
        let mut others = [false; 256];
        let mut byte = 0_u8;
        while byte < 0x80 {
            others[byte as usize] = !byte.is_ascii_alphabetic()
                && !matches!(
                    byte,
                    b' ' | b'-' | b'/' | b',' | b'_' | b'\\' | b'\'' | b'`' | b'?'
                );
            byte += 1;
        }
        others
    };
    let has_other = words.bytes().any(|byte| OTHERS[usize::from(byte)]);
    has_other && !words.ends_with(')') && !words.contains('&')
}

/// Columns of a table are no words of a label.
fn has_columns(words: &str) -> bool {
    words.contains("   ")
}

/// The kind of a label that differs in one letter.
fn misspelt(plain: &str, rules: &SplitRules) -> Option<SectionKind> {
    if plain.len() < FEWEST_LETTERS || !plain.is_ascii() {
        return None;
    }
    let lens = plain.len() - 1..=plain.len() + 1;
    let mut labels = lens.flat_map(|len| rules.labels_of_length(len));
    let label = labels.find(|label| {
        label.len() >= FEWEST_LETTERS && is_one_edit(plain.as_bytes(), label.as_bytes())
    })?;
    rules.label(label)
}

/// Whether one letter is another, too many, missing, or has changed places with the next.
fn is_one_edit(one: &[u8], other: &[u8]) -> bool {
    // It leaves a word of more than two letters its first one or its last.
    if one.first() != other.first() && one.last() != other.last() {
        return false;
    }
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    match one.len().cmp(&other.len()) {
        core::cmp::Ordering::Less => *one == other[1..],
        core::cmp::Ordering::Greater => one[1..] == *other,
        core::cmp::Ordering::Equal => {
            let swapped = one.len() > 1 && [one[1], one[0]] == other[..2] && one[2..] == other[2..];
            swapped || one.is_empty() || one[1..] == other[1..]
        }
    }
}

/// The spellings of an apostrophe, sound and damaged, longest first.
const APOSTROPHES: [&str; 15] = [
    "&amp;rsquo;",
    "&rsquo;",
    "&#8217;",
    "&#x2019;",
    "&#39;",
    "&apos;",
    "â€™",
    "\\'",
    "'",
    "’",
    "`",
    "´",
    "\u{92}",
    "\u{2BC}",
    "\u{FFFD}",
];

/// The words in small letters without marks and apostrophes, with one blank between
/// them; `None` when there is anything else in them.
pub(crate) fn plain(words: &str) -> Option<String> {
    let is_damaged = |byte| matches!(byte, b'&' | b'\\' | b'\'' | b'`' | b'?');
    if words.is_ascii() && !words.bytes().any(is_damaged) {
        return plain_ascii(words);
    }
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(character) = rest.chars().next() {
        if character.is_ascii_alphabetic() {
            plain.push(character.to_ascii_lowercase());
            rest = &rest[1..];
            continue;
        }
        let mut apostrophes = APOSTROPHES.iter();
        if (!character.is_alphanumeric() && character != ' '
            || matches!(character, 'â' | '\u{2BC}'))
            && let Some(after) = apostrophes.find_map(|spelling| rest.strip_prefix(spelling))
        {
            rest = after;
            continue;
        }
        let before = rest;
        rest = &rest[character.len_utf8()..];
        match character {
            ' ' | '\u{A0}' | '-' | '/' | ',' | '_' if plain.is_empty() || plain.ends_with(' ') => {}
            ' ' | '\u{A0}' | '-' | '/' | ',' | '_' => plain.push(' '),
            '&' if before.starts_with("&amp;") => {
                plain.push_str("and");
                rest = &before["&amp;".len()..];
            }
            '&' => plain.push_str("and"),
            // What was an apostrophe, and no encoding had it.
            '?' if !plain.is_empty() && rest.starts_with(char::is_alphabetic) => {}
            // Its capital is that of the other i.
            'ı' => plain.push('i'),
            // Letters that are in no need of what follows, and there are many of them.
            'а'..='и' | 'к'..='я' | '\u{4E00}'..='\u{9FFF}' => plain.push(character),
            'А'..='И' | 'К'..='Я' => plain.extend(character.to_lowercase()),
            letter if letter.is_alphabetic() || is_combining_mark(letter) => {
                for small in letter.to_lowercase() {
                    decompose_canonical(small, |part| {
                        if part.is_ascii() || !is_combining_mark(part) {
                            plain.push(part);
                        }
                    });
                }
            }
            _ => return None,
        }
    }
    plain.truncate(plain.trim_end().len());
    Some(plain)
}

/// The same for words without anything that stands for something else.
fn plain_ascii(words: &str) -> Option<String> {
    let mut plain = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            letter if letter.is_ascii_alphabetic() => plain.push(letter.to_ascii_lowercase()),
            ' ' | '-' | '/' | ',' | '_' if plain.is_empty() || plain.ends_with(' ') => {}
            ' ' | '-' | '/' | ',' | '_' => plain.push(' '),
            _ => return None,
        }
    }
    plain.truncate(plain.trim_end().len());
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(words: &str) -> Option<SectionKind> {
        Labels(SplitRules::built_in()).kind_of_misspelt(words)
    }

    #[test]
    fn case_accents_and_damage_make_no_difference() {
        for words in [
            "À PROPOS DE L’AUTEUR",
            "À propos de lâ€™auteur",
            "A propos de l\\'auteur",
            "A PROPOS DE L?AUTEUR",
        ] {
            assert_eq!(kind_of(words), Some(SectionKind::AuthorBio), "{words}");
        }
        assert_eq!(
            kind_of("Materials &amp; Methods"),
            Some(SectionKind::Methods)
        );
        assert_eq!(kind_of("ВЫВОДЫ"), Some(SectionKind::Conclusions));
        assert_eq!(kind_of("TARTIŞMA"), kind_of("Tartışma"));
        assert_eq!(kind_of("Results 2003"), None);
    }

    #[test]
    fn one_letter_may_be_wrong_in_long_labels() {
        for words in ["BACKROUND", "Backgruond", "CONCLUSIOMS", "Conclusionss"] {
            assert!(kind_of(words).is_some(), "{words}");
        }
        // The first letters are those of the plain form.
        for words in ["ẶSchlussfolgerung", "O  AUTORZ", "A  propos de lauteuor"] {
            assert!(kind_of(words).is_some(), "{words}");
        }
        for words in ["Resulds", "Backgrnd", "Contest"] {
            assert_eq!(kind_of(words), None, "{words}");
        }
    }

    #[test]
    fn words_tell_the_kind_of_what_is_no_label() {
        let labels = Labels(SplitRules::built_in());
        assert_eq!(
            labels.kind_of_words("Aims and Methods of the harvest"),
            Some(SectionKind::Objective)
        );
        let procedures = "Baking procedures";
        assert_eq!(labels.kind_of_words(procedures), Some(SectionKind::Methods));
        assert_eq!(labels.kind_of_misspelt(procedures), None);
        assert_eq!(labels.kind_of_words("The price of rye"), None);
    }
}
