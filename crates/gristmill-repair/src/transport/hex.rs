//! Bytes in two hexadecimal digits behind a sign.

use alloc::vec::Vec;

use gristmill_text::{Rewriter, Rule, Span};

use crate::bytes::{meanings, number, written};

/// A byte, and where it is written: a text may have very many of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hex {
    start: u32,
    pub(super) byte: u8,
}

impl Hex {
    /// Where its sign stands.
    pub(super) fn start(self) -> usize {
        self.start as usize
    }

    /// Where its digits end.
    pub(super) fn end(self) -> usize {
        self.start() + 3
    }
}

/// The byte that a sign and two digits at an offset are.
pub(super) fn hex_at(text: &str, at: usize) -> Option<Hex> {
    let byte = number(text, at + 1..at + 3).and_then(|number| u8::try_from(number).ok())?;
    // Texts are shorter than 4 GiB: the edge refuses longer ones.
    let start = u32::try_from(at).ok()?;
    Some(Hex { start, byte })
}

/// Replaces bytes by the characters that those in a row are; `joins` says whether what
/// stands between two of them is nothing, and `between` is called for every stretch
/// before a byte and after the last, with where it ends.
pub(super) fn replace(
    rewriter: &mut Rewriter<'_>,
    rule: Rule,
    found: &[Hex],
    joins: impl Fn(usize, usize) -> bool,
    mut between: impl FnMut(&mut Rewriter<'_>, usize),
) {
    let runs: Vec<(&[Hex], Vec<u8>)> = found
        .chunk_by(|one, next| joins(one.end(), next.start()))
        .map(|run| (run, run.iter().map(|hex| hex.byte).collect()))
        .collect();
    // Where one run is no UTF-8, what looks like it is an accident.
    let is_utf_8 = runs
        .iter()
        .all(|(_, bytes)| core::str::from_utf8(bytes).is_ok());
    for (run, bytes) in runs {
        for (hex, meaning) in run.iter().zip(meanings(&bytes, is_utf_8)) {
            between(rewriter, hex.start());
            let span = Span::new(hex.start(), hex.end());
            rewriter.replace(rule, span, written(meaning, &mut [0; 4]));
        }
    }
    between(rewriter, usize::MAX);
}
