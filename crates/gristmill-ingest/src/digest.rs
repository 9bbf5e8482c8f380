//! SHA-256 as it is written down.

use std::io;

use sha2::{Digest as _, Sha256};

/// The SHA-256 of all that is written into it.
#[derive(Clone, Default)]
pub(crate) struct Digest(Sha256);

impl Digest {
    /// `sha256:` and 64 hexadecimal digits.
    pub(crate) fn finish(self) -> String {
        written(&self.0.finalize().into())
    }

    /// The digest of these bytes alone.
    pub(crate) fn of(bytes: &[u8]) -> String {
        let mut digest = Self::default();
        digest.0.update(bytes);
        digest.finish()
    }
}

impl io::Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A digest as it is written down.
pub(crate) fn written(digest: &[u8; 32]) -> String {
    format!("sha256:{}", hex(digest))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|&byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// The FNV-1a hash, 64 bits: quick, and the same everywhere.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    })
}
