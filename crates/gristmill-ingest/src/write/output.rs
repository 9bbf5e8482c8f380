//! The output folder: what is under way in it, and how it becomes final.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use gristmill_record::{Configuration, FileEntry, Manifest, SCHEMA};
use serde::{Deserialize, Serialize};

use super::commit::{self, Steps};
use super::durable::{
    make_folder, read_json, remove_file, remove_folder, rename, sync_folder, write_json,
};
use super::file::LinesFile;
use super::lot::{LotWriter, STATE, UNFINISHED};
use super::names::{
    FOLDERS, INDEX, LOTS, MANIFEST, PRIVATE, REJECTS, RUN, TABLES, aside, files_of, is_our_name,
    names_in, shard_name,
};
use super::state::{Account, Row, State, Summary, Written};
use crate::digest::Digest;
use crate::repeats::write_repeats;
use crate::{Error, Format, Settings, show, show_path};

/// The version of this program, on which the bytes of an output depend.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// An output folder that this process alone writes to.
///
/// Lots are written under [`PRIVATE`], to the disk for sure, and their files get their
/// final names in [`commit`](Self::commit). Until then what stood in the folder before
/// stays as it was, and what other programs put there stays in any case.
pub(crate) struct Output {
    folder: PathBuf,
    // Held, not read: the lock goes with the file, and with the process. A task has none:
    // many of them may run at a time.
    _lock: Option<File>,
    /// Whether what is not finished is of no use to anybody once this is over.
    tidies_up: bool,
}

/// Where a lot of a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// In the folder of the run, under its key.
    Run,
    /// In the output, under this number.
    Output(usize),
}

/// A lot that is finished, in the order of the run.
pub(crate) struct Placed {
    pub(crate) key: String,
    pub(crate) home: Home,
    pub(crate) state: State,
}

/// A table that is one file for all lots, written aside.
pub(crate) type Table = (&'static str, Written);

/// The output that stands here, as far as it can be taken up.
pub(crate) struct Previous {
    pub(crate) manifest: Manifest,
    /// Its lots, in order; nothing is known of them when somebody took that away.
    pub(crate) lots: Vec<Listed>,
}

impl Previous {
    /// Whether it is of the lots of these keys.
    pub(crate) fn is_of<'k>(&self, keys: impl Iterator<Item = &'k str>) -> bool {
        self.lots.iter().map(|lot| lot.key.as_str()).eq(keys)
    }
}

/// A lot of an output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(crate) key: String,
    /// Whether its inputs may have become others although the key is the same.
    pub(crate) is_unsettled: bool,
    /// What the files beside its inputs were, if one of them had a say; empty otherwise.
    pub(crate) siblings: String,
}

impl Output {
    /// Makes the folder if need be, locks it, and goes on with a commit that did not come
    /// to its end.
    ///
    /// # Errors
    /// When that fails, another process has the lock, or a file of somebody else's is
    /// where a shard would be.
    pub(crate) fn begin(folder: &Path) -> Result<Self, Error> {
        let private = folder.join(PRIVATE);
        make_folder(&private)?;
        let lock = lock(&private.join("lock"))?;
        let folder = fs::canonicalize(folder).map_err(Error::io("read", folder))?;
        if let Some(parent) = folder.parent() {
            // The folder itself may be new. Not every parent lets us do that.
            let _ = sync_folder(parent);
        }
        commit::go_on(&folder)?;
        let output = Self {
            folder,
            _lock: Some(lock),
            tidies_up: true,
        };
        output.refuse_strangers()?;
        Ok(output)
    }

    /// The output of which a task is a part, which was begun before.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn attach(folder: &Path) -> Result<Self, Error> {
        let folder = fs::canonicalize(folder).map_err(Error::io("read", folder))?;
        Ok(Self {
            folder,
            _lock: None,
            tidies_up: false,
        })
    }

    /// The same; what is under way is left to others.
    pub(crate) fn of_many_tasks(mut self) -> Self {
        self.tidies_up = false;
        self
    }

    /// The folder, without links on the way to it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where what is under way is.
    pub(crate) fn run(&self) -> PathBuf {
        self.private(RUN)
    }

    /// The output that stands here, if it is a complete one of this configuration.
    ///
    /// # Errors
    /// When it is one of another configuration or version, and not to be replaced.
    pub(crate) fn previous(
        &self,
        configuration: &Configuration,
        force: bool,
    ) -> Result<Option<Previous>, Error> {
        if force || !self.folder.join(MANIFEST).exists() {
            return Ok(None);
        }
        let manifest: Option<Manifest> = read_json(&self.folder.join(MANIFEST))?;
        let same = manifest.filter(|manifest| {
            manifest.version == VERSION && manifest.configuration == *configuration
        });
        let Some(manifest) = same else {
            let message = format!(
                "`{}` holds an output of another configuration or version",
                show_path(&self.folder)
            );
            return Err(Error::usage(message)
                .with_hint("choose another folder for --out, or give --force to replace it"));
        };
        let lots = read_json(&self.private(INDEX))?.unwrap_or_default();
        Ok(Some(Previous { manifest, lots }))
    }

    /// Whether every file of a manifest is there, and as long as it should be.
    ///
    /// Where nobody trusts the file system, they are read.
    pub(crate) fn is_whole(&self, manifest: &Manifest, reads: bool) -> bool {
        let mut files = manifest.files.iter();
        files.all(|file| self.is_file(&file.path, file.bytes, &file.sha256, reads))
    }

    /// Whether there is a file of this length, and of this digest if it is to be read.
    fn is_file(&self, name: &str, bytes: u64, sha256: &str, reads: bool) -> bool {
        let path = self.folder.join(name);
        let has_digest = || {
            let mut digest = Digest::default();
            let read = File::open(&path).and_then(|mut file| io::copy(&mut file, &mut digest));
            read.is_ok() && digest.finish() == sha256
        };
        fs::metadata(&path).is_ok_and(|found| found.len() == bytes) && (!reads || has_digest())
    }

    /// Makes a folder for what is under way. Lots that a run of the same configuration
    /// left there stay; everything else goes.
    pub(crate) fn begin_run(
        &self,
        configuration: &Configuration,
        force: bool,
    ) -> Result<(), Error> {
        let ours = RunFile::of(configuration);
        let run = self.run();
        let path = run.join(RUN_FILE);
        if force || !self.is_begun(configuration)? {
            remove_folder(&run)?;
            make_folder(&run)?;
            let aside = run.join("run.json.part");
            write_json(&aside, &ours)?;
            rename(&aside, &path)?;
            sync_folder(&run)?;
        }
        Ok(())
    }

    /// Whether there is a folder for what is under way, of this configuration.
    pub(crate) fn is_begun(&self, configuration: &Configuration) -> Result<bool, Error> {
        let left: Option<RunFile> = read_json(&self.run().join(RUN_FILE))?;
        Ok(left.as_ref() == Some(&RunFile::of(configuration)))
    }

    /// Begins a lot.
    pub(crate) fn begin_lot(&self, key: &str, format: Format) -> Result<LotWriter, Error> {
        LotWriter::create(&self.run(), key, format)
    }

    /// What is known of a lot that an interrupted run finished.
    pub(crate) fn state_of_run(&self, key: &str) -> Option<State> {
        State::load(&self.run().join(key).join(STATE))
    }

    /// What is known of a lot of the output.
    pub(crate) fn state_of_output(&self, key: &str) -> Option<State> {
        State::load(&self.private(LOTS).join(key))
    }

    /// Gives the files of these lots their final names, and the manifest last: as long as
    /// there is none, the output is not complete.
    ///
    /// # Errors
    /// When something fails. What stood here before stays, or the next run goes on.
    pub(crate) fn commit(
        &self,
        lots: &[Placed],
        previous: Option<&Previous>,
        settings: &Settings,
    ) -> Result<Manifest, Error> {
        let mut tables = write_repeats(settings, self, lots)?;
        tables.extend(self.write_rejects(lots)?);
        let format = settings.format;
        let manifest = manifest(lots, &tables, settings.configuration(), format);
        let steps = self.steps(lots, previous, &manifest, format)?;
        let listed = |lot: &Placed| Listed {
            key: lot.key.clone(),
            is_unsettled: lot.state.summary.is_unsettled,
            siblings: lot.state.summary.siblings.clone(),
        };
        let listed: Vec<Listed> = lots.iter().map(listed).collect();
        write_json(&self.run().join(INDEX), &listed)?;
        write_json(&self.run().join(MANIFEST), &manifest)?;
        sync_folder(&self.run())?;
        commit::commit(&self.folder, &steps)?;
        self.end_run();
        Ok(manifest)
    }

    /// Removes what is no longer under way; if that fails, the next run does.
    pub(crate) fn end_run(&self) {
        let _ = remove_folder(&self.run());
    }

    /// Whether the files of a lot are where they should be, and as long as they should be.
    /// Where nobody trusts the file system, those of the output are read.
    pub(crate) fn has(
        &self,
        home: Home,
        key: &str,
        state: &State,
        (format, reads): (Format, bool),
    ) -> bool {
        let shards = FOLDERS.iter().zip(&state.summary.shards);
        let mut written = shards.filter_map(|(folder, written)| Some((folder, written.as_ref()?)));
        written.all(|(folder, written)| {
            let name = match home {
                Home::Run => aside(key, folder),
                Home::Output(number) => shard_name(folder, number, format),
            };
            self.is_file(&name, written.bytes, &written.sha256, reads)
        })
    }

    /// Notes that the inputs of an output are settled.
    pub(crate) fn settle(&self, lots: &[Listed]) -> Result<(), Error> {
        let aside = self.private("index.json.part");
        write_json(&aside, &lots)?;
        rename(&aside, &self.private(INDEX))
    }

    /// Writes the rejects of all lots aside, if there are any.
    fn write_rejects(&self, lots: &[Placed]) -> Result<Option<Table>, Error> {
        if lots
            .iter()
            .all(|lot| lot.state.summary.account.counts.rejects == 0)
        {
            return Ok(None);
        }
        let path = self.aside(REJECTS)?;
        // Never compressed: it is the first thing that a person looks into.
        let mut file = LinesFile::create(&path, Format::Jsonl)?;
        for lot in lots {
            lot.state.rows(|row| {
                if let Row::Reject(line) = row {
                    file.write(&line, 1)?;
                }
                Ok(true)
            })?;
        }
        Ok(Some((REJECTS, file.finish()?)))
    }

    /// Where a table that is one file for all lots is until the commit; it is not there yet.
    pub(crate) fn aside(&self, name: &str) -> Result<PathBuf, Error> {
        let path = self.run().join(name);
        remove_file(&path)?;
        Ok(path)
    }

    /// Where the documents of a lot are before the commit; nowhere if it kept none.
    pub(crate) fn documents(&self, lot: &Placed, format: Format) -> Option<PathBuf> {
        let folder = FOLDERS[0];
        lot.state.summary.shards[0].as_ref()?;
        Some(self.folder.join(match lot.home {
            Home::Run => aside(&lot.key, folder),
            Home::Output(number) => shard_name(folder, number, format),
        }))
    }

    /// What is to be done so that the output is these lots.
    fn steps(
        &self,
        lots: &[Placed],
        previous: Option<&Previous>,
        manifest: &Manifest,
        format: Format,
    ) -> Result<Steps, Error> {
        let mut steps = Steps::default();
        let files = lots.iter().enumerate().flat_map(|(number, lot)| {
            let folders = shards(&lot.state.summary);
            folders.map(move |folder| (number, lot, folder))
        });
        for (number, lot, folder) in files.clone() {
            if let Home::Output(old) = lot.home
                && old != number
            {
                let from = shard_name(folder, old, format);
                steps.takes.push((from, aside(&lot.key, folder)));
            }
        }
        let taken: BTreeSet<String> = steps.takes.iter().map(|(from, _)| from.clone()).collect();
        let old = previous.map_or(&[][..], |previous| &previous.manifest.files);
        let (old, new) = (by_name(old), by_name(&manifest.files));
        let is_as_before = |name: &str| {
            // A lot that was made again may have been so because its file is damaged.
            let is_there = |file: &FileEntry| self.is_file(name, file.bytes, &file.sha256, true);
            !taken.contains(name)
                && old.get(name) == new.get(name)
                && new.get(name).is_some_and(|file| is_there(file))
        };
        let mut stay = BTreeSet::new();
        for (number, lot, folder) in files {
            let name = shard_name(folder, number, format);
            if lot.home == Home::Output(number) || is_as_before(&name) {
                stay.insert(name);
            } else {
                steps.puts.push((aside(&lot.key, folder), name));
            }
        }
        for table in TABLES.into_iter().filter(|table| new.contains_key(table)) {
            if is_as_before(table) {
                stay.insert(table.to_owned());
            } else {
                let aside = format!("{PRIVATE}/{RUN}/{table}");
                steps.puts.push((aside, table.to_owned()));
            }
        }
        let ours = self.ours()?.into_iter();
        let goes = |name: &String| !stay.contains(name) && !taken.contains(name);
        steps.removes = ours.filter(goes).collect();
        steps.stays = stay.into_iter().collect();
        let is_same = steps.takes.is_empty() && steps.removes.is_empty() && steps.puts.is_empty();
        if !is_same || previous.is_none_or(|previous| previous.manifest != *manifest) {
            let aside = format!("{PRIVATE}/{RUN}/{MANIFEST}");
            steps.puts.push((aside, MANIFEST.to_owned()));
        }
        self.add_private(lots, &mut steps)?;
        Ok(steps)
    }

    /// Adds what is to be done so that the lots can be taken up again.
    fn add_private(&self, lots: &[Placed], steps: &mut Steps) -> Result<(), Error> {
        let path = |key: &str| format!("{PRIVATE}/{LOTS}/{key}");
        let keys: BTreeSet<&str> = lots.iter().map(|lot| lot.key.as_str()).collect();
        let made = lots.iter().filter(|lot| lot.home == Home::Run);
        let made: BTreeSet<&str> = made.map(|lot| lot.key.as_str()).collect();
        for name in names_in(&self.private(LOTS))? {
            if made.contains(name.as_str()) || !keys.contains(name.as_str()) {
                steps.removes.push(path(&name));
            }
        }
        let states = made.iter().map(|key| (aside(key, STATE), path(key)));
        let index = (
            format!("{PRIVATE}/{RUN}/{INDEX}"),
            format!("{PRIVATE}/{INDEX}"),
        );
        steps.removes.push(index.1.clone());
        // Before the final files: once these are there, all is known of them.
        steps.puts = states.chain([index]).chain(steps.puts.drain(..)).collect();
        Ok(())
    }

    /// The files that gristmill put here: those of the manifest, of whatever version it
    /// is.
    fn ours(&self) -> Result<BTreeSet<String>, Error> {
        let names = self.old_manifest()?.files.into_iter().map(|file| file.path);
        // The list may come from anywhere: only names that we give are ours.
        Ok(names.filter(|name| is_our_name(name)).collect())
    }

    /// The manifest that stands here, empty when there is none.
    ///
    /// # Errors
    /// When it is somebody else's.
    fn old_manifest(&self) -> Result<OldManifest, Error> {
        let path = self.folder.join(MANIFEST);
        if !path.exists() {
            return Ok(OldManifest::default());
        }
        let manifest: Option<OldManifest> = read_json(&path)?;
        manifest
            .filter(|manifest| manifest.schema.starts_with("gristmill/"))
            .ok_or_else(|| in_the_way(MANIFEST))
    }

    /// A shard or a file of rejects that somebody else put here would be taken for
    /// a part of the corpus, or be overwritten.
    fn refuse_strangers(&self) -> Result<(), Error> {
        let ours = self.ours()?;
        let names = files_of(&self.folder)?;
        match names
            .iter()
            .find(|name| is_our_name(name) && !ours.contains(*name))
        {
            None => Ok(()),
            Some(name) => Err(in_the_way(name)),
        }
    }

    fn private(&self, name: &str) -> PathBuf {
        self.folder.join(PRIVATE).join(name)
    }
}

/// What a run is of.
#[derive(PartialEq, Serialize, Deserialize)]
struct RunFile {
    version: String,
    configuration: Configuration,
}

impl RunFile {
    fn of(configuration: &Configuration) -> Self {
        Self {
            version: VERSION.into(),
            configuration: configuration.clone(),
        }
    }
}

/// The file of what a run is of.
const RUN_FILE: &str = "run.json";

/// The manifest of these lots.
fn manifest(
    lots: &[Placed],
    tables: &[Table],
    configuration: Configuration,
    format: Format,
) -> Manifest {
    let mut account = Account::default();
    let mut files = Vec::new();
    for (number, lot) in lots.iter().enumerate() {
        account.add(&lot.state.summary.account);
        let shards = FOLDERS.iter().zip(&lot.state.summary.shards);
        for (folder, written) in shards {
            if let Some(written) = written {
                files.push(entry(shard_name(folder, number, format), written));
            }
        }
    }
    files.extend(
        tables
            .iter()
            .map(|(name, written)| entry((*name).into(), written)),
    );
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Manifest {
        schema: SCHEMA.into(),
        version: VERSION.into(),
        configuration,
        counts: account.counts,
        edits: account.edits,
        encodings: account.encodings,
        rules: account.rules,
        rejects: account.reasons,
        files,
    }
}

fn by_name(files: &[FileEntry]) -> BTreeMap<&str, &FileEntry> {
    let files = files.iter();
    files.map(|file| (file.path.as_str(), file)).collect()
}

fn entry(path: String, written: &Written) -> FileEntry {
    FileEntry {
        path,
        rows: written.rows,
        bytes: written.bytes,
        sha256: written.sha256.clone(),
    }
}

/// The folders into which a lot wrote something.
fn shards(summary: &Summary) -> impl Iterator<Item = &'static str> + Clone {
    let shards = FOLDERS.into_iter().zip(&summary.shards);
    shards.filter_map(|(folder, written)| written.as_ref().map(|_| folder))
}

/// What is needed of a manifest of any version.
#[derive(Default, Deserialize)]
struct OldManifest {
    schema: String,
    files: Vec<OldFile>,
}

#[derive(Deserialize)]
struct OldFile {
    path: String,
}

impl Drop for Output {
    /// Gives the room of what is not finished back; a full disk may need it. What cannot
    /// be removed now, the next run removes.
    fn drop(&mut self) {
        if !self.tidies_up || commit::is_under_way(&self.folder) {
            return;
        }
        let run = self.run();
        for name in names_in(&run).unwrap_or_default() {
            if name.ends_with(UNFINISHED) {
                let _ = remove_folder(&run.join(name));
            }
        }
        // Nothing is left when no lot was finished.
        if names_in(&run).is_ok_and(|names| names.iter().all(|name| is_scratch(name))) {
            let _ = remove_folder(&run);
        }
    }
}

/// Whether a file of a run is of no use to the next one.
fn is_scratch(name: &str) -> bool {
    name.contains('.') || name.starts_with("kept-")
}

fn in_the_way(name: &str) -> Error {
    let message = format!(
        "`{}` is in the way: no manifest says that it is of an output of gristmill",
        show(name)
    );
    Error::new(message).with_hint("choose another folder for --out, or move the file")
}

fn lock(path: &Path) -> Result<File, Error> {
    let file = File::create(path).map_err(Error::io("make", path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(Error::new("another gristmill is writing to this output")
                .with_hint("wait for it to end"))
        }
        Err(TryLockError::Error(error)) => Err(Error::io("lock", path)(error)),
    }
}
