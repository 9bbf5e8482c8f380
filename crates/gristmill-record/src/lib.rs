//! The written schema: records, rows, manifest.
//!
//! This is the only place with types for disk. In the tables (documents,
//! duplicates, edits, rejects) every key stands in every line, in the same order
//! and with the same type; there are no nulls, no lists that can be empty and no
//! maps with open keys, no dates as strings and no integers beyond 2^53. Lines that
//! keep these rules load the same in datasets, DuckDB, polars, pandas, pyarrow and
//! jq; each rule is one that at least one of them breaks over, often silently. The
//! manifest is one value for programs that parse it, and has maps.
//!
//! The rows of `edits/part-*` stand in the order of the documents in the shard of
//! the same number, `edits.total` of them for each: so they belong to one document
//! even where the inputs gave one id to two texts.
//!
//! ```
//! use gristmill_record::{Duplicate, DuplicateKind, Place, to_line};
//!
//! let row = Duplicate {
//!     id: "b".into(),
//!     duplicate_of: "a".into(),
//!     kind: DuplicateKind::Exact,
//!     similarity: 1.0,
//!     origin: Place::default(),
//! };
//! let line = to_line(&row);
//! assert!(line.starts_with(r#"{"id":"b","duplicate_of":"a","kind":"exact","similarity":1.0,"#));
//! assert_eq!(serde_json::from_str::<Duplicate>(&line).unwrap(), row);
//! ```
//!
//! Offsets are Unicode code points of the record's text, but for those whose
//! name begins with `source_`: they are bytes of the payload.

mod record;
pub use record::{EditCounts, Metadata, Origin, Record, SCHEMA, Section, confidence};

mod record_line;

mod rows;
pub use rows::{
    Boilerplate, Duplicate, DuplicateKind, EditRow, Member, MemberRole, Place, Reject,
    RejectReason, RepeatRole, RepeatedSection, similarity,
};

mod manifest;
pub use manifest::{Configuration, Counts, FileEntry, Manifest};

mod string;

mod line;
pub use line::{push_line, to_line};

mod edit_rows;
pub use edit_rows::EditRows;

mod dialect;
pub use dialect::{Dialect, Table, schema};
