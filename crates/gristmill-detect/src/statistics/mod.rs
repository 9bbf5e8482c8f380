//! Statistics, when nothing else speaks: which encoding makes the bytes the most
//! likely text of some language.

mod candidates;

mod reading;

mod sample;

mod weigh;
pub(crate) use weigh::{bear_out, guess, may_be_double};

mod unlike_ascii;
pub(crate) use unlike_ascii::look_for_utf_16;
