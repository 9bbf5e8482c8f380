//! Every document of an output, restored and held against the digest of its bytes.

use std::io;
use std::path::Path;

use gristmill_record::{EditRow, Record};
use rayon::prelude::*;

use super::restore::restored;
use super::shards::{edits_of, lines};

/// How many documents are restored at a time, on all threads.
const AT_ONCE: usize = 256;

/// What is wrong with the documents of a shard, each with its line.
///
/// # Errors
/// When the shard or its edits cannot be read.
pub(super) fn problems(
    out: &Path,
    documents: &str,
    has_edits: bool,
) -> io::Result<Vec<(u64, String)>> {
    let mut edits = None;
    if has_edits && out.join(edits_of(documents)).exists() {
        edits = Some(lines(out, &edits_of(documents))?);
    }
    let mut problems = Vec::new();
    let mut batch = Vec::new();
    let mut number = 0;
    for line in lines(out, documents)? {
        number += 1;
        let line = line?;
        let parsed: Result<Record<'static>, _> = serde_json::from_str(&line);
        // What is no record is found by others, and its edits are nobody's.
        let Ok(record) = parsed else { continue };
        let rows = take(&mut edits, record.edits.total)?;
        batch.push((number, record, rows));
        if batch.len() == AT_ONCE {
            check(&mut batch, has_edits, &mut problems);
        }
    }
    check(&mut batch, has_edits, &mut problems);
    Ok(problems)
}

/// The next rows of a table.
fn take(
    table: &mut Option<impl Iterator<Item = io::Result<String>>>,
    many: u64,
) -> io::Result<Vec<String>> {
    let Some(table) = table else {
        return Ok(Vec::new());
    };
    let many = usize::try_from(many).unwrap_or(usize::MAX);
    table.take(many).collect()
}

type Document = (u64, Record<'static>, Vec<String>);

fn check(batch: &mut Vec<Document>, has_edits: bool, problems: &mut Vec<(u64, String)>) {
    let found = batch.par_drain(..).filter_map(|(number, record, rows)| {
        if !has_edits && record.edits.total > 0 {
            return None; // nobody can tell
        }
        let rows: Result<Vec<EditRow<'_>>, _> =
            rows.iter().map(|row| serde_json::from_str(row)).collect();
        let problem = match rows {
            Ok(rows) => restored(&record, &rows).err()?,
            Err(error) => error.to_string(),
        };
        Some((number, format!("it cannot be restored: {problem}")))
    });
    problems.extend(found.collect::<Vec<_>>());
}
