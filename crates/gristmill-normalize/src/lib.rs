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
//! A few passes in an order in which none makes work for one before it: invisible
//! characters go, line ends become LF, letters take Unicode's form NFC, and last
//! blanks and empty lines are put in order. So normalising twice changes nothing
//! more. Each rule has a switch of its own in [`NormalizeConfig`].
//!
//! # Known problems
//! * Not NFKC: it turns "½" into "1⁄2" and "²" into "2", which changes what the
//!   author said.
//! * Odd blanks (U+00A0, U+2009, U+3000) are kept where they stand alone.
//! * Zero-width characters, soft hyphens, C1 controls and hyphens at line ends are
//!   left.
//! * Tables set with blanks lose their columns where a line begins with a letter.
#![no_std]

extern crate alloc;

mod normalize;
pub use normalize::{NormalizeConfig, RULES, normalize};

mod control;

mod line_end;

mod form;

mod blank;
