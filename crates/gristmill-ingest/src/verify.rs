//! Reading an output again, and holding it against its manifest and the schema.

use std::collections::{BTreeMap, VecDeque};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use gristmill_record::{Duplicate, EditRow, FileEntry, Manifest, Record, Reject, SCHEMA};
use serde::de::DeserializeOwned;

use crate::digest::Digest;
use crate::write::{MANIFEST, files_of};
use crate::{Error, show};

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many files were read.
    pub files: u64,
    /// How many lines were read.
    pub rows: u64,
    /// What is wrong, each with its place; empty when all is well.
    pub problems: Vec<String>,
}

/// Reads an output again: the size and digest of every file, the schema of every
/// line, the spans and digests of every record, that the edits are as many as the
/// records count and in their order, that inputs = kept + duplicates + rejects, and
/// whether there is any file that the manifest does not know.
///
/// # Errors
/// When there is no manifest, or it cannot be read: then there is no complete
/// output.
pub fn verify(out: &Path) -> Result<Verified, Error> {
    let manifest = read_manifest(out)?;
    let mut verifier = Verifier::default();
    for file in &manifest.files {
        verifier.file(out, file);
    }
    for name in files_of(out)? {
        if !manifest.files.iter().any(|file| file.path == name) {
            verifier.problem(&name, "the manifest does not know it");
        }
    }
    verifier.ledger(&manifest);
    Ok(verifier.verified)
}

fn read_manifest(out: &Path) -> Result<Manifest, Error> {
    let path = out.join(MANIFEST);
    let text = fs::read(&path).map_err(|error| {
        Error::io("read", &path)(error)
            .with_hint("an output without a manifest is not complete: ingest again")
    })?;
    let parsed: Result<Manifest, _> = serde_json::from_slice(&text);
    parsed.map_err(|error| Error::io("read", &path)(io::Error::other(error)))
}

#[derive(Default)]
struct Verifier {
    verified: Verified,
    /// Lines by the folder or file they are in.
    rows: BTreeMap<String, u64>,
    /// By shard, the documents whose edits are still to come, and how many: rows
    /// stand in the order of the documents.
    edits: BTreeMap<String, VecDeque<(String, u64)>>,
}

impl Verifier {
    fn problem(&mut self, place: &str, what: impl std::fmt::Display) {
        self.verified
            .problems
            .push(format!("{}: {what}", show(place)));
    }

    fn file(&mut self, out: &Path, entry: &FileEntry) {
        self.verified.files += 1;
        match self.read(out, entry) {
            Ok(()) => {}
            Err(error) => self.problem(&entry.path, error),
        }
    }

    fn read(&mut self, out: &Path, entry: &FileEntry) -> io::Result<()> {
        let mut bytes = File::open(out.join(&entry.path))?;
        let mut digest = Digest::default();
        let len = io::copy(&mut bytes, &mut digest)?;
        if len != entry.bytes {
            self.problem(&entry.path, format!("{len} bytes, and not {}", entry.bytes));
        }
        if digest.finish() != entry.sha256 {
            self.problem(&entry.path, "the digest is another one");
        }
        let mut rows = 0;
        for line in BufReader::new(decompressed(out, &entry.path)?).lines() {
            rows += 1;
            self.line(&entry.path, rows, &line?);
        }
        self.verified.rows += rows;
        if rows != entry.rows {
            self.problem(&entry.path, format!("{rows} lines, and not {}", entry.rows));
        }
        let table = entry.path.split('/').next().unwrap_or_default().to_owned();
        *self.rows.entry(table).or_default() += rows;
        Ok(())
    }

    fn line(&mut self, path: &str, number: u64, line: &str) {
        let place = format!("{path}:{number}");
        match path.split('/').next() {
            Some("documents") => {
                if let Some(record) = self.parse::<Record>(&place, line) {
                    self.record(&place, &record);
                }
            }
            Some("duplicates") => {
                let _ = self.parse::<Duplicate>(&place, line);
            }
            Some("edits") => {
                if let Some(row) = self.parse::<EditRow>(&place, line) {
                    self.edit(&place, &row.id);
                }
            }
            _ => {
                let _ = self.parse::<Reject>(&place, line);
            }
        }
    }

    fn parse<T: DeserializeOwned>(&mut self, place: &str, line: &str) -> Option<T> {
        match serde_json::from_str(line) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem(place, error);
                None
            }
        }
    }

    fn record(&mut self, place: &str, record: &Record) {
        if record.edits.total > 0 {
            let owed = (record.id.clone(), record.edits.total);
            self.edits
                .entry(shard_of(place))
                .or_default()
                .push_back(owed);
        }
        let checks = [
            (!record.text.is_empty(), "the text is empty"),
            (record.schema == SCHEMA, "the schema is another one"),
            (
                record.chars == record.text.chars().count() as u64,
                "`chars` is not the length of the text",
            ),
            (
                record.text_sha256 == Digest::of(record.text.as_bytes()),
                "`text_sha256` is not that of the text",
            ),
            (tiles(record), "the sections do not tile the text"),
        ];
        for (_, problem) in checks.into_iter().filter(|(holds, _)| !holds) {
            self.problem(place, problem);
        }
    }

    /// Pays one edit off: it must be the next document's.
    fn edit(&mut self, place: &str, id: &str) {
        let owed = self.edits.entry(shard_of(place)).or_default();
        let is_next = owed.front().is_some_and(|(next, _)| next == id);
        if let Some((_, left)) = owed.front_mut().filter(|_| is_next) {
            *left -= 1;
            if *left == 0 {
                owed.pop_front();
            }
        } else {
            self.problem(place, "this edit is not of the document whose turn it is");
        }
    }

    fn ledger(&mut self, manifest: &Manifest) {
        let rows = |table: &str| self.rows.get(table).copied().unwrap_or(0);
        let counts = &manifest.counts;
        let checks = [
            (
                counts.balance(),
                "inputs are not kept + duplicates + rejects",
            ),
            (
                counts.kept == rows("documents"),
                "there are not as many documents as were kept",
            ),
            (
                counts.duplicates == rows("duplicates"),
                "there are not as many duplicates as were dropped",
            ),
            (
                counts.rejects == rows("rejects.jsonl"),
                "there are not as many rejects as were counted",
            ),
            (
                !manifest.configuration.edits || self.edits.values().all(VecDeque::is_empty),
                "the table of edits and the counts of the records differ",
            ),
        ];
        let broken: Vec<&str> = checks
            .into_iter()
            .filter(|(holds, _)| !holds)
            .map(|(_, what)| what)
            .collect();
        for what in broken {
            self.problem(MANIFEST, what);
        }
    }
}

/// The name of the shard in a place such as `edits/part-00000.jsonl:7`.
fn shard_of(place: &str) -> String {
    let file = place.split('/').nth(1).unwrap_or_default();
    file.split(':').next().unwrap_or_default().to_owned()
}

/// Whether the sections start at 0, follow each other, and end with the text.
fn tiles(record: &Record) -> bool {
    let mut end = 0;
    let follow = record.sections.iter().all(|section| {
        let follows = section.start == end && section.end >= section.start;
        end = section.end;
        follows
    });
    follow && end == record.chars && !record.sections.is_empty()
}

fn decompressed(out: &Path, name: &str) -> io::Result<Box<dyn Read>> {
    let file = File::open(out.join(name))?;
    if name.ends_with(".gz") {
        Ok(Box::new(MultiGzDecoder::new(file)))
    } else if name.ends_with(".zst") {
        Ok(Box::new(zstd::Decoder::new(file)?))
    } else {
        Ok(Box::new(file))
    }
}
