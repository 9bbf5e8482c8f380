//! A file as it lies there, and the digest of all its bytes.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use sha2::{Digest as _, Sha256};
use xxhash_rust::xxh3::Xxh3;

use super::decompress::BUFFER;
use crate::find::Found;

/// What the bytes of a file are known by: their SHA-256 when they are a document, which
/// needs it anyway, and otherwise 128 bits of XXH3, which tells what changed by chance as
/// well and costs a tenth.
pub(crate) type Content = [u8; 32];

/// A file, or a part of one, that is read once, and hashed while it is.
pub(crate) struct Raw {
    file: File,
    /// How many bytes of the part are left; no end is known of a file.
    left: Cell<u64>,
    /// Where the part begins.
    start: u64,
    hasher: RefCell<Box<Xxh3>>,
}

impl Raw {
    /// Opens a file; a part of a file of lines begins with the first line that begins in it,
    /// and ends with the last one.
    ///
    /// # Errors
    /// When that fails.
    pub(crate) fn open(found: &Found) -> io::Result<Self> {
        let mut file = File::open(found.location())?;
        let (mut start, mut left) = (0, u64::MAX);
        if let Some(part) = found.part() {
            start = first_line(&mut file, part.range.start)?;
            let end = first_line(&mut file, part.range.end)?;
            left = end.saturating_sub(start);
            file.seek(SeekFrom::Start(start))?;
        }
        Ok(Self {
            file,
            left: Cell::new(left),
            start,
            hasher: RefCell::default(),
        })
    }

    /// Where in the file it begins.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// The file itself, to be read in another order; its digest is had by reading it
    /// again.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn into_file(self) -> io::Result<(File, Content)> {
        let mut reader = Hashing(&self);
        io::copy(&mut reader, &mut io::sink())?;
        let Self { file, hasher, .. } = self;
        Ok((file, content(&hasher.into_inner())))
    }

    /// The file, for whoever hashes its bytes.
    pub(super) fn plain(&self) -> impl Read {
        &self.file
    }

    /// Its bytes from where it is at.
    pub(super) fn stream(&self) -> impl BufRead {
        BufReader::with_capacity(BUFFER, Hashing(self))
    }

    /// The digest of all its bytes, those that nobody has asked for among them; nothing
    /// when they cannot be read.
    pub(crate) fn content(self) -> Option<Content> {
        io::copy(&mut Hashing(&self), &mut io::sink()).ok()?;
        Some(content(&self.hasher.into_inner()))
    }
}

/// Half of it is free.
fn content(hasher: &Xxh3) -> Content {
    let mut content = Content::default();
    content[..16].copy_from_slice(&hasher.digest128().to_le_bytes());
    content
}

/// Where the first line begins at this offset of a file or behind it; the end of the file
/// when none does.
fn first_line(file: &mut File, at: u64) -> io::Result<u64> {
    let Some(before) = at.checked_sub(1) else {
        return Ok(0);
    };
    file.seek(SeekFrom::Start(before))?;
    let mut reader = BufReader::with_capacity(BUFFER, file);
    Ok(before + reader.skip_until(b'\n')? as u64)
}

struct Hashing<'r>(&'r Raw);

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.0.left.get();
        let most = usize::try_from(left)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        let n_bytes = (&self.0.file).read(&mut buffer[..most])?;
        self.0.left.set(left - n_bytes as u64);
        self.0.hasher.borrow_mut().update(&buffer[..n_bytes]);
        Ok(n_bytes)
    }
}

/// The digest of the bytes of a document.
pub(crate) fn content_of(bytes: &[u8]) -> Content {
    Sha256::digest(bytes).into()
}
