//! Documents that share a key, found by sorting.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::mapped::MappedLot;
use super::row::number;
use crate::Error;
use crate::faults::step;
use crate::write::create_file;

/// A key, and the number of a document that has it.
type Pair = (u64, u32);

/// How many bytes a pair takes in memory, and on the disk.
const IN_MEMORY: u64 = 16;
const ON_DISK: usize = 12;

/// How many parts are written at a time: each has a file and a buffer.
const AT_ONCE: u64 = 64;
const BUFFER: usize = 64 << 10;

/// Finds the documents that share a key, and gives each but the first of them with the
/// first: `join(first, other)`.
///
/// Keys are sorted in at most so many bytes of memory: if they are more they are divided
/// by their values into files in `scratch`, and one file is sorted after the other.
pub(super) fn join_pairs(
    lots: &[MappedLot],
    scratch: &Path,
    memory: u64,
    mut join: impl FnMut(u32, u32),
) -> Result<(), Error> {
    let n_pairs: u64 = lots.iter().map(MappedLot::most_pairs).sum();
    let n_parts = (n_pairs * IN_MEMORY).div_ceil(memory.max(64 << 10)).max(1);
    if n_parts == 1 {
        let mut pairs = Vec::with_capacity(usize::try_from(n_pairs).unwrap_or(0));
        each_pair(lots, |pair| {
            pairs.push(pair);
            Ok(())
        })?;
        sort_and_join(&mut pairs, &mut join);
        return Ok(());
    }
    let mut pairs = Vec::new();
    for first in (0..n_parts).step_by(usize::try_from(AT_ONCE).unwrap_or(1)) {
        let range = first..n_parts.min(first + AT_ONCE);
        let mut parts = Vec::new();
        for part in range.clone() {
            parts.push(Part::create(&scratch.join(format!("pairs.{part}")))?);
        }
        each_pair(lots, |pair| {
            let part = part_of(pair.0, n_parts);
            match part
                .checked_sub(first)
                .and_then(|at| parts.get_mut(usize::try_from(at).ok()?))
            {
                Some(part) => part.push(pair),
                None => Ok(()), // another turn's
            }
        })?;
        for part in parts {
            part.read(&mut pairs)?;
            sort_and_join(&mut pairs, &mut join);
        }
    }
    Ok(())
}

/// The same for one of so many parts, all of it in memory.
pub(super) fn join_part(
    lots: &[MappedLot],
    (part, n_parts): (u64, u64),
    join: &mut impl FnMut(u32, u32),
) -> Result<(), Error> {
    let mut pairs = Vec::new();
    each_pair(lots, |pair| {
        if part_of(pair.0, n_parts) == part {
            pairs.push(pair);
        }
        Ok(())
    })?;
    sort_and_join(&mut pairs, join);
    Ok(())
}

/// Which of so many parts a key is in: keys are evenly spread, and each part has one stretch
/// of their values.
fn part_of(key: u64, n_parts: u64) -> u64 {
    let part = (u128::from(key) * u128::from(n_parts)) >> 64;
    u64::try_from(part).unwrap_or(0)
}

/// Gives every key of every document.
fn each_pair(
    lots: &[MappedLot],
    mut each: impl FnMut(Pair) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut base = 0;
    for lot in lots {
        lot.keys(|key, at| {
            // There are fewer than 2^32, or the forest would not have been made.
            each((key, u32::try_from(base + at).unwrap_or(u32::MAX)))
        })?;
        base += lot.n_rows;
    }
    Ok(())
}

fn sort_and_join(pairs: &mut [Pair], join: &mut impl FnMut(u32, u32)) {
    pairs.par_sort_unstable();
    for group in pairs.chunk_by(|a, b| a.0 == b.0) {
        if let [first, others @ ..] = group {
            others.iter().for_each(|other| join(first.1, other.1));
        }
    }
}

/// A file of pairs, gone as soon as it is read.
struct Part {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Part {
    fn create(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            path: path.to_owned(),
            file: BufWriter::with_capacity(BUFFER, create_file(path)?),
        })
    }

    fn push(&mut self, (key, document): Pair) -> Result<(), Error> {
        let mut bytes = [0; ON_DISK];
        bytes[..8].copy_from_slice(&key.to_le_bytes());
        bytes[8..].copy_from_slice(&document.to_le_bytes());
        self.file
            .write_all(&bytes)
            .map_err(Error::io("write", &self.path))
    }

    fn read(self, pairs: &mut Vec<Pair>) -> Result<(), Error> {
        let path = &self.path;
        let finish = |file: BufWriter<File>| -> io::Result<()> {
            step(path)?;
            drop(file.into_inner().map_err(io::IntoInnerError::into_error)?);
            Ok(())
        };
        finish(self.file).map_err(Error::io("write", path))?;
        pairs.clear();
        let read = |pairs: &mut Vec<Pair>| -> io::Result<()> {
            let file = File::open(path)?;
            let n_pairs = usize::try_from(file.metadata()?.len()).unwrap_or(0) / ON_DISK;
            pairs.reserve_exact(n_pairs);
            let mut file = BufReader::with_capacity(BUFFER, file);
            let mut bytes = [0; ON_DISK];
            for _ in 0..n_pairs {
                file.read_exact(&mut bytes)?;
                let document = bytes.last_chunk().copied().map_or(0, u32::from_le_bytes);
                pairs.push((number(&bytes), document));
            }
            std::fs::remove_file(path)
        };
        read(pairs).map_err(Error::io("read", path))
    }
}
