//! A choice among right spellings: Unicode form, line ends, blanks, controls.
//!
//! Nothing here was broken: `repair` mends what has one right answer, this stage
//! chooses where there are several, so that equal texts become equal bytes.
//!
//! ```
//! use gristmill_normalize::{NormalizeConfig, normalize};
//!
//! let normal = normalize("cafe\u{301}  noir \r\n", &NormalizeConfig::default());
//! assert_eq!(normal.text(), "café noir");
//! ```
//!
//! # How it works
//! A few passes in an order in which none makes work for one before it: controls go,
//! line ends become LF, invisible characters go, letters take Unicode's form NFC, cut
//! words are joined, and last blanks and empty lines are put in order. So normalising
//! twice changes nothing more. Each rule has a switch of its own in [`NormalizeConfig`], and
//! a [`Profile`] sets them all.
//!
//! # Known problems
//! * C1 controls are left, and so are tags and variation selectors.
//! * A word that a line end cut stays cut when the text says nothing about it.
//! * Tables set with blanks lose their columns where a line begins with a letter.
#![no_std]

extern crate alloc;

mod normalize;
pub use normalize::{NormalizeConfig, Profile, RULES, normalize};

mod control;

mod invisible;

mod line_end;

mod hyphenation;

mod scan;

mod spelling;

mod form;

mod blank;
