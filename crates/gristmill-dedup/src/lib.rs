//! Exact identity of documents.
//!
//! ```
//! use gristmill_dedup::{DedupConfig, Fingerprint, Seen, Verdict};
//!
//! let config = DedupConfig::default();
//! let mut seen = Seen::default();
//! assert_eq!(seen.insert(Fingerprint::of("grist", &config), 0), Verdict::First);
//! assert_eq!(seen.insert(Fingerprint::of("mill", &config), 1), Verdict::First);
//! assert_eq!(seen.insert(Fingerprint::of("grist", &config), 2), Verdict::Exact { of: 0 });
//! ```
//!
//! # How it works
//! [`Fingerprint::of`] is pure and costs the time, so it runs in parallel;
//! [`Seen::insert`] is quick and sequential, and the order in which it is called
//! decides which of several copies is the first. So the same documents in the
//! same order give the same verdicts with any number of threads.
//!
//! The fingerprint is the SHA-256 of the text as it comes out of `normalize`:
//! copies in another encoding, with a byte order mark, in NFD or with other line
//! ends have become the same text by then.
//!
//! # Known problems
//! * Copies that differ by a single character are no copies here: near
//!   duplicates are not found.
//! * [`Seen`] keeps all fingerprints in memory, about 64 bytes a document.
#![no_std]

extern crate alloc;

mod fingerprint;
pub use fingerprint::{DedupConfig, Fingerprint};

mod seen;
pub use seen::{Seen, Verdict};
