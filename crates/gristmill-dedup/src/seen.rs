//! The documents seen so far.

use alloc::vec::Vec;

/// The documents seen so far, each by 8 bytes of its fingerprint: 16 bytes a document, and
/// a quarter more for room.
///
/// Two texts in 2^64 share these bytes, so whoever asks proves by something longer that a
/// document is the one.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    // Open addressing; a free place has the number `FREE`.
    slots: Vec<(u64, u64)>,
    len: usize,
}

/// The number of no document.
const FREE: u64 = u64::MAX;

/// How many places there are at first.
const FEWEST: usize = 1024;

impl Seen {
    /// How many documents are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many bytes of memory it would take, for a while, to remember one more.
    #[must_use]
    pub fn bytes_to_remember(&self) -> u64 {
        let place = size_of::<(u64, u64)>() as u64;
        let now = self.slots.len() as u64 * place;
        if self.is_full() {
            // The old places and twice as many new ones.
            now + (2 * now).max(FEWEST as u64 * place)
        } else {
            now
        }
    }

    /// An eighth of the places is free, so that every search ends.
    fn is_full(&self) -> bool {
        (self.len + 1) * 8 > self.slots.len() * 7
    }

    /// The number of the document with this [`key`](crate::Fingerprint::key) that `is_it`
    /// says it is; it is asked about every document with the key.
    ///
    /// # Errors
    /// Those of `is_it`.
    pub fn find<E>(
        &self,
        key: u64,
        mut is_it: impl FnMut(u64) -> Result<bool, E>,
    ) -> Result<Option<u64>, E> {
        let mut at = self.place(key);
        while let Some(&(other, number)) = self.slots.get(at) {
            if number == FREE {
                break;
            }
            if other == key && is_it(number)? {
                return Ok(Some(number));
            }
            at = self.next(at);
        }
        Ok(None)
    }

    /// Remembers the document of this number under its key.
    ///
    /// # Panics
    /// When the number is `u64::MAX`.
    pub fn remember(&mut self, key: u64, number: u64) {
        assert!(number != FREE, "the last number is no document's");
        if self.is_full() {
            self.grow();
        }
        let mut at = self.place(key);
        while self.slots[at].1 != FREE {
            at = self.next(at);
        }
        self.slots[at] = (key, number);
        self.len += 1;
    }

    fn grow(&mut self) {
        let room = (self.slots.len() * 2).max(FEWEST);
        let old = core::mem::replace(&mut self.slots, alloc::vec![(0, FREE); room]);
        self.len = 0;
        for (key, number) in old.into_iter().filter(|&(_, number)| number != FREE) {
            self.remember(key, number);
        }
    }

    /// Where the search for a key begins. Keys are evenly spread, being parts of digests;
    /// there are a power of two places.
    fn place(&self, key: u64) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "only the lowest bits matter"
        )]
        let low = key as usize;
        low & self.slots.len().wrapping_sub(1)
    }

    fn next(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }
}
