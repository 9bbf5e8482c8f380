//! A file that is one document.

use std::fs::File;
use std::io::{self, BufReader, Read};

use gristmill_record::RejectReason;

use super::decompress::{BUFFER, decompress};
use super::raw::{Content, Raw};
use super::refusal::Refusal;
use super::shape::{Compression, Kind, Shape};
use crate::find::{Found, What};
use crate::{Job, Limits};

/// The bytes of a document, decompressed, or the reason for which it is rejected; and the
/// digest of the file, where it is not that of these bytes.
pub(crate) fn read_document(
    found: &Found,
    limits: &Limits,
) -> (Result<Vec<u8>, Refusal>, Option<Content>) {
    let most = limits.document_bytes;
    let layers = Shape::of(found.path()).layers;
    let file = match &found.what {
        What::Reject(reject) => return (Err(Refusal::new(reject.0, reject.1.clone())), None),
        What::Stdin => {
            let stream = decompress(io::stdin().lock(), &layers, limits.expansion);
            return (read_stream(stream, most), None);
        }
        What::File(_) if is_passed_over(found, Job::Ingest, limits) => {
            return match layers.len() {
                0 => (Err(too_large(most)), None),
                _ => (Err(too_nested(limits.nesting)), None),
            };
        }
        What::File(_) => Raw::open(found),
    };
    let file = match file {
        Ok(file) => file,
        Err(error) => return (Err(Refusal::of(&error, RejectReason::Unreadable)), None),
    };
    if layers.is_empty() {
        return (read_whole(file.plain(), found.len(), most), None);
    }
    let read = read_stream(decompress(file.stream(), &layers, limits.expansion), most);
    (read, file.content())
}

/// Whether a file is so large, or so deep within layers, that it is not read at all.
pub(crate) fn is_passed_over(found: &Found, job: Job, limits: &Limits) -> bool {
    let shape = Shape::under(found.path(), job);
    let is_large = shape.layers.is_empty() && found.len() > limits.document_bytes;
    shape.layers.len() > limits.nesting || shape.kind == Kind::Document && is_large
}

/// Whether a file is a document as it lies there.
pub(crate) fn is_plain_document(found: &Found, job: Job) -> bool {
    let shape = Shape::under(found.path(), job);
    shape.kind == Kind::Document && shape.layers.is_empty()
}

fn read_stream(stream: io::Result<impl Read>, most: u64) -> Result<Vec<u8>, Refusal> {
    match stream {
        Ok(stream) => read_whole(stream, 0, most),
        Err(error) => Err(Refusal::of(&error, RejectReason::BrokenCompression)),
    }
}

/// The most bytes that a document can turn out to have.
pub(super) fn document_weight(found: &Found, limits: &Limits) -> u64 {
    match &found.what {
        What::File(_) if Shape::of(found.path()).layers.is_empty() => found.len(),
        What::File(_) => {
            let expanded = found.len().saturating_mul(limits.expansion);
            limits.document_bytes.min(expanded.max(1 << 20))
        }
        What::Stdin => limits.document_bytes,
        What::Reject(_) => 0,
    }
}

/// The first bytes of a document; nothing when it cannot be read or has none.
pub(crate) fn read_beginning(found: &Found, head: u64, limits: &Limits) -> Option<Vec<u8>> {
    let layers = Shape::of(found.path()).layers;
    let raw = BufReader::with_capacity(BUFFER, File::open(found.location()).ok()?);
    let stream = decompress(raw, &layers, limits.expansion).ok()?;
    let mut bytes = Vec::new();
    stream.take(head).read_to_end(&mut bytes).ok()?;
    (!bytes.is_empty()).then_some(bytes)
}

/// All bytes of a stream that is expected to have so many, if they are not more than
/// `most`.
pub(super) fn read_whole(stream: impl Read, expected: u64, most: u64) -> Result<Vec<u8>, Refusal> {
    // A byte more, so that the end is seen without growing.
    let expected = usize::try_from(expected.min(most) + 1).unwrap_or(0);
    let mut bytes = Vec::with_capacity(expected);
    match stream.take(most + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > most => Err(too_large(most)),
        Ok(_) => Ok(bytes),
        Err(error) => {
            let refusal = Refusal::of(&error, RejectReason::BrokenCompression);
            Err(refusal.at(bytes.len() as u64))
        }
    }
}

/// What errors are that are not the file system's.
pub(super) fn broken(layers: &[Compression]) -> RejectReason {
    if layers.is_empty() {
        RejectReason::Unreadable
    } else {
        RejectReason::BrokenCompression
    }
}

pub(super) fn too_large(most: u64) -> Refusal {
    Refusal::new(RejectReason::TooLarge, format!("more than {most} bytes"))
}

/// What lies within too many containers.
pub(super) fn too_nested(most: usize) -> Refusal {
    let detail = format!("it lies within more than {most} archives, or layers of compression");
    Refusal::new(RejectReason::TooNested, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_has_at_most_so_many_bytes() {
        let read = |most| read_whole(&b"12345"[..], 5, most).map_err(|refusal| refusal.reason);
        assert_eq!(read(5), Ok(b"12345".to_vec()));
        assert_eq!(read(4), Err(RejectReason::TooLarge));
    }
}
