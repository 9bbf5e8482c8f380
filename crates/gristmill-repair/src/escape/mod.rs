//! What escapers put into a text: backslashes, doubled quotes, code points in ASCII.

mod token;

mod strings;
pub(crate) use strings::{STRING, unwrap};

mod backslashes;
pub(crate) use backslashes::{BACKSLASH, CODE_POINT, CONTROL, unescape_backslashes};

mod doubled;
pub(crate) use doubled::{DOUBLED, undouble};

mod accents;
pub(crate) use accents::{ACCENT, compose_accents};

mod marked;
pub(crate) use marked::{BARE, RTF, XML, read_marked};

mod quotes;
pub(crate) use quotes::{QUOTE, unescape};

mod source;
pub(crate) use source::{are_all_escaped, count_quotes, unescape_all};
