//! The rows of the table of edits of a document.

use std::io::{self, Read, Write};

use gristmill::{CodePoints, Milled};
use gristmill_record::{EditRow, EditRows, confidence};

/// From how many bytes of rows on they are packed: a document may have as many edits as
/// it has lines, each of them a row of some 200 bytes that is much like the next one.
const PACKED: usize = 4 << 20;

/// The rows of a document, a line each; packed when they are many.
#[derive(Default)]
pub(crate) struct EditLines {
    packed: Option<Vec<u8>>,
    plain: Vec<u8>,
}

impl EditLines {
    /// The rows of this document, of which these were the bytes.
    pub(crate) fn of(id: &str, milled: &Milled<'_>, bytes: &[u8]) -> Self {
        let mut code_points = CodePoints::of(&milled.text);
        let mut lines = Self::default();
        // A row has some 250 bytes.
        let n_edits = milled.trace.n_edits();
        lines.plain.reserve((n_edits * 250).min(PACKED));
        let mut packer = None;
        let mut rows = EditRows::of(id);
        for change in milled.changes(bytes) {
            let row = EditRow {
                id: id.into(),
                rule: change.rule.name().into(),
                kind: change.rule.kind().name().into(),
                start: code_points.at(change.output.start),
                end: code_points.at(change.output.end),
                source_start: change.source.start as u64,
                source_end: change.source.end as u64,
                before: change.before,
                after: change.after.into(),
                confidence: confidence(change.confidence),
            };
            rows.push(&mut lines.plain, &row);
            if lines.plain.len() >= PACKED {
                let packer = packer.get_or_insert_with(|| {
                    zstd::Encoder::new(Vec::new(), 1).expect("the level is one of Zstandard's")
                });
                packer.write_all(&lines.plain).expect("memory takes all");
                lines.plain.clear();
            }
        }
        lines.packed = packer.map(|packer| packer.finish().expect("memory takes all"));
        lines
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.packed.is_none() && self.plain.is_empty()
    }

    /// Gives the lines, part after part.
    ///
    /// # Errors
    /// Those of `give`.
    pub(crate) fn give<E: From<io::Error>>(
        &self,
        mut give: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(packed) = &self.packed {
            let mut unpacked = zstd::Decoder::with_buffer(packed.as_slice())?;
            let mut part = vec![0; 128 << 10];
            loop {
                match unpacked.read(&mut part)? {
                    0 => break,
                    len => give(&part[..len])?,
                }
            }
        }
        give(&self.plain)
    }
}
