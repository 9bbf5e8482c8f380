//! Byte order marks.

use gristmill_encoding::Encoding;

use crate::{Evidence, Guess};

/// UTF-32 first: its little-endian mark begins with that of UTF-16.
const MARKS: [(&[u8], Encoding); 5] = [
    (b"\xEF\xBB\xBF", Encoding::Utf8),
    (b"\xFF\xFE\x00\x00", Encoding::Utf32Le),
    (b"\x00\x00\xFE\xFF", Encoding::Utf32Be),
    (b"\xFF\xFE", Encoding::Utf16Le),
    (b"\xFE\xFF", Encoding::Utf16Be),
];

/// The encoding whose byte order mark stands at the beginning.
pub(crate) fn look(bytes: &[u8]) -> Option<Guess> {
    MARKS
        .iter()
        .find(|(mark, _)| bytes.starts_with(mark))
        .map(|&(_, encoding)| Guess::certain(encoding, Evidence::Bom, 1.0))
}
