//! What lies where the inputs are.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use gristmill_record::{Place, RejectReason};

/// Something that was found where the inputs are.
///
/// There may be millions of them in memory: what they share, they share.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    collection: Arc<Collection>,
    path: Box<str>,
    /// What it is.
    pub(crate) what: What,
}

/// Where files are from.
#[derive(Debug)]
pub(crate) struct Collection {
    /// Its name.
    pub(crate) source: String,
    /// The folder that paths are relative to.
    pub(crate) base: PathBuf,
}

/// What was found.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A file to read.
    File(File),
    /// The standard input.
    Stdin,
    /// Nothing that can be read, and why.
    Reject(Box<(RejectReason, String)>),
}

/// A file to read.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Its path below the base, where the text of the path is not that.
    raw: Option<Box<OsStr>>,
    /// What the file system says about it.
    pub(crate) stat: Stat,
    /// Which part of a large file of lines it is; nothing when it is all of it.
    pub(crate) part: Option<Part>,
}

/// A part of a file of lines: the lines that begin in a range of bytes.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) range: Range<u64>,
    /// How far its lines have been counted, for whoever reads the next part of the file.
    pub(crate) counted: Arc<Mutex<Counted>>,
}

/// How many lines and records are in the first bytes of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) bytes: u64,
    pub(crate) lines: u64,
    pub(crate) records: u64,
}

/// What the file system said about a file when it was found. A file of which all of
/// this is the same is taken for unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stat {
    /// Its length in bytes.
    pub(crate) len: u64,
    /// When it was last written to, in nanoseconds since 1970.
    pub(crate) modified: i64,
    /// When anything about it was last changed, which nobody can set back; 0 where that is
    /// not known.
    pub(crate) changed: i64,
    /// The number of its inode; 0 where there are none.
    pub(crate) inode: u64,
}

impl Found {
    /// Something of a collection, at this path with `/` between folders.
    pub(crate) fn new(collection: &Arc<Collection>, path: &str, what: What) -> Self {
        Self {
            collection: Arc::clone(collection),
            path: path.into(),
            what,
        }
    }

    /// A file, which the file system knows by this path below the base.
    pub(crate) fn file(collection: &Arc<Collection>, path: &str, raw: &OsStr, stat: Stat) -> Self {
        let raw = (raw != path).then(|| raw.into());
        let part = None;
        Self::new(collection, path, What::File(File { raw, stat, part }))
    }

    /// The name of the collection.
    pub(crate) fn source(&self) -> &str {
        &self.collection.source
    }

    /// Where it is in the collection, with `/` between folders.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Where to open it.
    pub(crate) fn location(&self) -> PathBuf {
        let below = match &self.what {
            What::File(File { raw: Some(raw), .. }) => raw,
            _ => OsStr::new(&*self.path),
        };
        self.collection.base.join(below)
    }

    /// The folder that its path is relative to.
    pub(crate) fn base(&self) -> &Path {
        &self.collection.base
    }

    /// The parts of a file of lines: so many bytes each, but for the last one.
    pub(crate) fn parts(self, bytes: u64) -> impl Iterator<Item = Self> {
        let len = self.len();
        let counted = Arc::<Mutex<Counted>>::default();
        let starts = (0..len.div_ceil(bytes)).map(move |number| number * bytes);
        starts.map(move |start| {
            let mut part = self.clone();
            if let What::File(file) = &mut part.what {
                file.part = Some(Part {
                    range: start..len.min(start + bytes),
                    counted: Arc::clone(&counted),
                });
            }
            part
        })
    }

    /// Which part of a file it is; nothing when it is all of it.
    pub(crate) fn part(&self) -> Option<&Part> {
        match &self.what {
            What::File(file) => file.part.as_ref(),
            What::Stdin | What::Reject(_) => None,
        }
    }

    /// How many bytes the file has, or the part of it.
    pub(crate) fn len(&self) -> u64 {
        match &self.what {
            What::File(File {
                part: Some(part), ..
            }) => part.range.end - part.range.start,
            What::File(file) => file.stat.len,
            What::Stdin | What::Reject(_) => 0,
        }
    }

    /// Where it is, for a record or a reject.
    pub(crate) fn place(&self) -> Place {
        Place {
            source: self.source().to_owned(),
            path: self.path().to_owned(),
            ..Place::default()
        }
    }
}

impl What {
    /// Nothing that can be read, and why.
    pub(crate) fn reject(reason: RejectReason, detail: impl Into<String>) -> Self {
        Self::Reject(Box::new((reason, detail.into())))
    }
}

impl Stat {
    /// What matters of it.
    pub(crate) fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        let since = modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        Self {
            len: metadata.len(),
            modified: since.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(0)),
            changed: changed(metadata),
            inode: inode(metadata),
        }
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    let seconds = metadata.ctime().saturating_mul(1_000_000_000);
    seconds.saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> i64 {
    0
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}
