//! Which bytes there are.

/// How often each byte occurs.
pub(super) struct Census {
    counts: [u32; 256],
    /// The bytes that occur.
    pub(super) set: ByteSet,
}

impl Census {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut counts = [0; 256];
        for &byte in bytes {
            counts[usize::from(byte)] += 1;
        }
        let mut set = ByteSet::default();
        for byte in (0..=u8::MAX).filter(|&byte| counts[usize::from(byte)] > 0) {
            set.insert(byte);
        }
        Self { counts, set }
    }

    /// How many bytes are beyond ASCII.
    pub(super) fn n_beyond_ascii(&self) -> u32 {
        self.counts[128..].iter().sum()
    }

    /// How many bytes are not in a set.
    pub(super) fn n_outside(&self, set: ByteSet) -> u32 {
        self.set
            .without(set)
            .iter()
            .map(|byte| self.counts[usize::from(byte)])
            .sum()
    }
}

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ByteSet([u64; 4]);

impl ByteSet {
    pub(super) fn insert(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    /// The bytes that the other set does not have.
    fn without(self, other: Self) -> Self {
        Self(core::array::from_fn(|at| self.0[at] & !other.0[at]))
    }

    /// The bytes in their order.
    pub(super) fn iter(self) -> impl Iterator<Item = u8> {
        (0..)
            .zip(self.0)
            .flat_map(|(quarter, mut bits): (u8, u64)| {
                core::iter::from_fn(move || {
                    let lowest = u8::try_from(bits.trailing_zeros())
                        .ok()
                        .filter(|&at| at < 64)?;
                    bits &= bits - 1;
                    Some(quarter * 64 + lowest)
                })
            })
    }
}
