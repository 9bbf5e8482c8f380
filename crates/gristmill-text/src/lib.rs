//! Offsets in texts, what happened to them, and the way back.
//!
//! Everything that gristmill does to a document is a chain of *passes*, each
//! from an old text to a new one. Two questions are kept apart:
//!
//! * **geometry**: which range of the old text became which range of the new
//!   one? An [`Alignment`] answers that, in both directions, and composes.
//! * **meaning**: which rule replaced what? That is an [`Edit`], named by its
//!   [`Rule`].
//!
//! A [`Rewriter`] is the only way to make a [`Rewrite`], so edits are always
//! sorted, disjoint and complete, and a text without edits is borrowed. A
//! [`Trace`] holds one [`Leg`] a pass and leads from any range of the last text
//! back to the first; a [`Traced`] text carries its trace with it.
//!
//! ```
//! use gristmill_text::{Kind, Rewriter, Rule, Span, Traced};
//!
//! const QUOTE: Rule = Rule::new("example.escape.quote", Kind::Escape);
//!
//! let mut text = Traced::new(r"the parliament\'s Majlis");
//! text.pass("unescape", |old| {
//!     let mut rewriter = Rewriter::new(old);
//!     rewriter.replace(QUOTE, Span::new(14, 16), "'");
//!     rewriter.finish()
//! });
//! assert_eq!(text.text(), "the parliament's Majlis");
//! assert_eq!(text.trace().to_source(Span::new(14, 15)), Span::new(14, 16));
//! ```
//!
//! # One law above all
//! **An edit replaces at least one byte.** No rule makes text out of nothing, so
//! every character of an output has bytes that it came from, and composing
//! alignments is associative without exception. With pure insertions allowed,
//! 3,096,568 of 38,080,064 triples of small alignments compose differently
//! depending on the order; without them, none of 4,236,774 does (the tests of
//! this crate repeat the second count on smaller texts).
//!
//! # Limits
//! Offsets are bytes and are stored in 32 bits: a text is shorter than 4 GiB.
//! Longer ones are for the edge to refuse, with a reason.
#![no_std]

extern crate alloc;

mod span;
pub use span::Span;

mod alignment;
pub use alignment::{Alignment, AlignmentBuilder, Steps};

mod compose;

mod rule;
pub use rule::{Kind, Rule};

mod rewrite;
pub use rewrite::{Changes, Edit, MOST_EDITS, Rewrite, Rewriter};

mod trace;
pub use trace::{Leg, Trace, TracedEdit};

mod traced;
pub use traced::Traced;

mod code_points;
pub use code_points::CodePoints;
