//! The output of one lot.

use gristmill_record::{Duplicate, FileEntry, to_line};

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

    /// Adds a kept document and its edits.
    pub(crate) fn document(&mut self, line: &str, edits: &[u8], n_edits: u64) -> Result<(), Error> {
        self.file(0)?.write_line(line)?;
        if edits.is_empty() {
            return Ok(());
        }
        self.file(2)?.write(edits, n_edits)
    }

    /// Adds a dropped document.
    pub(crate) fn duplicate(&mut self, duplicate: &Duplicate) -> Result<(), Error> {
        self.file(1)?.write_line(&to_line(duplicate))
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

    /// The file of this folder, made when it is first asked for.
    fn file(&mut self, folder: usize) -> Result<&mut LinesFile, Error> {
        let name = self.name(folder);
        match &mut self.files[folder] {
            Some(file) => Ok(file),
            none => Ok(none.insert(self.output.create(&name, self.format)?)),
        }
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
