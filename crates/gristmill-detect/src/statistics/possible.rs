//! In which encodings bytes have a meaning at all.

use gristmill_encoding::{Encoding, standard};

use super::byte_set::Census;
use super::candidates::is_weighed;
use super::page::Page;
use super::reading::{Unit, euc_jis_unit, euc_tw_unit, johab_unit, shift_jis_unit};

/// The encoding that a larger one extends: when the bytes are possible in it, they
/// are the same text.
pub(super) fn plainer(encoding: Encoding) -> Option<Encoding> {
    match encoding {
        Encoding::EucJis2004 => Some(Encoding::EucJp),
        Encoding::ShiftJis2004 => Some(Encoding::ShiftJis),
        _ => None,
    }
}

/// How many sequences mean nothing in an encoding; nothing when there are more than
/// so many.
pub(super) fn n_malformed(
    bytes: &[u8],
    census: &Census,
    encoding: Encoding,
    most: u32,
) -> Option<u32> {
    if let Some(page) = Page::of(encoding) {
        return Some(census.n_outside(page.bytes)).filter(|&n| n <= most);
    }
    let Some(standard) = standard(encoding) else {
        return n_malformed_double(bytes, encoding, most);
    };
    let mut decoder = standard.new_decoder_without_bom_handling();
    let mut text = [0; 2048];
    let (mut rest, mut n) = (bytes, 0);
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut text, false);
        rest = &rest[read..];
        match result {
            encoding_rs::DecoderResult::InputEmpty => return Some(n),
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(..) => n += 1,
        }
        if n > most {
            return None;
        }
    }
}

/// Whether all bytes mean something in an encoding that the Encoding Standard does
/// not have.
pub(crate) fn may_be_double(bytes: &[u8], encoding: Encoding) -> bool {
    n_malformed_double(bytes, encoding, 0).is_some()
}

fn n_malformed_double(bytes: &[u8], encoding: Encoding, most: u32) -> Option<u32> {
    let unit = match encoding {
        Encoding::Johab => johab_unit,
        Encoding::EucJis2004 => euc_jis_unit,
        Encoding::ShiftJis2004 => shift_jis_unit,
        _ => euc_tw_unit,
    };
    let (mut rest, mut n) = (bytes, 0);
    while let Some(&byte) = rest.first() {
        rest = match unit(rest) {
            _ if byte.is_ascii() => &rest[1..],
            Unit::Character(len, _) => &rest[len..],
            Unit::Cut => break,
            Unit::Malformed => {
                n += 1;
                &rest[1..]
            }
        };
        if n > most {
            return None;
        }
    }
    Some(n)
}

/// How many malformed sequences a document may have and be in an encoding all the
/// same: what stands beyond ASCII is text but for a few bytes.
pub(super) fn most_malformed(census: &Census) -> u32 {
    const CHARACTERS_A_BAD_ONE: u32 = 50;
    1 + census.n_beyond_ascii() / CHARACTERS_A_BAD_ONE
}

/// Whether nearly all of the bytes mean something in an encoding that is weighed.
pub(crate) fn is_nearly_possible(bytes: &[u8], encoding: Encoding) -> bool {
    if !is_weighed(encoding) {
        return false;
    }
    let census = Census::of(bytes);
    n_malformed(bytes, &census, encoding, most_malformed(&census)).is_some()
}
