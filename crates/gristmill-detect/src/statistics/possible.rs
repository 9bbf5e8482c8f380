//! In which encodings bytes have a meaning at all.

use gristmill_encoding::{Encoding, standard};

use super::byte_set::ByteSet;
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

/// Whether the bytes mean something in an encoding, from the first to the last.
pub(super) fn may_be(bytes: &[u8], present: ByteSet, encoding: Encoding) -> bool {
    if let Some(page) = Page::of(encoding) {
        return present.is_in(page.bytes);
    }
    let Some(standard) = standard(encoding) else {
        return may_be_double(bytes, encoding);
    };
    let mut decoder = standard.new_decoder_without_bom_handling();
    let mut text = [0; 2048];
    let mut rest = bytes;
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut text, false);
        rest = &rest[read..];
        match result {
            encoding_rs::DecoderResult::InputEmpty => return true,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(..) => return false,
        }
    }
}

/// The same for what the Encoding Standard does not have.
pub(crate) fn may_be_double(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Johab => is_double(bytes, johab_unit),
        Encoding::EucJis2004 => is_double(bytes, euc_jis_unit),
        Encoding::ShiftJis2004 => is_double(bytes, shift_jis_unit),
        _ => is_double(bytes, euc_tw_unit),
    }
}

fn is_double(bytes: &[u8], unit: fn(&[u8]) -> Unit) -> bool {
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        rest = match unit(rest) {
            _ if byte.is_ascii() => &rest[1..],
            Unit::Character(len, _) => &rest[len..],
            Unit::Cut => return true,
            Unit::Malformed => return false,
        };
    }
    true
}
