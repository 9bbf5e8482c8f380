//! The many names of encodings.

use gristmill_text::Encoding;

/// The encoding that a label such as `latin1`, `cp1251` or `sjis` stands for,
/// by the list of the WHATWG Encoding Standard and with UTF-32 added.
///
/// By that list `latin1`, `ascii` and `iso-8859-1` are windows-1252, and
/// `gb2312` is GBK, as every document so labelled turns out to be.
#[must_use]
pub fn encoding_for_label(label: &str) -> Option<Encoding> {
    for_label(label.as_bytes())
}

pub(crate) fn for_label(label: &[u8]) -> Option<Encoding> {
    let own = core::str::from_utf8(label)
        .ok()
        .map(str::trim)
        .and_then(Encoding::from_name);
    own.or_else(|| {
        encoding_rs::Encoding::for_label(label)
            .and_then(|standard| Encoding::from_name(standard.name()))
    })
}
