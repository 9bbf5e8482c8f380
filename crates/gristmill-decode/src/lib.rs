//! Bytes to text with every byte accounted for, and back.
//!
//! ```
//! use gristmill_decode::decode;
//! use gristmill_encoding::Encoding;
//! use gristmill_text::Span;
//!
//! // "λόγος" in windows-1253, and a byte that means nothing there
//! let decoded = decode(b"\xEB\xFC\xE3\xEF\xF2 \xFF", Encoding::Windows1253);
//! assert_eq!(decoded.text, "λόγος \u{FFFD}");
//! assert_eq!(decoded.alignment.to_old(Span::new(0, 2)), Span::new(0, 1));
//! assert_eq!(decoded.edits[0].rule.name(), "decode.malformed");
//! assert_eq!(decoded.edits[0].old, Span::new(6, 7));
//! ```
//!
//! # Nothing is lost
//! Text that no edit covers encodes back to the very bytes it came from
//! ([`encode()`]). Where decoding alone would lose something there is an edit over
//! the bytes: a byte order mark, malformed bytes (which become U+FFFD), an escape
//! sequence of ISO-2022-JP, and a valid sequence that is not the one an encoder
//! would write (the duplicates of Shift_JIS and Big5, say). Whoever keeps the
//! bytes of the edits can rebuild the whole; [`legible()`] writes such bytes as a
//! string, and [`from_legible`] reads it back.
//!
//! # How it works
//! For the encodings of the WHATWG Encoding Standard the text is what encoding_rs
//! gives, to the letter; what the standard does not have is decoded by the tables
//! of `gristmill-encoding`, and so is what has one byte a character. UTF-16 and
//! UTF-32 are decoded here, since they need a place for each unit. How many bytes
//! each character had follows from the shape of the encoding, once encoding_rs has
//! said that the bytes are valid.
//!
//! # Known problems
//! * `ISO-8859-1` and `ASCII` mean windows-1252, as in the Encoding Standard.
//! * [`legible()`] shows bytes from the middle of an ISO-2022-JP text as ASCII; they
//!   read back exactly all the same.
#![no_std]

extern crate alloc;

mod decode;
pub use decode::decode;

mod mixed;
pub use mixed::decode_pieces;

mod decoded;
pub use decoded::{Decoded, RULES};

mod output;

mod utf_8;

mod wide;

mod single_byte;

mod multi_byte;

mod double_byte;

mod shifted;

mod iso_2022_jp;

mod encode;
pub use encode::encode;

mod legible;
pub use legible::{from_legible, legible};
