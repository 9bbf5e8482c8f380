//! The lines of the files of an output, compressed or not.

use std::fs;
use std::io::{self, BufRead};
use std::path::Path;

use gristmill_record::Manifest;

use crate::write::{MANIFEST, read_lines};
use crate::{Error, Format};

/// The manifest of an output.
///
/// # Errors
/// When there is none, or it cannot be read: then there is no complete output.
pub(super) fn read_manifest(out: &Path) -> Result<Manifest, Error> {
    let path = out.join(MANIFEST);
    let text = fs::read(&path).map_err(|error| {
        Error::io("read", &path)(error)
            .with_hint("an output without a manifest is not complete: ingest again")
    })?;
    let parsed: Result<Manifest, _> = serde_json::from_slice(&text);
    parsed.map_err(|error| Error::io("read", &path)(io::Error::other(error)))
}

/// The lines of a file of an output.
pub(super) fn lines(
    out: &Path,
    name: &str,
) -> io::Result<impl Iterator<Item = io::Result<String>> + use<>> {
    let lines = byte_lines(out, name)?;
    Ok(lines.map(|line| String::from_utf8(line?).map_err(io::Error::other)))
}

/// The same as bytes: lines that pass through need not be UTF-8.
pub(super) fn byte_lines(out: &Path, name: &str) -> io::Result<io::Split<impl BufRead + use<>>> {
    read_lines(&out.join(name), Format::of_name(name))
}

/// The table of edits of the same shard as this file of documents.
pub(super) fn edits_of(documents: &str) -> String {
    documents.replacen("documents", "edits", 1)
}
