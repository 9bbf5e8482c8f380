//! A file that is one document.

use std::io::{self, Read};

use gristmill_record::RejectReason;

use super::open::open;
use super::shape::{Compression, Shape};
use crate::Limits;
use crate::find::{Found, What};

/// Up to how many bytes a compressed document may expand as it likes.
const FREE_EXPANSION: u64 = 1 << 20;

/// The bytes of a document, decompressed.
///
/// # Errors
/// The reason for which it is rejected, and more about it.
pub(crate) fn read_document(
    found: &Found,
    limits: &Limits,
) -> Result<Vec<u8>, (RejectReason, String)> {
    let compression = Shape::of(&found.path).compression;
    let most = most_bytes(found, compression, limits);
    let too_much = || match compression {
        _ if most == limits.document_bytes => {
            (RejectReason::TooLarge, format!("more than {most} bytes"))
        }
        _ => (
            RejectReason::Bomb,
            format!("expands more than {} times", limits.expansion),
        ),
    };
    if let What::File { len, .. } = found.what
        && compression == Compression::None
        && len > most
    {
        return Err(too_much());
    }
    let stream = open(found, compression).map_err(|error| unreadable(&error, Compression::None))?;
    let expected = match found.what {
        What::File { len, .. } if compression == Compression::None => len.min(most),
        _ => 0,
    };
    // A byte more, so that the end of the file is seen without growing.
    let mut bytes = Vec::with_capacity(usize::try_from(expected + 1).unwrap_or(0));
    stream
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error, compression))?;
    if bytes.len() as u64 > most {
        return Err(too_much());
    }
    Ok(bytes)
}

/// The most bytes that a document can turn out to have.
pub(super) fn document_weight(found: &Found, limits: &Limits) -> u64 {
    match (&found.what, Shape::of(&found.path).compression) {
        (What::File { len, .. }, Compression::None) => *len,
        (_, compression) => most_bytes(found, compression, limits),
    }
}

/// How many bytes the document may have: the limit, or what its compressed bytes
/// may reasonably expand to.
fn most_bytes(found: &Found, compression: Compression, limits: &Limits) -> u64 {
    match found.what {
        What::File { len, .. } if compression != Compression::None => {
            let expanded = len.saturating_mul(limits.expansion).max(FREE_EXPANSION);
            limits.document_bytes.min(expanded)
        }
        _ => limits.document_bytes,
    }
}

/// An error of the file system, or of a decoder that does not like what it reads.
pub(crate) fn unreadable(error: &io::Error, compression: Compression) -> (RejectReason, String) {
    let is_data = error.raw_os_error().is_none() && compression != Compression::None;
    let reason = if is_data {
        RejectReason::BrokenCompression
    } else {
        RejectReason::Unreadable
    };
    (reason, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_gone_is_unreadable() {
        let found = Found {
            source: "s".into(),
            path: "gone.txt".into(),
            what: What::File {
                path: "no/such/file".into(),
                len: 3,
            },
        };
        let (reason, detail) =
            read_document(&found, &Limits::default()).expect_err("it is not there");
        assert_eq!(reason, RejectReason::Unreadable);
        assert!(!detail.is_empty());
    }
}
