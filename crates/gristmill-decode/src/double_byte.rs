//! Johab, EUC-TW and the two encodings of JIS X 0213, which the Encoding Standard does not have.

use alloc::string::String;
use alloc::vec::Vec;

use gristmill_encoding::{Encoding, Jis, cns_11643, cns_11643_place, johab, johab_bytes};

use crate::decoded::{Decoded, VARIANT};
use crate::output::Output;

/// The lead byte of four that name a plane.
const SINGLE_SHIFT: u8 = 0x8E;

/// Johab. A character may have a second spelling.
pub(crate) fn decode_johab<'b>(bytes: &[u8]) -> Decoded<'b> {
    decode(bytes, johab_unit, |character| {
        johab_bytes(character).map(Vec::from)
    })
}

/// EUC-TW. A few characters stand in both planes.
pub(crate) fn decode_euc_tw<'b>(bytes: &[u8]) -> Decoded<'b> {
    decode(bytes, euc_tw_unit, euc_tw_bytes)
}

/// EUC-JIS-2004 and Shift_JIS-2004. A few cells hold a letter and a mark.
pub(crate) fn decode_jis<'b>(bytes: &[u8], jis: Jis) -> Decoded<'b> {
    let mut output = Output::with_capacity(bytes.len() + bytes.len() / 2);
    while let Some(&byte) = bytes.get(output.read()) {
        let rest = &bytes[output.read()..];
        match jis.read(rest) {
            _ if byte.is_ascii() => output.keep(1, jis.ascii(byte)),
            None => output.malformed(1),
            Some((len, (character, mark))) => {
                let is_only = jis
                    .write(character)
                    .is_some_and(|(own, own_len)| own[..own_len] == rest[..len]);
                if is_only && mark.is_none() {
                    output.keep(len, character);
                } else {
                    let text: String = [Some(character), mark].into_iter().flatten().collect();
                    output.keep_under(VARIANT, len, &text);
                }
            }
        }
    }
    output.finish()
}

/// The bytes of a text; `None` when a character has none.
pub(crate) fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match encoding {
            Encoding::EucJis2004 | Encoding::ShiftJis2004 => {
                let jis = if encoding == Encoding::EucJis2004 {
                    Jis::Euc
                } else {
                    Jis::Shift
                };
                let (own, len) = jis.write(character)?;
                bytes.extend(&own[..len]);
            }
            _ if character.is_ascii() => bytes.push(u8::try_from(character).ok()?),
            Encoding::EucTw => bytes.extend(euc_tw_bytes(character)?),
            _ => bytes.extend(johab_bytes(character)?),
        }
    }
    Some(bytes)
}

fn decode<'b>(
    bytes: &[u8],
    unit: fn(&[u8]) -> Option<(usize, char)>,
    spelling: impl Fn(char) -> Option<Vec<u8>>,
) -> Decoded<'b> {
    let mut output = Output::with_capacity(bytes.len() + bytes.len() / 2);
    while let Some(&byte) = bytes.get(output.read()) {
        let rest = &bytes[output.read()..];
        match unit(rest) {
            _ if byte.is_ascii() => output.keep(1, char::from(byte)),
            None => output.malformed(1),
            Some((len, character)) if spelling(character).as_deref() == Some(&rest[..len]) => {
                output.keep(len, character);
            }
            Some((len, character)) => {
                let mut utf_8 = [0; 4];
                output.keep_under(VARIANT, len, character.encode_utf8(&mut utf_8));
            }
        }
    }
    output.finish()
}

fn johab_unit(bytes: &[u8]) -> Option<(usize, char)> {
    let &[lead, trail, ..] = bytes else {
        return None;
    };
    johab(lead, trail).map(|character| (2, character))
}

fn euc_tw_unit(bytes: &[u8]) -> Option<(usize, char)> {
    let cell = |byte: u8| byte.checked_sub(0x80);
    match *bytes {
        [SINGLE_SHIFT, plane, row, trail, ..] => {
            let plane = plane.checked_sub(0xA0)?;
            cns_11643(plane, cell(row)?, cell(trail)?).map(|character| (4, character))
        }
        [row, trail, ..] => cns_11643(1, cell(row)?, cell(trail)?).map(|character| (2, character)),
        _ => None,
    }
}

fn euc_tw_bytes(character: char) -> Option<Vec<u8>> {
    let [plane, row, cell] = cns_11643_place(character)?;
    let pair = [row | 0x80, cell | 0x80];
    Some(if plane == 1 {
        pair.to_vec()
    } else {
        [SINGLE_SHIFT, plane | 0xA0, pair[0], pair[1]].to_vec()
    })
}
