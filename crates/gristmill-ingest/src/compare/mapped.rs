//! A lot that is milled, and not written yet.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use gristmill_record::{Place, Reject, push_line};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::row::{ROW, Row, number};
use crate::Error;
use crate::faults::step;
use crate::mill::Document;
use crate::write::{
    Account, Summary, create_file, make_folder, print, put, read_json, remove_folder, unfinished,
    write_json,
};

/// A lot that is being milled, in a folder of its own that gets its name when it is whole.
///
/// The folder has a file for each of [`PARTS`], and a summary with the account of the lot
/// if all its documents were kept.
pub(super) struct MapWriter {
    unfinished: PathBuf,
    finished: PathBuf,
    parts: [Part; PARTS.len()],
    n_rows: u64,
    /// What is made into bytes.
    bytes: Vec<u8>,
}

/// What there is of the documents: rows with their keys, ids with places and accounts,
/// lines, edits; and the rejects between them. Documents are looked up in the first three.
const PARTS: [&str; 5] = ["rows", "heads", "documents", "edits", "rejects"];
const ROWS: usize = 0;
const HEADS: usize = 1;
const DOCUMENTS: usize = 2;
const EDITS: usize = 3;
const REJECTS: usize = 4;

/// The file of the account.
const SUMMARY: &str = "summary.json";

/// What a mapped lot came to.
#[derive(Serialize, Deserialize)]
struct Mapped {
    n_rows: u64,
    n_keys: usize,
    summary: Summary,
    /// The length and the digest of each part: whoever takes a lot up asks for them, so that
    /// it need not be on the disk for sure.
    parts: [(u64, u64); PARTS.len()],
}

/// What is needed of a document when it is dropped.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) place: Place,
    pub(super) account: Account,
}

impl MapWriter {
    /// Begins the lot of this key.
    pub(super) fn create(run: &Path, key: &str) -> Result<Self, Error> {
        let finished = run.join(name(key));
        let unfinished = run.join(unfinished(&name(key)));
        remove_folder(&unfinished)?;
        remove_folder(&finished)?;
        make_folder(&unfinished)?;
        let [rows, heads, documents, edits, rejects] =
            PARTS.map(|part| Part::create(&unfinished.join(part)));
        Ok(Self {
            parts: [rows?, heads?, documents?, edits?, rejects?],
            unfinished,
            finished,
            n_rows: 0,
            bytes: Vec::new(),
        })
    }

    /// Adds a document, and counts it as kept.
    pub(super) fn document(
        &mut self,
        document: &Document,
        account: &mut Account,
    ) -> Result<(), Error> {
        let mut own = Account::default();
        own.keep(document);
        account.counts.bytes += document.tally.bytes;
        account.add(&own);
        let head = Head {
            place: document.place.clone(),
            account: own,
        };
        let start = self.parts[HEADS].len;
        self.parts[HEADS].write(document.id.as_bytes())?;
        let end = self.parts[HEADS].len;
        let text = serde_json::to_vec(&head).expect("a head is JSON");
        self.parts[HEADS].write(&text)?;
        let edits_start = self.parts[EDITS].len;
        document
            .edits
            .give(|lines| self.parts[EDITS].write(lines))?;
        let line_start = self.parts[DOCUMENTS].len;
        self.parts[DOCUMENTS].write(&document.line)?;
        self.parts[DOCUMENTS].write(b"\n")?;
        let row = Row {
            print: print(document),
            preference: document.preference,
            id: start..end,
            head_end: self.parts[HEADS].len,
            line_start,
            line_len: document.line.len() as u64 + 1,
            edits_len: self.parts[EDITS].len - edits_start,
            n_edits: document.tally.edits.total,
            n_shingles: document.sketch.n_shingles,
        };
        self.bytes.clear();
        row.write(&mut self.bytes);
        for key in &document.sketch.keys {
            self.bytes.extend_from_slice(&key.to_le_bytes());
        }
        self.parts[ROWS].write(&self.bytes)?;
        self.n_rows += 1;
        Ok(())
    }

    /// Adds a reject.
    pub(super) fn reject(&mut self, reject: &Reject, account: &mut Account) -> Result<(), Error> {
        account.reject(reject);
        let mut line = Vec::new();
        push_line(&mut line, reject);
        self.parts[REJECTS].write(&line)
    }

    /// Gives the lot its name. Rows have so many keys.
    pub(super) fn finish(self, n_keys: usize, summary: Summary) -> Result<MappedLot, Error> {
        let mut parts = [(0, 0); PARTS.len()];
        for (digest, part) in parts.iter_mut().zip(self.parts) {
            *digest = part.finish()?;
        }
        let mapped = Mapped {
            n_rows: self.n_rows,
            n_keys,
            summary,
            parts,
        };
        write_json(&self.unfinished.join(SUMMARY), &mapped)?;
        put(&self.unfinished, &self.finished)?;
        Ok(MappedLot::of(self.finished, mapped))
    }
}

/// The name of the folder of a lot.
fn name(key: &str) -> String {
    format!("map-{key}")
}

/// A file that is being written, and how long it is.
struct Part {
    path: PathBuf,
    file: BufWriter<File>,
    len: u64,
    digest: Box<Xxh3>,
}

impl Part {
    fn create(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            path: path.to_owned(),
            file: BufWriter::with_capacity(64 << 10, create_file(path)?),
            len: 0,
            digest: Box::default(),
        })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.len += bytes.len() as u64;
        self.digest.update(bytes);
        let written = self.file.write_all(bytes);
        written.map_err(Error::io("write", &self.path))
    }

    fn finish(self) -> Result<(u64, u64), Error> {
        let path = &self.path;
        let finish = |mut file: BufWriter<File>| step(path).and_then(|()| file.flush());
        finish(self.file).map_err(Error::io("write", path))?;
        Ok((self.len, self.digest.digest()))
    }
}

/// A document of a mapped lot.
pub(super) struct MappedDocument<'d> {
    pub(super) row: &'d Row,
    pub(super) id: &'d [u8],
    head: &'d [u8],
    /// Its line, with the line feed.
    pub(super) line: &'d [u8],
    /// Its edits, as lines.
    pub(super) edits: &'d mut dyn Read,
}

impl MappedDocument<'_> {
    /// What is needed of it when it is dropped.
    pub(super) fn head(&self) -> Result<Head, Error> {
        serde_json::from_slice(self.head).map_err(|error| io::Error::from(error).into())
    }
}

/// A lot that is milled.
pub(super) struct MappedLot {
    folder: PathBuf,
    n_keys: usize,
    pub(super) n_rows: u64,
    pub(super) summary: Summary,
    /// What documents are looked up in.
    open: Option<[File; 3]>,
}

impl MappedLot {
    /// The lot of this key, if it is whole.
    pub(super) fn load(run: &Path, key: &str) -> Result<Option<Self>, Error> {
        let folder = run.join(name(key));
        let mapped: Option<Mapped> = read_json(&folder.join(SUMMARY))?;
        let mapped = mapped.filter(|mapped| {
            let mut parts = PARTS.iter().zip(mapped.parts);
            parts.all(|(part, digest)| digest_of(&folder.join(part)).ok() == Some(digest))
        });
        Ok(mapped.map(|mapped| Self::of(folder, mapped)))
    }

    /// The lot of this key, if somebody has mapped it: its parts are not read.
    pub(super) fn open(run: &Path, key: &str) -> Result<Option<Self>, Error> {
        let folder = run.join(name(key));
        let mapped: Option<Mapped> = read_json(&folder.join(SUMMARY))?;
        Ok(mapped.map(|mapped| Self::of(folder, mapped)))
    }

    fn of(folder: PathBuf, mapped: Mapped) -> Self {
        Self {
            folder,
            n_keys: mapped.n_keys,
            n_rows: mapped.n_rows,
            summary: mapped.summary,
            open: None,
        }
    }

    /// The most pairs of keys and documents that it can give.
    pub(super) fn most_pairs(&self) -> u64 {
        self.n_rows * (self.n_keys as u64 + 1)
    }

    /// Keeps the files open in which documents are looked up; says whether they are there to
    /// be opened, and may be.
    pub(super) fn keep_open(&mut self) -> bool {
        if !cfg!(unix) {
            return false; // a file that several threads read must not have one position
        }
        let open = |part: usize| File::open(self.folder.join(PARTS[part])).ok();
        self.open = open(ROWS)
            .zip(open(HEADS))
            .zip(open(DOCUMENTS))
            .map(|((rows, heads), documents)| [rows, heads, documents]);
        self.open.is_some()
    }

    /// Whether its rows could be opened so many times more.
    pub(super) fn may_be_opened(&self, times: usize) -> bool {
        let path = self.folder.join(PARTS[ROWS]);
        let files: Result<Vec<File>, io::Error> = (0..times).map(|_| File::open(&path)).collect();
        files.is_ok()
    }

    /// Closes them again.
    pub(super) fn close(&mut self) {
        self.open = None;
    }

    /// Goes through the keys of all documents, with the numbers of their rows. The first
    /// key of each is that of its text.
    pub(super) fn keys(
        &self,
        mut each: impl FnMut(u64, u64) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let path = self.folder.join(PARTS[ROWS]);
        let mut file = BufReader::with_capacity(256 << 10, open(&path)?);
        let mut bytes = vec![0; ROW + 8 * self.n_keys];
        for at in 0..self.n_rows {
            file.read_exact(&mut bytes)
                .map_err(Error::io("read", &path))?;
            let (row, keys) = bytes.split_at(ROW);
            each(
                u64::from_be_bytes(*row.first_chunk().expect("a print is first")),
                at,
            )?;
            let row = Row::read(row.first_chunk().expect("it has the size of a row"));
            if row.n_shingles > 0 {
                keys.chunks_exact(8)
                    .try_for_each(|key| each(number(key), at))?;
            }
        }
        Ok(())
    }

    /// A row.
    pub(super) fn row(&self, at: u64) -> Result<Row, Error> {
        let mut bytes = [0; ROW];
        let size = (ROW + 8 * self.n_keys) as u64;
        self.read(ROWS, at * size, &mut bytes)?;
        Ok(Row::read(&bytes))
    }

    /// The id of a document.
    pub(super) fn id(&self, row: &Row) -> Result<Vec<u8>, Error> {
        self.bytes(HEADS, row.id.start, row.id.end)
    }

    /// The line of a document.
    pub(super) fn line(&self, row: &Row) -> Result<Vec<u8>, Error> {
        self.bytes(DOCUMENTS, row.line_start, row.line_start + row.line_len)
    }

    /// Goes through the lines and the edits of all documents.
    pub(super) fn documents(
        &self,
        mut each: impl FnMut(u64, MappedDocument<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let reader = |part: usize| -> Result<_, Error> {
            let path = self.folder.join(PARTS[part]);
            Ok(BufReader::with_capacity(128 << 10, open(&path)?))
        };
        let (mut rows, mut lines) = (reader(ROWS)?, reader(DOCUMENTS)?);
        let (mut heads, mut edits) = (reader(HEADS)?, reader(EDITS)?);
        let mut bytes = vec![0; ROW + 8 * self.n_keys];
        let (mut head, mut line) = (Vec::new(), Vec::new());
        for at in 0..self.n_rows {
            let failed = |part: usize| {
                let path = self.folder.join(PARTS[part]);
                move |error| Error::io("read", &path)(error)
            };
            rows.read_exact(&mut bytes).map_err(failed(ROWS))?;
            let row = Row::read(bytes.first_chunk().expect("it begins with a row"));
            head.resize(usize::try_from(row.head_end - row.id.start).unwrap_or(0), 0);
            heads.read_exact(&mut head).map_err(failed(HEADS))?;
            line.resize(usize::try_from(row.line_len).unwrap_or(0), 0);
            lines.read_exact(&mut line).map_err(failed(DOCUMENTS))?;
            let id_len = usize::try_from(row.id.end - row.id.start).unwrap_or(0);
            let mut edits = edits.by_ref().take(row.edits_len);
            let document = MappedDocument {
                row: &row,
                id: &head[..id_len],
                head: &head[id_len..],
                line: &line,
                edits: &mut edits,
            };
            each(at, document)?;
            // Whatever was not wanted.
            io::copy(&mut edits, &mut io::sink()).map_err(failed(EDITS))?;
        }
        Ok(())
    }

    /// The rejects, as lines.
    pub(super) fn rejects(&self) -> Result<BufReader<File>, Error> {
        Ok(BufReader::new(open(&self.folder.join(PARTS[REJECTS]))?))
    }

    fn bytes(&self, part: usize, start: u64, end: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = vec![0; usize::try_from(end - start).unwrap_or(0)];
        self.read(part, start, &mut bytes)?;
        Ok(bytes)
    }

    fn read(&self, part: usize, at: u64, bytes: &mut [u8]) -> Result<(), Error> {
        let path = self.folder.join(PARTS[part]);
        let read = match &self.open {
            Some(files) => read_exact_at(&files[part], at, bytes),
            None => File::open(&path).and_then(|file| read_exact_at(&file, at, bytes)),
        };
        read.map_err(Error::io("read", &path))
    }
}

/// The length and the digest of a file.
fn digest_of(path: &Path) -> io::Result<(u64, u64)> {
    let mut file = BufReader::with_capacity(128 << 10, File::open(path)?);
    let (mut len, mut digest) = (0, Xxh3::new());
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok((len, digest.digest()));
        }
        digest.update(bytes);
        let n_bytes = bytes.len();
        len += n_bytes as u64;
        file.consume(n_bytes);
    }
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(Error::io("read", path))
}

/// Reads at an offset; several threads may read of one file.
#[cfg(unix)]
fn read_exact_at(file: &File, at: u64, bytes: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

/// The same where a file has only one position: it is opened again by whoever calls.
#[cfg(not(unix))]
fn read_exact_at(mut file: &File, at: u64, bytes: &mut [u8]) -> io::Result<()> {
    use std::io::{Seek, SeekFrom};
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(bytes)
}
