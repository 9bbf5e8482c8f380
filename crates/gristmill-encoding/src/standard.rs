//! The WHATWG Encoding Standard, as encoding_rs has it.

use crate::Encoding;

/// The decoder and encoder of the Encoding Standard; `None` for what it does not
/// have.
#[must_use]
pub fn standard(encoding: Encoding) -> Option<&'static encoding_rs::Encoding> {
    let standard = encoding_rs::Encoding::for_label(encoding.name().as_bytes())?;
    // The standard knows some of our names as labels of other encodings.
    standard
        .name()
        .eq_ignore_ascii_case(encoding.name())
        .then_some(standard)
}
