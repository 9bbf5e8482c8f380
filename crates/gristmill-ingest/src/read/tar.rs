//! The members of a tar archive, as streams.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use gristmill_record::RejectReason;
use tar::{Archive, Entry, EntryType};

use super::archive::{Member, Within};
use super::decompress::BUFFER;
use super::feed::Feed;
use super::refusal::Refusal;

/// How much there may be between two members: their headers, long names and padding.
const MOST_BETWEEN: u64 = 1 << 20;

/// Feeds every member of the archive in this stream.
///
/// # Errors
/// What makes it impossible to find the next member.
pub(super) fn read_tar(
    feed: &mut Feed<'_, '_>,
    stream: impl Read,
    within: &Within<'_>,
) -> Result<(), Refusal> {
    let allowed = Rc::new(Cell::new(0));
    let position = Rc::new(Cell::new(0));
    let broken = |error: &io::Error| {
        let refusal = Refusal::of(error, RejectReason::BrokenArchive);
        refusal.at(position.get())
    };
    let mut archive = Archive::new(Gate {
        stream,
        allowed: Rc::clone(&allowed),
        position: Rc::clone(&position),
    });
    // Behind the end of an archive may be another one.
    archive.set_ignore_zeros(true);
    let mut entries = archive.entries().map_err(|error| broken(&error))?;
    let mut skipped = 0;
    loop {
        // What was not read of the member before is passed over, too.
        allowed.set(MOST_BETWEEN + skipped);
        let Some(entry) = entries.next() else {
            return match position.get() {
                0 => Err(Refusal::new(RejectReason::Empty, "there are no bytes")),
                _ => Ok(()),
            };
        };
        let mut entry = entry.map_err(|error| broken(&error))?;
        let len = entry.size();
        let name = entry.path_bytes().into_owned();
        let kind = entry.header().entry_type();
        let is_sparse = is_sparse(&mut entry);
        skipped = len;
        let Some((place, shape)) = feed.enter(within, &name)? else {
            continue;
        };
        match kind {
            EntryType::Directory | EntryType::XGlobalHeader => {}
            EntryType::Symlink | EntryType::Link => {
                feed.refuse(place, link());
            }
            _ if is_sparse => {
                let detail = "it has holes in a way that is not supported";
                feed.refuse(place, Refusal::new(RejectReason::Unsupported, detail));
            }
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                allowed.set(u64::MAX);
                let whole = Whole {
                    left: len,
                    stream: &mut entry,
                };
                let stream = BufReader::with_capacity(BUFFER, within.budget.spend(whole));
                let member = Member {
                    place,
                    shape,
                    len: Some(len),
                };
                feed.member(member, Box::new(stream), within)?;
            }
            _ => feed.refuse(place, not_a_file()),
        }
        if !feed.is_wanted() {
            return Ok(());
        }
    }
}

/// Whether the contents of a member are only what lies between holes (the sparse files of
/// PAX headers).
fn is_sparse<R: Read>(entry: &mut Entry<'_, R>) -> bool {
    let extensions = entry.pax_extensions().ok().flatten();
    extensions.is_some_and(|mut extensions| {
        extensions.any(|extension| {
            extension.is_ok_and(|extension| extension.key_bytes().starts_with(b"GNU.sparse."))
        })
    })
}

fn link() -> Refusal {
    Refusal::new(RejectReason::Link, "a link is not followed")
}

fn not_a_file() -> Refusal {
    Refusal::new(RejectReason::NotAFile, "a pipe or device")
}

/// Lets a number of bytes through: headers are kept in memory, whatever length they
/// claim.
struct Gate<R> {
    stream: R,
    allowed: Rc<Cell<u64>>,
    position: Rc<Cell<u64>>,
}

impl<R: Read> Read for Gate<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.stream.read(buffer)?;
        self.position.set(self.position.get() + n_bytes as u64);
        // Padding is no header.
        if buffer[..n_bytes].iter().all(|&byte| byte == 0) {
            return Ok(n_bytes);
        }
        let allowed = self.allowed.get();
        match allowed.checked_sub(n_bytes as u64) {
            Some(left) => self.allowed.set(left),
            None if allowed == u64::MAX => {}
            None => {
                let detail = format!("more than {MOST_BETWEEN} bytes before a member");
                return Err(Refusal::new(RejectReason::Bomb, detail).into_io());
            }
        }
        Ok(n_bytes)
    }
}

/// A stream that must have as many bytes as its header says.
struct Whole<R> {
    left: u64,
    stream: R,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.stream.read(buffer)?;
        if n_bytes == 0 && self.left > 0 && !buffer.is_empty() {
            let detail = format!("the archive ends {} bytes too soon", self.left);
            return Err(Refusal::new(RejectReason::BrokenArchive, detail).into_io());
        }
        self.left = self.left.saturating_sub(n_bytes as u64);
        Ok(n_bytes)
    }
}
