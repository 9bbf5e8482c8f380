//! Exact identity of documents.
//!
//! ```
//! use gristmill_dedup::{DedupConfig, Fingerprint, Seen};
//!
//! let texts = ["grist", "mill", "grist"];
//! let mut seen = Seen::default();
//! let mut originals = Vec::new();
//! for (number, text) in texts.iter().enumerate() {
//!     let key = Fingerprint::of(text, &DedupConfig::default()).key();
//!     // The key only says where to look: the texts themselves are the proof.
//!     let is_it = |other: u64| Ok::<_, core::convert::Infallible>(texts[other as usize] == *text);
//!     let original = seen.find(key, is_it).unwrap();
//!     if original.is_none() {
//!         seen.remember(key, number as u64);
//!     }
//!     originals.push(original);
//! }
//! assert_eq!(originals, [None, None, Some(0)]);
//! ```
//!
//! # How it works
//! [`Fingerprint::of`] is pure and costs the time, so it runs in parallel; [`Seen`] is
//! quick and sequential, and the order in which it is asked decides which of several
//! copies is the first. So the same documents in the same order give the same verdicts
//! with any number of threads.
//!
//! The fingerprint is the SHA-256 of the text as it comes out of `normalize`: copies in
//! another encoding, with a byte order mark, in NFD or with other line ends have become
//! the same text by then.
//!
//! # Known problems
//! * Copies that differ by a single character are no copies here: near duplicates are not
//!   found.
#![no_std]

extern crate alloc;

mod fingerprint;
pub use fingerprint::{DedupConfig, Fingerprint};

mod seen;
pub use seen::Seen;
