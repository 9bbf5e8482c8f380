//! The inputs of a lot, one after another, in batches.

use gristmill_record::{Place, Reject, RejectReason};

use super::document::{document_weight, unreadable};
use super::lines::{Content, Line, Lines};
use super::open::open;
use super::shape::{Compression, Shape};
use crate::find::{Found, What};
use crate::{Limits, Portions, Settings};

/// An input on its way.
#[derive(Debug)]
pub(crate) enum Item<'f> {
    /// A whole document; whoever mills it reads it.
    Document(&'f Found),
    /// A line of JSONL.
    Record(Place, Vec<u8>),
    /// What cannot be read.
    Reject(Reject),
}

/// The inputs of a lot.
pub(crate) struct Items<'f> {
    found: std::slice::Iter<'f, Found>,
    limits: Limits,
    portions: Portions,
    open: Option<Open<'f>>,
    given: u64,
}

/// A JSONL file that is being read.
struct Open<'f> {
    found: &'f Found,
    compression: Compression,
    lines: Lines,
    record: u64,
}

impl<'f> Items<'f> {
    /// The inputs that these files hold.
    pub(crate) fn of(found: &'f [Found], settings: &Settings) -> Self {
        Self {
            found: found.iter(),
            limits: settings.limits,
            portions: settings.portions,
            open: None,
            given: 0,
        }
    }

    /// How many inputs there have been so far.
    pub(crate) fn given(&self) -> u64 {
        self.given
    }

    /// The next inputs; none at the end.
    pub(crate) fn next_batch(&mut self) -> Vec<Item<'f>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while bytes < self.portions.batch_bytes && batch.len() < self.portions.batch_items {
            let Some(item) = self.next() else { break };
            bytes += item.weight(&self.limits);
            batch.push(item);
            self.given += 1;
        }
        batch
    }

    fn next(&mut self) -> Option<Item<'f>> {
        loop {
            if let Some(open) = &mut self.open {
                match open.next(&self.limits) {
                    Some(item) => return Some(item),
                    None => self.open = None,
                }
            }
            let found = self.found.next()?;
            let shape = Shape::of(&found.path);
            match &found.what {
                What::Reject(reason, detail) => {
                    return Some(Item::Reject(reject(place(found), *reason, detail.clone())));
                }
                What::File { .. } | What::Stdin if !shape.is_jsonl => {
                    return Some(Item::Document(found));
                }
                What::File { .. } | What::Stdin => match open(found, shape.compression) {
                    Ok(stream) => {
                        self.open = Some(Open {
                            found,
                            compression: shape.compression,
                            lines: Lines::of(stream, self.limits.document_bytes),
                            record: 0,
                        });
                    }
                    Err(error) => {
                        let (reason, detail) = unreadable(&error, Compression::None);
                        return Some(Item::Reject(reject(place(found), reason, detail)));
                    }
                },
            }
        }
    }
}

impl<'f> Open<'f> {
    /// The next line that is not blank.
    fn next(&mut self, limits: &Limits) -> Option<Item<'f>> {
        loop {
            let line = self.lines.next()?;
            let place = Place {
                record: self.record,
                line: line.number,
                byte: line.byte,
                ..place(self.found)
            };
            let item = match self.read(line, place, limits) {
                Some(item) => item,
                None => continue,
            };
            self.record += 1;
            return Some(item);
        }
    }

    fn read(&mut self, line: Line, place: Place, limits: &Limits) -> Option<Item<'f>> {
        match line.content {
            Content::Bytes(bytes) => {
                let is_blank = bytes.trim_ascii().is_empty();
                (!is_blank).then_some(Item::Record(place, bytes))
            }
            Content::TooLong => {
                let detail = format!("more than {} bytes in a line", limits.document_bytes);
                Some(Item::Reject(reject(place, RejectReason::TooLarge, detail)))
            }
            Content::Broken(error) => {
                let (reason, detail) = unreadable(&error, self.compression);
                self.lines = Lines::of(Box::new(std::io::empty()), 0);
                Some(Item::Reject(reject(place, reason, detail)))
            }
        }
    }
}

impl Item<'_> {
    /// The most bytes that it may hold in memory once it is read.
    fn weight(&self, limits: &Limits) -> u64 {
        match self {
            Self::Document(found) => document_weight(found, limits),
            Self::Record(_, line) => line.len() as u64,
            Self::Reject(_) => 0,
        }
    }
}

/// Where a whole file is.
pub(crate) fn place(found: &Found) -> Place {
    Place {
        source: found.source.clone(),
        path: found.path.clone(),
        ..Place::default()
    }
}

fn reject(origin: Place, reason: RejectReason, detail: String) -> Reject {
    Reject {
        origin,
        reason,
        detail,
    }
}
