//! A kept document.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of this version of the schema. It changes by addition only.
pub const SCHEMA: &str = "gristmill/1";

/// A kept document: one line of `documents/part-*.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record<'r> {
    /// The document's own id, or `gm` and 26 letters and digits made from where
    /// it is from.
    pub id: String,
    /// The text; never empty.
    pub text: Cow<'r, str>,
    /// The collection it belongs to.
    pub source: String,
    /// Its language as a BCP 47 tag, `und` when unknown.
    pub lang: String,
    /// How many code points the text has.
    pub chars: u64,
    /// What it says about itself.
    pub metadata: Metadata,
    /// Its parts; there is at least one, and they tile the text.
    pub sections: Vec<Section>,
    /// Where it is from.
    pub origin: Origin,
    /// How many edits of each kind were made.
    pub edits: EditCounts,
    /// `sha256:` and the SHA-256 of the text in UTF-8.
    pub text_sha256: String,
    /// The version of this schema: `gristmill/1`.
    pub schema: String,
}

/// What a document says about itself; what it does not say is empty or 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// The title.
    pub title: String,
    /// The author's name.
    pub author: String,
    /// The publication that it appeared in.
    pub publication: String,
    /// The volume of the publication.
    pub volume: String,
    /// The issue of the publication.
    pub issue: String,
    /// Its address.
    pub url: String,
    /// The year of its date, 0 when unknown.
    pub year: u32,
    /// The month of its date, 0 when unknown.
    pub month: u32,
    /// The day of its date, 0 when unknown.
    pub day: u32,
    /// Everything else, as a JSON object in a string: its keys are open, which a
    /// column cannot be.
    pub extra: String,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What it is about: one of a closed list, or a kind of the user's own rules.
    pub kind: String,
    /// The words of its heading, empty when it has none.
    pub heading: String,
    /// How deep it lies, from 1.
    pub level: u32,
    /// Where it begins, in code points of the text.
    pub start: u64,
    /// Where it ends, in code points of the text.
    pub end: u64,
}

/// Where a document is from and how its bytes were read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The file, relative to the input, with `/` between folders; a byte that is
    /// not UTF-8 is `\xNN`.
    pub path: String,
    /// The member of an archive, empty outside of one.
    pub member: String,
    /// The number of the record in its file, from 0.
    pub record: u64,
    /// How many bytes the payload has: the file, or the `text` of a JSONL record.
    pub bytes: u64,
    /// `sha256:` and the SHA-256 of the payload.
    pub sha256: String,
    /// The encoding of the payload, by its WHATWG name in lower case.
    pub encoding: String,
    /// What decided about the encoding.
    pub evidence: String,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
}

/// How many edits of each kind were made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EditCounts {
    /// All of them.
    pub total: u64,
    /// Bytes that the text alone would not give back.
    pub decode: u64,
    /// Backslashes and other escapes undone.
    pub escape: u64,
    /// Entities decoded.
    pub entity: u64,
    /// Transport encodings undone.
    pub transport: u64,
    /// Wrongly decoded text put right.
    pub mojibake: u64,
    /// Unicode forms chosen.
    pub unicode: u64,
    /// Blanks and line ends put in order.
    pub whitespace: u64,
    /// Control and invisible characters deleted.
    pub control: u64,
}

/// A confidence as it is written: to six decimals. More are noise, and some readers
/// lose them.
#[must_use]
pub fn confidence(value: f32) -> f64 {
    (f64::from(value) * 1e6).round() / 1e6
}

impl EditCounts {
    /// Takes the counts of another document away, which were added before.
    ///
    /// # Panics
    /// When they were not.
    pub fn subtract(&mut self, other: &Self) {
        self.total -= other.total;
        self.decode -= other.decode;
        self.escape -= other.escape;
        self.entity -= other.entity;
        self.transport -= other.transport;
        self.mojibake -= other.mojibake;
        self.unicode -= other.unicode;
        self.whitespace -= other.whitespace;
        self.control -= other.control;
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: &Self) {
        self.total += other.total;
        self.decode += other.decode;
        self.escape += other.escape;
        self.entity += other.entity;
        self.transport += other.transport;
        self.mojibake += other.mojibake;
        self.unicode += other.unicode;
        self.whitespace += other.whitespace;
        self.control += other.control;
    }
}
