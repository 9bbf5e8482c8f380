//! What two equal documents have in common.

use core::fmt;

use sha2::{Digest, Sha256};

/// How documents are compared. There is nothing to choose yet: two documents are
/// the same when their texts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DedupConfig {}

/// What two equal documents have in common: the SHA-256 of the text.
///
/// It displays as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a normalised text.
    #[must_use]
    pub fn of(text: &str, _config: &DedupConfig) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    /// The fingerprint of what is no text: equal only to that of the same bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The first 8 bytes of the digest, the first of them the highest: what a document is
    /// looked up by in [`Seen`](crate::Seen).
    #[must_use]
    pub fn key(&self) -> u64 {
        self.0[..8]
            .iter()
            .fold(0, |key, &byte| key << 8 | u64::from(byte))
    }

    /// The 32 bytes of the digest.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fingerprint({self})")
    }
}
