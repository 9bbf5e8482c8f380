//! Which encoding a document's bytes are in, and how that is known.
//!
//! ```
//! use gristmill_detect::{Evidence, Hints, detect};
//! use gristmill_text::Encoding;
//!
//! let guess = detect(b"\xEF\xBB\xBFgrist", &Hints::default());
//! assert_eq!(guess.encoding, Encoding::Utf8);
//! assert_eq!(guess.evidence, Evidence::Bom);
//! ```
//!
//! # How it works
//! Evidence is asked for in a fixed order, and the first that speaks decides:
//! what the caller knows for certain; a byte order mark; the signature of a
//! binary format; the escapes of ISO-2022-JP; the structure of UTF-16 and UTF-32;
//! more noise than any text has; strict UTF-8; a declaration (by the transport, HTML or XML) that the bytes
//! bear out; UTF-8 with a little damage; and last, statistics (chardetng).
//! [`Evidence`] names the one that decided.
//!
//! # Known problems
//! * Statistics are a browser detector's: it never answers ISO-8859-3, -10, -14,
//!   -15 or -16, macintosh or x-mac-cyrillic, and it calls GB18030 `gbk`. DOS and
//!   EBCDIC pages are unknown to it.
//! * The confidence of a statistical answer is a constant for few and for many
//!   non-ASCII bytes, not a calibrated probability.
//! * UTF-16 without a byte order mark is found by its zero bytes, so a text
//!   without any blank, digit or line end in it (Chinese verse) is missed.
//! * UTF-7, HZ, ISO-2022-KR and ISO-2022-CN are never answered, by design: they
//!   make markup out of bytes that hold none.
#![no_std]

extern crate alloc;

mod guess;
pub use guess::{Evidence, Guess, Hints};

mod order;
pub use order::detect;

mod reads_as;

mod bom;

mod binary;

mod iso_2022_jp;

mod wide;

mod utf8;

mod declared;

mod statistics;

mod label;
pub use label::encoding_for_label;
