//! The order in which evidence is asked for.

use gristmill_text::Encoding;

use crate::{Evidence, Guess, Hints};
use crate::{binary, bom, declared, iso_2022_jp, statistics, utf8, wide};

/// Which encoding these bytes are in, and how that is known.
///
/// Any bytes give an answer, the same one every time. Pure ASCII is answered
/// as UTF-8, which it is.
#[must_use]
pub fn detect(bytes: &[u8], hints: &Hints<'_>) -> Guess {
    if let Some(encoding) = hints.given {
        return Guess::certain(encoding, Evidence::Given, 1.0);
    }
    bom::look(bytes)
        .or_else(|| binary::look_for_signature(bytes))
        .or_else(|| iso_2022_jp::look(bytes))
        .or_else(|| wide::look(bytes))
        .or_else(|| binary::look_for_noise(bytes))
        .or_else(|| utf8::look(bytes))
        .or_else(|| declared::look(bytes, hints.label))
        .or_else(|| utf8::look_tolerantly(bytes))
        .unwrap_or_else(|| statistics::guess(bytes))
}

/// Whether every byte sequence means something in this encoding of the Encoding
/// Standard, and none of it is a C1 control.
pub(crate) fn reads_as(bytes: &[u8], encoding: Encoding) -> bool {
    encoding_rs::Encoding::for_label(encoding.name().as_bytes())
        .and_then(|standard| standard.decode_without_bom_handling_and_without_replacement(bytes))
        .is_some_and(|text| !text.chars().any(|c| ('\u{80}'..'\u{A0}').contains(&c)))
}
