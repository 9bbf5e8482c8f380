//! The output folder: what is under way in it, and how it becomes final.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use gristmill_record::{FileEntry, Manifest};

use super::file::{LinesFile, Written};
use crate::show::path_text;
use crate::{Error, Format};

/// The folders of shards.
pub(crate) const FOLDERS: [&str; 3] = ["documents", "duplicates", "edits"];
/// The one file of rejects.
pub(crate) const REJECTS: &str = "rejects.jsonl";
/// The account of the run, written last.
pub(crate) const MANIFEST: &str = "manifest.json";
/// Where everything that is not final lives.
const PRIVATE: &str = ".gristmill";

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
        Ok(Self {
            folder,
            spool,
            _lock: lock,
        })
    }

    /// The folder, without links on the way to it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes a file of lines that will have this name in the end.
    pub(super) fn create(&self, name: &str, format: Format) -> Result<LinesFile, Error> {
        LinesFile::create(&self.spool.join(name), format)
    }

    /// How the file is told in the manifest.
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
    pub(crate) fn commit(&self, manifest: &Manifest) -> Result<(), Error> {
        let final_manifest = self.folder.join(MANIFEST);
        remove_file(&final_manifest)?;
        sync_folder(&self.folder)?;
        self.remove_what_was(manifest)?;
        for name in FOLDERS {
            let folder = self.folder.join(name);
            if manifest
                .files
                .iter()
                .any(|file| file.path.starts_with(name))
            {
                fs::create_dir_all(&folder).map_err(Error::io("make", &folder))?;
            }
        }
        for file in &manifest.files {
            rename(&self.spool.join(&file.path), &self.folder.join(&file.path))?;
        }
        for folder in FOLDERS.map(|name| self.folder.join(name)) {
            if folder.is_dir() {
                sync_folder(&folder)?;
            }
        }
        sync_folder(&self.folder)?;
        let aside = self.spool.join(MANIFEST);
        write_manifest(&aside, manifest)?;
        rename(&aside, &final_manifest)?;
        sync_folder(&self.folder)?;
        remove_folder(&self.spool)
    }

    /// Removes the files of an earlier run that this one does not replace, and
    /// the folders that are empty then.
    fn remove_what_was(&self, manifest: &Manifest) -> Result<(), Error> {
        for name in files_of(&self.folder)? {
            if is_ours(&name) && !manifest.files.iter().any(|file| file.path == name) {
                remove_file(&self.folder.join(name))?;
            }
        }
        for name in FOLDERS {
            // Not empty, or not there: either is fine.
            let _ = fs::remove_dir(self.folder.join(name));
        }
        Ok(())
    }
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
/// of a format in one of the folders, or the rejects.
fn is_ours(name: &str) -> bool {
    let endings = [Format::Jsonl, Format::JsonlGz, Format::JsonlZst].map(Format::name);
    let file = name.split_once('/').map_or("", |(_, file)| file);
    name == REJECTS
        || file
            .strip_prefix("part-")
            .and_then(|rest| rest.split_once('.'))
            .is_some_and(|(number, ending)| {
                number.bytes().all(|byte| byte.is_ascii_digit()) && endings.contains(&ending)
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

fn write_manifest(path: &Path, manifest: &Manifest) -> Result<(), Error> {
    let write = || -> io::Result<()> {
        let mut file = File::create(path)?;
        serde_json::to_writer_pretty(&file, manifest)?;
        file.write_all(b"\n")?;
        file.sync_all()
    };
    write().map_err(Error::io("write", path))
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(Error::io("write", to))
}

fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

fn remove_folder(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// Makes renames in a folder survive a power cut. Elsewhere than on Unix a folder
/// cannot be opened for that.
fn sync_folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        let sync = File::open(folder).and_then(|folder| folder.sync_all());
        sync.map_err(Error::io("write", folder))?;
    }
    Ok(())
}
