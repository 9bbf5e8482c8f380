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
    const SCHEME: &str = "sha256:";
    let mut written = String::with_capacity(SCHEME.len() + 2 * digest.len());
    written.push_str(SCHEME);
    push_hex(&mut written, digest);
    written
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    push_hex(&mut digits, bytes);
    digits
}

fn push_hex(written: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for &byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            written.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
}

/// The FNV-1a hash, 64 bits: quick, and the same everywhere.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    })
}
