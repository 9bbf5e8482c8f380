//! SHA-256 as it is written down.

use std::fmt::Write as _;
use std::io;

use sha2::{Digest as _, Sha256};

/// The SHA-256 of all that is written into it.
#[derive(Clone, Default)]
pub(crate) struct Digest(Sha256);

impl Digest {
    /// `sha256:` and 64 hexadecimal digits.
    pub(crate) fn finish(self) -> String {
        let mut written = String::from("sha256:");
        for byte in self.0.finalize() {
            write!(written, "{byte:02x}").expect("strings take all");
        }
        written
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
