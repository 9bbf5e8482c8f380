//! The names in an output folder.

use std::fs;
use std::io;
use std::path::Path;

use crate::show::path_text;
use crate::{Error, Format};

/// The folders of shards.
pub(crate) const FOLDERS: [&str; 4] = ["documents", "duplicates", "edits", "clusters"];
/// The one file of rejects.
pub(crate) const REJECTS: &str = "rejects.jsonl";
/// The one file of sections that are repeated.
pub(crate) const SECTIONS: &str = "repeated_sections.jsonl";
/// The one file of lines that are repeated.
pub(crate) const BOILERPLATE: &str = "boilerplate.jsonl";
/// The tables that are one file for all lots.
pub(crate) const TABLES: [&str; 3] = [REJECTS, SECTIONS, BOILERPLATE];
/// The account of the run, written last.
pub(crate) const MANIFEST: &str = "manifest.json";
/// Where everything that is not final lives.
pub(crate) const PRIVATE: &str = ".gristmill";
/// Where what is under way is.
pub(super) const RUN: &str = "run";
/// What is known of the lots of the output.
pub(super) const LOTS: &str = "lots";
/// The lots of the output, in order.
pub(super) const INDEX: &str = "index.json";

/// The name of a shard of this number.
pub(super) fn shard_name(folder: &str, number: usize, format: Format) -> String {
    format!("{folder}/part-{number:05}.{}", format.name())
}

/// Where a file of a lot is until the commit.
pub(super) fn aside(key: &str, name: &str) -> String {
    format!("{PRIVATE}/{RUN}/{key}/{name}")
}

/// The files of an output by their names, whoever put them there.
pub(crate) fn files_of(folder: &Path) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    for name in FOLDERS {
        let names = names_in(&folder.join(name))?;
        files.extend(names.into_iter().map(|file| format!("{name}/{file}")));
    }
    let tables = TABLES.iter().filter(|name| folder.join(name).exists());
    files.extend(tables.map(|&name| name.to_owned()));
    files.sort();
    Ok(files)
}

/// The names in a folder; none when there is no folder.
pub(super) fn names_in(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io("read", folder)(error)),
    };
    let name = |entry: io::Result<fs::DirEntry>| {
        let entry = entry.map_err(Error::io("read", folder))?;
        Ok(path_text(Path::new(&entry.file_name())))
    };
    entries.map(name).collect()
}

/// Whether a file has a name that gristmill gives: `part-`, digits, and the ending
/// of a format in one of the folders, or a table that is one file. Nothing else is ever removed
/// or replaced, whatever a manifest says.
pub(crate) fn is_our_name(name: &str) -> bool {
    let endings = [Format::Jsonl, Format::JsonlGz, Format::JsonlZst].map(Format::name);
    let shard = name
        .split_once('/')
        .filter(|(folder, _)| FOLDERS.contains(folder));
    let parts = shard.and_then(|(_, file)| file.strip_prefix("part-")?.split_once('.'));
    TABLES.contains(&name)
        || parts.is_some_and(|(number, ending)| {
            !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && endings.contains(&ending)
        })
}
