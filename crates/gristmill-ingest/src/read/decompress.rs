//! Streams of decompressed bytes that cannot grow out of hand.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::DeflateDecoder;
use gristmill_record::RejectReason;
use lzma_rust2::XzReader;

use super::gzip::GzipMembers;
use super::refusal::Refusal;
use super::shape::Compression;

/// How much is read at a time.
pub(super) const BUFFER: usize = 64 << 10;

/// The largest window of a Zstandard frame, as a power of two: 128 MiB, the most
/// that its command line takes by default.
const WINDOW_LOG: u32 = 27;

/// The most memory that reading an xz stream may take, in KiB: a dictionary of 64 MiB,
/// as of its highest preset, and something.
const XZ_MEMORY: u32 = 66 << 10;

/// Up to how many bytes a stream may expand as it likes.
const FREE_EXPANSION: u64 = 1 << 20;

/// The bytes within these layers of compression; one compressed byte may become
/// `expansion` of them once there are more than a mebibyte.
pub(crate) fn decompress<'s>(
    raw: impl BufRead + 's,
    layers: &[Compression],
    expansion: u64,
) -> io::Result<Box<dyn BufRead + 's>> {
    if layers.is_empty() {
        return Ok(Box::new(raw));
    }
    let taken = Rc::new(Cell::new(0));
    let mut stream: Box<dyn BufRead + 's> = Box::new(BufReader::with_capacity(
        BUFFER,
        Counted {
            raw,
            taken: Rc::clone(&taken),
        },
    ));
    for &layer in layers {
        let decoder: Box<dyn Read + 's> = match layer {
            Compression::Deflate => Box::new(DeflateDecoder::new(stream)),
            Compression::Gzip => Box::new(GzipMembers::of(stream)),
            Compression::Bzip2 => Box::new(MultiBzDecoder::new(stream)),
            Compression::Xz => Box::new(XzReader::new_mem_limit(stream, true, XZ_MEMORY)),
            Compression::Zstd => {
                let mut frames = zstd::Decoder::with_buffer(stream)?;
                frames.window_log_max(WINDOW_LOG)?;
                Box::new(frames)
            }
        };
        stream = Box::new(BufReader::with_capacity(BUFFER, decoder));
    }
    let metered = Metered {
        stream,
        given: 0,
        taken,
        expansion,
    };
    Ok(Box::new(metered))
}

/// Counts what is taken from a stream.
struct Counted<R> {
    raw: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.raw.read(buffer)?;
        self.taken.set(self.taken.get() + n_bytes as u64);
        Ok(n_bytes)
    }
}

/// Ends a stream that expands too much.
struct Metered<'s> {
    stream: Box<dyn BufRead + 's>,
    given: u64,
    taken: Rc<Cell<u64>>,
    expansion: u64,
}

impl Metered<'_> {
    fn give(&mut self, n_bytes: usize) -> io::Result<()> {
        self.given += n_bytes as u64;
        let most = self.taken.get().saturating_mul(self.expansion);
        if self.given > most.max(FREE_EXPANSION) {
            let detail = format!("expands more than {} times", self.expansion);
            return Err(Refusal::new(RejectReason::Bomb, detail).into_io());
        }
        Ok(())
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.stream.read(buffer)?;
        self.give(n_bytes)?;
        Ok(n_bytes)
    }
}

impl BufRead for Metered<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.give(0)?;
        self.stream.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        self.stream.consume(n_bytes);
        self.given += n_bytes as u64;
    }
}
