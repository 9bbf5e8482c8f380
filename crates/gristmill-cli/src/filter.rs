//! JSON lines in, JSON lines out.

use std::io::{self, BufRead, BufWriter, Write};

use gristmill_ingest::parse_record;
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
    let mut input = io::stdin().lock();
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let read = input.read_until(b'\n', &mut line);
        if read.map_err(|error| Failure::new(format!("cannot read the standard input: {error}")))?
            == 0
        {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        match parse_record(&line) {
            Ok(parsed) => {
                let text = String::from_utf8_lossy(&parsed.text);
                let changed = change(parsed.id.as_deref(), &text);
                writeln!(out, "{}", gristmill_record::to_line(&changed))
                    .map_err(|error| Failure::output(&error))?;
            }
            Err((_, detail)) => {
                say::warning(&format!("line {number} is passed over: {detail}"));
                exit = Exit::Partly;
            }
        }
    }
    out.flush().map_err(|error| Failure::output(&error))?;
    Ok(exit)
}

/// Code points before each of the offsets asked for, which must not fall.
pub(crate) struct CodePoints<'t> {
    text: &'t str,
    byte: usize,
    code_point: usize,
}

impl<'t> CodePoints<'t> {
    /// The offsets of this text.
    pub(crate) fn of(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            code_point: 0,
        }
    }

    /// How many code points stand before the byte offset.
    pub(crate) fn at(&mut self, byte: usize) -> usize {
        self.code_point += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.code_point
    }
}
