//! What stands beside the documents: duplicates, edits, rejects.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where an input is from, for those that are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The collection.
    pub source: String,
    /// The file, as in a record's `origin.path`.
    pub path: String,
    /// The member of an archive, empty outside of one.
    pub member: String,
    /// The number of the record in its file, from 0.
    pub record: u64,
    /// The line in its file, from 1; 0 where lines mean nothing.
    pub line: u64,
    /// The byte in its file (decompressed) where the record or the damage begins.
    pub byte: u64,
}

/// A document that was dropped because another one is kept: one line of
/// `duplicates/part-*.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duplicate {
    /// Its id.
    pub id: String,
    /// The id of the document that is kept.
    pub duplicate_of: String,
    /// How alike they are.
    pub kind: DuplicateKind,
    /// How similar their texts are, from 0 to 1: 1.0 for the same text, otherwise the share
    /// of the shingles of both that they have in common.
    pub similarity: f64,
    /// Where it is from.
    pub origin: Place,
}

/// How alike two documents are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateKind {
    /// Their texts are equal.
    Exact,
    /// They share most of their shingles.
    Near,
}

/// A document that has copies, dropped or not: one line of `clusters/part-*.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its id.
    pub id: String,
    /// The id of the document that is kept for all of them.
    pub cluster: String,
    /// What it is to that one.
    pub role: MemberRole,
    /// How similar it is to that one, from 0 to 1.
    pub similarity: f64,
    /// Where it is from.
    pub origin: Place,
}

/// What a document is to the one that is kept for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// It is that document.
    Kept,
    /// Their texts are equal.
    Exact,
    /// They share most of their shingles.
    Near,
}

/// A section of a kept document whose text, below its heading, is that of another section:
/// one line of `repeated_sections.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepeatedSection {
    /// The id of the document.
    pub id: String,
    /// The number of the section in the document, from 0.
    pub section: u64,
    /// Its kind.
    pub kind: String,
    /// Where it begins, in code points of the text.
    pub start: u64,
    /// Where it ends, in code points of the text.
    pub end: u64,
    /// The same for all sections of this text: the first 32 digits of its SHA-256.
    pub cluster: String,
    /// Whether it is the first of them.
    pub role: RepeatRole,
}

/// What a section is among those of the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepeatRole {
    /// The first, which stays when each is wanted once.
    Kept,
    /// Another one.
    Exact,
}

/// A line that many documents of a collection have: one line of `boilerplate.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Boilerplate {
    /// The collection.
    pub source: String,
    /// The line, without the blanks around it.
    pub line: String,
    /// How many kept documents of the collection have it.
    pub documents: u64,
    /// The id of the first of them.
    pub first: String,
}

/// A similarity as it is written: to six decimals.
#[must_use]
pub fn similarity(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// An edit of a kept document: one line of `edits/part-*.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EditRow<'r> {
    /// The id of the document.
    pub id: Cow<'r, str>,
    /// The rule that made the edit.
    pub rule: Cow<'r, str>,
    /// The kind of the rule.
    pub kind: Cow<'r, str>,
    /// Where the result begins, in code points of the text.
    pub start: u64,
    /// Where it ends, in code points of the text.
    pub end: u64,
    /// Where the bytes begin, in bytes of the payload.
    pub source_start: u64,
    /// Where they end, in bytes of the payload.
    pub source_end: u64,
    /// What stood there; bytes that mean nothing in the encoding are `\xNN`.
    pub before: Cow<'r, str>,
    /// What stands there now.
    pub after: Cow<'r, str>,
    /// How sure the rule was, from 0 to 1.
    pub confidence: f64,
}

/// An input that is not in the corpus, and why: one line of `rejects.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// Where it is from.
    pub origin: Place,
    /// Why it was rejected, one of a closed list.
    pub reason: RejectReason,
    /// More about it, for people.
    pub detail: String,
}

/// Why an input was rejected, a closed list.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// There is no text, or none but white space.
    Empty,
    /// This is no text but an image, a program, an archive or noise.
    Binary,
    /// The document is beyond the limit.
    TooLarge,
    /// The compressed data is beyond the limit of what it may expand to.
    Bomb,
    /// The file or folder cannot be read.
    Unreadable,
    /// A symbolic link: what it points to is read under its own name or not at all.
    Link,
    /// A pipe, a socket or a device.
    NotAFile,
    /// The compressed data is damaged or cut short.
    BrokenCompression,
    /// The line is no JSON.
    BadJson,
    /// The line is JSON, but no object.
    NotAnObject,
    /// The object has no `text`, or one that is no string.
    NoText,
    /// A key stands twice in the object: nobody knows which is meant.
    DuplicateKey,
    /// The values of the object are nested too deep.
    TooDeep,
    /// The archive is damaged or cut short.
    BrokenArchive,
    /// The member of the archive is encrypted.
    Encrypted,
    /// The member of the archive is compressed in a way that nothing here reads.
    Unsupported,
    /// It lies within too many archives.
    TooNested,
    /// More would have to be changed than the limit allows.
    TooManyEdits,
    /// The archive is beyond a limit: what comes behind was not read.
    ArchiveLimit,
}

impl RejectReason {
    /// Every reason.
    pub const ALL: [Self; 19] = [
        Self::Empty,
        Self::Binary,
        Self::TooLarge,
        Self::Bomb,
        Self::Unreadable,
        Self::Link,
        Self::NotAFile,
        Self::BrokenCompression,
        Self::BadJson,
        Self::NotAnObject,
        Self::NoText,
        Self::DuplicateKey,
        Self::TooDeep,
        Self::BrokenArchive,
        Self::Encrypted,
        Self::Unsupported,
        Self::TooNested,
        Self::TooManyEdits,
        Self::ArchiveLimit,
    ];

    /// The word for it in the rejects.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::TooLarge => "too_large",
            Self::Bomb => "bomb",
            Self::Unreadable => "unreadable",
            Self::Link => "link",
            Self::NotAFile => "not_a_file",
            Self::BrokenCompression => "broken_compression",
            Self::BadJson => "bad_json",
            Self::NotAnObject => "not_an_object",
            Self::NoText => "no_text",
            Self::DuplicateKey => "duplicate_key",
            Self::TooDeep => "too_deep",
            Self::BrokenArchive => "broken_archive",
            Self::Encrypted => "encrypted",
            Self::Unsupported => "unsupported",
            Self::TooNested => "too_nested",
            Self::TooManyEdits => "too_many_edits",
            Self::ArchiveLimit => "archive_limit",
        }
    }

    /// Whether the input is there but could not be read whole: something the
    /// user may want to mend and try again.
    #[must_use]
    pub fn is_unread(self) -> bool {
        matches!(
            self,
            Self::Unreadable
                | Self::BrokenCompression
                | Self::BrokenArchive
                | Self::Encrypted
                | Self::Unsupported
                | Self::TooNested
                | Self::ArchiveLimit
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_are_written() {
        for reason in RejectReason::ALL {
            let written = serde_json::to_string(&reason).expect("a name is a string");
            assert_eq!(written, format!("\"{}\"", reason.name()));
        }
    }
}
