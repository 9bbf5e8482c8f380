//! A stream of the decompressed bytes of a file.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use super::shape::Compression;
use crate::find::{Found, What};

/// How much is read from a file at a time.
const BUFFER: usize = 128 << 10;

/// The largest window of a Zstandard frame, as a power of two: 128 MiB, the most
/// that its command line takes by default.
const WINDOW_LOG: u32 = 27;

/// Opens a file, decompressed.
pub(crate) fn open(found: &Found, compression: Compression) -> io::Result<Box<dyn BufRead + Send>> {
    let raw: Box<dyn Read + Send> = match &found.what {
        What::File { path, .. } => Box::new(File::open(path)?),
        What::Stdin => Box::new(io::stdin()),
        What::Reject(_, detail) => return Err(io::Error::other(detail.clone())),
    };
    let raw = BufReader::with_capacity(BUFFER, raw);
    Ok(match compression {
        Compression::None => Box::new(raw),
        // All members of the file, not the first alone.
        Compression::Gzip => Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(raw))),
        Compression::Zstd => {
            let mut frames = zstd::Decoder::with_buffer(raw)?;
            frames.window_log_max(WINDOW_LOG)?;
            Box::new(BufReader::with_capacity(BUFFER, frames))
        }
    })
}
