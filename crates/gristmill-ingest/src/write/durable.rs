//! Changes to the file system that survive whatever comes next.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Error;
use crate::faults::step;

/// Writes a value and fsyncs it.
pub(crate) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), Error> {
    let write = || -> io::Result<()> {
        step(path)?;
        let mut text = serde_json::to_vec_pretty(value)?;
        text.push(b'\n');
        let mut file = File::create(path)?;
        file.write_all(&text)?;
        file.sync_all()
    };
    write().map_err(Error::io("write", path))
}

/// Reads a value; `None` when there is no such file, or it holds something else.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Error> {
    match fs::read(path) {
        Ok(text) => Ok(serde_json::from_slice(&text).ok()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    step(to)
        .and_then(|()| fs::rename(from, to))
        .map_err(Error::io("write", to))
}

pub(super) fn remove_file(path: &Path) -> Result<(), Error> {
    match step(path).and_then(|()| fs::remove_file(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

pub(crate) fn remove_folder(path: &Path) -> Result<(), Error> {
    match step(path).and_then(|()| fs::remove_dir_all(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// Makes renames in a folder survive a power cut. Elsewhere than on Unix a folder
/// cannot be opened for that.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        let sync = step(folder).and_then(|()| File::open(folder)?.sync_all());
        sync.map_err(Error::io("write", folder))?;
    }
    Ok(())
}

/// Makes a file, empty if it is there.
pub(crate) fn create_file(path: &Path) -> Result<File, Error> {
    let file = step(path).and_then(|()| File::create(path));
    file.map_err(Error::io("make", path))
}

/// Makes a folder and those it is in.
pub(crate) fn make_folder(path: &Path) -> Result<(), Error> {
    step(path)
        .and_then(|()| fs::create_dir_all(path))
        .map_err(Error::io("make", path))
}
