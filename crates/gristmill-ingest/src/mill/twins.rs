//! Documents that were milled lately, so that their copies need not be milled to the end.

use std::sync::{Mutex, PoisonError};

use gristmill::Fingerprint;

/// How many documents are remembered, each in its place; a new one takes the place over.
const PLACES: usize = 1 << 18;

/// How many places share a lock.
const A_LOCK: usize = 1 << 10;

/// Documents that were milled lately, by their fingerprints.
///
/// Documents have numbers in the order of the inputs, and are milled in no order. One that
/// comes behind another one of the same text is a duplicate, whoever of the two is asked
/// first and whatever is forgotten: so what is remembered decides about the work, and never
/// about the output.
pub(crate) struct Twins(Option<Vec<Mutex<Vec<Place>>>>);

/// A fingerprint, and the number of the first document that has it.
type Place = ([u8; 32], u64);

impl Twins {
    /// Remembers nothing.
    pub(crate) fn none() -> Self {
        Self(None)
    }

    /// Remembers the documents of a run that keeps the first of several copies. It takes ten
    /// megabytes when there are many documents.
    pub(crate) fn new() -> Self {
        Self(Some(
            (0..PLACES / A_LOCK).map(|_| Mutex::default()).collect(),
        ))
    }

    /// Whether a document before this one is known to have the same text; it is known itself
    /// from now on.
    pub(super) fn has_earlier(&self, fingerprint: &Fingerprint, number: u64) -> bool {
        let Some(locks) = &self.0 else { return false };
        let key = usize::try_from(fingerprint.key() >> 32).unwrap_or(0) % PLACES;
        let mut places = locks[key / A_LOCK]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if places.is_empty() {
            places.resize(A_LOCK, ([0; 32], u64::MAX));
        }
        let place = &mut places[key % A_LOCK];
        if place.0 != *fingerprint.as_bytes() {
            *place = (*fingerprint.as_bytes(), number);
            return false;
        }
        let is_earlier = place.1 < number;
        place.1 = place.1.min(number);
        is_earlier
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
}
