//! The original bytes of a document, from its record and its edits.

use std::io;
use std::path::Path;

use gristmill::{Encoding, Patch, Span};
use gristmill_record::{EditRow, Record, to_line};

use super::shards::{edits_of, lines, read_manifest};
use crate::digest::Digest;
use crate::{Error, Job, show};

/// The bytes that the kept document of this id was made from, checked against their
/// digest: a file, a member of an archive, or the text of a record.
///
/// # Errors
/// When there is no complete output, none or several of its documents have the id, or the
/// bytes cannot be had back: the table of edits was not written, or something was changed.
pub fn restore(out: &Path, id: &str) -> Result<Vec<u8>, Error> {
    let manifest = read_manifest(out)?;
    if manifest.configuration.job == Job::Dedup.name() {
        let message = "this output holds lines as they were, and nothing to restore";
        return Err(Error::new(message));
    }
    let mut found = Vec::new();
    let files = manifest.files.iter().map(|file| file.path.as_str());
    for file in files.filter(|name| name.starts_with("documents/")) {
        for line in of_id(out, file, id)? {
            found.push((file, line));
        }
    }
    let (file, line) = match found.as_slice() {
        [one] => one,
        [] => {
            let message = format!("no document of the output has the id `{}`", show(id));
            let hint = "documents that were dropped are named in duplicates/";
            return Err(Error::new(message).with_hint(hint));
        }
        several => {
            let many = several.len();
            let message = format!("{many} documents have the id `{}`", show(id));
            return Err(Error::new(message));
        }
    };
    let path = out.join(file);
    let parsed: Result<Record<'_>, _> = serde_json::from_str(line);
    let record = parsed.map_err(|error| Error::io("read", &path)(io::Error::other(error)))?;
    let edits = match record.edits.total {
        0 => Vec::new(),
        _ if !manifest.configuration.edits => {
            let message = "the output has no table of edits, and this document has edits";
            return Err(Error::new(message).with_hint("ingest without --no-edits"));
        }
        _ => of_id(out, &edits_of(file), id)?,
    };
    let rows: Result<Vec<EditRow<'_>>, _> = edits
        .iter()
        .map(|line| serde_json::from_str(line))
        .collect();
    let rows = rows.map_err(|error| Error::io("read", &path)(io::Error::other(error)))?;
    restored(&record, &rows)
        .map_err(|problem| Error::new(format!("`{}` cannot be restored: {problem}", show(id))))
}

/// The lines of a file that are of this id: it is the first field of every row.
fn of_id(out: &Path, name: &str, id: &str) -> Result<Vec<String>, Error> {
    let path = out.join(name);
    let failed = |error: io::Error| Error::io("read", &path)(error);
    let beginning = format!("{{\"id\":{},", to_line(&id));
    let mut found = Vec::new();
    for line in lines(out, name).map_err(failed)? {
        let line = line.map_err(failed)?;
        if line.starts_with(&beginning) {
            found.push(line);
        }
    }
    Ok(found)
}

/// The bytes of a document, if they are those that it was made from.
///
/// # Errors
/// What is wrong.
pub(super) fn restored(record: &Record<'_>, rows: &[EditRow<'_>]) -> Result<Vec<u8>, String> {
    let name = &record.origin.encoding;
    let encoding = Encoding::from_name(name)
        .ok_or_else(|| format!("there is no encoding `{}`", show(name)))?;
    if rows.len() as u64 != record.edits.total {
        let (found, counted) = (rows.len(), record.edits.total);
        return Err(format!("{found} edits, and not {counted}"));
    }
    let mut places = Places::of(&record.text);
    let patches: Option<Vec<Row<'_>>> = rows.iter().map(|row| places.patch(row)).collect();
    let patches = patches.ok_or("an edit does not lie in the text")?;
    let bytes = gristmill::restore(&record.text, encoding, &patches);
    let bytes = bytes.map_err(|error| error.to_string())?;
    let digest = Digest::of(&bytes);
    if digest != record.origin.sha256 {
        return Err("the digest is another one".to_owned());
    }
    Ok(bytes)
}

/// A row of the table of edits, with its place in bytes of the text.
struct Row<'r> {
    row: &'r EditRow<'r>,
    source: Span,
    output: Span,
}

impl Patch for Row<'_> {
    fn source(&self) -> Span {
        self.source
    }

    fn output(&self) -> Span {
        self.output
    }

    fn before(&self) -> &str {
        &self.row.before
    }
}

/// From code points to bytes of a text: rows come more or less in order, so that the last
/// place is a good place to begin.
struct Places<'t> {
    text: &'t str,
    code_point: usize,
    byte: usize,
}

impl<'t> Places<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            code_point: 0,
            byte: 0,
        }
    }

    fn patch<'r>(&mut self, row: &'r EditRow<'r>) -> Option<Row<'r>> {
        let source = span(offset(row.source_start)?, offset(row.source_end)?)?;
        let (start, end) = (self.byte_at(row.start)?, self.byte_at(row.end)?);
        Some(Row {
            row,
            source,
            output: span(start, end)?,
        })
    }

    fn byte_at(&mut self, code_point: u64) -> Option<usize> {
        let code_point = offset(code_point)?;
        if code_point < self.code_point {
            (self.code_point, self.byte) = (0, 0);
        }
        let rest = &self.text[self.byte..];
        let ahead = code_point - self.code_point;
        let mut ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        self.byte += ends.nth(ahead)?;
        self.code_point = code_point;
        Some(self.byte)
    }
}

fn offset(number: u64) -> Option<usize> {
    // Texts have offsets of 32 bits.
    u32::try_from(number).ok()?.try_into().ok()
}

fn span(start: usize, end: usize) -> Option<Span> {
    (start <= end).then(|| Span::new(start, end))
}
