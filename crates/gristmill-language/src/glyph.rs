//! What the model knows of a character.

use alloc::boxed::Box;

use once_cell::race::OnceBox;

use crate::model::{byte, number};
use crate::tables::{N_SIGNS, PAGE_INDEX, PAGES};

/// A character as the model sees it: a letter of some script with its number
/// there, a sign, a character of East Asia, or nothing that it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A letter (or mark) of a script.
    Letter {
        /// Which script.
        script: u8,
        /// Its number in the script's alphabet; 2 for a letter that none of the
        /// script's languages uses.
        number: u8,
        /// Whether it is a capital.
        upper: bool,
    },
    /// An apostrophe, straight or curved, which is a letter inside words.
    Apostrophe(u8),
    /// A blank, digit, punctuation mark or the like.
    Sign(u8),
    /// A digit.
    Digit(u8),
    /// A blank, tab or line end.
    Blank(u8),
    /// A Chinese character.
    Han(u16),
    /// A syllable of Korean.
    Hangul(u16),
    /// A line or block for drawing boxes and bars.
    Box(u8),
    /// A vowel sign of Arabic or Hebrew, which may be written or left out.
    VowelSign,
    /// A character that the end of the document cuts off.
    Cut,
    /// A byte that means nothing among others that do.
    Damage,
    /// A letter of no script in the model.
    Stranger,
    /// A control character, or nothing at all.
    Noise,
    /// Any other sign.
    Rare,
}

impl Glyph {
    /// What the model knows of this character.
    #[must_use]
    #[inline]
    pub fn of(character: char) -> Self {
        match short().get(character as usize) {
            Some(&glyph) => glyph,
            None => Self::look_up(character),
        }
    }

    fn look_up(character: char) -> Self {
        let code = u32::from(character);
        // Most characters are none of these.
        if code >= 0x5B0 {
            match code {
                0x4E00..=0x9FFF => return Self::Han(low(code - 0x4E00)),
                0xAC00..=0xD7A3 => return Self::Hangul(low(code - 0xAC00)),
                0x64B..=0x652 | 0x670 | 0x5B0..=0x5BD | 0x5BF | 0x5C1..=0x5C2 => {
                    return Self::VowelSign;
                }
                0x2500..=0x259F => return Self::Box(u8::try_from(code - 0x2500).unwrap_or(0)),
                0x1_0000.. => return Self::rest(character),
                _ => {}
            }
        }
        let page = usize::from(byte(PAGE_INDEX + (code as usize >> 6)));
        let entry = number(PAGES, page * 64 + (code as usize & 63));
        let id = u8::try_from(entry & 0xFF).unwrap_or(0);
        match entry >> 14 {
            1 => Self::Letter {
                script: u8::try_from(entry >> 8 & 0x1F).unwrap_or(0),
                number: id,
                upper: entry >> 13 & 1 == 1,
            },
            2 => match character {
                '\'' | '\u{2019}' => Self::Apostrophe(id),
                ' ' | '\t' | '\n' | '\r' | '\u{A0}' | '\u{3000}' => Self::Blank(id),
                '0'..='9' => Self::Digit(id),
                _ => Self::Sign(id),
            },
            _ => Self::rest(character),
        }
    }

    fn rest(character: char) -> Self {
        let code = u32::from(character);
        if character.is_control() || code == 0xFFFD || (0xE000..0xF900).contains(&code) {
            Self::Noise
        } else if character.is_alphabetic() {
            Self::Stranger
        } else {
            Self::Rare
        }
    }

    /// The kind of neighbour it is: nothing or a blank, a letter, a digit, a sign,
    /// a character of East Asia.
    pub(crate) fn side(self) -> usize {
        match self {
            Self::Blank(_) => 0,
            Self::Letter { script, .. } if script == KANA => 4,
            Self::Letter { .. } | Self::Stranger => 1,
            Self::Digit(_) => 2,
            Self::Han(_) | Self::Hangul(_) => 4,
            _ => 3,
        }
    }
}

/// How many characters are one or two bytes of UTF-8.
const SHORT: usize = 0x800;

/// Those characters: all of the alphabets of Europe and of the Near East.
fn short() -> &'static [Glyph; SHORT] {
    static ALL: OnceBox<[Glyph; SHORT]> = OnceBox::new();
    ALL.get_or_init(|| {
        let mut characters = '\0'..;
        Box::new(core::array::from_fn(|_| {
            characters.next().map_or(Glyph::Noise, Glyph::look_up)
        }))
    })
}

/// The scripts' numbers that rules speak of.
pub(crate) const LATIN: u8 = 0;
pub(crate) const KANA: u8 = 21;

/// The cost of a sign between two neighbours, in eighths of a bit.
pub(crate) fn sign_cost(sign: u8, before: usize, after: usize) -> u32 {
    debug_assert!(usize::from(sign) < N_SIGNS, "signs are numbered from 0");
    let at = (usize::from(sign) * 5 + before) * 5 + after;
    u32::from(byte(crate::tables::SIGNS + at))
}

fn low(code: u32) -> u16 {
    u16::try_from(code).unwrap_or(u16::MAX)
}
