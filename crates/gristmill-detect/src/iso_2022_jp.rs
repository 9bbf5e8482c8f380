//! ISO-2022-JP, which is all ASCII but for its escape sequences.

use gristmill_text::Encoding;

use crate::reads_as::reads_as;
use crate::{Evidence, Guess};

/// ISO-2022-JP, when every byte is ASCII, every escape is valid and at least one
/// switches to two-byte Japanese. Anything less is left alone: a stray escape
/// must not turn ASCII, markup above all, into something else.
pub(crate) fn look(bytes: &[u8]) -> Option<Guess> {
    let switches = memchr::memmem::find(bytes, b"\x1B$B")
        .or_else(|| memchr::memmem::find(bytes, b"\x1B$@"))
        .is_some();
    (switches && bytes.is_ascii() && reads_as(bytes, Encoding::Iso2022Jp))
        .then(|| Guess::certain(Encoding::Iso2022Jp, Evidence::Escapes, 0.99))
}
