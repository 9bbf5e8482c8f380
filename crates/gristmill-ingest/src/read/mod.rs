//! Opening what was found: whole documents, and JSONL line by line.
//!
//! A reader has one small interface: it gives [`Item`]s, each a payload to come
//! or a reject, and goes on after whatever is wrong. A new kind of container is
//! a new shape in `shape.rs` and a new reader beside `lines.rs`.

mod shape;
pub(crate) use shape::Shape;

mod open;
pub(crate) use open::open;

mod document;
pub(crate) use document::read_document;

mod lines;
pub use lines::{Content, Line, Lines};

mod json;
pub use json::{Parsed, parse_record};

mod items;
pub(crate) use items::{Item, Items, place};
