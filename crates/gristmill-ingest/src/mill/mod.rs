//! A payload becomes a record and its rows: pure, and on all threads.

mod outcome;
pub(crate) use outcome::{Document, Outcome, mill_item};

mod record;

mod id;

mod code_points;
