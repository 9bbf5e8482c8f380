//! Which characters are letters of which script, and how they are folded.

use unicode_normalization::UnicodeNormalization;

/// The scripts whose letters are modelled by trigrams, each with the code points
/// of its letters and marks (Unicode blocks, without their digits and signs).
pub const SCRIPTS: &[(&str, &[(u32, u32)])] = &[
    (
        "Latin",
        &[
            (0x41, 0x5A),
            (0x61, 0x7A),
            (0xC0, 0xD6),
            (0xD8, 0xF6),
            (0xF8, 0x24F),
            (0x300, 0x36F),
            (0x1E00, 0x1EFF),
            (0x2C60, 0x2C7F),
        ],
    ),
    ("Cyrillic", &[(0x400, 0x481), (0x48A, 0x52F)]),
    (
        "Greek",
        &[
            (0x370, 0x373),
            (0x386, 0x386),
            (0x388, 0x3FF),
            (0x1F00, 0x1FFF),
        ],
    ),
    (
        "Arabic",
        &[
            (0x620, 0x64A),
            (0x653, 0x65F),
            (0x66E, 0x6D3),
            (0x6D5, 0x6D5),
            (0x6EE, 0x6EF),
            (0x6FA, 0x6FC),
            (0x750, 0x77F),
            (0xFB50, 0xFBB1),
            (0xFBD3, 0xFBFF),
            (0xFE70, 0xFEFC),
        ],
    ),
    ("Hebrew", &[(0x5D0, 0x5EA), (0x5F0, 0x5F2)]),
    ("Armenian", &[(0x531, 0x556), (0x561, 0x587)]),
    ("Georgian", &[(0x10A0, 0x10FA), (0x10FC, 0x10FF)]),
    ("Devanagari", &[(0x900, 0x963), (0x971, 0x97F)]),
    ("Bengali", &[(0x980, 0x9E3), (0x9F0, 0x9F1)]),
    ("Gurmukhi", &[(0xA01, 0xA5E), (0xA70, 0xA75)]),
    ("Gujarati", &[(0xA81, 0xAE3)]),
    ("Oriya", &[(0xB01, 0xB63), (0xB71, 0xB71)]),
    ("Tamil", &[(0xB82, 0xBD7)]),
    ("Telugu", &[(0xC00, 0xC63)]),
    ("Kannada", &[(0xC80, 0xCE3)]),
    (
        "Malayalam",
        &[(0xD00, 0xD4E), (0xD54, 0xD57), (0xD7A, 0xD7F)],
    ),
    ("Sinhala", &[(0xD81, 0xDDF), (0xDF2, 0xDF3)]),
    ("Thai", &[(0xE01, 0xE3A), (0xE40, 0xE4E)]),
    ("Tibetan", &[(0xF00, 0xF00), (0xF35, 0xF39), (0xF40, 0xFBC)]),
    ("Ethiopic", &[(0x1200, 0x135F)]),
    ("Khmer", &[(0x1780, 0x17D3), (0x17DC, 0x17DD)]),
    (
        "Japanese",
        &[
            (0x3041, 0x3096),
            (0x309D, 0x309F),
            (0x30A1, 0x30FA),
            (0x30FC, 0x30FF),
            (0xFF66, 0xFF9D),
        ],
    ),
];

/// The script of a letter.
pub fn script_of(character: char) -> Option<usize> {
    let code = u32::from(character);
    SCRIPTS.iter().position(|(_, ranges)| {
        ranges
            .iter()
            .any(|&(first, last)| (first..=last).contains(&code))
    })
}

/// Small, and without a shape that depends on the place in the word.
pub fn fold(character: char) -> char {
    let code = u32::from(character);
    let shaped = (0xFB50..=0xFEFC).contains(&code) || (0xFF66..=0xFF9D).contains(&code);
    let plain = if shaped {
        core::iter::once(character)
            .nfkc()
            .find(|&c| c != ' ')
            .unwrap_or(character)
    } else {
        character
    };
    match plain.to_lowercase().next().unwrap_or(plain) {
        // Romanian is written with either, and pages have one or the other.
        'ș' => 'ş',
        'ț' => 'ţ',
        small => small,
    }
}

/// The vowel signs of Arabic and Hebrew, which may be written or left out.
pub fn is_vowel_sign(character: char) -> bool {
    matches!(u32::from(character), 0x64B..=0x652 | 0x670 | 0x5B0..=0x5BD | 0x5BF | 0x5C1..=0x5C2)
}

/// The apostrophes, which are letters of some words.
pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// A character of the scripts that write words or syllables.
pub fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

/// A syllable of Korean.
pub fn is_hangul(character: char) -> bool {
    matches!(character, '\u{AC00}'..='\u{D7A3}')
}

/// Every character of the Basic Multilingual Plane that is a letter of a script
/// in the model.
pub fn letters(script: usize) -> impl Iterator<Item = char> {
    SCRIPTS[script]
        .1
        .iter()
        .flat_map(|&(first, last)| first..=last)
        .filter_map(char::from_u32)
}
