//! The output of one lot.

use gristmill_record::{Duplicate, EditRow, FileEntry, Record, to_line};
use serde::Serialize;

use super::file::LinesFile;
use super::output::{FOLDERS, Output};
use crate::{Error, Format};

/// The files of one lot; each is made when its first line comes, since an empty
/// file of JSON lines is an error to many readers.
pub(crate) struct Shard<'o> {
    output: &'o Output,
    format: Format,
    number: usize,
    files: [Option<LinesFile>; 3],
}

impl<'o> Shard<'o> {
    /// The shard of the lot of this number.
    pub(crate) fn new(output: &'o Output, format: Format, number: usize) -> Self {
        Self {
            output,
            format,
            number,
            files: [None, None, None],
        }
    }

    /// Adds a kept document.
    pub(crate) fn document(&mut self, record: &Record) -> Result<(), Error> {
        self.write(0, record)
    }

    /// Adds a dropped document.
    pub(crate) fn duplicate(&mut self, duplicate: &Duplicate) -> Result<(), Error> {
        self.write(1, duplicate)
    }

    /// Adds an edit of a kept document.
    pub(crate) fn edit(&mut self, row: &EditRow) -> Result<(), Error> {
        self.write(2, row)
    }

    /// Finishes the files, and tells which there are.
    pub(crate) fn finish(mut self) -> Result<Vec<FileEntry>, Error> {
        let mut entries = Vec::new();
        for folder in 0..FOLDERS.len() {
            if let Some(file) = self.files[folder].take() {
                entries.push(Output::entry(&self.name(folder), file.finish()?));
            }
        }
        Ok(entries)
    }

    fn write(&mut self, folder: usize, value: &impl Serialize) -> Result<(), Error> {
        let file = match &mut self.files[folder] {
            Some(file) => file,
            None => {
                let file = self.output.create(&self.name(folder), self.format)?;
                self.files[folder].insert(file)
            }
        };
        file.write(&to_line(value))
    }

    fn name(&self, folder: usize) -> String {
        format!(
            "{}/part-{:05}.{}",
            FOLDERS[folder],
            self.number,
            self.format.name()
        )
    }
}
