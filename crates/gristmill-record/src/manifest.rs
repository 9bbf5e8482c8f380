//! The account of a whole run.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::EditCounts;

/// The account of a whole run: `manifest.json`, written last. An output without
/// one is not complete.
///
/// It holds no clock, no host and no absolute path: the same inputs and the same
/// configuration give the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// The version of the schema of the records.
    pub schema: String,
    /// The version of gristmill.
    pub version: String,
    /// What was asked for.
    pub configuration: Configuration,
    /// The ledger: inputs = kept + duplicates + rejects.
    pub counts: Counts,
    /// The edits of all kept documents by kind.
    pub edits: EditCounts,
    /// How many kept documents each encoding has.
    pub encodings: BTreeMap<String, u64>,
    /// How many edits each rule made in kept documents.
    pub rules: BTreeMap<String, u64>,
    /// How many rejects each reason has.
    pub rejects: BTreeMap<String, u64>,
    /// Every other file of the output.
    pub files: Vec<FileEntry>,
}

/// What decides about the bytes of the output, apart from the inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Configuration {
    /// What became of the inputs: `ingest` makes records of documents, `dedup` lets lines
    /// of JSON through.
    #[serde(default)]
    pub job: String,
    /// How duplicates are found: `exact`, `near` or `off`.
    pub dedup: String,
    /// How similar near duplicates are at least; empty when none are looked for.
    #[serde(default)]
    pub near: String,
    /// Which of several duplicates is kept: `hub`, `first`, `longest`, `newest`, or
    /// `priority:` and names of collections.
    #[serde(default)]
    pub keep: String,
    /// What becomes of duplicates: `drop` or `mark`.
    #[serde(default)]
    pub dedup_action: String,
    /// The digest of another corpus whose documents were dropped; empty when there is none.
    #[serde(default)]
    pub against: String,
    /// Whether the table of clusters is written.
    #[serde(default)]
    pub clusters: bool,
    /// What is compared: `document`, or `section` when repeated sections are listed as well.
    #[serde(default)]
    pub dedup_unit: String,
    /// How many documents make a line boilerplate; 0 when no lines are listed.
    #[serde(default)]
    pub boilerplate: u64,
    /// How the shards are written: `jsonl`, `jsonl.gz` or `jsonl.zst`.
    pub format: String,
    /// Whether the edits are written.
    pub edits: bool,
    /// The encoding that all inputs are said to have, empty when it is detected.
    pub encoding: String,
    /// Whether documents that say little follow the others of their folder or file.
    pub pool: bool,
    /// The name given to the collection, empty when it comes from the inputs.
    pub source: String,
    /// What the documents are when they are split: `auto` where each tells.
    #[serde(default)]
    pub layout: String,
    /// The digest of the labels, kinds and keys that were added, empty when none were.
    #[serde(default)]
    pub sections: String,
    /// The largest document in bytes.
    pub max_document_bytes: u64,
    /// How many times its size a compressed document may expand to.
    #[serde(default)]
    pub max_expansion: u64,
    /// The most bytes in all members of an archive.
    #[serde(default)]
    pub max_archive_bytes: u64,
    /// The most members of an archive.
    #[serde(default)]
    pub max_archive_entries: u64,
    /// In how many archives a document may lie, one within the other.
    #[serde(default)]
    pub max_nesting: u64,
    /// The most edits of a document.
    #[serde(default)]
    pub max_edits: u64,
    /// How deep the values of a JSON line may be nested.
    #[serde(default)]
    pub max_json_depth: u64,
    /// The field of JSON lines that holds the text.
    #[serde(default)]
    pub text_field: String,
    /// The field of JSON lines that holds the id.
    #[serde(default)]
    pub id_field: String,
    /// Switches of the stages that are off though they are on by default, sorted.
    pub switched_off: Vec<String>,
    /// Switches that are on though they are off by default, sorted.
    #[serde(default)]
    pub switched_on: Vec<String>,
}

/// The ledger of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Everything that was found in the inputs.
    pub inputs: u64,
    /// Documents that are kept.
    pub kept: u64,
    /// Documents that were dropped since another one is kept.
    pub duplicates: u64,
    /// Kept documents that would have been dropped, had they not only to be marked.
    #[serde(default)]
    pub marked: u64,
    /// Inputs that are not in the corpus, each with a reason.
    pub rejects: u64,
    /// Rejects that are there but could not be read whole.
    pub unread: u64,
    /// Bytes of all payloads.
    pub bytes: u64,
    /// Code points of all kept texts.
    pub chars: u64,
    /// Sections of all kept documents.
    pub sections: u64,
}

impl Counts {
    /// Adds the counts of other inputs.
    pub fn add(&mut self, other: &Self) {
        self.inputs += other.inputs;
        self.kept += other.kept;
        self.duplicates += other.duplicates;
        self.marked += other.marked;
        self.rejects += other.rejects;
        self.unread += other.unread;
        self.bytes += other.bytes;
        self.chars += other.chars;
        self.sections += other.sections;
    }

    /// Whether every input is accounted for.
    #[must_use]
    pub fn balance(&self) -> bool {
        self.inputs == self.kept + self.duplicates + self.rejects
    }
}

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileEntry {
    /// Its path in the output.
    pub path: String,
    /// How many lines it has; decompressed, if need be.
    pub rows: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// `sha256:` and its SHA-256.
    pub sha256: String,
}
