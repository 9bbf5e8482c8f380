//! The WHATWG Encoding Standard, as encoding_rs has it.

use gristmill_text::Encoding;

/// The decoder and encoder of the Encoding Standard; `None` for UTF-32.
pub(crate) fn standard(encoding: Encoding) -> Option<&'static encoding_rs::Encoding> {
    encoding_rs::Encoding::for_label(encoding.name().as_bytes())
}
