//! What is known of a finished lot: enough to take it up again without its inputs.
//!
//! A file of rows in the order of the inputs, then the account of the lot, then the
//! SHA-256 of all that. It is nobody's but this version's.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use gristmill_record::{Counts, EditCounts, Reject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::durable::create_file;
use crate::Error;
use crate::digest::{Digest, fnv};
use crate::faults::step;
use crate::mill::Document;

/// What a lot comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) counts: Counts,
    /// Those of kept documents, by kind.
    pub(crate) edits: EditCounts,
    /// How many kept documents each encoding has.
    pub(crate) encodings: BTreeMap<String, u64>,
    /// How many edits each rule made in kept documents.
    pub(crate) rules: BTreeMap<String, u64>,
    /// How many rejects each reason has.
    pub(crate) reasons: BTreeMap<String, u64>,
}

impl Account {
    /// Adds a kept document, but for the bytes of its payload: they count for dropped ones
    /// as well.
    pub(crate) fn keep(&mut self, document: &Document) {
        let tally = &document.tally;
        self.counts.kept += 1;
        self.counts.chars += tally.chars;
        self.counts.sections += tally.sections;
        self.edits.add(&tally.edits);
        if !tally.encoding.is_empty() {
            *self.encodings.entry(tally.encoding.to_owned()).or_default() += 1;
        }
        for (rule, count) in &tally.rules {
            *self.rules.entry((*rule).to_owned()).or_default() += count;
        }
    }

    /// Adds a reject.
    pub(crate) fn reject(&mut self, reject: &Reject) {
        let reason = reject.reason;
        self.counts.rejects += 1;
        self.counts.unread += u64::from(reason.is_unread());
        *self.reasons.entry(reason.name().into()).or_default() += 1;
    }

    /// Makes a duplicate of a document that was added as kept, of which this is the account.
    pub(crate) fn drop_kept(&mut self, document: &Self) {
        self.counts.kept -= document.counts.kept;
        self.counts.duplicates += document.counts.kept;
        self.counts.chars -= document.counts.chars;
        self.counts.sections -= document.counts.sections;
        self.edits.subtract(&document.edits);
        for (sums, counts) in [
            (&mut self.encodings, &document.encodings),
            (&mut self.rules, &document.rules),
        ] {
            for (name, count) in counts {
                if let Some(sum) = sums.get_mut(name) {
                    *sum -= count;
                }
            }
            sums.retain(|_, sum| *sum > 0);
        }
    }

    /// Adds the account of another lot.
    pub(crate) fn add(&mut self, other: &Self) {
        self.counts.add(&other.counts);
        self.edits.add(&other.edits);
        for (sums, counts) in [
            (&mut self.encodings, &other.encodings),
            (&mut self.rules, &other.rules),
            (&mut self.reasons, &other.reasons),
        ] {
            for (name, count) in counts {
                *sums.entry(name.clone()).or_default() += count;
            }
        }
    }
}

/// What a lot came to, and what it wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Summary {
    pub(crate) account: Account,
    /// What was written into each of the folders, if anything.
    pub(crate) shards: [Option<Written>; 4],
    /// The digest of the contents of its files.
    pub(crate) content: String,
    /// Whether its inputs may become others although its key stays.
    pub(crate) is_unsettled: bool,
    /// What the files beside its inputs were, if one of them had a say; empty otherwise.
    pub(crate) siblings: String,
    /// What became of its documents when all were compared, as a digest; empty when they
    /// were booked one after the other.
    #[serde(default)]
    pub(crate) verdicts: String,
}

/// What was written into a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Written {
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// The first half of a fingerprint.
pub(crate) type Print = [u8; 16];

/// What became of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// A document was kept, under this id.
    Kept(Print, Vec<u8>),
    /// A document was dropped for one of which this is the mark of the id.
    Dropped(Print, u64),
    /// A row of the rejects, with its line feed.
    Reject(Vec<u8>),
}

const KEPT: u8 = 1;
const DROPPED: u8 = 2;
const REJECT: u8 = 3;
const END: u8 = 4;

/// A short mark of an id.
pub(crate) fn mark(id: &[u8]) -> u64 {
    // It is compared with another of the same place only.
    fnv(id)
}

/// A state that is being written.
pub(super) struct StateWriter {
    path: PathBuf,
    file: BufWriter<File>,
    digest: Digest,
}

impl StateWriter {
    /// Makes the file.
    pub(super) fn create(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            path: path.to_owned(),
            file: BufWriter::with_capacity(64 << 10, create_file(path)?),
            digest: Digest::default(),
        })
    }

    pub(super) fn kept(&mut self, print: &Print, id: &[u8]) -> Result<(), Error> {
        self.write(&[&[KEPT], print, &len(id), id])
    }

    pub(super) fn dropped(&mut self, print: &Print, original: u64) -> Result<(), Error> {
        self.write(&[&[DROPPED], print, &original.to_le_bytes()])
    }

    pub(super) fn reject(&mut self, line: &[u8]) -> Result<(), Error> {
        self.write(&[&[REJECT], &len(line), line])
    }

    /// Writes the account, and fsyncs.
    pub(super) fn finish(mut self, summary: &Summary) -> Result<(), Error> {
        let text = serde_json::to_vec(summary).expect("an account is JSON");
        self.write(&[&[END], &len(&text), &text])?;
        let Self { path, file, digest } = self;
        let finish = |mut file: BufWriter<File>| -> io::Result<()> {
            step(&path)?;
            file.write_all(digest.finish().as_bytes())?;
            file.into_inner()
                .map_err(io::IntoInnerError::into_error)?
                .sync_all()
        };
        finish(file).map_err(Error::io("write", &path))
    }

    fn write(&mut self, parts: &[&[u8]]) -> Result<(), Error> {
        let mut write = || -> io::Result<()> {
            for part in parts {
                self.digest.write_all(part)?;
                self.file.write_all(part)?;
            }
            Ok(())
        };
        let written = write();
        written.map_err(Error::io("write", &self.path))
    }
}

fn len(bytes: &[u8]) -> [u8; 4] {
    let len = u32::try_from(bytes.len()).expect("rows are shorter than documents may be");
    len.to_le_bytes()
}

/// A state that was written to its end.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(super) path: PathBuf,
    pub(crate) summary: Summary,
}

impl State {
    /// The state in this file; `None` when there is none, or it is not whole.
    pub(crate) fn load(path: &Path) -> Option<Self> {
        let mut file = BufReader::with_capacity(64 << 10, File::open(path).ok()?);
        let mut rows = Rows {
            file: &mut file,
            digest: Digest::default(),
            end: None,
        };
        while rows.next_row().ok()?.is_some() {}
        let (summary, digest) = (rows.end?, rows.digest.finish());
        let mut written = String::new();
        file.read_to_string(&mut written).ok()?;
        (written == digest).then(|| Self {
            path: path.to_owned(),
            summary,
        })
    }

    /// Goes through its rows, until `each` has enough of them; says whether it had not.
    pub(crate) fn rows(
        &self,
        mut each: impl FnMut(Row) -> Result<bool, Error>,
    ) -> Result<bool, Error> {
        let failed = |error: io::Error| Error::io("read", &self.path)(error);
        let file = File::open(&self.path).map_err(failed)?;
        let mut rows = Rows {
            file: &mut BufReader::with_capacity(64 << 10, file),
            digest: Digest::default(),
            end: None,
        };
        while let Some(row) = rows.next_row().map_err(failed)? {
            if !each(row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

struct Rows<'f> {
    file: &'f mut BufReader<File>,
    digest: Digest,
    end: Option<Summary>,
}

impl Rows<'_> {
    fn next_row(&mut self) -> io::Result<Option<Row>> {
        let row = match self.take::<1>()?[0] {
            KEPT => Row::Kept(self.take()?, self.bytes()?),
            DROPPED => Row::Dropped(self.take()?, u64::from_le_bytes(self.take()?)),
            REJECT => Row::Reject(self.bytes()?),
            END => {
                self.end = Some(serde_json::from_slice(&self.bytes()?)?);
                return Ok(None);
            }
            _ => return Err(io::ErrorKind::InvalidData.into()),
        };
        Ok(Some(row))
    }

    fn take<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes)?;
        self.digest.write_all(&bytes)?;
        Ok(bytes)
    }

    fn bytes(&mut self) -> io::Result<Vec<u8>> {
        let len = u64::from(u32::from_le_bytes(self.take()?));
        let mut bytes = Vec::new();
        self.file.by_ref().take(len).read_to_end(&mut bytes)?;
        if (bytes.len() as u64) < len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.digest.write_all(&bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        let mut summary = Summary::default();
        summary.account.counts.inputs = 3;
        summary.content = "sha256:…".into();
        summary
    }

    fn written() -> Vec<u8> {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("state");
        let mut state = StateWriter::create(&path).expect("there is room");
        state.kept(&[1; 16], b"an id").expect("there is room");
        state
            .dropped(&[1; 16], mark(b"an id"))
            .expect("there is room");
        state.reject(b"{}\n").expect("there is room");
        state.finish(&summary()).expect("there is room");
        std::fs::read(path).expect("it was written")
    }

    fn load(bytes: &[u8]) -> Option<(Summary, Vec<Row>)> {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("state");
        std::fs::write(&path, bytes).expect("there is room");
        let state = State::load(&path)?;
        let mut rows = Vec::new();
        let keep = |row| {
            rows.push(row);
            Ok(true)
        };
        state.rows(keep).expect("it was read before");
        Some((state.summary, rows))
    }

    #[test]
    fn what_is_written_is_read() {
        let rows = [
            Row::Kept([1; 16], b"an id".to_vec()),
            Row::Dropped([1; 16], mark(b"an id")),
            Row::Reject(b"{}\n".to_vec()),
        ];
        assert_eq!(load(&written()), Some((summary(), rows.to_vec())));
    }

    #[test]
    fn nothing_less_and_nothing_else_is_a_state() {
        let whole = written();
        for at in 0..whole.len() {
            assert_eq!(load(&whole[..at]), None, "cut at {at}");
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            assert_eq!(load(&flipped), None, "flipped at {at}");
        }
    }
}
