//! A file of lines that knows its size and its digest.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::mem;
use std::path::Path;
use std::thread::{self, JoinHandle};

use super::state::Written;
use crate::digest::Digest;
use crate::faults::step;
use crate::{Error, Format};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// How much is written at a time.
const BUFFER: usize = 128 << 10;

/// From how many bytes on the disk is asked for what was written, while more is written.
const BEHIND: u64 = 8 << 20;

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
    /// How much of it nobody has asked the disk for.
    n_ahead: u64,
    behind: Option<JoinHandle<io::Result<()>>>,
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
                    n_ahead: 0,
                    behind: None,
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
                Ok(len) => self.write(&part[..len], mem::take(&mut rows))?,
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
            let mut measured = writer
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?;
            measured.catch_up()?;
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

impl Measured {
    /// Has what was written brought to the disk by a thread of its own: at the end of a file
    /// all of it is waited for, and waiting for a little takes less.
    fn write_behind(&mut self) -> io::Result<()> {
        if self.behind.as_ref().is_some_and(|sync| !sync.is_finished()) {
            return Ok(());
        }
        self.catch_up()?;
        self.n_ahead = 0;
        // Without a thread there is more to wait for at the end, and that is all.
        if let Ok(file) = self.file.try_clone() {
            let sync = thread::Builder::new().spawn(move || file.sync_data());
            self.behind = sync.ok();
        }
        Ok(())
    }

    /// Waits for what was asked of the disk. Its errors are told once: nobody else will
    /// hear of them.
    fn catch_up(&mut self) -> io::Result<()> {
        match self.behind.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(synced)) => synced,
            Some(Err(_)) => Err(io::Error::other("the thread that syncs has panicked")),
        }
    }
}

impl Write for Measured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // First, since nothing of what is written may be said to have failed.
        if self.n_ahead >= BEHIND {
            self.write_behind()?;
        }
        let written = self.file.write(bytes)?;
        self.digest.write_all(&bytes[..written])?;
        self.bytes += written as u64;
        self.n_ahead += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_brought_to_the_disk_on_the_way_is_written_once() {
        let folder = tempfile::tempdir().expect("there is a folder for such things");
        let path = folder.path().join("lines");
        let mut file = LinesFile::create(&path, Format::Jsonl).expect("nothing is there");
        let line = "x".repeat(1 << 20);
        let n_lines = 4 * (BEHIND >> 20) + 1;
        for _ in 0..n_lines {
            file.write_line(line.as_bytes()).expect("there is room");
        }
        let written = file.finish().expect("there is room");
        let expected = format!("{line}\n").repeat(usize::try_from(n_lines).expect("few"));
        assert!(std::fs::read_to_string(&path).expect("it is there") == expected);
        assert_eq!(written.bytes, expected.len() as u64);
        assert_eq!(written.rows, n_lines);
    }
}
