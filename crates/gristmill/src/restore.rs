//! The original bytes, from what a record and its edits hold.

use alloc::vec::Vec;
use core::fmt;

use gristmill_decode::{encode, from_legible};
use gristmill_encoding::Encoding;
use gristmill_text::Span;

use crate::Change;

/// What [`restore`] needs to know of an edit.
pub trait Patch {
    /// The range of the payload.
    fn source(&self) -> Span;
    /// The range of the text, in bytes.
    fn output(&self) -> Span;
    /// What stood there, as [`Change::before`].
    fn before(&self) -> &str;
}

impl Patch for Change<'_> {
    fn source(&self) -> Span {
        self.source
    }

    fn output(&self) -> Span {
        self.output
    }

    fn before(&self) -> &str {
        &self.before
    }
}

/// Why the bytes cannot be restored: text and edits do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestoreError {
    /// How many bytes could be restored.
    pub restored: usize,
    problem: &'static str,
}

impl fmt::Display for RestoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "cannot restore the bytes from offset {} on: {}",
            self.restored, self.problem
        )
    }
}

impl core::error::Error for RestoreError {}

/// The bytes that were milled into this text: what no edit covers is encoded
/// again, and in place of the edits comes what stood there.
///
/// # Errors
/// When the edits are not those of the text: they leave a gap, reach beyond it,
/// or hold something that the encoding cannot have given.
pub fn restore(
    text: &str,
    encoding: Encoding,
    patches: &[impl Patch],
) -> Result<Vec<u8>, RestoreError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    let failed = |bytes: &Vec<u8>, problem| RestoreError {
        restored: bytes.len(),
        problem,
    };
    for place in places(patches) {
        let kept = text.get(at..place.output.start);
        let kept = kept.ok_or_else(|| failed(&bytes, "an edit does not fall on characters"))?;
        let kept = encode(kept, encoding);
        let mut kept = kept.ok_or_else(|| failed(&bytes, "the encoding lacks a character"))?;
        bytes.append(&mut kept);
        if bytes.len() != place.source.start {
            return Err(failed(&bytes, "an edit starts elsewhere in the bytes"));
        }
        let before = place.bytes(encoding);
        bytes.append(&mut before.ok_or_else(|| failed(&bytes, "the edits leave a gap"))?);
        at = place.output.end;
    }
    let rest = text.get(at..).and_then(|rest| encode(rest, encoding));
    bytes.append(&mut rest.ok_or_else(|| failed(&bytes, "the rest has no bytes in the encoding"))?);
    Ok(bytes)
}

/// Edits that overlap, in the bytes or in the text: they can only be undone
/// together.
struct Place<'p, P> {
    source: Span,
    output: Span,
    patches: Vec<&'p P>,
}

impl<P: Patch> Place<'_, P> {
    /// What stood here: each edit knows its own part of it.
    fn bytes(&self, encoding: Encoding) -> Option<Vec<u8>> {
        let mut bytes: Vec<Option<u8>> = alloc::vec![None; self.source.len()];
        for patch in &self.patches {
            let before = from_legible(patch.before(), encoding)?;
            let start = patch.source().start - self.source.start;
            let part = bytes.get_mut(start..start + before.len())?;
            for (known, byte) in part.iter_mut().zip(before) {
                *known = Some(byte);
            }
        }
        bytes.into_iter().collect()
    }
}

fn places<P: Patch>(patches: &[P]) -> Vec<Place<'_, P>> {
    let mut sorted: Vec<&P> = patches.iter().collect();
    sorted.sort_by_key(|patch| patch.source());
    let mut places: Vec<Place<'_, P>> = Vec::new();
    for patch in sorted {
        let (source, output) = (patch.source(), patch.output());
        match places.last_mut() {
            Some(last) if source.start < last.source.end || output.start < last.output.end => {
                last.source = last.source.cover(source);
                last.output = last.output.cover(output);
                last.patches.push(patch);
            }
            _ => places.push(Place {
                source,
                output,
                patches: alloc::vec![patch],
            }),
        }
    }
    places
}
