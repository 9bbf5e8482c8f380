//! JSON lines in, JSON lines out.

use std::io::{self, BufReader, BufWriter, Write};

use gristmill_ingest::{Content, Limits, Lines, parse_record};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::say::Failure;
use crate::{Exit, say};

/// Sends the text of each line of the standard input through `change` and writes
/// what that gives, in order. A line that cannot be read is reported and passed
/// over.
pub(crate) fn run<R: Serialize>(
    change: impl Fn(Option<&RawValue>, &str) -> R,
) -> Result<Exit, Failure> {
    let mut exit = Exit::Good;
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    let input = BufReader::with_capacity(1 << 20, io::stdin());
    for line in Lines::of(Box::new(input), Limits::default().document_bytes) {
        let parsed = match line.content {
            Content::Bytes(bytes) if bytes.trim_ascii().is_empty() => continue,
            Content::Bytes(bytes) => parse_record(&bytes).map_err(|(_, detail)| detail),
            Content::TooLong => Err("it is too long".to_owned()),
            Content::Broken(error) => {
                return Err(Failure::new(format!(
                    "cannot read the standard input: {error}"
                )));
            }
        };
        match parsed {
            Ok(parsed) => {
                let changed = change(parsed.id.as_deref(), &as_text(parsed.text));
                let written = writeln!(out, "{}", gristmill_record::to_line(&changed));
                written.map_err(|error| Failure::output(&error))?;
            }
            Err(detail) => {
                say::warning(&format!("line {} is passed over: {detail}", line.number));
                exit = Exit::Partly;
            }
        }
    }
    out.flush().map_err(|error| Failure::output(&error))?;
    Ok(exit)
}

/// The text of a record, with one U+FFFD for each lone surrogate, so that offsets
/// count what a reader of the line counts.
fn as_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let mut bytes = error.into_bytes();
        for at in 0..bytes.len().saturating_sub(2) {
            if let [0xED, 0xA0..=0xBF, 0x80..=0xBF] = bytes[at..at + 3] {
                bytes[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
