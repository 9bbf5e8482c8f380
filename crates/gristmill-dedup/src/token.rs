//! What counts as a word.

use alloc::boxed::Box;
use alloc::vec::Vec;

use unicode_normalization::char::is_combining_mark;

/// What a character is to the words of a text, for every character at once: so that a text
/// is cut with one look at a table for each.
#[derive(Clone, Debug)]
pub(crate) struct Alphabet(Box<[u32]>);

/// How many characters have a place in the table: those of the Basic Multilingual Plane.
const SIZE: u32 = 0x1_0000;

/// Marks a character that is a token by itself. Code points have 21 bits.
const ALONE: u32 = 1 << 31;

/// What a character is to the words of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// It is between words.
    Between,
    /// It is a part of a word, and this is its folded form.
    Part(u32),
    /// It is a token by itself, and this is its folded form.
    Alone(u32),
}

impl Alphabet {
    /// Builds the table: about a millisecond.
    pub(crate) fn new() -> Self {
        let entry = |code| char::from_u32(code).map_or(0, entry);
        Self((0..SIZE).map(entry).collect::<Vec<_>>().into_boxed_slice())
    }

    /// What this character is.
    #[inline]
    pub(crate) fn class(&self, character: char) -> Class {
        let code = character as usize;
        let entry = match self.0.get(code) {
            Some(entry) => *entry,
            None => entry(character),
        };
        match entry {
            0 => Class::Between,
            entry if entry & ALONE != 0 => Class::Alone(entry ^ ALONE),
            entry => Class::Part(entry),
        }
    }

    /// The folded form of each character of ASCII that is a part of a word, and 0 for the
    /// others.
    pub(crate) fn ascii(&self) -> [u8; 128] {
        core::array::from_fn(|code| match self.0[code].to_le_bytes() {
            [low, ..] => low,
        })
    }
}

/// The place of a character in the table.
fn entry(character: char) -> u32 {
    if !(character.is_alphanumeric() || character == '_' || is_combining_mark(character)) {
        return 0;
    }
    let folded = match character {
        // The form at the end of a word.
        'ς' => 'σ',
        _ => character.to_lowercase().next().unwrap_or(character),
    };
    let alone = if is_unspaced(character) { ALONE } else { 0 };
    u32::from(folded) | alone
}

/// The blocks of scripts in which spaces do not tell words apart, in order. Hangul is
/// among them, since writers of Korean differ about where spaces go.
///
/// Source: Unicode 16, Blocks.txt, and its Line_Break classes `SA` and `ID`.
const UNSPACED: [(char, char); 25] = [
    ('\u{0E00}', '\u{0EFF}'),   // Thai, Lao
    ('\u{1000}', '\u{109F}'),   // Myanmar
    ('\u{1100}', '\u{11FF}'),   // Hangul Jamo
    ('\u{1780}', '\u{17FF}'),   // Khmer
    ('\u{1950}', '\u{19DF}'),   // Tai Le, New Tai Lue
    ('\u{1A20}', '\u{1AAF}'),   // Tai Tham
    ('\u{1B00}', '\u{1B7F}'),   // Balinese
    ('\u{3005}', '\u{3007}'),   // the repetition mark, the zero of Han
    ('\u{3021}', '\u{3029}'),   // Hangzhou numerals
    ('\u{3040}', '\u{30FF}'),   // Hiragana, Katakana
    ('\u{3100}', '\u{318F}'),   // Bopomofo, Hangul Compatibility Jamo
    ('\u{31A0}', '\u{31FF}'),   // Bopomofo Extended, strokes, Katakana extensions
    ('\u{3400}', '\u{4DBF}'),   // Han, extension A
    ('\u{4E00}', '\u{9FFF}'),   // Han
    ('\u{A000}', '\u{A4CF}'),   // Yi
    ('\u{A960}', '\u{A97F}'),   // Hangul Jamo, extended A
    ('\u{A980}', '\u{A9FF}'),   // Javanese, Myanmar Extended-B
    ('\u{AA60}', '\u{AADF}'),   // Myanmar Extended-A, Tai Viet
    ('\u{AC00}', '\u{D7FF}'),   // Hangul, Jamo extended B
    ('\u{F900}', '\u{FAFF}'),   // Han, compatibility
    ('\u{FF66}', '\u{FFDC}'),   // halfwidth Katakana and Hangul
    ('\u{16FE0}', '\u{18DFF}'), // Tangut, Khitan, Nüshu marks
    ('\u{1AFF0}', '\u{1B2FF}'), // Kana supplements, Nüshu
    ('\u{20000}', '\u{323AF}'), // Han, extensions B to I
    ('\u{323B0}', '\u{3347F}'), // Han, extension J
];

fn is_unspaced(character: char) -> bool {
    let after = UNSPACED.partition_point(|&(first, _)| first <= character);
    after
        .checked_sub(1)
        .is_some_and(|at| character <= UNSPACED[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_their_classes() {
        let alphabet = Alphabet::new();
        let part = |character| Class::Part(u32::from(character));
        let alone = |character| Class::Alone(u32::from(character));
        for (character, class) in [
            ('a', part('a')),
            ('A', part('a')),
            ('7', part('7')),
            ('_', part('_')),
            ('\'', Class::Between),
            (' ', Class::Between),
            ('É', part('é')),
            ('Σ', part('σ')),
            ('ς', part('σ')),
            ('\u{301}', part('\u{301}')),
            ('漢', alone('漢')),
            ('か', alone('か')),
            ('・', Class::Between),
            ('。', Class::Between),
            ('ไ', alone('ไ')),
            ('한', alone('한')),
            ('𠀀', alone('𠀀')),
            ('𐐀', part('𐐨')),
        ] {
            assert_eq!(alphabet.class(character), class, "{character}");
        }
        assert_eq!(alphabet.ascii()[usize::from(b'Q')], b'q');
        assert_eq!(alphabet.ascii()[usize::from(b'-')], 0);
    }

    #[test]
    fn blocks_are_in_order() {
        assert!(UNSPACED.is_sorted_by(|a, b| a.1 < b.0));
        assert!(UNSPACED.iter().all(|&(first, last)| first < last));
    }
}
