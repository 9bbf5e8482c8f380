//! Johab: Korean with every syllable spelt out in fifteen bits.
//!
//! The source is annex 3 of KS X 1001: five bits each for the first consonant,
//! the vowel and the last consonant; the other characters of KS X 1001 stand in
//! a range of their own.

use super::ks_x_1001;

/// What the five bits of a vowel mean: 0 for none, from 1 on the 21 vowels.
const VOWELS: [u8; 32] = {
    const X: u8 = NOTHING;
    [
        X, X, 0, 1, 2, 3, 4, 5, X, X, 6, 7, 8, 9, 10, 11, X, X, 12, 13, 14, 15, 16, 17, X, X, 18,
        19, 20, 21, X, X,
    ]
};

/// Bits that mean nothing.
const NOTHING: u8 = 0xFF;

/// The letters of their own: first consonants and last ones in the order of their
/// codes, as offsets from U+3131.
const FIRST: [u8; 19] = [
    0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
];
const LAST: [u8; 27] = [
    0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 28,
    29,
];

/// The number of a consonant: 0 for none, from 1 on the others.
fn first_number(code: u16) -> u8 {
    match code {
        1..=20 => low(code - 1),
        _ => NOTHING,
    }
}

fn last_number(code: u16) -> u8 {
    match code {
        1..=17 => low(code - 1),
        19..=29 => low(code - 2),
        _ => NOTHING,
    }
}

/// The character that two bytes of Johab mean, a lead byte from 0x84 on and a
/// trail byte.
#[must_use]
pub fn johab(lead: u8, trail: u8) -> Option<char> {
    match lead {
        0x84..=0xD3 => syllable(u16::from_be_bytes([lead, trail])),
        0xD9..=0xDE | 0xE0..=0xF9 => {
            let cell = match trail {
                0x31..=0x7E => trail - 0x31,
                0x91..=0xFE => trail - 0x91 + 78,
                _ => return None,
            };
            let first_row = if lead < 0xE0 {
                (lead - 0xD9) * 2 + 0x21
            } else {
                (lead - 0xE0) * 2 + 0x4A
            };
            // The letters alone are among the syllables.
            ks_x_1001(first_row + cell / 94, cell % 94 + 0x21)
                .filter(|&c| !('\u{3131}'..='\u{3163}').contains(&c))
        }
        _ => None,
    }
}

fn syllable(code: u16) -> Option<char> {
    let first = first_number(code >> 10 & 31);
    let vowel = VOWELS[usize::from(code >> 5 & 31)];
    let last = last_number(code & 31);
    let letter = |offset: u8| char::from_u32(0x3131 + u32::from(offset));
    match (first, vowel, last) {
        (NOTHING, _, _) | (_, NOTHING, _) | (_, _, NOTHING) => None,
        (0, 0, 0) => Some('\u{3000}'),
        (0, 0, last) => letter(LAST[usize::from(last) - 1]),
        (first, 0, 0) => letter(FIRST[usize::from(first) - 1]),
        (0, vowel, 0) => letter(30 + vowel - 1),
        (0, _, _) | (_, 0, _) => None,
        (first, vowel, last) => {
            let number = (u32::from(first - 1) * 21 + u32::from(vowel - 1)) * 28 + u32::from(last);
            char::from_u32(0xAC00 + number)
        }
    }
}

/// The two bytes that mean this character in Johab.
#[must_use]
pub fn johab_bytes(character: char) -> Option<[u8; 2]> {
    let code = u32::from(character);
    let bits = |first: u32, vowel: u32, last: u32| {
        let vowel = VOWELS
            .iter()
            .position(|&number| u32::from(number) == vowel)?;
        let last = if last < 17 { last + 1 } else { last + 2 };
        let code = 0x8000 | (first + 1) << 10 | u32::try_from(vowel).ok()? << 5 | last;
        u16::try_from(code).ok().map(u16::to_be_bytes)
    };
    if let Some(number) = code.checked_sub(0xAC00).filter(|&number| number < 11_172) {
        return bits(number / 588 + 1, number / 28 % 21 + 1, number % 28);
    }
    if let Some(offset) = code.checked_sub(0x3131).filter(|&offset| offset <= 50) {
        if offset >= 30 {
            return bits(0, offset - 30 + 1, 0);
        }
        let place = |table: &[u8]| {
            let at = table.iter().position(|&known| u32::from(known) == offset)?;
            u32::try_from(at + 1).ok()
        };
        return match place(&FIRST) {
            Some(first) => bits(first, 0, 0),
            None => bits(0, 0, place(&LAST)?),
        };
    }
    let mut utf_8 = [0; 4];
    let (bytes, _, unmappable) = encoding_rs::EUC_KR.encode(character.encode_utf8(&mut utf_8));
    let &[row, cell] = &*bytes else {
        return None;
    };
    if unmappable || row < 0xA1 || cell < 0xA1 {
        return None;
    }
    let (row, cell) = (row & 0x7F, cell & 0x7F);
    let (base, lead) = if row < 0x4A {
        (0x21, 0xD9)
    } else {
        (0x4A, 0xE0)
    };
    let cell = cell - 0x21 + (row - base) % 2 * 94;
    let trail = if cell < 78 {
        cell + 0x31
    } else {
        cell - 78 + 0x91
    };
    let bytes = [lead + (row - base) / 2, trail];
    (johab(bytes[0], bytes[1]) == Some(character)).then_some(bytes)
}

fn low(code: u16) -> u8 {
    u8::try_from(code).unwrap_or(NOTHING)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The FNV-1a digest of what Python's codec makes of all pairs of bytes from
    /// 0x8020 on: two bytes each, the low one first, 0 for nothing.
    const OF_PYTHON: u64 = 0xC1F5_100D_05C7_A7BA;

    #[test]
    fn every_pair_means_what_another_decoder_says() {
        let mut digest: u64 = 0xCBF2_9CE4_8422_2325;
        for lead in 0x80..=0xFF {
            for trail in 0x20..=0xFF {
                let code = johab(lead, trail).map_or(0, u32::from);
                for byte in [code & 0xFF, code >> 8] {
                    digest = (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
                }
            }
        }
        assert_eq!(digest, OF_PYTHON);
    }

    #[test]
    fn every_character_leads_back_to_its_bytes() {
        let (mut n_characters, mut n_others) = (0, 0);
        for lead in 0x80..=0xFF {
            for trail in 0x20..=0xFF {
                if let Some(character) = johab(lead, trail) {
                    n_characters += 1;
                    let bytes = johab_bytes(character).expect("it has bytes");
                    assert_eq!(johab(bytes[0], bytes[1]), Some(character));
                    n_others += usize::from(bytes != [lead, trail]);
                }
            }
        }
        // A consonant that can end a syllable as well has two spellings alone, and
        // the blank has two.
        assert_eq!((n_characters, n_others), (17_065, 17));
    }
}
