//! The original bytes, from the files alone.

use std::fs;

use gristmill::{Encoding, Patch, Span, restore};
use gristmill_record::EditRow;

use crate::run::{Ingested, corpus};

/// A row of the table of edits, its offsets turned into bytes again.
struct Row<'r> {
    row: &'r EditRow<'static>,
    output: Span,
}

impl Patch for Row<'_> {
    fn source(&self) -> Span {
        let at = |offset: u64| usize::try_from(offset).expect("documents are small");
        Span::new(at(self.row.source_start), at(self.row.source_end))
    }

    fn output(&self) -> Span {
        self.output
    }

    fn before(&self) -> &str {
        &self.row.before
    }
}

/// Where each code point begins, and where the text ends.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect()
}

#[test]
fn every_kept_file_can_be_had_back_from_its_record_and_its_edits() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    let edits = ingested.edits();
    let mut checked = 0;
    for record in ingested.documents() {
        let path = &record.origin.path;
        if path.contains("records/") || path.contains(".jsonl") {
            continue; // its payload is no file of its own
        }
        let offsets = byte_offsets(&record.text);
        let at =
            |code_point: u64| offsets[usize::try_from(code_point).expect("documents are small")];
        let rows: Vec<Row<'_>> = edits
            .iter()
            .filter(|row| row.id == record.id)
            .map(|row| Row {
                row,
                output: Span::new(at(row.start), at(row.end)),
            })
            .collect();
        assert_eq!(rows.len() as u64, record.edits.total, "{path}");
        let encoding = Encoding::from_name(&record.origin.encoding).expect("it has a name");
        let restored = restore(&record.text, encoding, &rows);
        let original = fs::read(corpus().join(path)).expect("it is there");
        assert_eq!(restored.as_deref(), Ok(original.as_slice()), "{path}");
        checked += 1;
    }
    assert!(checked > 50, "only {checked} files");
}

#[test]
fn what_stands_there_now_is_told() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    let documents = ingested.documents();
    for row in ingested.edits() {
        let record = documents
            .iter()
            .find(|record| record.id == row.id)
            .expect("it is kept");
        let at = |offset: u64| usize::try_from(offset).expect("documents are small");
        let shown: String = record
            .text
            .chars()
            .skip(at(row.start))
            .take(at(row.end) - at(row.start))
            .collect();
        assert_eq!(shown, row.after, "{row:?}");
    }
}
