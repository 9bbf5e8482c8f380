//! A payload becomes a record and its edits, as lines: on all threads, and from
//! nothing but the payload and the settings.

mod outcome;
pub(crate) use outcome::{Document, Fate, Mill, Outcome, mill_item};

mod twins;
pub(crate) use twins::Twins;

mod siblings;
pub(crate) use siblings::Siblings;

mod source;

mod edit_lines;
pub(crate) use edit_lines::EditLines;

mod compare;
pub(crate) use compare::Comparer;

mod line;

mod record;

mod tally;

mod id;
pub(crate) use id::is_made_id;
