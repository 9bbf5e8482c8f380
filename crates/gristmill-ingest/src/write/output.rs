//! The output folder: what is under way in it, and how it becomes final.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use gristmill_record::{FileEntry, Manifest};
use serde::Deserialize;

use super::durable::{read_json, remove_file, remove_folder, rename, sync_folder, write_json};
use super::file::{LinesFile, Written};
use crate::show::path_text;
use crate::{Error, Format, show};

/// The folders of shards.
pub(crate) const FOLDERS: [&str; 3] = ["documents", "duplicates", "edits"];
/// The one file of rejects.
pub(crate) const REJECTS: &str = "rejects.jsonl";
/// The account of the run, written last.
pub(crate) const MANIFEST: &str = "manifest.json";
/// Where everything that is not final lives.
pub(crate) const PRIVATE: &str = ".gristmill";
/// Which files a commit is about to write or to remove, as long as it is under way.
const JOURNAL: &str = "committing.json";

/// An output folder that this process alone writes to.
///
/// Files are written under [`PRIVATE`], to the disk for sure, and get their final
/// names in [`commit`](Self::commit). Until then what stood in the folder before
/// stays as it was, and what other programs put there stays in any case.
pub(crate) struct Output {
    folder: PathBuf,
    spool: PathBuf,
    // Held, not read: the lock goes with the file, and with the process.
    _lock: File,
}

impl Output {
    /// Makes the folder if need be, and locks it.
    ///
    /// # Errors
    /// When that fails, another process has the lock, or a file of somebody else's is
    /// where a shard would be.
    pub(crate) fn begin(folder: &Path) -> Result<Self, Error> {
        let private = folder.join(PRIVATE);
        fs::create_dir_all(&private).map_err(Error::io("make", &private))?;
        let lock = lock(&private.join("lock"))?;
        let spool = private.join("spool");
        remove_folder(&spool)?;
        for name in FOLDERS {
            let folder = spool.join(name);
            fs::create_dir_all(&folder).map_err(Error::io("make", &folder))?;
        }
        let folder = fs::canonicalize(folder).map_err(Error::io("read", folder))?;
        if let Some(parent) = folder.parent() {
            // The folder itself may be new. Not every parent lets us do that.
            let _ = sync_folder(parent);
        }
        let output = Self {
            folder,
            spool,
            _lock: lock,
        };
        output.refuse_strangers()?;
        Ok(output)
    }

    /// The folder, without links on the way to it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes a file of lines that will have this name in the end.
    pub(super) fn create(&self, name: &str, format: Format) -> Result<LinesFile, Error> {
        LinesFile::create(&self.spool.join(name), format)
    }

    /// The file's entry in the manifest.
    pub(super) fn entry(name: &str, written: Written) -> FileEntry {
        FileEntry {
            path: name.to_owned(),
            rows: written.rows,
            bytes: written.bytes,
            sha256: written.sha256,
        }
    }

    /// Gives all files of the manifest their final names, and the manifest last:
    /// as long as there is none, the output is not complete.
    ///
    /// # Errors
    /// When something fails. Until the old manifest is taken away, nothing has
    /// changed.
    pub(crate) fn commit(&self, manifest: &Manifest) -> Result<(), Error> {
        let ours = self.ours()?;
        let new: BTreeSet<&str> = manifest
            .files
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        self.announce(&new, &ours)?;
        let final_manifest = self.folder.join(MANIFEST);
        remove_file(&final_manifest)?;
        sync_folder(&self.folder)?;
        for old in ours.iter().filter(|old| !new.contains(old.as_str())) {
            remove_file(&self.folder.join(old))?;
        }
        self.put_in_place(&new)?;
        let aside = self.spool.join(MANIFEST);
        write_json(&aside, manifest)?;
        rename(&aside, &final_manifest)?;
        sync_folder(&self.folder)?;
        remove_file(&self.private(JOURNAL))?;
        remove_folder(&self.spool)
    }

    /// The files that gristmill put here: those of the manifest, of whatever version
    /// it is, and those of a commit that did not come to its end.
    fn ours(&self) -> Result<BTreeSet<String>, Error> {
        let manifest = self.old_manifest()?;
        let files = manifest.files.into_iter().map(|file| file.path);
        let journal: Option<BTreeSet<String>> = read_json(&self.private(JOURNAL))?;
        let names = files.chain(journal.into_iter().flatten());
        // The lists may come from anywhere: only names that we give are ours.
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

    /// Writes down which files may be ours while there is no manifest.
    fn announce(&self, new: &BTreeSet<&str>, ours: &BTreeSet<String>) -> Result<(), Error> {
        let all: BTreeSet<&str> = new
            .iter()
            .copied()
            .chain(ours.iter().map(String::as_str))
            .collect();
        let aside = self.spool.join(JOURNAL);
        write_json(&aside, &all)?;
        rename(&aside, &self.private(JOURNAL))?;
        sync_folder(&self.folder.join(PRIVATE))
    }

    /// Moves the files from the spool to where they belong.
    fn put_in_place(&self, new: &BTreeSet<&str>) -> Result<(), Error> {
        for name in FOLDERS {
            let folder = self.folder.join(name);
            if new.iter().any(|file| file.starts_with(name)) {
                fs::create_dir_all(&folder).map_err(Error::io("make", &folder))?;
            } else {
                // Not empty, or not there: either is fine.
                let _ = fs::remove_dir(&folder);
            }
        }
        for name in new {
            rename(&self.spool.join(name), &self.folder.join(name))?;
        }
        for folder in FOLDERS.map(|name| self.folder.join(name)) {
            if folder.is_dir() {
                sync_folder(&folder)?;
            }
        }
        sync_folder(&self.folder)
    }

    fn private(&self, name: &str) -> PathBuf {
        self.folder.join(PRIVATE).join(name)
    }
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
    /// Gives the room of an unfinished run back; a full disk may need it. What
    /// cannot be removed now, the next run removes.
    fn drop(&mut self) {
        let _ = remove_folder(&self.spool);
    }
}

fn in_the_way(name: &str) -> Error {
    let message = format!(
        "`{}` is in the way: it is not of an output of gristmill",
        show(name)
    );
    Error::new(message).with_hint("choose another folder for --out, or move the file")
}

/// The files of an output by their names, whoever put them there.
pub(crate) fn files_of(folder: &Path) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for name in FOLDERS {
        let folder = folder.join(name);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Error::io("read", &folder)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(Error::io("read", &folder))?;
            names.push(format!(
                "{name}/{}",
                path_text(Path::new(&entry.file_name()))
            ));
        }
    }
    if folder.join(REJECTS).exists() {
        names.push(REJECTS.to_owned());
    }
    names.sort();
    Ok(names)
}

/// Whether a file has a name that gristmill gives: `part-`, digits, and the ending
/// of a format in one of the folders, or the rejects. Nothing else is ever removed
/// or replaced, whatever a manifest says.
pub(crate) fn is_our_name(name: &str) -> bool {
    let endings = [Format::Jsonl, Format::JsonlGz, Format::JsonlZst].map(Format::name);
    let shard = name
        .split_once('/')
        .filter(|(folder, _)| FOLDERS.contains(folder));
    let parts = shard.and_then(|(_, file)| file.strip_prefix("part-")?.split_once('.'));
    name == REJECTS
        || parts.is_some_and(|(number, ending)| {
            !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && endings.contains(&ending)
        })
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
