//! The documents seen so far.

use alloc::collections::BTreeMap;
use alloc::collections::btree_map::Entry;

use crate::Fingerprint;

/// The documents seen so far.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    first: BTreeMap<Fingerprint, u64>,
}

/// What a document is to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The first of its text: it is kept.
    First,
    /// The same text as an earlier document.
    Exact {
        /// The number under which that document was inserted.
        of: u64,
    },
}

impl Seen {
    /// Tells what the next document is, and remembers it under `ord`, a number
    /// of the caller's choice.
    pub fn insert(&mut self, fingerprint: Fingerprint, ord: u64) -> Verdict {
        match self.first.entry(fingerprint) {
            Entry::Vacant(entry) => {
                entry.insert(ord);
                Verdict::First
            }
            Entry::Occupied(entry) => Verdict::Exact { of: *entry.get() },
        }
    }
}
