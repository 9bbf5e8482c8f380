//! Rows of one size between two tasks: a file that is whole or not there.

use std::fs;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use crate::Error;
use crate::faults::step;
use crate::write::{rename, unfinished};

/// Writes a file of rows of `N` bytes, with what it belongs to and a digest.
pub(super) fn write_rows<const N: usize>(
    folder: &Path,
    name: &str,
    belongs_to: u64,
    rows: impl Iterator<Item = [u8; N]>,
) -> Result<(), Error> {
    let mut bytes: Vec<u8> = rows.flatten().collect();
    bytes.extend(belongs_to.to_le_bytes());
    bytes.extend(xxh3_64(&bytes).to_le_bytes());
    let aside = folder.join(unfinished(name));
    let written = step(&aside).and_then(|()| fs::write(&aside, &bytes));
    written.map_err(Error::io("write", &aside))?;
    rename(&aside, &folder.join(name))
}

/// The rows of a file; nothing when there is none that is whole, or it belongs to something
/// else.
pub(super) fn read_rows<const N: usize>(
    folder: &Path,
    name: &str,
    belongs_to: u64,
) -> Option<Vec<[u8; N]>> {
    let bytes = fs::read(folder.join(name)).ok()?;
    let (bytes, digest) = bytes.split_last_chunk::<8>()?;
    let is_whole = xxh3_64(bytes) == u64::from_le_bytes(*digest);
    let (rows, owner) = bytes.split_last_chunk::<8>()?;
    let is_ours = u64::from_le_bytes(*owner) == belongs_to;
    let (rows, rest) = rows.as_chunks::<N>();
    (is_whole && is_ours && rest.is_empty()).then(|| rows.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_when_they_are_whole_and_ours() {
        let folder = tempfile::tempdir().expect("there is room");
        let rows = [[1_u8, 2, 3], [4, 5, 6]];
        write_rows(folder.path(), "rows", 7, rows.into_iter()).expect("there is room");
        let read = |belongs_to| read_rows::<3>(folder.path(), "rows", belongs_to);
        assert_eq!(read(7), Some(rows.to_vec()));
        assert_eq!(read(8), None);
        let path = folder.path().join("rows");
        let mut bytes = fs::read(&path).expect("it is there");
        bytes[0] ^= 1;
        fs::write(&path, bytes).expect("there is room");
        assert_eq!(read(7), None);
    }
}
