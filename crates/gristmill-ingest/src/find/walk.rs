//! Walking folders.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use gristmill_record::RejectReason;
use walkdir::WalkDir;

use crate::show::path_text;
use crate::{Error, Settings, show, show_path};

/// Something that was found where the inputs are.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The collection.
    pub(crate) source: String,
    /// Where it is in the collection, with `/` between folders.
    pub(crate) path: String,
    /// What it is.
    pub(crate) what: What,
}

/// What was found.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A file to read.
    File {
        /// Where to open it.
        path: PathBuf,
        /// How long it was when it was found.
        len: u64,
    },
    /// The standard input.
    Stdin,
    /// Nothing that can be read, and why.
    Reject(RejectReason, String),
}

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
            found.push(Found {
                source: settings.source.clone().unwrap_or_else(|| "stdin".into()),
                path: settings.stdin_name.clone(),
                what: What::Stdin,
            });
            continue;
        }
        let root = fs::canonicalize(input).map_err(Error::io("read", input))?;
        let base = base_of(&root);
        let source = settings
            .source
            .clone()
            .unwrap_or_else(|| source_name(&base));
        found.extend(below(&root, out).map(|entry| describe(entry, &base, &source)));
    }
    put_in_order(found)
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
        .filter_entry(move |entry| Some(entry.path()) != out.as_deref())
        .filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir()))
}

fn describe(entry: walkdir::Result<walkdir::DirEntry>, base: &Path, source: &str) -> Found {
    let (path, what) = match entry {
        Ok(entry) => (entry.path().to_owned(), what_is(&entry)),
        Err(error) => {
            let path = error.path().unwrap_or(base).to_owned();
            let reason = error
                .io_error()
                .map_or_else(|| "cannot be walked".into(), ToString::to_string);
            (path, What::Reject(RejectReason::Unreadable, reason))
        }
    };
    Found {
        source: source.to_owned(),
        path: path_text(path.strip_prefix(base).unwrap_or(&path)),
        what,
    }
}

fn what_is(entry: &walkdir::DirEntry) -> What {
    let kind = entry.file_type();
    if kind.is_symlink() {
        return What::Reject(RejectReason::Link, "a symbolic link is not followed".into());
    }
    if !kind.is_file() {
        return What::Reject(RejectReason::NotAFile, "a pipe, socket or device".into());
    }
    match entry.metadata() {
        Ok(metadata) => What::File {
            path: entry.path().to_owned(),
            len: metadata.len(),
        },
        Err(error) => What::Reject(RejectReason::Unreadable, error.to_string()),
    }
}

fn put_in_order(mut found: Vec<Found>) -> Result<Vec<Found>, Error> {
    found.sort_by(|a, b| (&a.source, &a.path).cmp(&(&b.source, &b.path)));
    let mut taken = HashSet::new();
    found.retain(|input| match &input.what {
        What::File { path, .. } => taken.insert(path.clone()),
        What::Stdin | What::Reject(..) => true,
    });
    found.dedup_by(|later, earlier| {
        matches!(
            (&later.what, &earlier.what),
            (What::Stdin, What::Stdin) | (What::Reject(..), What::Reject(..))
        ) && (&later.source, &later.path) == (&earlier.source, &earlier.path)
    });
    let mut pairs = found.iter().zip(found.iter().skip(1));
    let clash = pairs.find(|(a, b)| (&a.source, &a.path) == (&b.source, &b.path));
    if let Some((first, second)) = clash {
        let message = format!(
            "two inputs are both `{}` of the collection `{}`: `{}` and `{}`",
            show(&first.path),
            show(&first.source),
            place_of(first),
            place_of(second),
        );
        return Err(Error::usage(message).with_hint("ingest the folder that both are in"));
    }
    Ok(found)
}

fn place_of(found: &Found) -> String {
    match &found.what {
        What::File { path, .. } => show_path(path),
        What::Stdin | What::Reject(..) => show(&found.path),
    }
}
