//! JSON lines in, JSON lines out.

use std::borrow::Cow;
use std::io::{self, BufReader, BufWriter, Write};

use gristmill_ingest::{Content, Limits, Lines, Parsed, RecordKeys, parse_record};
use serde::Serialize;

use crate::say::Failure;
use crate::{Exit, say};

/// As much is read and written at a time: it stays in the processor's cache.
const BUFFER: usize = 1 << 17;

/// Where the answers go: one line each.
pub(crate) struct Answers<'o> {
    out: BufWriter<io::StdoutLock<'o>>,
    // A line is put together in memory: a writer of it takes hundreds of small pieces.
    line: Vec<u8>,
}

impl Answers<'_> {
    /// Writes an answer.
    pub(crate) fn push(&mut self, answer: &impl Serialize) -> io::Result<()> {
        self.push_with(|line| Ok(serde_json::to_writer(line, answer)?))
    }

    /// Writes an answer that is put together by hand.
    pub(crate) fn push_with(
        &mut self,
        answer: impl FnOnce(&mut Vec<u8>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.line.clear();
        answer(&mut self.line)?;
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }
}

/// Gives the fields and the text of each line of the standard input to `answer`, in order.
/// A line that cannot be read is reported and passed over.
pub(crate) fn run(
    mut answer: impl FnMut(&Parsed, &str, &mut Answers<'_>) -> io::Result<()>,
) -> Result<Exit, Failure> {
    let mut exit = Exit::Good;
    let mut answers = Answers {
        out: BufWriter::with_capacity(BUFFER, io::stdout().lock()),
        line: Vec::new(),
    };
    let input = BufReader::with_capacity(BUFFER, io::stdin());
    for line in Lines::of(input, Limits::default().document_bytes) {
        let parsed = match line.content {
            Content::Bytes(bytes) if bytes.trim_ascii().is_empty() => continue,
            Content::Bytes(bytes) => {
                parse_record(&bytes, &RecordKeys::default()).map_err(|(_, detail)| detail)
            }
            Content::TooLong => Err("it is too long".to_owned()),
            Content::Broken(error) => {
                return Err(Failure::new(format!(
                    "cannot read the standard input: {error}"
                )));
            }
        };
        match parsed {
            Ok(parsed) => answer(&parsed, &as_text(&parsed.text), &mut answers)
                .map_err(|error| Failure::output(&error))?,
            Err(detail) => {
                say::warning(&format!("line {} is passed over: {detail}", line.number));
                exit = Exit::Partly;
            }
        }
    }
    let flushed = answers.out.flush();
    flushed.map_err(|error| Failure::output(&error))?;
    Ok(exit)
}

/// The text of a record, with one U+FFFD for each lone surrogate, so that offsets
/// count what a reader of the line counts.
fn as_text(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return text.into();
    }
    let mut bytes = bytes.to_owned();
    for at in 0..bytes.len().saturating_sub(2) {
        if let [0xED, 0xA0..=0xBF, 0x80..=0xBF] = bytes[at..at + 3] {
            bytes[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
        }
    }
    String::from_utf8_lossy(&bytes).into_owned().into()
}
