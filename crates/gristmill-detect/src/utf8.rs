//! UTF-8, strict and with a little damage.

use gristmill_encoding::Encoding;

use crate::{Evidence, Guess};

/// UTF-8 without a single bad byte; ASCII is UTF-8.
pub(crate) fn look(bytes: &[u8]) -> Option<Guess> {
    core::str::from_utf8(bytes).ok()?;
    let evidence = if bytes.is_ascii() {
        Evidence::Ascii
    } else {
        Evidence::Utf8
    };
    Some(Guess::certain(Encoding::Utf8, evidence, 1.0))
}

/// UTF-8 with damage: the valid multi-byte sequences are at least twice the bad
/// ones. A sequence cut off by the end of the bytes is no damage.
///
/// Two to one kept 793 of 803 damaged files and misread 2 of 9,340 legacy files
/// in a probe; one to one kept 802 and misread 5.
pub(crate) fn look_tolerantly(bytes: &[u8]) -> Option<Guess> {
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut rest = bytes;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        rest = &rest[chunk.valid().len() + chunk.invalid().len()..];
        let cut_off = rest.is_empty()
            && core::str::from_utf8(chunk.invalid())
                .is_err_and(|error| error.error_len().is_none());
        if !chunk.invalid().is_empty() && !cut_off {
            bad += 1;
        }
    }
    (good > 0 && good >= 2 * bad)
        .then(|| Guess::certain(Encoding::Utf8, Evidence::Utf8Damaged, 0.95))
}
