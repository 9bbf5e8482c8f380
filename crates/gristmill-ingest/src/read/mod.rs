//! Opening what was found: whole documents, JSONL line by line, members of archives.
//!
//! A reader of a container has one small interface: it takes a stream and a place, and
//! gives [`Item`]s to the [`feed()`]: payloads, or rejects in their place, and goes on after
//! whatever is wrong. A new kind of container is an ending in `shape.rs`, and a reader
//! beside `tar.rs` that `feed.rs` calls.

mod shape;
pub(crate) use shape::{Kind, Shape};

mod refusal;

mod raw;
pub(crate) use raw::{Content as FileContent, Raw, content_of};

mod gzip;

mod decompress;
pub(crate) use decompress::decompress;

mod document;
pub(crate) use document::{is_passed_over, is_plain_document, read_beginning, read_document};

mod lines;
pub use lines::{Content, Line, Lines};

mod string;

mod json;
pub(crate) use json::glimpse_record;
pub use json::{Parsed, RecordKeys, parse_record};

mod archive;

mod tar;

mod zip;

mod feed;
pub use feed::{Input, read_inputs};
pub(crate) use feed::{Item, feed};
