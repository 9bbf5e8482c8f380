//! Walking folders.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gristmill_record::RejectReason;
use rayon::prelude::*;
use walkdir::WalkDir;

use super::found::{Collection, Found, Stat, What};
use crate::read::{Kind, Shape};
use crate::show::path_text;
use crate::write::PRIVATE;
use crate::{Error, Settings, show, show_path};

/// Everything below the inputs, in the order of the bytes of collection and path,
/// whatever the order of the arguments and of the folders.
///
/// Links are not followed, so nothing comes up twice or from outside; a file that
/// two inputs share is taken once; the output folder is passed over.
///
/// # Errors
/// When an input does not exist, or when two inputs give different files the same
/// collection and path.
pub(crate) fn walk(settings: &Settings, out: Option<&Path>) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    for input in &settings.inputs {
        if input.as_os_str() == "-" {
            let source = settings.source.clone().unwrap_or_else(|| "stdin".into());
            let base = PathBuf::new();
            let collection = Arc::new(Collection { source, base });
            found.push(Found::new(&collection, &settings.stdin_name, What::Stdin));
            continue;
        }
        let root = fs::canonicalize(input).map_err(Error::io("read", input))?;
        let base = base_of(&root);
        let source = settings.source.clone();
        let source = source.unwrap_or_else(|| source_name(&base));
        let collection = Arc::new(Collection { source, base });
        let mut entries = below(&root, out);
        loop {
            // The file system is asked about each: that takes longer than to find them.
            let some: Vec<_> = entries.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            let described = some
                .into_par_iter()
                .with_min_len(AT_ONCE / 64)
                .map(|entry| describe(entry, &collection))
                .filter(|found| settings.globs.want(found.path()));
            found.par_extend(described);
        }
    }
    Ok(divided(put_in_order(found)?, settings))
}

/// How many entries of folders are in memory at a time.
const AT_ONCE: usize = 4096;

/// From how many times the size of a lot on a file of lines is divided.
const LARGE: u64 = 2;

/// The same with large files of lines in parts of the size of a lot, so that none of it has
/// to be done again for the rest.
fn divided(found: Vec<Found>, settings: &Settings) -> Vec<Found> {
    let bytes = settings.portions.lot_bytes.max(1);
    let is_large = |found: &Found| {
        let shape = Shape::under(found.path(), settings.job);
        let is_lines = shape.kind == Kind::Lines && shape.layers.is_empty();
        is_lines && found.len() > LARGE.saturating_mul(bytes)
    };
    if !found.iter().any(is_large) {
        return found;
    }
    let mut all = Vec::with_capacity(found.len());
    for found in found {
        if is_large(&found) {
            all.extend(found.parts(bytes));
        } else {
            all.push(found);
        }
    }
    all
}

/// The folder that paths are relative to: the input, or the folder it is in.
fn base_of(root: &Path) -> PathBuf {
    if root.is_dir() {
        return root.to_owned();
    }
    root.parent().unwrap_or(root).to_owned()
}

fn source_name(base: &Path) -> String {
    base.file_name()
        .map_or_else(|| "root".into(), |name| path_text(Path::new(name)))
}

fn below(
    root: &Path,
    out: Option<&Path>,
) -> impl Iterator<Item = walkdir::Result<walkdir::DirEntry>> {
    let out = out.map(Path::to_owned);
    WalkDir::new(root)
        .follow_links(false)
        .into_iter()
        .filter_entry(move |entry| {
            // What another output keeps for itself is nobody's document.
            Some(entry.path()) != out.as_deref() && entry.file_name() != PRIVATE
        })
        .filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir()))
}

fn describe(entry: walkdir::Result<walkdir::DirEntry>, collection: &Arc<Collection>) -> Found {
    let base = &collection.base;
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => {
            let path = error.path().unwrap_or(base);
            let detail = error
                .io_error()
                .map_or_else(|| "cannot be walked".into(), ToString::to_string);
            let what = What::reject(RejectReason::Unreadable, detail);
            let path = path_text(path.strip_prefix(base).unwrap_or(path));
            return Found::new(collection, &path, what);
        }
    };
    let raw = entry.path().strip_prefix(base).unwrap_or(entry.path());
    let path = path_text(raw);
    let kind = entry.file_type();
    let what = if kind.is_symlink() {
        What::reject(RejectReason::Link, "a symbolic link is not followed")
    } else if !kind.is_file() {
        What::reject(RejectReason::NotAFile, "a pipe, socket or device")
    } else {
        match entry.metadata() {
            Ok(metadata) => {
                let stat = Stat::of(&metadata);
                return Found::file(collection, &path, raw.as_os_str(), stat);
            }
            Err(error) => What::reject(RejectReason::Unreadable, error.to_string()),
        }
    };
    Found::new(collection, &path, what)
}

fn put_in_order(mut found: Vec<Found>) -> Result<Vec<Found>, Error> {
    let is_same = |a: &Found, b: &Found| a.source() == b.source() && a.path() == b.path();
    found.sort_by(|a, b| (a.source(), a.path()).cmp(&(b.source(), b.path())));
    let mut collections = found.iter().map(Found::base);
    let first = collections.next();
    // One folder holds no file twice.
    if collections.any(|other| Some(other) != first) {
        let mut taken = HashSet::new();
        found.retain(|input| match &input.what {
            What::File(_) => taken.insert(input.location()),
            What::Stdin | What::Reject(_) => true,
        });
    }
    found.dedup_by(|later, earlier| {
        let may_be_one = match (&later.what, &earlier.what) {
            (What::Stdin, What::Stdin) | (What::Reject(_), What::Reject(_)) => true,
            (What::File(_), What::File(_)) => later.location() == earlier.location(),
            _ => false,
        };
        is_same(later, earlier) && may_be_one
    });
    let mut pairs = found.iter().zip(found.iter().skip(1));
    if let Some((first, second)) = pairs.find(|(a, b)| is_same(a, b)) {
        let message = format!(
            "two inputs are both `{}` of the collection `{}`: `{}` and `{}`",
            show(first.path()),
            show(first.source()),
            show_path(&first.location()),
            show_path(&second.location()),
        );
        return Err(Error::usage(message).with_hint("ingest the folder that both are in"));
    }
    Ok(found)
}
