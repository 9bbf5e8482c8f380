//! The members of a zip archive, as streams.

use std::collections::HashSet;
use std::io::{self, BufReader, Read};

use gristmill_record::RejectReason;
use rawzip::{CompressionMethod, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder};

use super::archive::{Member, Within};
use super::decompress::{BUFFER, decompress};
use super::feed::Feed;
use super::refusal::Refusal;
use super::shape::Compression;

/// The most bytes that the names of a directory may have: it is kept in memory.
const MOST_NAMES: usize = 32 << 20;

/// A member, as the directory of the archive has it.
struct Entry {
    name: Vec<u8>,
    method: CompressionMethod,
    is_folder: bool,
    is_link: bool,
    is_encrypted: bool,
    /// Where its header begins.
    start: u64,
    place: ZipArchiveEntryWayfinder,
}

/// Feeds every member of the archive, in the order of its directory.
///
/// # Errors
/// What makes it impossible to read the directory to its end.
pub(super) fn read_zip<R: ReaderAt>(
    feed: &mut Feed<'_, '_>,
    archive: &ZipArchive<R>,
    within: &Within<'_>,
) -> Result<(), Refusal> {
    let (entries, ended) = directory(archive, within.budget.most_entries());
    let overlapping = overlapping(archive, &entries);
    for (number, entry) in entries.iter().enumerate() {
        let Some((place, shape)) = feed.enter(within, &entry.name)? else {
            continue;
        };
        let refusal = if entry.is_folder {
            continue;
        } else if entry.is_link {
            Some((RejectReason::Link, "a link is not followed"))
        } else if entry.is_encrypted {
            Some((RejectReason::Encrypted, "the member is encrypted"))
        } else if overlapping.contains(&number) {
            Some((RejectReason::Bomb, "the member shares bytes with another"))
        } else {
            None
        };
        match refusal {
            Some((reason, detail)) => feed.refuse(place, Refusal::new(reason, detail)),
            None => {
                let member = Member {
                    place,
                    shape,
                    len: None,
                };
                match open(archive, entry, within) {
                    Ok(stream) => {
                        let stream = within.budget.spend(stream);
                        let stream = BufReader::with_capacity(BUFFER, stream);
                        feed.member(member, Box::new(stream), within)?;
                    }
                    Err(refusal) => feed.refuse(member.place, refusal),
                }
            }
        }
        if !feed.is_wanted() {
            return Ok(());
        }
    }
    ended
}

/// The entries of the directory, and whether it could be read to its end.
fn directory<R: ReaderAt>(
    archive: &ZipArchive<R>,
    most: usize,
) -> (Vec<Entry>, Result<(), Refusal>) {
    let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
    let mut listed = archive.entries(&mut buffer);
    let mut entries = Vec::new();
    let mut names = 0;
    loop {
        match listed.next_entry() {
            Ok(Some(entry)) => {
                entries.push(Entry {
                    name: entry.file_path().as_bytes().to_vec(),
                    method: entry.compression_method(),
                    // One with contents is a file of an odd name.
                    is_folder: entry.is_dir() && entry.uncompressed_size_hint() == 0,
                    is_link: entry.mode().is_symlink(),
                    is_encrypted: entry.flags().is_encrypted(),
                    start: entry.local_header_offset(),
                    place: entry.wayfinder(),
                });
                names += entry.file_path().len();
                // One more than may be, so that the one too many is refused.
                if entries.len() > most {
                    return (entries, Ok(()));
                }
                if names > MOST_NAMES {
                    let detail = format!("the names are more than {MOST_NAMES} bytes");
                    return (entries, Err(Refusal::new(RejectReason::TooLarge, detail)));
                }
            }
            Ok(None) => break,
            Err(error) => return (entries, Err(broken(&error))),
        }
    }
    let (expected, found) = (archive.entries_hint(), entries.len() as u64);
    let ended = if expected > found {
        let detail = format!("the directory has {found} members, and not {expected}");
        Err(Refusal::new(RejectReason::BrokenArchive, detail))
    } else {
        Ok(())
    };
    (entries, ended)
}

/// The numbers of the entries that share bytes with one that lies before them.
fn overlapping<R: ReaderAt>(archive: &ZipArchive<R>, entries: &[Entry]) -> HashSet<usize> {
    let ranges = entries.iter().enumerate().filter_map(|(number, entry)| {
        let found = archive.get_entry(entry.place).ok()?;
        let (_, end) = found.compressed_data_range();
        Some((entry.start, end, number))
    });
    let mut ranges: Vec<(u64, u64, usize)> = ranges.collect();
    ranges.sort_unstable_by_key(|&(start, _, number)| (start, number));
    let mut reached = 0;
    let mut overlapping = HashSet::new();
    for (start, end, number) in ranges {
        if start < reached {
            overlapping.insert(number);
        }
        reached = reached.max(end);
    }
    overlapping
}

fn open<'a, R: ReaderAt>(
    archive: &'a ZipArchive<R>,
    entry: &Entry,
    within: &Within<'_>,
) -> Result<Box<dyn Read + 'a>, Refusal> {
    let found = archive.get_entry(entry.place);
    let found = found.map_err(|error| broken(&error))?;
    let raw = BufReader::with_capacity(BUFFER, found.reader());
    let layers: &[Compression] = match entry.method {
        CompressionMethod::STORE => &[],
        CompressionMethod::DEFLATE => &[Compression::Deflate],
        CompressionMethod::BZIP2 => &[Compression::Bzip2],
        CompressionMethod::ZSTD => &[Compression::Zstd],
        CompressionMethod::XZ => &[Compression::Xz],
        _ => {
            let detail = "it is compressed in a way that is not supported".to_owned();
            return Err(Refusal::new(RejectReason::Unsupported, detail));
        }
    };
    let stream = decompress(raw, layers, within.expansion);
    let stream = stream.map_err(|error| Refusal::of(&error, RejectReason::BrokenArchive))?;
    Ok(Box::new(found.verifying_reader(stream)))
}

fn broken(error: &rawzip::Error) -> Refusal {
    match error.kind() {
        rawzip::ErrorKind::IO(error) => Refusal::of(error, RejectReason::BrokenArchive),
        _ => Refusal::new(RejectReason::BrokenArchive, error.to_string()),
    }
}

/// Finds the directory of the archive in this file.
///
/// # Errors
/// When there is none.
pub(super) fn open_file(file: std::fs::File) -> Result<ZipArchive<impl ReaderAt>, Refusal> {
    let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
    ZipArchive::from_file(file, &mut buffer).map_err(|error| broken(&error))
}

/// Finds the directory of the archive in these bytes.
///
/// # Errors
/// As [`open_file`].
pub(super) fn open_bytes(bytes: &[u8]) -> Result<ZipArchive<impl ReaderAt>, Refusal> {
    let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_seekable(io::Cursor::new(bytes), &mut buffer);
    archive.map_err(|error| broken(&error))
}
