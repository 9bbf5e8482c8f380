//! Reading an output again, and holding it against its manifest and the schema.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::fs::File;
use std::io;
use std::path::Path;

use gristmill_record::{
    Boilerplate, Configuration, Duplicate, DuplicateKind, EditCounts, EditRow, FileEntry, Manifest,
    Member, MemberRole, Record, Reject, RepeatRole, RepeatedSection, SCHEMA,
};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::deep::problems;
use super::shards::{byte_lines, read_manifest};
use crate::digest::Digest;
use crate::mill::is_made_id;
use crate::read::{RecordKeys, glimpse_record};
use crate::write::{BOILERPLATE, MANIFEST, SECTIONS, files_of, is_our_name};
use crate::{Error, Job, show};

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
/// line, the spans and digests of every record, that the edits lie in their
/// documents, are as many as the records count and stand in their order, that every
/// duplicate is one of a kept document, that everything adds up to the counts of the
/// manifest and inputs = kept + duplicates + rejects, and whether there is any file
/// that the manifest does not know.
///
/// Lines that passed through are read for what a line must have, and no more.
///
/// When it is `deep`, every document is restored from its edits, and the bytes are held
/// against the digest that was taken of them when they were read. The inputs themselves
/// are not read again.
///
/// # Errors
/// When there is no manifest, or it cannot be read: then there is no complete
/// output.
pub fn verify(out: &Path, deep: bool) -> Result<Verified, Error> {
    let manifest = read_manifest(out)?;
    let passes = manifest.configuration.job == Job::Dedup.name();
    let mut verifier = Verifier {
        passes: passes.then(|| keys(&manifest.configuration)),
        // Nothing is near when nobody looks for it.
        least: manifest.configuration.near.parse().unwrap_or(f64::INFINITY),
        many: manifest.configuration.boilerplate,
        has_other: !manifest.configuration.against.is_empty(),
        ..Verifier::default()
    };
    // The documents first: the others are held against them.
    let is_documents = |file: &&FileEntry| file.path.starts_with("documents/");
    let (documents, others): (Vec<_>, Vec<_>) = manifest.files.iter().partition(is_documents);
    for file in documents.into_iter().chain(others) {
        verifier.file(out, file);
    }
    for name in files_of(out)? {
        if !manifest.files.iter().any(|file| file.path == name) {
            verifier.problem(&name, "the manifest does not know it");
        }
    }
    verifier.ledger(&manifest);
    if deep && !passes {
        verifier.deep(out, &manifest);
    }
    Ok(verifier.verified)
}

#[derive(Default)]
struct Verifier {
    /// The fields of lines that passed through, when the documents are such lines.
    passes: Option<RecordKeys>,
    /// How similar near duplicates are at least.
    least: f64,
    /// How many documents make a line boilerplate.
    many: u64,
    /// The texts of sections that are repeated.
    clusters: HashSet<u128>,
    /// Whether what is kept may be in another corpus.
    has_other: bool,
    verified: Verified,
    /// Lines by the folder or file they are in.
    rows: BTreeMap<String, u64>,
    /// By shard, the documents whose edits are still to come: rows stand in the
    /// order of the documents.
    edits: BTreeMap<String, VecDeque<Owed>>,
    /// What the lines add up to, in the form of the manifest.
    tally: Tally,
    /// The ids of the kept documents, and the digests of their texts: 16 bytes of a digest
    /// of each.
    ids: HashSet<u128>,
    texts: HashSet<u128>,
    /// How many kept documents have the text of an earlier one.
    twice: u64,
}

/// The edits that a record counts and the table has yet to show.
struct Owed {
    id: String,
    left: u64,
    chars: u64,
}

/// What the lines of an output add up to.
#[derive(Default)]
struct Tally {
    chars: u64,
    sections: u64,
    unread: u64,
    /// Members of clusters that are not the ones that are kept.
    members: u64,
    edits: EditCounts,
    encodings: BTreeMap<String, u64>,
    rules: BTreeMap<String, u64>,
    rejects: BTreeMap<String, u64>,
}

impl Verifier {
    fn problem(&mut self, place: &str, what: impl std::fmt::Display) {
        self.verified
            .problems
            .push(format!("{}: {what}", show(place)));
    }

    fn file(&mut self, out: &Path, entry: &FileEntry) {
        self.verified.files += 1;
        if !is_our_name(&entry.path) {
            return self.problem(
                &entry.path,
                "the manifest lists what is no file of an output",
            );
        }
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
        for line in byte_lines(out, &entry.path)? {
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

    fn line(&mut self, path: &str, number: u64, line: &[u8]) {
        let place = format!("{path}:{number}");
        match path.split('/').next() {
            Some("documents") if self.passes.is_some() => self.passed(&place, line),
            Some("documents") => {
                if let Some(record) = self.parse::<Record<'_>>(&place, line) {
                    self.record(&place, &record);
                }
            }
            Some("duplicates") => {
                if let Some(duplicate) = self.parse::<Duplicate>(&place, line) {
                    self.duplicate(&place, &duplicate);
                }
            }
            Some("clusters") => {
                if let Some(member) = self.parse::<Member>(&place, line) {
                    self.member(&place, &member);
                }
            }
            Some(SECTIONS) => {
                if let Some(repeated) = self.parse::<RepeatedSection>(&place, line) {
                    self.repeated(&place, &repeated);
                }
            }
            Some(BOILERPLATE) => {
                if let Some(boilerplate) = self.parse::<Boilerplate>(&place, line) {
                    self.boilerplate(&place, &boilerplate);
                }
            }
            Some("edits") => {
                if let Some(row) = self.parse::<EditRow<'_>>(&place, line) {
                    self.edit(&place, row);
                }
            }
            _ => {
                if let Some(reject) = self.parse::<Reject>(&place, line) {
                    self.tally.unread += u64::from(reject.reason.is_unread());
                    *self
                        .tally
                        .rejects
                        .entry(reject.reason.name().into())
                        .or_default() += 1;
                }
            }
        }
    }

    /// Restores every document.
    fn deep(&mut self, out: &Path, manifest: &Manifest) {
        let names = manifest.files.iter().map(|file| file.path.as_str());
        let shards = names.filter(|name| name.starts_with("documents/") && is_our_name(name));
        for name in shards {
            match problems(out, name, manifest.configuration.edits) {
                Ok(problems) => {
                    for (number, problem) in problems {
                        self.problem(&format!("{name}:{number}"), problem);
                    }
                }
                Err(error) => self.problem(name, error),
            }
        }
    }

    fn parse<T: DeserializeOwned>(&mut self, place: &str, line: &[u8]) -> Option<T> {
        match serde_json::from_slice(line) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem(place, error);
                None
            }
        }
    }

    /// A line that passed through is what the input had: it must be one that is taken.
    fn passed(&mut self, place: &str, line: &[u8]) {
        let Some(keys) = &self.passes else { return };
        match glimpse_record(line, keys) {
            Ok(glimpsed) => {
                self.tally.chars += String::from_utf8_lossy(&glimpsed.text).chars().count() as u64;
                self.ids.extend(glimpsed.id.as_deref().map(print));
            }
            Err((_, detail)) => self.problem(place, detail),
        }
    }

    fn record(&mut self, place: &str, record: &Record<'_>) {
        self.count(record, place);
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

    /// Adds a record to what the manifest must come to.
    fn count(&mut self, record: &Record<'_>, place: &str) {
        self.tally.chars += record.chars;
        self.tally.sections += record.sections.len() as u64;
        self.tally.edits.add(&record.edits);
        *self
            .tally
            .encodings
            .entry(record.origin.encoding.clone())
            .or_default() += 1;
        self.ids.insert(print(&record.id));
        if !self.texts.insert(print(&record.text_sha256)) {
            self.twice += 1;
        }
        if record.edits.total > 0 {
            let owed = Owed {
                id: record.id.clone(),
                left: record.edits.total,
                chars: record.chars,
            };
            self.edits
                .entry(shard_of(place))
                .or_default()
                .push_back(owed);
        }
    }

    fn duplicate(&mut self, place: &str, duplicate: &Duplicate) {
        let is_proof = match duplicate.kind {
            DuplicateKind::Exact => duplicate.similarity == 1.0,
            // Similarities are rounded.
            DuplicateKind::Near => (self.least - 1e-6..=1.0).contains(&duplicate.similarity),
        };
        if !is_proof {
            self.problem(place, "it is not similar enough to be dropped");
        }
        // What has no id is known by one made from its place, which its line does not tell.
        let is_made = self.passes.is_some() && is_made_id(&duplicate.duplicate_of);
        if !self.has_other && !is_made && !self.ids.contains(&print(&duplicate.duplicate_of)) {
            self.problem(place, "it is a duplicate of nothing that is kept");
        }
    }

    fn member(&mut self, place: &str, member: &Member) {
        let is_kept = member.role == MemberRole::Kept;
        let is_made = self.passes.is_some() && is_made_id(&member.cluster);
        if !self.has_other && !is_made && !self.ids.contains(&print(&member.cluster)) {
            self.problem(place, "its cluster is of nothing that is kept");
        }
        if is_kept && member.id != member.cluster {
            self.problem(place, "it is kept for another document");
        }
        self.tally.members += u64::from(!is_kept);
    }

    fn repeated(&mut self, place: &str, repeated: &RepeatedSection) {
        if !self.ids.contains(&print(&repeated.id)) {
            self.problem(place, "it is a section of nothing that is kept");
        }
        let is_first = self.clusters.insert(print(&repeated.cluster));
        if is_first != (repeated.role == RepeatRole::Kept) {
            self.problem(place, "the first section of a text is kept, and no other");
        }
    }

    fn boilerplate(&mut self, place: &str, boilerplate: &Boilerplate) {
        if !self.ids.contains(&print(&boilerplate.first)) {
            self.problem(place, "it is a line of nothing that is kept");
        }
        if boilerplate.documents < self.many {
            self.problem(place, "there are too few documents that have it");
        }
    }

    /// Pays one edit off: it must be the next document's, and lie in its text.
    fn edit(&mut self, place: &str, row: EditRow<'_>) {
        let owed = self.edits.entry(shard_of(place)).or_default();
        let Some(next) = owed.front_mut().filter(|next| next.id == row.id) else {
            return self.problem(place, "this edit is not of the document whose turn it is");
        };
        let is_inside =
            row.start <= row.end && row.end <= next.chars && row.source_start < row.source_end;
        next.left -= 1;
        if next.left == 0 {
            owed.pop_front();
        }
        if !is_inside {
            self.problem(place, "the edit does not lie in its document");
        }
        *self.tally.rules.entry(row.rule.into_owned()).or_default() += 1;
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
        let tally = &self.tally;
        let has_rows = manifest.configuration.edits;
        let sums = [
            (manifest.schema == SCHEMA, "the schema is another one"),
            (
                counts.chars == tally.chars,
                "the texts are not as long as was counted",
            ),
            (
                counts.sections == tally.sections,
                "there are not as many sections as were counted",
            ),
            (
                !manifest.configuration.clusters
                    || counts.duplicates + counts.marked == tally.members,
                "the clusters have not as many members as there are duplicates",
            ),
            (
                counts.unread == tally.unread,
                "not as many inputs were unreadable as was counted",
            ),
            (
                manifest.edits == tally.edits,
                "the edits by kind are not those of the records",
            ),
            (
                manifest.encodings == tally.encodings,
                "the encodings are not those of the records",
            ),
            (
                !has_rows || manifest.rules == tally.rules,
                "the edits by rule are not those of the table",
            ),
            (
                manifest.rejects == tally.rejects,
                "the rejects by reason are not those of the table",
            ),
            (
                manifest.configuration.dedup == "off"
                    || manifest.configuration.dedup_action == "mark"
                    || self.twice == 0,
                "a text is kept twice",
            ),
        ];
        let checks = checks.into_iter().chain(sums);
        let broken: Vec<&str> = checks
            .filter(|(holds, _)| !holds)
            .map(|(_, what)| what)
            .collect();
        for what in broken {
            self.problem(MANIFEST, what);
        }
    }
}

/// The fields that a run read.
fn keys(configuration: &Configuration) -> RecordKeys {
    RecordKeys {
        text: configuration.text_field.clone(),
        id: configuration.id_field.clone(),
        depth: usize::try_from(configuration.max_json_depth).unwrap_or(usize::MAX),
    }
}

/// Half a digest of a string.
fn print(string: &str) -> u128 {
    let digest: [u8; 32] = Sha256::digest(string).into();
    let half = digest.iter().take(16);
    half.fold(0, |print, &byte| print << 8 | u128::from(byte))
}

/// The name of the shard in a place such as `edits/part-00000.jsonl:7`.
fn shard_of(place: &str) -> String {
    let file = place.split('/').nth(1).unwrap_or_default();
    file.split(':').next().unwrap_or_default().to_owned()
}

/// Whether the sections start at 0, follow each other, and end with the text.
fn tiles(record: &Record<'_>) -> bool {
    let mut end = 0;
    let follow = record.sections.iter().all(|section| {
        let follows = section.start == end && section.end >= section.start;
        end = section.end;
        follows
    });
    follow && end == record.chars && !record.sections.is_empty()
}
