//! JIS X 0213:2004, the large Japanese character set, and its two encodings.

/// The rows of plane 1, then those of plane 2, and behind them the cells in the
/// order of their characters; made by `xtask/train/jisx0213.py`.
static TABLE: &[u8] = include_bytes!("jisx0213.bin");

/// How many cells a row has.
const ROW: usize = 94;

/// The rows of plane 2, in the order of Shift_JIS-2004.
const PLANE_2: [u8; 26] = [
    1, 8, 3, 4, 5, 12, 13, 14, 15, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93,
    94,
];

const N_CELLS: usize = (94 + PLANE_2.len()) * ROW;

/// The marks that stand behind a letter in one cell.
const MARKS: [char; 5] = ['\u{300}', '\u{301}', '\u{2E5}', '\u{2E9}', '\u{309A}'];

/// What a cell holds: a character, and for 25 cells a mark behind it.
pub(super) type Cell = (char, Option<char>);

/// How a character is written in one of the two encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jis {
    /// EUC-JIS-2004.
    Euc,
    /// Shift_JIS-2004.
    Shift,
}

impl Jis {
    /// The first character of bytes that begin beyond ASCII, and how many of them it
    /// has; `None` when they mean nothing or are too few.
    #[must_use]
    pub fn read(self, bytes: &[u8]) -> Option<(usize, Cell)> {
        let half_width = |byte: u8| {
            let code = 0xFF61 + u32::from(byte.checked_sub(0xA1)?);
            (byte < 0xE0).then(|| char::from_u32(code)).flatten()
        };
        match (self, bytes) {
            (Self::Euc, &[0x8E, kana, ..]) => half_width(kana).map(|kana| (2, (kana, None))),
            (Self::Euc, &[0x8F, row, cell, ..]) => {
                let row = row.checked_sub(0xA0)?;
                let at = PLANE_2.iter().position(|&known| known == row)?;
                at_cell(94 + at, cell.checked_sub(0xA1)?).map(|found| (3, found))
            }
            (Self::Euc, &[row @ 0xA1..=0xFE, cell, ..]) => {
                at_cell(usize::from(row - 0xA1), cell.checked_sub(0xA1)?).map(|found| (2, found))
            }
            (Self::Shift, &[kana @ 0xA1..=0xDF, ..]) => {
                half_width(kana).map(|kana| (1, (kana, None)))
            }
            (Self::Shift, &[lead, trail, ..]) => {
                let pair = match lead {
                    0x81..=0x9F => lead - 0x81,
                    0xE0..=0xFC => lead - 0xE0 + 31,
                    _ => return None,
                };
                let cell = match trail {
                    0x40..=0x7E => trail - 0x40,
                    0x80..=0xFC => trail - 0x41,
                    _ => return None,
                };
                let row = usize::from(pair) * 2 + usize::from(cell) / ROW;
                at_cell(row, cell % 94).map(|found| (2, found))
            }
            _ => None,
        }
    }

    /// What a byte of ASCII means: in Shift_JIS-2004 two of them are a yen sign and
    /// an overline.
    #[must_use]
    pub fn ascii(self, byte: u8) -> char {
        match (self, byte) {
            (Self::Shift, 0x5C) => '¥',
            (Self::Shift, 0x7E) => '‾',
            _ => char::from(byte),
        }
    }

    /// The bytes of a character, and how many of them there are.
    #[must_use]
    pub fn write(self, character: char) -> Option<([u8; 3], usize)> {
        let code = u32::from(character);
        if let Ok(byte) = u8::try_from(code)
            && byte.is_ascii()
        {
            return (self.ascii(byte) == character).then_some(([byte, 0, 0], 1));
        }
        match (self, character) {
            (Self::Shift, '¥') => return Some(([0x5C, 0, 0], 1)),
            (Self::Shift, '‾') => return Some(([0x7E, 0, 0], 1)),
            _ => {}
        }
        if let Some(kana) = code.checked_sub(0xFF61).filter(|&kana| kana < 0x3F) {
            let byte = u8::try_from(kana + 0xA1).ok()?;
            return Some(match self {
                Self::Euc => ([0x8E, byte, 0], 2),
                Self::Shift => ([byte, 0, 0], 1),
            });
        }
        let place = find(code)?;
        let (row, cell) = (place / ROW, u8::try_from(place % ROW).ok()?);
        match self {
            Self::Euc if row < 94 => {
                let row = u8::try_from(row).ok()?;
                Some(([row + 0xA1, cell + 0xA1, 0], 2))
            }
            Self::Euc => Some(([0x8F, PLANE_2[row - 94] + 0xA0, cell + 0xA1], 3)),
            Self::Shift => {
                let pair = u8::try_from(row / 2).ok()?;
                let lead = if pair < 31 {
                    pair + 0x81
                } else {
                    pair - 31 + 0xE0
                };
                let cell = cell + if row % 2 == 1 { 94 } else { 0 };
                let trail = if cell < 63 { cell + 0x40 } else { cell + 0x41 };
                Some(([lead, trail, 0], 2))
            }
        }
    }
}

fn at_cell(row: usize, cell: u8) -> Option<Cell> {
    let code = code(row * ROW + usize::from(cell));
    if usize::from(cell) >= ROW || code == 0 {
        return None;
    }
    let mark = (code >> 20) as usize;
    let is_pair = (1..=MARKS.len()).contains(&mark) && code & 0xF_0000 == 0;
    let letter = if is_pair { code & 0xF_FFFF } else { code };
    Some((char::from_u32(letter)?, is_pair.then(|| MARKS[mark - 1])))
}

/// The number in a cell, 0 beyond the last one.
fn code(cell: usize) -> u32 {
    match TABLE.get(3 * cell..3 * cell + 3) {
        Some(&[low, middle, high]) if cell < N_CELLS => u32::from_le_bytes([low, middle, high, 0]),
        _ => 0,
    }
}

/// The first cell that holds a character alone.
fn find(character: u32) -> Option<usize> {
    let sorted = TABLE[3 * N_CELLS..].as_chunks::<2>().0;
    let cell = |&pair: &[u8; 2]| usize::from(u16::from_le_bytes(pair));
    let at = sorted.binary_search_by_key(&character, |pair| code(cell(pair)));
    at.ok().map(|at| cell(&sorted[at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For Shift_JIS-2004 Python has an ASCII backslash and tilde in the cells where
    /// its EUC-JIS-2004 has those of full width; here they are so in both.
    const OF_PYTHON: (u64, u64) = (0x06915B400F45E840, 0xB7CF0BE67988A840);

    /// FNV-1a over the code points, in four bytes each, the low one first, that
    /// Python's codec makes of all pairs of bytes from 0x8100 on, and of triples
    /// from 0x8FA100 on that are in the rows of plane 2.
    fn digest(mut codes: impl FnMut(&mut dyn FnMut(u32))) -> u64 {
        let mut digest: u64 = 0xCBF2_9CE4_8422_2325;
        codes(&mut |code| {
            for byte in code.to_le_bytes() {
                digest = (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
            }
        });
        digest
    }

    fn tell(found: Option<(usize, Cell)>, len: usize, each: &mut dyn FnMut(u32)) {
        match found {
            Some((n, (letter, mark))) if n == len => {
                each(u32::from(letter));
                each(mark.map_or(0, u32::from));
            }
            _ => each(0),
        }
    }

    #[test]
    fn every_sequence_means_what_another_decoder_says() {
        let euc = digest(|each| {
            for row in 0xA1..=0xFE {
                for cell in 0xA1..=0xFE {
                    tell(Jis::Euc.read(&[row, cell]), 2, each);
                }
            }
            for row in PLANE_2 {
                for cell in 0xA1..=0xFE {
                    tell(Jis::Euc.read(&[0x8F, row + 0xA0, cell]), 3, each);
                }
            }
        });
        let shift = digest(|each| {
            for lead in (0x81..=0x9F).chain(0xE0..=0xFC) {
                for trail in 0x40..=0xFC {
                    tell(Jis::Shift.read(&[lead, trail]), 2, each);
                }
            }
        });
        assert_eq!((euc, shift), (OF_PYTHON.0, OF_PYTHON.1));
    }

    #[test]
    fn every_character_leads_back_to_its_bytes() {
        for row in 0xA1..=0xFE {
            for cell in 0xA1..=0xFE {
                if let Some((_, (character, None))) = Jis::Euc.read(&[row, cell]) {
                    for encoding in [Jis::Euc, Jis::Shift] {
                        let (bytes, len) = encoding.write(character).expect("it has bytes");
                        let again = match bytes[..len] {
                            [byte] if byte.is_ascii() => Some((1, (encoding.ascii(byte), None))),
                            _ => encoding.read(&bytes[..len]),
                        };
                        assert_eq!(again, Some((len, (character, None))));
                    }
                }
            }
        }
    }
}
