//! What the other documents of a source show about the software that wrote them.

use std::fs::File;
use std::io::{BufReader, Read};

use gristmill::{DateOrders, Habits, Hints, decode_pieces, detect};

use crate::find::Found;
use crate::read::{Content, Lines, Shape, decompress, glimpse_record, read_beginning};
use crate::{Limits, Settings};

/// How much of a file of JSON lines is read.
const MOST_BYTES: u64 = 1 << 20;

/// What the documents of a source have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Source {
    /// What escapers did to all of them.
    pub(crate) habits: Habits,
    /// Whether their dates begin with the day or the month.
    pub(crate) dates: DateOrders,
}

impl Source {
    fn observe(&mut self, text: &str) {
        self.habits.observe(text);
        self.dates.observe(text);
    }
}

/// What documents that are files show in their first `head` bytes.
pub(super) fn source_of_files<'f>(
    files: impl Iterator<Item = &'f Found>,
    head: u64,
    limits: &Limits,
) -> Source {
    let mut source = Source::default();
    for found in files {
        let Some(bytes) = read_beginning(found, head, limits) else {
            continue;
        };
        let guess = detect(&bytes, &Hints::default());
        let decoded = decode_pieces(&bytes, guess.encoding, &guess.pieces);
        let is_cut = bytes.len() as u64 == head;
        source.observe(if is_cut {
            without_cut(&decoded.text)
        } else {
            &decoded.text
        });
    }
    source
}

/// What the first records of a file of JSON lines show.
pub(super) fn source_of_records(found: &Found, settings: &Settings) -> Source {
    let mut source = Source::default();
    let layers = Shape::of(found.path()).layers;
    let Ok(file) = File::open(found.location()) else {
        return source;
    };
    let Ok(stream) = decompress(BufReader::new(file), &layers, settings.limits.expansion) else {
        return source;
    };
    // A line that is cut at the end is no JSON, and says nothing.
    for line in Lines::of(stream.take(MOST_BYTES), MOST_BYTES) {
        if let Content::Bytes(bytes) = line.content
            && let Ok(glimpsed) = glimpse_record(&bytes, &settings.keys)
        {
            match simdutf8::basic::from_utf8(&glimpsed.text) {
                Ok(text) => source.observe(text),
                Err(_) => source.observe(&String::from_utf8_lossy(&glimpsed.text)),
            }
        }
    }
    source
}

/// A text without the word that it ends in, which may be half an escape.
fn without_cut(text: &str) -> &str {
    text.rsplit_once(char::is_whitespace)
        .map_or("", |(whole, _)| whole)
}
