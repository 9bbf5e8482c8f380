//! Statistics, when nothing else speaks: which encoding makes the bytes the most
//! likely text of some language.

mod weigh;
pub(crate) use weigh::{bears_out, guess};

mod sample;

mod byte_set;

mod page;

mod candidates;

mod possible;
pub(crate) use possible::{is_nearly_possible, may_be_double};

mod prior;

mod reading;

mod race;

mod answer;

mod pieces;
pub(crate) use pieces::find_pieces;

mod unlike_ascii;
pub(crate) use unlike_ascii::{is_utf_16_throughout, look_for_utf_16};
