//! Whether bytes can be in an encoding.

use gristmill_encoding::{Encoding, cns_11643, gb_2312, ks_x_1001, single_byte, standard};

use crate::statistics::may_be_double;

/// Whether every byte sequence means something in this encoding, and none of it is
/// a C1 control.
pub(crate) fn reads_as(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Johab | Encoding::EucTw | Encoding::EucJis2004 | Encoding::ShiftJis2004 => {
            may_be_double(bytes, encoding)
        }
        Encoding::Hz => is_hz(bytes),
        Encoding::Iso2022Kr | Encoding::Iso2022Cn => is_shifted(bytes, encoding),
        _ => match single_byte(encoding) {
            Some(table) => bytes.iter().all(|&byte| {
                let meaning = table[usize::from(byte)];
                let is_control = (0x80..0xA0).contains(&meaning) && byte >= 0x80;
                meaning != 0xFFFD && (!is_control || !is_like_ascii(table))
            }),
            None => is_standard(bytes, encoding),
        },
    }
}

fn is_standard(bytes: &[u8], encoding: Encoding) -> bool {
    standard(encoding)
        .and_then(|standard| standard.decode_without_bom_handling_and_without_replacement(bytes))
        .is_some_and(|text| !text.chars().any(|c| ('\u{80}'..'\u{A0}').contains(&c)))
}

/// The pages of mainframes have their line ends among these controls.
fn is_like_ascii(table: &[u16; 256]) -> bool {
    table[usize::from(b'a')] == u16::from(b'a')
}

/// HZ (RFC 1843): every `~{` is followed by pairs of GB 2312 and `~}`.
fn is_hz(bytes: &[u8]) -> bool {
    let (mut is_shifted, mut n_pairs) = (false, 0_usize);
    let mut rest = bytes;
    while let Some((&byte, others)) = rest.split_first() {
        let len = match (byte, others.first(), is_shifted) {
            (b'~', Some(b'{'), false) | (b'~', Some(b'}'), true) => {
                is_shifted = !is_shifted;
                2
            }
            (b'\n', ..) => {
                is_shifted = false;
                1
            }
            (row, Some(&cell), true) => {
                if gb_2312(row, cell).is_none() {
                    return false;
                }
                n_pairs += 1;
                2
            }
            _ => 1,
        };
        rest = &rest[len..];
    }
    n_pairs > 0 && bytes.is_ascii()
}

/// ISO-2022-KR and -CN (RFC 1557, RFC 1922): there is a designation, and every pair
/// behind a shift means something in the set that was designated last.
fn is_shifted(bytes: &[u8], encoding: Encoding) -> bool {
    let (mut read, mut is_shifted, mut n_pairs): (Option<Pair>, _, _) = (None, false, 0_usize);
    let mut rest = bytes;
    while let Some((&byte, others)) = rest.split_first() {
        let len = match (byte, others) {
            (0x1B, [b'$', b')', set, ..]) => match pairs_of(*set, encoding) {
                Some(pairs) => {
                    read = Some(pairs);
                    4
                }
                None => return false,
            },
            // The second plane of CNS 11643, a character at a time.
            (0x1B, [b'$', b'*', b'H', ..]) if encoding == Encoding::Iso2022Cn => 4,
            (0x1B, [b'N', row, cell, ..]) if encoding == Encoding::Iso2022Cn => {
                if cns_11643(2, row & 0x7F, cell & 0x7F).is_none() {
                    return false;
                }
                4
            }
            (0x1B, _) => return false,
            (0x0E | 0x0F, _) => {
                is_shifted = byte == 0x0E;
                1
            }
            (0x21..=0x7E, [cell, ..]) if is_shifted => {
                if !read.is_some_and(|read| read(byte, *cell)) {
                    return false;
                }
                n_pairs += 1;
                2
            }
            _ => 1,
        };
        rest = &rest[len..];
    }
    n_pairs > 0 && bytes.is_ascii()
}

/// Whether a pair of bytes means something in a set.
type Pair = fn(u8, u8) -> bool;

/// The set that a designation names.
fn pairs_of(set: u8, encoding: Encoding) -> Option<Pair> {
    match (set, encoding) {
        (b'C', Encoding::Iso2022Kr) => Some(|row, cell| ks_x_1001(row, cell).is_some()),
        (b'A', Encoding::Iso2022Cn) => Some(|row, cell| gb_2312(row, cell).is_some()),
        (b'G', Encoding::Iso2022Cn) => Some(|row, cell| cns_11643(1, row, cell).is_some()),
        _ => None,
    }
}
