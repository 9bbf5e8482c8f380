//! Documents that were milled lately, so that their copies need not be milled to the end.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use gristmill::Fingerprint;

/// How many locks a table has, so that threads seldom wait for one.
const LOCKS: usize = 1 << 6;

/// How many documents behind one lock are remembered by their texts; one more, and they are
/// forgotten.
const TEXTS: usize = 7 << 9;

/// How many are remembered by their bytes.
const SOURCES: usize = 7 << 7;

/// Documents that were milled lately, by their fingerprints.
///
/// Documents have numbers in the order of the inputs, and are milled in no order. One that
/// comes behind another one of the same text is a duplicate, whoever of the two is asked
/// first and whatever is forgotten: so what is remembered decides about the work, and never
/// about the output.
pub(crate) struct Twins(Option<Tables>);

struct Tables {
    texts: Table<()>,
    /// The fingerprints of the texts that came of them.
    sources: Table<Fingerprint>,
}

impl Twins {
    /// Remembers nothing.
    pub(crate) fn none() -> Self {
        Self(None)
    }

    /// Remembers the documents of a run that keeps the first of several copies. It takes
    /// twenty megabytes at most.
    pub(crate) fn new() -> Self {
        Self(Some(Tables {
            texts: Table::new(TEXTS),
            sources: Table::new(SOURCES),
        }))
    }

    /// Whether a document before this one is known to have the same text; it is known itself
    /// from now on.
    pub(super) fn has_earlier(&self, text: &Fingerprint, number: u64) -> bool {
        let tables = self.0.as_ref();
        tables.is_some_and(|tables| tables.texts.remember(text, number, ()))
    }

    /// The text of a document before this one that is known to have the same bytes.
    pub(super) fn text_of(&self, source: &Fingerprint, number: u64) -> Option<Fingerprint> {
        self.0.as_ref()?.sources.earlier(source, number)
    }

    /// Remembers the text that came of the bytes of a document, and of nothing else: not of
    /// the habits of its source.
    pub(super) fn remember(&self, source: &Fingerprint, text: Fingerprint, number: u64) {
        if let Some(tables) = &self.0 {
            tables.sources.remember(source, number, text);
        }
    }
}

/// Fingerprints by their keys, each with the number of the first document that has it and
/// something else that is known of it.
struct Table<K> {
    locks: Vec<Mutex<HashMap<u64, Entry<K>>>>,
    /// How many of them are behind each lock.
    most: usize,
}

type Entry<K> = (Fingerprint, u64, K);

impl<K: Copy> Table<K> {
    fn new(most: usize) -> Self {
        let locks = (0..LOCKS).map(|_| Mutex::default()).collect();
        Self { locks, most }
    }

    /// What stands behind the lock of a key.
    fn behind_lock(&self, key: u64) -> MutexGuard<'_, HashMap<u64, Entry<K>>> {
        let lock = usize::try_from(key % LOCKS as u64).unwrap_or(0);
        let lock = &self.locks[lock];
        lock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of a fingerprint that a document before this one has.
    fn earlier(&self, fingerprint: &Fingerprint, number: u64) -> Option<K> {
        let key = fingerprint.key();
        let (own, first, known) = *self.behind_lock(key).get(&key)?;
        (own == *fingerprint && first < number).then_some(known)
    }

    /// Remembers a document; says whether one before it is known that has this fingerprint.
    fn remember(&self, fingerprint: &Fingerprint, number: u64, known: K) -> bool {
        let key = fingerprint.key();
        let mut entries = self.behind_lock(key);
        match entries.get_mut(&key) {
            Some((own, first, _)) if own == fingerprint => {
                let is_earlier = *first < number;
                *first = number.min(*first);
                is_earlier
            }
            _ => {
                if entries.len() == self.most {
                    entries.clear();
                }
                entries.insert(key, (*fingerprint, number, known));
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use gristmill::DedupConfig;

    use super::*;

    #[test]
    fn only_what_comes_behind_a_copy_is_one() {
        let twins = Twins::new();
        let print = |text| Fingerprint::of(text, &DedupConfig::default());
        assert!(!twins.has_earlier(&print("a"), 5));
        assert!(!twins.has_earlier(&print("b"), 6));
        assert!(twins.has_earlier(&print("a"), 7));
        assert!(!twins.has_earlier(&print("a"), 2));
        assert!(twins.has_earlier(&print("a"), 3));
        assert!(!Twins::none().has_earlier(&print("a"), 9));
    }

    #[test]
    fn bytes_lead_to_the_text_that_came_of_them() {
        let twins = Twins::new();
        let print = |text| Fingerprint::of(text, &DedupConfig::default());
        assert_eq!(twins.text_of(&print("a "), 9), None);
        twins.remember(&print("a "), print("a"), 5);
        assert_eq!(twins.text_of(&print("a "), 9), Some(print("a")));
        assert_eq!(twins.text_of(&print("a "), 5), None);
        assert_eq!(twins.text_of(&print("a"), 9), None);
    }
}
