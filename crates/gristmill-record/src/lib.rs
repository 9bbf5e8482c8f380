//! The written schema: records, rows, manifest.
//!
//! This is the only place with types for disk. Every key stands in every record,
//! in the same order and with the same type; there are no nulls, no lists that
//! can be empty and no maps with open keys, no dates as strings and no integers
//! beyond 2^53. A record that keeps these rules loads the same in datasets,
//! DuckDB, polars, pandas, pyarrow and jq; one that breaks a rule is read wrong
//! by at least one of them, often silently.
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
pub use record::{EditCounts, Metadata, Origin, Record, SCHEMA, Section};

mod rows;
pub use rows::{Duplicate, DuplicateKind, EditRow, Place, Reject, RejectReason};

mod manifest;
pub use manifest::{Configuration, Counts, FileEntry, Manifest};

mod line;
pub use line::to_line;

mod dialect;
pub use dialect::{Dialect, Table, schema};
