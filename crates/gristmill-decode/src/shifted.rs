//! HZ, ISO-2022-KR and ISO-2022-CN: seven bits, and escapes that switch between
//! ASCII and pairs of bytes.
//!
//! The sources are RFC 1843 (HZ), RFC 1557 (ISO-2022-KR) and RFC 1922
//! (ISO-2022-CN, whose planes from 3 on are not read).

use alloc::vec::Vec;

use gristmill_encoding::{Encoding, cns_11643, cns_11643_place, gb_2312, ks_x_1001};

use crate::decoded::{Decoded, SHIFT, VARIANT};
use crate::output::Output;

/// The set that pairs of bytes are looked up in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    Korean,
    Chinese,
    Taiwanese,
}

impl Set {
    fn get(self, row: u8, cell: u8) -> Option<char> {
        match self {
            Self::Korean => ks_x_1001(row, cell),
            Self::Chinese => gb_2312(row, cell),
            Self::Taiwanese => cns_11643(1, row, cell),
        }
    }
}

/// What begins at a byte.
enum Step {
    /// So many bytes mean nothing by themselves.
    Shift(usize),
    /// So many bytes are a character.
    Character(usize, char),
    Malformed,
}

/// What the bytes so far have switched to.
#[derive(Default)]
struct State {
    /// The set of pairs that was named last.
    set: Option<Set>,
    is_shifted: bool,
}

pub(crate) fn decode<'b>(bytes: &[u8], encoding: Encoding) -> Decoded<'b> {
    let mut output = Output::with_capacity(bytes.len());
    let mut state = State::default();
    let speller = Speller::new(encoding);
    if encoding == Encoding::Hz {
        state.set = Some(Set::Chinese);
    }
    while output.read() < bytes.len() {
        let rest = &bytes[output.read()..];
        let step = if encoding == Encoding::Hz {
            step_of_hz(rest, &mut state)
        } else {
            step_of_iso_2022(rest, &mut state, encoding)
        };
        match step {
            Step::Shift(len) => output.keep_under(SHIFT, len, ""),
            Step::Character(len, character) => {
                if speller.spell(character).as_deref() == Some(&rest[..len]) {
                    output.keep(len, character);
                } else {
                    output.keep_under(VARIANT, len, character.encode_utf8(&mut [0; 4]));
                }
            }
            Step::Malformed => output.malformed(1),
        }
    }
    output.finish()
}

fn step_of_hz(rest: &[u8], state: &mut State) -> Step {
    match *rest {
        [b'~', b'{', ..] if !state.is_shifted => {
            state.is_shifted = true;
            Step::Shift(2)
        }
        [b'~', b'}', ..] if state.is_shifted => {
            state.is_shifted = false;
            Step::Shift(2)
        }
        [b'~', b'\n', ..] => Step::Shift(2),
        [b'~', b'~', ..] if !state.is_shifted => Step::Character(2, '~'),
        // The end of a line ends the pairs as well.
        [b'\n', ..] => {
            state.is_shifted = false;
            Step::Character(1, '\n')
        }
        _ => pair_or_ascii(rest, state),
    }
}

fn step_of_iso_2022(rest: &[u8], state: &mut State, encoding: Encoding) -> Step {
    let set = match (rest, encoding) {
        ([0x1B, b'$', b')', b'C', ..], Encoding::Iso2022Kr) => Some(Set::Korean),
        ([0x1B, b'$', b')', b'A', ..], Encoding::Iso2022Cn) => Some(Set::Chinese),
        ([0x1B, b'$', b')', b'G', ..], Encoding::Iso2022Cn) => Some(Set::Taiwanese),
        ([0x1B, b'$', b'*', b'H', ..], Encoding::Iso2022Cn) => return Step::Shift(4),
        _ => None,
    };
    if set.is_some() {
        state.set = set;
        return Step::Shift(4);
    }
    match *rest {
        [0x0E, ..] => {
            state.is_shifted = true;
            Step::Shift(1)
        }
        [0x0F, ..] => {
            state.is_shifted = false;
            Step::Shift(1)
        }
        [0x1B, b'N', row, cell, ..] if encoding == Encoding::Iso2022Cn => {
            match cns_11643(2, row, cell) {
                Some(character) => Step::Character(4, character),
                None => Step::Malformed,
            }
        }
        _ => pair_or_ascii(rest, state),
    }
}

fn pair_or_ascii(rest: &[u8], state: &State) -> Step {
    let is_pair = state.is_shifted && rest[0] > b' ' && rest[0] < 0x7F;
    match (rest, state.set) {
        (&[row, cell, ..], Some(set)) if is_pair => match set.get(row, cell) {
            Some(character) => Step::Character(2, character),
            None => Step::Malformed,
        },
        _ if is_pair || !rest[0].is_ascii() => Step::Malformed,
        _ => Step::Character(1, char::from(rest[0])),
    }
}

/// The bytes of a text between shifts: all pairs or all ASCII.
pub(crate) fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let speller = Speller::new(encoding);
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        bytes.extend(speller.spell(character)?);
    }
    Some(bytes)
}

/// The one way to write each character.
struct Speller {
    standard: &'static encoding_rs::Encoding,
    is_taiwanese: bool,
}

impl Speller {
    fn new(encoding: Encoding) -> Self {
        Self {
            standard: if encoding == Encoding::Iso2022Kr {
                encoding_rs::EUC_KR
            } else {
                encoding_rs::GBK
            },
            is_taiwanese: encoding == Encoding::Iso2022Cn,
        }
    }

    fn spell(&self, character: char) -> Option<Vec<u8>> {
        if character.is_ascii() {
            return Some([u8::try_from(character).ok()?].to_vec());
        }
        let mut utf_8 = [0; 4];
        let (pair, _, unmappable) = self.standard.encode(character.encode_utf8(&mut utf_8));
        if let &[row, cell] = &*pair
            && !unmappable
            && row > 0xA0
            && cell > 0xA0
            && row < 0xF8
        {
            return Some([row & 0x7F, cell & 0x7F].to_vec());
        }
        if !self.is_taiwanese {
            return None;
        }
        Some(match cns_11643_place(character)? {
            [1, row, cell] => [row, cell].to_vec(),
            [_, row, cell] => [0x1B, b'N', row, cell].to_vec(),
        })
    }
}
