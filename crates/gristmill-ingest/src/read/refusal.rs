//! Why something cannot be read, carried through the readers of the standard library.

use std::fmt;
use std::io;

use gristmill_record::{Place, Reject, RejectReason};

/// Why something is rejected.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// A reason from the closed list.
    pub(crate) reason: RejectReason,
    /// More about it, for people.
    pub(crate) detail: String,
    /// Where it is seen, in bytes of the decompressed file; 0 where that means nothing.
    pub(crate) byte: u64,
}

impl Refusal {
    /// A reason from the closed list, and more about it.
    pub(crate) fn new(reason: RejectReason, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
            byte: 0,
        }
    }

    /// The same, seen at this byte.
    pub(crate) fn at(self, byte: u64) -> Self {
        Self { byte, ..self }
    }

    /// The row of the rejects for what is at this place.
    pub(crate) fn into_reject(self, mut origin: Place) -> Reject {
        origin.byte = origin.byte.max(self.byte);
        Reject {
            origin,
            reason: self.reason,
            detail: self.detail,
        }
    }

    /// As an error of a reader, to be had back by [`of`](Self::of).
    pub(crate) fn into_io(self) -> io::Error {
        io::Error::other(self)
    }

    /// The reason of an error: one that was carried through, that of the file system, or
    /// else this one for data that nothing can be made of.
    pub(crate) fn of(error: &io::Error, broken: RejectReason) -> Self {
        let carried = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Self>());
        match carried {
            Some(refusal) => refusal.clone(),
            None if error.raw_os_error().is_some() => {
                Self::new(RejectReason::Unreadable, error.to_string())
            }
            None => Self::new(broken, error.to_string()),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.reason.name(), self.detail)
    }
}

impl std::error::Error for Refusal {}
