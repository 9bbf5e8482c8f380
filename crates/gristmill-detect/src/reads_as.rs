//! Whether bytes can be in an encoding.

use gristmill_encoding::Encoding;

/// Whether every byte sequence means something in this encoding of the Encoding
/// Standard, and none of it is a C1 control.
pub(crate) fn reads_as(bytes: &[u8], encoding: Encoding) -> bool {
    encoding_rs::Encoding::for_label(encoding.name().as_bytes())
        .and_then(|standard| standard.decode_without_bom_handling_and_without_replacement(bytes))
        .is_some_and(|text| !text.chars().any(|c| ('\u{80}'..'\u{A0}').contains(&c)))
}
