//! Text that was decoded in another encoding than it was written in.

mod page;

mod suspects;

mod sequences;

mod judge;

mod words;

mod beyond_ascii;

mod glance;

mod candidates;

mod legacy;
pub(crate) use legacy::LEGACY;

mod c1;
pub(crate) use c1::C1;

mod utf_8;
pub(crate) use utf_8::{UTF_8, WINDOWS_1252};

mod undo;
pub(crate) use undo::undo;
