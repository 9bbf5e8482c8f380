//! Splits a document into sections and lifts its metadata.
//!
//! ```
//! use gristmill_split::{FieldName, SectionKind, SplitConfig, split};
//!
//! let text = "IMPLICATIONS: Prices will rise.\nAUTHOR’S BIO: Ada Miller is a farmer.";
//! let sections = split(text, &SplitConfig::default());
//! assert_eq!(sections.all()[0].kind, SectionKind::Implications);
//! assert_eq!(&text[sections.all()[1].heading.unwrap()], "AUTHOR’S BIO");
//! let author = sections.metadata().first(FieldName::Author).unwrap();
//! assert_eq!(&text[author.span], "Ada Miller");
//! ```
//!
//! # How it works
//! Splitting changes no text: a section is a range, a heading is a range, and so
//! is each field of the metadata. The sections tile the text.
//!
//! Candidates come first, by their surface: words alone on a line (`own-line`),
//! before a colon (`run-in`) or a dash (`dash`), behind a number (`numbered`), in
//! markdown (`atx`, `setext`, `bold`) or HTML (`html`), or in capitals with a colon
//! right after the end of a sentence (`glued`). Labels of eleven languages are read
//! through case, accents and damage: `AUTHOR'S BIO`, `AUTHOR’S BIO`,
//! `AUTHOR\'S BIO`, `AUTHORâ€™S BIO` and `AUTHOR&rsquo;S BIO` are one. Then the
//! document decides: what its markup makes a heading is one; a known label is one,
//! in small letters only when there is another; and other words are, as of kind
//! `other`, where two known labels of the same look show that this is how the
//! document makes its headings. There are none in fenced code.
//!
//! # Known problems
//! * Header lines and biographies are English.
//! * A list item or a quotation that begins with a label and a colon is taken for
//!   a heading.
//! * Headings of manuals and RFCs are of kinds of their own, and lines of a table of
//!   contents are taken for headings.
//! * Sections do not nest: a level is told, but a section ends at the next heading
//!   of any level.
#![no_std]

extern crate alloc;

mod section;
pub use section::{Candidate, Section, SectionKind, Sections};

mod metadata;
pub use metadata::{Date, Extra, Field, FieldName, Metadata};

mod config;
pub use config::{SplitConfig, SplitProfile};

mod rules;
pub use rules::{RulesError, SplitRules};

mod split;
pub use split::{explain, split};

mod line;

mod number;

mod surface;

mod label;

mod layout;

mod candidate;

mod decide;

mod toc;
