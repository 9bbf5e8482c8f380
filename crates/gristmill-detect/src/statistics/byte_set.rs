//! Sets of bytes.

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ByteSet([u64; 4]);

impl ByteSet {
    /// The bytes that occur.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut occurs = [false; 256];
        for &byte in bytes {
            occurs[usize::from(byte)] = true;
        }
        let mut set = Self::default();
        for byte in (0..=u8::MAX).filter(|&byte| occurs[usize::from(byte)]) {
            set.insert(byte);
        }
        set
    }

    pub(super) fn insert(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    /// Whether the other set has all of its bytes.
    pub(super) fn is_in(self, other: Self) -> bool {
        self.0
            .iter()
            .zip(other.0)
            .all(|(own, other)| own & !other == 0)
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
