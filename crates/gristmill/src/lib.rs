//! Bytes in, a clean, split and traced document out.
//!
//! ```
//! use gristmill::{Config, Hints, mill};
//!
//! // windows-1252, an escaped apostrophe, a heading run into the text
//! let bytes = b"IMPLICATIONS: The parliament\\'s \x93caf\xE9\x94 law.";
//! let milled = mill(bytes, &Hints::default(), &Config::default());
//!
//! assert_eq!(milled.text, "IMPLICATIONS: The parliament's “café” law.");
//! assert_eq!(milled.guess.encoding.name(), "windows-1252");
//! assert_eq!(milled.sections.all()[0].kind.name(), "implications");
//!
//! // every character leads back to its bytes …
//! let quote = milled.text.find('“').unwrap();
//! let source = milled.trace.to_source((quote..quote + 3).into());
//! assert_eq!(&bytes[source], b"\x93");
//!
//! // … and all of them can be had back
//! let changes: Vec<_> = milled.changes(bytes).collect();
//! assert_eq!(changes[0].before, r"\'");
//! let restored = gristmill::restore(&milled.text, milled.guess.encoding, &changes);
//! assert_eq!(restored.unwrap(), bytes);
//! ```
//!
//! # How it works
//! [`mill()`] is the whole product on one screen: five stages, each a pure function
//! from a value to a value, in crates of their own that know nothing of each
//! other, of files or of threads. This crate adds what needs more than one of
//! them: the [`Trace`] of the whole way, and [`restore()`].
//!
//! To see the stages alone, use `gristmill-detect`, `gristmill-decode`,
//! `gristmill-repair`, `gristmill-normalize`, `gristmill-split` and
//! `gristmill-dedup`; what flows between them is in `gristmill-text`. All that a
//! caller of `mill` needs is exported here.
//!
//! # Known problems
//! Each stage leaves its own output alone, but the chain of them may not:
//! `repair` can find damage that only `normalize` has uncovered, such as an
//! escape whose backslash and quote had a control character between them.
#![no_std]

extern crate alloc;

mod mill;
pub use mill::{Cleaned, Config, Milled, clean_of_source, mill, mill_of_source};

mod change;
pub use change::Change;

mod restore;
pub use restore::{Patch, RestoreError, restore};

mod rules;
pub use rules::rules;

pub use gristmill_decode::{Decoded, decode, decode_pieces, legible};
pub use gristmill_dedup::{
    Bands, DedupConfig, Fingerprint, Keep, Proof, Seen, ShingleSet, Shingler, choose,
};
pub use gristmill_detect::{Evidence, Guess, Hints, RunnerUp, Vote, detect, is_noise};
pub use gristmill_encoding::{Encoding, Piece, encoding_for_label};
pub use gristmill_language::identify;
pub use gristmill_normalize::{NormalizeConfig, Profile, normalize};
pub use gristmill_repair::{Habits, RepairConfig, repair, repair_of_source};
pub use gristmill_split::{
    Date, DateOrder, DateOrders, Field, FieldName, Metadata, Section, SectionKind, Sections,
    SplitConfig, SplitProfile, SplitRules, explain as explain_split, split,
};
pub use gristmill_text::{
    Alignment, CodePoints, Edit, Kind, Leg, MOST_EDITS, Rule, Span, Trace, Traced, TracedEdit,
};

// The example of the README is run as a test of this crate.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
