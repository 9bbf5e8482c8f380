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
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut written = String::with_capacity("sha256:".len() + 2 * digest.len());
    written.push_str("sha256:");
    for &byte in digest {
        written.push(char::from(DIGITS[usize::from(byte >> 4)]));
        written.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    written
}
