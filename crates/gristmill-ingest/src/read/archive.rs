//! What the readers of archives share: where they are, and what they may still spend.

use std::cell::Cell;
use std::io::{self, Read};

use gristmill_record::{Place, RejectReason};

use super::refusal::Refusal;
use super::shape::Shape;
use crate::Limits;

/// An archive that is being read.
pub(super) struct Within<'b> {
    /// The archive's own place.
    pub(super) place: Place,
    /// In how many archives its members lie.
    pub(super) depth: usize,
    /// How many bytes a compressed byte may become.
    pub(super) expansion: u64,
    /// What this archive and all within it may still spend.
    pub(super) budget: &'b Budget,
}

/// A member whose contents are to be read.
pub(super) struct Member {
    pub(super) place: Place,
    pub(super) shape: Shape,
    /// How many bytes it has, if the archive says so.
    pub(super) len: Option<u64>,
}

/// What the members of an archive may come to, with all archives within it.
pub(super) struct Budget {
    bytes: Cell<u64>,
    entries: Cell<usize>,
    limits: Limits,
}

impl Budget {
    /// The budget of a file.
    pub(super) fn of(limits: &Limits) -> Self {
        Self {
            bytes: Cell::new(limits.archive_bytes),
            entries: Cell::new(limits.archive_entries),
            limits: *limits,
        }
    }

    /// How many entries are left.
    pub(super) fn most_entries(&self) -> usize {
        self.entries.get()
    }

    /// Takes one entry.
    ///
    /// # Errors
    /// When there is none left.
    pub(super) fn take_entry(&self) -> Result<(), Refusal> {
        let left = self.entries.get().checked_sub(1);
        let left = left.ok_or_else(|| {
            let detail = format!("more than {} members", self.limits.archive_entries);
            Refusal::new(RejectReason::ArchiveLimit, detail)
        })?;
        self.entries.set(left);
        Ok(())
    }

    /// A stream whose bytes are taken from the budget.
    pub(super) fn spend<R: Read>(&self, stream: R) -> impl Read {
        Spending {
            stream,
            budget: self,
        }
    }

    /// Why nothing more is read, once all is spent.
    pub(super) fn spent(&self) -> Option<Refusal> {
        (self.bytes.get() == 0).then(|| {
            let detail = format!("more than {} bytes in all", self.limits.archive_bytes);
            Refusal::new(RejectReason::ArchiveLimit, detail)
        })
    }
}

struct Spending<'b, R> {
    stream: R,
    budget: &'b Budget,
}

impl<R: Read> Read for Spending<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(refusal) = self.budget.spent() {
            return Err(refusal.into_io());
        }
        let n_bytes = self.stream.read(buffer)?;
        let left = self.budget.bytes.get().saturating_sub(n_bytes as u64);
        self.budget.bytes.set(left);
        Ok(n_bytes)
    }
}
