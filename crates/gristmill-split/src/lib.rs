//! Splits a document into sections and lifts its metadata.
//!
//! ```
//! use gristmill_split::{SectionKind, SplitConfig, split};
//!
//! let text = "IMPLICATIONS: Prices will rise.\nAUTHOR’S BIO: Ada Miller is a farmer.";
//! let sections = split(text, &SplitConfig::default());
//! assert_eq!(sections.all()[0].kind, SectionKind::Implications);
//! assert_eq!(&text[sections.all()[1].heading.unwrap()], "AUTHOR’S BIO");
//! assert_eq!(&text[sections.metadata().author.unwrap().span], "Ada Miller");
//! ```
//!
//! # How it works
//! Splitting changes no text: a section is a range, a heading is a range, and so
//! is each field of the metadata. The sections tile the text.
//!
//! Candidates come first: a label of the table at the start of a line, followed
//! by a colon (`run-in`) or alone on the line (`own-line`), or in capitals with a
//! colon right after the end of a sentence (`glued`). A label is read through its
//! damage: `AUTHOR'S BIO`, `AUTHOR’S BIO`, `AUTHOR\'S BIO`, `AUTHORâ€™S BIO` and
//! `AUTHOR&rsquo;S BIO` are one. Then the document decides: a heading in small
//! letters counts only when another one does.
//!
//! # Known problems
//! * Labels are English.
//! * Headings with numbers, markdown or HTML around them are not seen.
//! * A list item or a quotation that begins with a label and a colon is taken for
//!   a heading.
#![no_std]

extern crate alloc;

mod section;
pub use section::{Section, SectionKind, Sections};

mod metadata;
pub use metadata::{Field, Metadata};

mod split;
pub use split::{SplitConfig, split};

mod heading;

mod label;

mod header;

mod bio;
