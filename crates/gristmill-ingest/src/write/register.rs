//! The kept documents, on the disk: what a later one is compared with.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::state::Print;
use crate::Error;

/// The kept documents by their numbers: half a fingerprint, and the id.
///
/// It takes no memory however many there are; the files are scratch.
pub(super) struct Register {
    rows: Appended,
    ids: Appended,
}

/// The bytes of a row: the print, and where the id ends.
const ROW: u64 = 24;

impl Register {
    /// An empty one, in this folder.
    pub(super) fn create(folder: &Path) -> Result<Self, Error> {
        Ok(Self {
            rows: Appended::create(&folder.join("kept-rows"))?,
            ids: Appended::create(&folder.join("kept-ids"))?,
        })
    }

    /// Adds a document, and tells its number.
    pub(super) fn push(&mut self, print: &Print, id: &[u8]) -> Result<u64, Error> {
        let number = self.rows.len / ROW;
        self.ids.push(id)?;
        self.rows.push(print)?;
        self.rows.push(&self.ids.len.to_le_bytes())?;
        Ok(number)
    }

    /// The print of a document.
    pub(super) fn print(&mut self, number: u64) -> Result<Print, Error> {
        let mut print = [0; 16];
        self.rows.read(number * ROW, &mut print)?;
        Ok(print)
    }

    /// The id of a document.
    pub(super) fn id(&mut self, number: u64) -> Result<Vec<u8>, Error> {
        let start = match number {
            0 => 0,
            _ => self.end(number - 1)?,
        };
        let len = self.end(number)? - start;
        let mut id = vec![0; usize::try_from(len).unwrap_or(0)];
        self.ids.read(start, &mut id)?;
        Ok(id)
    }

    fn end(&mut self, number: u64) -> Result<u64, Error> {
        let mut end = [0; 8];
        self.rows.read(number * ROW + 16, &mut end)?;
        Ok(u64::from_le_bytes(end))
    }
}

/// How much is written at a time.
const BUFFER: usize = 256 << 10;

/// A file that grows at its end and is read anywhere.
struct Appended {
    path: PathBuf,
    file: File,
    len: u64,
    // What is not in the file yet.
    pending: Vec<u8>,
}

impl Appended {
    fn create(path: &Path) -> Result<Self, Error> {
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(true);
        Ok(Self {
            path: path.to_owned(),
            file: options.open(path).map_err(Error::io("make", path))?,
            len: 0,
            pending: Vec::with_capacity(BUFFER),
        })
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.pending.extend_from_slice(bytes);
        self.len += bytes.len() as u64;
        if self.pending.len() >= BUFFER {
            self.flush().map_err(Error::io("write", &self.path))?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.seek(SeekFrom::End(0))?;
        self.file.write_all(&self.pending)?;
        self.pending.clear();
        Ok(())
    }

    /// Reads bytes that were pushed together.
    fn read(&mut self, at: u64, bytes: &mut [u8]) -> Result<(), Error> {
        let flushed = self.len - self.pending.len() as u64;
        if let Some(at) = at.checked_sub(flushed) {
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            bytes.copy_from_slice(&self.pending[at..at + bytes.len()]);
            return Ok(());
        }
        let mut read = || -> io::Result<()> {
            self.file.seek(SeekFrom::Start(at))?;
            self.file.read_exact(bytes)
        };
        let ended = read();
        ended.map_err(Error::io("read", &self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_by_their_numbers() {
        let folder = tempfile::tempdir().expect("there is room");
        let mut register = Register::create(folder.path()).expect("there is room");
        let id = |number: u64| format!("document {}", "x".repeat((number % 50) as usize));
        // More than is written at a time.
        for number in 0..20_000_u64 {
            let print = [number.to_le_bytes(); 2].concat();
            let print = print.try_into().expect("two times eight");
            let given = register.push(&print, id(number).as_bytes());
            assert_eq!(given.expect("there is room"), number);
        }
        for number in [0, 1, 77, 10_000, 19_998, 19_999] {
            let print = register.print(number).expect("it was written");
            assert_eq!(print[..8], number.to_le_bytes());
            assert_eq!(
                register.id(number).expect("it was written"),
                id(number).as_bytes()
            );
        }
    }
}
