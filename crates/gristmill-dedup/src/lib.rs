//! Exact and near identity of documents.
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
//! # Near duplicates
//! ```
//! use gristmill_dedup::{Bands, Keep, Shingler, ShingleSet, choose};
//!
//! let texts = [
//!     "The mill stood by the river for three hundred years before it burnt.",
//!     "The mill stood by the river for three hundred years before it burnt down.",
//!     "Nobody had ever seen a miller there, nor heard the wheel turn.",
//! ];
//! let shingler = Shingler::default();
//! let set = |number: usize| {
//!     let mut shingles = Vec::new();
//!     shingler.shingles(texts[number], &mut shingles);
//!     Ok::<_, core::convert::Infallible>(ShingleSet::of(shingles))
//! };
//! let proofs = choose(&[9, 10, 8], 0, set, 0.8, Keep::Hub).unwrap();
//! // The second document is dropped, and the proof says why.
//! assert_eq!(proofs[1].unwrap().kept, 0);
//! assert_eq!(proofs[1].unwrap().similarity, 0.9);
//! assert_eq!((proofs[0], proofs[2]), (None, None));
//! ```
//! A text is a set of shingles, five words each ([`Shingler`]); two texts are as similar as
//! the share of the shingles of both that they have in common
//! ([`ShingleSet::similarity`]). Nobody can compare all with all: [`Bands`] gives each text
//! some keys, and texts that share one are candidates. What is a candidate of a candidate
//! belongs to one group, and [`choose()`] counts, within a group, who is similar to whom. A
//! document is dropped only for a kept one that it is similar to.
//!
//! # Known problems
//! * Of the pairs that are just similar enough some five in 1,000 share no key and are
//!   found only when a third text leads from one to the other.
//! * A text of one to four words is one shingle: it is similar only to the same words.
#![no_std]

extern crate alloc;

mod fingerprint;
pub use fingerprint::{DedupConfig, Fingerprint};

mod seen;
pub use seen::Seen;

mod token;

mod shingle;
pub use shingle::{SHINGLE_WORDS, Shingler};

mod similarity;
pub use similarity::ShingleSet;

mod bands;
pub use bands::Bands;

mod choose;
pub use choose::{Keep, Proof, choose};
