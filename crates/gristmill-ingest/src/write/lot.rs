//! The output of one lot, on its way.

use std::io::Read;
use std::path::{Path, PathBuf};

use gristmill_record::Reject;
use rayon::prelude::*;

use super::durable::{make_folder, remove_folder, rename, sync_folder};
use super::file::LinesFile;
use super::names::FOLDERS;
use super::state::{Print, State, StateWriter, Summary};
use crate::mill::EditLines;
use crate::{Error, Format};

/// The file of what is known of a lot.
pub(super) const STATE: &str = "state";

/// A lot that is being written, in a folder of its own that gets its name when it is whole.
///
/// Each file is made when its first line comes, since an empty file of JSON lines is an
/// error to many readers.
pub(crate) struct LotWriter {
    unfinished: PathBuf,
    finished: PathBuf,
    format: Format,
    shards: [Option<LinesFile>; 4],
    state: StateWriter,
}

impl LotWriter {
    /// Begins the lot of this key.
    pub(super) fn create(run: &Path, key: &str, format: Format) -> Result<Self, Error> {
        let unfinished = run.join(unfinished(key));
        let finished = run.join(key);
        remove_folder(&unfinished)?;
        remove_folder(&finished)?;
        make_folder(&unfinished)?;
        Ok(Self {
            state: StateWriter::create(&unfinished.join(STATE))?,
            unfinished,
            finished,
            format,
            shards: [None, None, None, None],
        })
    }

    /// Adds a kept document and its edits.
    pub(super) fn keep(
        &mut self,
        print: &Print,
        id: &[u8],
        line: &[u8],
        (edits, n_edits): (&EditLines, u64),
    ) -> Result<(), Error> {
        self.state.kept(print, id)?;
        self.shard(0)?.write_line(line)?;
        if edits.is_empty() {
            return Ok(());
        }
        let file = self.shard(2)?;
        let mut rows = n_edits;
        edits.give(|lines| file.write(lines, std::mem::take(&mut rows)))
    }

    /// Adds a kept document whose line, with its line feed, and edits are on the disk.
    pub(crate) fn keep_copy(
        &mut self,
        print: &Print,
        id: &[u8],
        line: &[u8],
        (edits, n_edits): (&mut dyn Read, u64),
    ) -> Result<(), Error> {
        self.state.kept(print, id)?;
        self.shard(0)?.write(line, 1)?;
        if n_edits > 0 {
            self.shard(2)?.copy(edits, n_edits)?;
        }
        Ok(())
    }

    /// Adds a dropped document.
    pub(crate) fn drop(&mut self, print: &Print, original: u64, line: &str) -> Result<(), Error> {
        self.state.dropped(print, original)?;
        self.shard(1)?.write_line(line.as_bytes())
    }

    /// Adds a row of the table of clusters.
    pub(crate) fn member(&mut self, line: &str) -> Result<(), Error> {
        self.shard(3)?.write_line(line.as_bytes())
    }

    /// Adds a reject.
    pub(super) fn reject(&mut self, reject: &Reject) -> Result<(), Error> {
        let mut line = Vec::new();
        gristmill_record::push_line(&mut line, reject);
        self.reject_line(&line)
    }

    /// Adds a reject that is a line already.
    pub(crate) fn reject_line(&mut self, line: &[u8]) -> Result<(), Error> {
        self.state.reject(line)
    }

    /// Writes all to the disk, and gives the lot its name.
    pub(crate) fn finish(self, mut summary: Summary) -> Result<State, Error> {
        // At the same time: what takes long is waiting for the disk.
        let shards = self.shards.into_par_iter().zip(&mut summary.shards);
        shards.try_for_each(|(file, written)| {
            *written = file.map(LinesFile::finish).transpose()?;
            Ok::<(), Error>(())
        })?;
        self.state.finish(&summary)?;
        sync_folder(&self.unfinished)?;
        put(&self.unfinished, &self.finished)?;
        Ok(State {
            path: self.finished.join(STATE),
            summary,
        })
    }

    /// The file of this folder, made when it is first asked for.
    fn shard(&mut self, folder: usize) -> Result<&mut LinesFile, Error> {
        match &mut self.shards[folder] {
            Some(file) => Ok(file),
            none => {
                let path = self.unfinished.join(FOLDERS[folder]);
                Ok(none.insert(LinesFile::create(&path, self.format)?))
            }
        }
    }
}

/// What the names of unfinished lots end in.
pub(super) const UNFINISHED: &str = ".part";

/// The name of a folder until it is whole: no other process has the same, so that a task
/// may be done by two of them.
pub(crate) fn unfinished(name: &str) -> String {
    format!("{name}.{}{UNFINISHED}", std::process::id())
}

/// Gives a whole folder its name, unless another process was first: it has done the same.
pub(crate) fn put(unfinished: &Path, finished: &Path) -> Result<(), Error> {
    match rename(unfinished, finished) {
        Err(_) if finished.is_dir() => remove_folder(unfinished),
        ended => ended,
    }
}
