//! The character sets of East Asia that encoding_rs has no decoder for.

mod jis;
pub use jis::Jis;

mod johab;
pub use johab::{johab, johab_bytes};

use encoding_rs::{EUC_KR, Encoding as Standard, GBK};

/// Planes 1 to 3 of CNS 11643, and behind them the cells in the order of their
/// characters, made by `xtask/train/cns11643.py`.
static CNS_11643: &[u8] = include_bytes!("cns11643.bin");

/// How many cells a plane has: 94 rows of 94.
const PLANE: usize = 94 * 94;

/// The character in a row and cell of KS X 1001, both from 0x21 to 0x7E.
#[must_use]
pub fn ks_x_1001(row: u8, cell: u8) -> Option<char> {
    in_euc(EUC_KR, row, cell)
}

/// The character in a row and cell of GB 2312, both from 0x21 to 0x7E.
#[must_use]
pub fn gb_2312(row: u8, cell: u8) -> Option<char> {
    (row < 0x78).then(|| in_euc(GBK, row, cell)).flatten()
}

/// The character in a row and cell, both from 0x21 to 0x7E, of plane 1, 2 or 3 of
/// CNS 11643, as glibc's EUC-TW reads it.
#[must_use]
pub fn cns_11643(plane: u8, row: u8, cell: u8) -> Option<char> {
    let is_cell = |byte: u8| (0x21..0x7F).contains(&byte);
    if !(1..=3).contains(&plane) || !is_cell(row) || !is_cell(cell) {
        return None;
    }
    let cells = usize::from(row - 0x21) * 94 + usize::from(cell - 0x21);
    let code = cns_number(usize::from(plane - 1) * PLANE + cells);
    char::from_u32(u32::from(code)).filter(|&c| c != '\0')
}

/// The first plane, row and cell in which this character stands.
#[must_use]
pub fn cns_11643_place(character: char) -> Option<[u8; 3]> {
    let code = u16::try_from(u32::from(character)).ok()?;
    let (mut low, mut high) = (3 * PLANE, CNS_11643.len() / 2);
    while low < high {
        let middle = low.midpoint(high);
        if cns_number(usize::from(cns_number(middle))) < code {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let cell = (low < CNS_11643.len() / 2).then(|| usize::from(cns_number(low)))?;
    let part = |number: usize| u8::try_from(number).ok();
    (cns_number(cell) == code).then_some([
        part(cell / PLANE + 1)?,
        part(cell % PLANE / 94 + 0x21)?,
        part(cell % 94 + 0x21)?,
    ])
}

/// The n-th number of the table.
fn cns_number(n: usize) -> u16 {
    u16::from_le_bytes([CNS_11643[2 * n], CNS_11643[2 * n + 1]])
}

fn in_euc(standard: &'static Standard, row: u8, cell: u8) -> Option<char> {
    if !(0x21..0x7F).contains(&row) || !(0x21..0x7F).contains(&cell) {
        return None;
    }
    let bytes = [row | 0x80, cell | 0x80];
    let mut text = [0; 8];
    let mut decoder = standard.new_decoder_without_bom_handling();
    let (result, _, written) = decoder.decode_to_utf8_without_replacement(&bytes, &mut text, true);
    let text = core::str::from_utf8(&text[..written]).ok()?;
    let mut characters = text.chars();
    let character = characters.next()?;
    let is_one = characters.next().is_none() && result == encoding_rs::DecoderResult::InputEmpty;
    is_one.then_some(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_found_by_its_character() {
        let (mut n_cells, mut n_again) = (0, 0);
        for plane in 1..=3 {
            for row in 0x21..0x7F {
                for cell in 0x21..0x7F {
                    let Some(character) = cns_11643(plane, row, cell) else {
                        continue;
                    };
                    n_cells += 1;
                    let place = cns_11643_place(character).expect("it stands somewhere");
                    assert_eq!(cns_11643(place[0], place[1], place[2]), Some(character));
                    n_again += usize::from(place != [plane, row, cell]);
                }
            }
        }
        assert!(n_cells > 19_000, "{n_cells}");
        assert!(n_again < 100, "{n_again}");
        assert_eq!(cns_11643_place('a'), None);
    }
}
