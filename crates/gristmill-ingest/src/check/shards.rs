//! The lines of the files of an output, compressed or not.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use gristmill_record::Manifest;

use crate::Error;
use crate::write::MANIFEST;

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
pub(super) fn lines(out: &Path, name: &str) -> io::Result<io::Lines<impl BufRead + use<>>> {
    Ok(open(out, name)?.lines())
}

/// The same as bytes: lines that pass through need not be UTF-8.
pub(super) fn byte_lines(out: &Path, name: &str) -> io::Result<io::Split<impl BufRead + use<>>> {
    Ok(open(out, name)?.split(b'\n'))
}

fn open(out: &Path, name: &str) -> io::Result<impl BufRead + use<>> {
    let file = File::open(out.join(name))?;
    let stream: Box<dyn Read> = if name.ends_with(".gz") {
        Box::new(MultiGzDecoder::new(file))
    } else if name.ends_with(".zst") {
        Box::new(zstd::Decoder::new(file)?)
    } else {
        Box::new(file)
    };
    Ok(BufReader::with_capacity(128 << 10, stream))
}

/// The table of edits of the same shard as this file of documents.
pub(super) fn edits_of(documents: &str) -> String {
    documents.replacen("documents", "edits", 1)
}
