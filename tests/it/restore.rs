//! The original bytes, from the files alone.

use std::fs;

use gristmill::{Encoding, Patch, Span, restore};
use gristmill_record::EditRow;

use crate::run::{Ingested, corpus, gristmill, said};

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

#[test]
fn the_command_gives_the_very_bytes() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    let out = ingested.folder.path().as_os_str();
    let restore = |id: &str| gristmill(["restore".as_ref(), out, id.as_ref()]);
    let mut edited = 0;
    for record in ingested.documents() {
        let path = &record.origin.path;
        if path.contains("records/") || record.edits.total == 0 {
            continue;
        }
        edited += 1;
        let original = fs::read(corpus().join(path)).expect("it is there");
        assert_eq!(restore(&record.id).stdout, original, "{path}");
    }
    assert!(edited > 20, "only {edited} files");
    let (code, stderr) = said(&restore("no-such-id"));
    assert!(code == 1 && stderr.contains("hint: "), "{stderr}");
    let (code, stderr) = said(&restore("rec-005"));
    assert!(code == 1 && stderr.contains("2 documents"), "{stderr}");
}

#[test]
fn what_cannot_be_restored_is_found_by_verify_deep() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    let out = ingested.folder.path();
    let verify = || {
        let deep = said(&gristmill([
            "verify".as_ref(),
            "--deep".as_ref(),
            out.as_os_str(),
        ]));
        (deep, said(&gristmill(["verify".as_ref(), out.as_os_str()])))
    };
    let ((code, stderr), _) = verify();
    assert_eq!(code, 0, "{stderr}");
    // Somebody who changes what stood in the original and mends the digest of the file.
    let path = ingested.path("edits/part-00000.jsonl");
    let rows = fs::read_to_string(&path).expect("it is there");
    let changed = rows.replacen("\"before\":\"&amp;", "\"before\":\"&AMP;", 1);
    assert_ne!(rows, changed);
    fs::write(&path, &changed).expect("it is ours");
    let manifest = ingested.path("manifest.json");
    let text = fs::read_to_string(&manifest).expect("it is there");
    let (old, new) = (digest(&rows), digest(&changed));
    assert!(text.contains(&old));
    fs::write(&manifest, text.replace(&old, &new)).expect("it is ours");
    let ((deep, stderr), (shallow, _)) = verify();
    assert_eq!((deep, shallow), (1, 0), "{stderr}");
    assert!(stderr.contains("cannot be restored"), "{stderr}");
}

fn digest(text: &str) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(text);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
