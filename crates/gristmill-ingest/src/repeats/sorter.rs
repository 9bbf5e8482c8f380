//! Rows in order, in memory or beyond it on the disk.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::Error;
use crate::write::create_file;

/// What is sorted, by its first number and then by the next ones.
pub(super) type Row = [u64; 4];

/// The bytes of a row.
const ROW: usize = size_of::<Row>();

/// The buffer of a run that is written or read.
const BUFFER: usize = 64 << 10;

/// How many runs are merged at a time: each has a buffer and an open file.
const FAN: usize = 32;

/// Takes rows in any order and gives them back sorted.
///
/// When there are more than fit into memory, sorted runs are written to the disk and merged.
/// The files go when the rows have been given, or with the folder they are in.
pub(super) struct Sorter {
    base: PathBuf,
    rows: Vec<Row>,
    most: usize,
    /// Each with how often its rows were merged.
    runs: Vec<(u32, PathBuf)>,
    n_made: usize,
}

impl Sorter {
    /// Sorts in at most so many bytes of memory; runs are files that begin with this path.
    pub(super) fn new(base: &Path, memory: u64) -> Self {
        // A vector that grows holds both its old and its new place for a while.
        let most = usize::try_from(memory / 2).unwrap_or(usize::MAX) / ROW;
        Self {
            base: base.to_owned(),
            rows: Vec::new(),
            most: most.max(1),
            runs: Vec::new(),
            n_made: 0,
        }
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: Row) -> Result<(), Error> {
        if self.rows.len() == self.most {
            self.spill()?;
        }
        self.rows.push(row);
        Ok(())
    }

    /// All rows in order.
    pub(super) fn sorted(mut self) -> Result<Sorted, Error> {
        if self.runs.is_empty() {
            self.rows.sort_unstable();
            return Ok(Sorted::of(self.rows));
        }
        self.spill()?;
        drop(self.rows);
        // There are fewer than `FAN` of each level, and few levels.
        Sorted::merged(self.runs.into_iter().map(|(_, path)| path))
    }

    /// Writes what is in memory as a run, and merges runs when there are many.
    fn spill(&mut self) -> Result<(), Error> {
        self.rows.sort_unstable();
        let rows = std::mem::take(&mut self.rows);
        let path = self.write(rows.iter().map(|&row| Ok(row)))?;
        self.rows = rows;
        self.rows.clear();
        self.runs.push((0, path));
        while let Some(&(level, _)) = self.runs.last() {
            let same = self.runs.iter().rev().take_while(|run| run.0 == level);
            let first = self.runs.len() - same.count();
            if self.runs.len() - first < FAN {
                return Ok(());
            }
            let merged = Sorted::merged(self.runs.drain(first..).map(|(_, path)| path))?;
            let path = self.write(merged)?;
            self.runs.push((level + 1, path));
        }
        Ok(())
    }

    /// Writes rows as they come.
    fn write(
        &mut self,
        mut rows: impl Iterator<Item = Result<Row, Error>>,
    ) -> Result<PathBuf, Error> {
        let path = self.base.with_added_extension(self.n_made.to_string());
        self.n_made += 1;
        let failed = || Error::io("write", &path);
        let mut file = BufWriter::with_capacity(BUFFER, create_file(&path)?);
        rows.try_for_each(|row| {
            let mut numbers = row?.into_iter();
            let written = numbers.try_for_each(|number| file.write_all(&number.to_le_bytes()));
            written.map_err(failed())
        })?;
        file.flush().map_err(failed())?;
        drop(file);
        Ok(path)
    }
}

/// Rows in order.
pub(super) struct Sorted {
    rows: std::vec::IntoIter<Row>,
    runs: Vec<Run>,
    /// The next row of each run, with its number.
    next: BinaryHeap<Reverse<(Row, usize)>>,
}

/// A run on the disk.
struct Run {
    path: PathBuf,
    file: BufReader<File>,
}

impl Sorted {
    /// These rows, which are in order.
    fn of(rows: Vec<Row>) -> Self {
        Self {
            rows: rows.into_iter(),
            runs: Vec::new(),
            next: BinaryHeap::new(),
        }
    }

    /// The rows of these runs.
    fn merged(paths: impl Iterator<Item = PathBuf>) -> Result<Self, Error> {
        let mut merged = Self::of(Vec::new());
        for path in paths {
            let file = File::open(&path).map_err(Error::io("read", &path))?;
            let file = BufReader::with_capacity(BUFFER, file);
            merged.runs.push(Run { path, file });
            merged.advance(merged.runs.len() - 1)?;
        }
        Ok(merged)
    }

    /// Takes the next row of a run, or removes its file behind the last one.
    fn advance(&mut self, number: usize) -> Result<(), Error> {
        let run = &mut self.runs[number];
        let mut bytes = [0; ROW];
        match run.file.read_exact(&mut bytes) {
            Ok(()) => {
                let mut row = [0; 4];
                let numbers = bytes.as_chunks().0.iter().copied();
                row.iter_mut()
                    .zip(numbers)
                    .for_each(|(place, bytes)| *place = u64::from_le_bytes(bytes));
                self.next.push(Reverse((row, number)));
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                std::fs::remove_file(&run.path).map_err(Error::io("remove", &run.path))
            }
            Err(error) => Err(Error::io("read", &run.path)(error)),
        }
    }
}

impl Iterator for Sorted {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.runs.is_empty() {
            return self.rows.next().map(Ok);
        }
        let Reverse((row, number)) = self.next.pop()?;
        Some(self.advance(number).map(|()| row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let rows: Vec<Row> = (0..1000_u64)
            .map(|number| [number * 7919 % 97, number * 31 % 7, number, 0])
            .collect();
        let mut expected = rows.clone();
        expected.sort_unstable();
        for memory in [64, 1 << 12, 1 << 30] {
            let mut sorter = Sorter::new(&folder.path().join("rows"), memory);
            rows.iter()
                .try_for_each(|&row| sorter.push(row))
                .expect("rows are taken");
            let sorted = sorter.sorted().expect("rows are sorted");
            let sorted: Result<Vec<Row>, Error> = sorted.collect();
            assert_eq!(sorted.expect("rows are read"), expected);
            let left = std::fs::read_dir(folder.path())
                .expect("it is there")
                .count();
            assert_eq!(left, 0);
        }
    }
}
