//! Whether bytes can be in an encoding.

use gristmill_encoding::{Encoding, gb_2312, ks_x_1001, single_byte, standard};

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

/// ISO-2022-KR and -CN: there is an escape and a shift, and what is shifted can be
/// read.
fn is_shifted(bytes: &[u8], encoding: Encoding) -> bool {
    let escape: &[u8] = match encoding {
        Encoding::Iso2022Kr => b"\x1B$)C",
        _ => b"\x1B$)",
    };
    let mut shifted = bytes.split(|&byte| byte == 0x0E).skip(1).map(|part| {
        let end = memchr::memchr(0x0F, part).unwrap_or(part.len());
        &part[..end]
    });
    bytes.is_ascii()
        && memchr::memmem::find(bytes, escape).is_some()
        && bytes.contains(&0x0E)
        && shifted.all(|part| {
            encoding == Encoding::Iso2022Cn
                || part.split(u8::is_ascii_whitespace).all(|pairs| {
                    pairs
                        .chunks_exact(2)
                        .all(|p| ks_x_1001(p[0], p[1]).is_some())
                })
        })
}
