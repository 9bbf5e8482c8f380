//! Undoes what earlier software did to a text, and leaves alone what only looks
//! damaged.
//!
//! ```
//! use gristmill_repair::{RepairConfig, repair};
//!
//! let repaired = repair("the parliament\\'s &amp;eacute;lite", &RepairConfig::default());
//! assert_eq!(repaired.text(), "the parliament's élite");
//! assert_eq!(repaired.trace().n_edits(), 2);
//! ```
//!
//! # How it works
//! Passes over and over, until none of them finds anything: transport, entities,
//! escapes, mojibake. Each of them looks for its damage byte by byte and leaves
//! at once when there is none. The end is sure to come: all but the last leave fewer
//! ASCII characters, the last no more of those and fewer of the others. So
//! repairing what is repaired changes nothing.
//!
//! An escaper leaves its image: when every backslash, quote or sign of a text stands
//! where it would have put one, the text has gone through it.
//!
//! * **Entities** (`repair.entity.*`): `&rsquo;`, `&#8217;`, `&#x2019;`, escaped
//!   any number of times (`&amp;amp;rsquo;`), undone in one edit.
//! * **Transport** (`repair.transport.*`): quoted-printable, encoded words, percent
//!   signs, UTF-7.
//! * **Escapes** (`repair.escape.*`): `\'` and `\"`, `\n` and `\u2019`, whole strings of
//!   JSON and Python, fields of CSV, doubled apostrophes, accents of LaTeX, RTF.
//! * **Mojibake** (`repair.mojibake.*`): UTF-8 that was read as another encoding, any
//!   number of times, windows-1252 that was read as Latin-1, and legacy encodings that
//!   were read as others. The structure of UTF-8 says where it may be, the language
//!   model whether the words become likelier.
//!
//! What one text does not tell, its source may: [`Habits`] are learnt from all texts of
//! a source, and [`repair_of_source`] uses them.
//!
//! The **gate** decides what is never touched: code blocks, inline code, JSON
//! documents, lines that read like program code; entities in HTML sources; quotes
//! in LaTeX sources, and a few escaped quotes among many sound apostrophes. Lines that read
//! like code are opened where an escaper has gone over all of a text.
//!
//! # Known problems
//! * Doubled backslashes by themselves are left.
//! * UTF-8 that was read as GBK is left.
//! * In a document that holds HTML tags no entity is decoded, not even a wrong one.
//! * A text that explains entities in prose, without markup, loses its examples.
//! * An entity whose name is spelt with other entities (`&a&#109;p;`) is left.
//! * A whole document between two quotation marks, with none inside, counts as a
//!   JSON string.
#![no_std]

extern crate alloc;

mod repair;
pub use repair::{RULES, repair, repair_of_source};

mod config;
pub use config::RepairConfig;

mod habits;
pub use habits::Habits;

mod gate;

mod entity;

mod escape;

mod transport;

mod misread;

mod bytes;

mod word;

mod reading;

mod windows_1252;
