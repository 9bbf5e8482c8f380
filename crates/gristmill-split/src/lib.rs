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
//! 1. The **layout** is looked at first: text indented below headings at the margin, as
//!    in manuals and standards; paragraphs between empty lines; or lines.
//! 2. **Candidates** come by their surface: words alone on a line (`own-line`), before a
//!    colon or a full stop (`run-in`) or a dash (`dash`), behind a number (`numbered`), at
//!    the margin (`outdented`), in brackets (`bracketed`), in markdown (`atx`, `setext`,
//!    `bold`), HTML (`html`), LaTeX (`latex`), roff and pod (`roff`) or the
//!    markup of a wiki (`wiki`), or right
//!    after the end of a sentence (`glued`).
//! 3. **Labels** of twenty-two languages ([`SplitRules`]) are read through case, accents, one
//!    wrong letter and damage: `AUTHOR'S BIO`, `AUTHOR\'S BIO`, `AUTHORâ€™S BIO` and
//!    `AUTHOR&rsquo;S BIO` are one.
//! 4. Then the **document decides**: what its markup makes a heading is one; a known label
//!    is one, unless it looks weak and stands alone; other words are where known labels of
//!    the same look, numbers in their order, or paragraphs below short lines show that this
//!    is how the document makes its headings. Lines of a table of contents are none, nor is
//!    anything in fenced code, in lists or in quotations. [`explain`] tells for each
//!    candidate what became of it.
//! 5. **Metadata** are found in front matter, header lines, bylines, the head of an HTML
//!    page, and the author's biography.
//!
//! # Known problems
//! * A heading that goes on on the next line is read up to the line's end.
//! * A form with two lines such as `Background: white` is taken for run-in headings.
//! * Values of metadata are given as they stand, entities of HTML and escapes of JSON
//!   included.
//! * Sections do not nest: a level is told, but a section ends at the next heading
//!   of any level.
#![no_std]

extern crate alloc;

mod section;
pub use section::{Candidate, Section, SectionKind, Sections};

mod metadata;
pub use metadata::{Date, DateOrder, DateOrders, Extra, Field, FieldName, Metadata};

mod config;
pub use config::{SplitConfig, SplitProfile};

mod rules;
pub use rules::{RulesError, SplitRules};

mod split;
pub use split::{explain, split};

mod ascii;

mod line;

mod closed;

mod html_line;

mod number;

mod surface;

mod first_words;

mod label;

mod layout;

mod candidate;

mod decide;

mod toc;
