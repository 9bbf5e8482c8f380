//! A file of lines that knows its size and its digest.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use super::state::Written;
use crate::digest::Digest;
use crate::faults::step;
use crate::{Error, Format};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// How much is written at a time.
const BUFFER: usize = 128 << 10;

/// The level of Zstandard: its command line's default.
const ZSTD_LEVEL: i32 = 3;

/// A file of lines, compressed or not.
pub(crate) struct LinesFile {
    path: std::path::PathBuf,
    encoder: Encoder,
    rows: u64,
}

enum Encoder {
    Plain(BufWriter<Measured>),
    Gzip(GzEncoder<BufWriter<Measured>>),
    Zstd(zstd::Encoder<'static, BufWriter<Measured>>),
}

/// A file, and what has gone into it.
struct Measured {
    file: File,
    bytes: u64,
    digest: Digest,
}

impl LinesFile {
    /// Makes the file; it must not be there yet.
    pub(crate) fn create(path: &Path, format: Format) -> Result<Self, Error> {
        let open = || -> io::Result<Encoder> {
            step(path)?;
            let file = File::create_new(path)?;
            let measured = BufWriter::with_capacity(
                BUFFER,
                Measured {
                    file,
                    bytes: 0,
                    digest: Digest::default(),
                },
            );
            Ok(match format {
                Format::Jsonl => Encoder::Plain(measured),
                Format::JsonlGz => Encoder::Gzip(GzEncoder::new(measured, Compression::default())),
                Format::JsonlZst => Encoder::Zstd(zstd::Encoder::new(measured, ZSTD_LEVEL)?),
            })
        };
        Ok(Self {
            encoder: open().map_err(Error::io("make", path))?,
            path: path.to_owned(),
            rows: 0,
        })
    }

    /// Adds a line, which is given without its line feed.
    pub(crate) fn write_line(&mut self, line: &[u8]) -> Result<(), Error> {
        self.write(line, 1)?;
        self.write(b"\n", 0)
    }

    /// Adds this many lines, which are given with their line feeds.
    pub(crate) fn write(&mut self, lines: &[u8], rows: u64) -> Result<(), Error> {
        self.rows += rows;
        let writer: &mut dyn Write = match &mut self.encoder {
            Encoder::Plain(writer) => writer,
            Encoder::Gzip(writer) => writer,
            Encoder::Zstd(writer) => writer,
        };
        let written = writer.write_all(lines);
        written.map_err(Error::io("write", &self.path))
    }

    /// Adds this many lines of a stream, with their line feeds.
    pub(crate) fn copy(&mut self, lines: &mut dyn Read, rows: u64) -> Result<(), Error> {
        let mut part = vec![0; BUFFER];
        let mut rows = rows;
        loop {
            match lines.read(&mut part) {
                Ok(0) => return Ok(()),
                Ok(len) => self.write(&part[..len], std::mem::take(&mut rows))?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::io("copy to", &self.path)(error)),
            }
        }
    }

    /// Flushes and fsyncs.
    pub(crate) fn finish(self) -> Result<Written, Error> {
        let Self {
            path,
            encoder,
            rows,
        } = self;
        let finish = || -> io::Result<Measured> {
            step(&path)?;
            let writer = match encoder {
                Encoder::Plain(writer) => writer,
                Encoder::Gzip(writer) => writer.finish()?,
                Encoder::Zstd(writer) => writer.finish()?,
            };
            let measured = writer
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?;
            measured.file.sync_all()?;
            Ok(measured)
        };
        let measured = finish().map_err(Error::io("write", &path))?;
        Ok(Written {
            rows,
            bytes: measured.bytes,
            sha256: measured.digest.finish(),
        })
    }
}

/// The lines of a file of lines, as bytes: lines that pass through need not be UTF-8.
pub(crate) fn read_lines(
    path: &Path,
    format: Format,
) -> io::Result<io::Split<impl BufRead + use<>>> {
    let file = File::open(path)?;
    let stream: Box<dyn Read> = match format {
        Format::Jsonl => Box::new(file),
        Format::JsonlGz => Box::new(MultiGzDecoder::new(file)),
        Format::JsonlZst => Box::new(zstd::Decoder::new(file)?),
    };
    Ok(BufReader::with_capacity(BUFFER, stream).split(b'\n'))
}

impl Write for Measured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.write_all(&bytes[..written])?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
