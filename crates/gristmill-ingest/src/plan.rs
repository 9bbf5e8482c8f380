//! What is to be done: the lots of a run, each with a key for what it depends on.

use std::fs;
use std::ops::Range;
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use crate::Settings;
use crate::digest::hex;
use crate::find::{Found, What, lots};
use crate::mill::Siblings;
use crate::read::{Raw, content_of, is_passed_over, is_plain_document};

/// How long before a run a file must have been written for its time to tell whether it
/// was written to again, in nanoseconds: some file systems count in twos of seconds.
const SETTLED: i64 = 2_000_000_000;

/// A lot of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    /// Which of the inputs are in it.
    pub(crate) range: Range<usize>,
    /// Which inputs it has, as 32 hexadecimal digits: their names, and what the file system
    /// says about them.
    pub(crate) key: String,
    /// The same about the files beside them, which may be asked.
    pub(crate) siblings: String,
    /// Whether the key may be the same although an input is another one.
    pub(crate) is_unsettled: bool,
}

/// The lots of these inputs.
pub(crate) fn plan(found: &[Found], siblings: &Siblings<'_>, settings: &Settings) -> Vec<Lot> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |now| i64::try_from(now.as_nanos()).unwrap_or(i64::MAX));
    let ranges = lots(found, settings.portions.lot_bytes).into_iter();
    ranges
        .map(|range| Lot {
            key: key(&found[range.clone()]),
            siblings: short(&siblings.identity(&found[range.clone()])),
            is_unsettled: found[range.clone()]
                .iter()
                .any(|found| is_unsettled(found, now)),
            range,
        })
        .collect()
}

fn key(lot: &[Found]) -> String {
    let mut hasher = Sha256::new();
    for found in lot {
        identify(&mut hasher, found);
    }
    short(&hasher.finalize())
}

/// The first half of a digest.
fn short(digest: &[u8]) -> String {
    hex(&digest[..16])
}

/// Adds what tells an input from another one.
pub(crate) fn identify(hasher: &mut Sha256, found: &Found) {
    let mut add = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    add(found.source().as_bytes());
    add(found.path().as_bytes());
    match &found.what {
        What::File(file) => {
            add(&file.stat.len.to_le_bytes());
            add(&file.stat.modified.to_le_bytes());
            add(&file.stat.changed.to_le_bytes());
            add(&file.stat.inode.to_le_bytes());
            if let Some(part) = &file.part {
                add(&part.range.start.to_le_bytes());
            }
        }
        What::Stdin => add(b"standard input"),
        What::Reject(reject) => {
            add(reject.0.name().as_bytes());
            add(reject.1.as_bytes());
        }
    }
}

fn is_unsettled(found: &Found, now: i64) -> bool {
    match &found.what {
        What::File(file) => file.stat.modified.max(file.stat.changed) > now - SETTLED,
        What::Stdin => true,
        What::Reject(_) => false,
    }
}

/// The digest of what the files of a lot hold now, in the way in which the run takes it;
/// nothing when one of the inputs cannot be had again.
pub(crate) fn content(lot: &[Found], settings: &Settings) -> Option<Vec<u8>> {
    let mut hasher = Sha256::new();
    for found in lot {
        match &found.what {
            What::Stdin => return None,
            What::Reject(_) => continue,
            What::File(_) if is_passed_over(found, settings.job, &settings.limits) => continue,
            What::File(_) => {}
        }
        // What could not be read may be readable now, and the other way round.
        let content = if is_plain_document(found, settings.job) {
            fs::read(found.location())
                .ok()
                .map(|bytes| content_of(&bytes))
        } else {
            Raw::open(found).ok().and_then(Raw::content)
        };
        if let Some(content) = content {
            hasher.update(content);
        }
    }
    Some(hasher.finalize().to_vec())
}
