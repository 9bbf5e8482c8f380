//! Which encoding a document's bytes are in, and how that is known.
//!
//! ```
//! use gristmill_detect::{Evidence, Hints, detect};
//! use gristmill_encoding::Encoding;
//!
//! let guess = detect(b"\xEF\xBB\xBFgrist", &Hints::default());
//! assert_eq!(guess.encoding, Encoding::Utf8);
//! assert_eq!(guess.evidence, Evidence::Bom);
//! ```
//!
//! # How it works
//! Evidence is asked for in a fixed order, and the first that speaks decides:
//! what the caller knows for certain; a byte order mark before text; the signature of
//! a binary format; the escapes of ISO-2022-JP and ISO-2022-KR; the structure of
//! UTF-16 and UTF-32; a declared encoding of seven bits; what the text would be in
//! UTF-16; more noise than any text has; UTF-8 with at least four characters beyond
//! ASCII, and nothing bad; a declaration (by the transport or in the document) that
//! the bytes bear out; UTF-8 with a little damage; and last, statistics. [`Evidence`]
//! names the one that decided.
//!
//! Statistics weigh some seventy encodings by the text that the bytes would be:
//! what the characters cost in the language that they fit best (the model is
//! `gristmill-language`), and how rarely that language was stored in the encoding.
//! Words with bytes beyond ASCII are read from all over the document, rare bytes
//! first; the words of ASCII between them only tell about the language. Where nothing
//! reads well, encodings are weighed as well in which one sequence in fifty means
//! nothing: one bad byte must not turn a book into another script. A page of
//! mainframes, in which nothing is where ASCII has it, must be overwhelmingly
//! likelier than all others, and read as text from the beginning to the end; what is
//! as unlikely as random bytes in every encoding is binary.
//!
//! The confidence of statistics is the share of such answers that is right, as far as
//! undamaged texts tell: it comes from how far the encodings are behind that would
//! give another text. Other evidence has a fixed one. What the documents of a
//! folder say together is a [`Vote`], which decides where a document says little.
//! `docs/encoding-detection.md` has the figures.
//!
//! # Known problems
//! * Where two encodings give texts that are equally likely (Romanian in
//!   windows-1250 and ISO-8859-16), the commoner encoding is answered.
//! * UTF-7 is never answered, by design: it makes markup out of bytes that hold
//!   none. HZ and ISO-2022-CN are answered when the transport or the document names
//!   them, ISO-2022-KR also when it announces itself as RFC 1557 wants; all three
//!   only when everything in them is valid.
#![no_std]

extern crate alloc;

mod guess;
pub use guess::{Evidence, Guess, Hints, RunnerUp};

mod confidence;

mod vote;
pub use vote::Vote;

mod order;
pub use order::detect;

mod reads_as;

mod bom;

mod binary;
pub use binary::is_noise;

mod iso_2022;

mod wide;

mod utf8;

mod declared;

mod statistics;
