//! The edge: files in, a verified corpus out.
//!
//! ```no_run
//! use gristmill_ingest::{Settings, ingest};
//!
//! let settings = Settings::new(["articles"], "corpus");
//! let manifest = ingest(&settings, &|_| {})?;
//! assert!(manifest.counts.balance());
//! # Ok::<(), gristmill_ingest::Error>(())
//! ```
//!
//! # How it works
//! The folders of this crate are the way of a document:
//!
//! 1. `find`: walk the inputs, put them in order, cut them into lots.
//! 2. `read`: open each input; whole documents, or JSONL line by line, also
//!    compressed. What cannot be read is a reject, and the rest goes on.
//! 3. `mill`: a payload becomes a record and its rows, on all threads.
//! 4. `write`: in the order of the inputs, duplicates are told apart, shards are
//!    written aside, and the commit puts them in their place, the manifest last.
//!
//! [`ingest()`] keeps three batches under way at a time (one being read, one being
//! milled, one being written); since batches keep their order, the bytes written
//! are the same with any number of threads. Memory grows with the corpus by the
//! path of each file, and by a fingerprint and the id of each kept document: some
//! 200 bytes each.
//!
//! [`verify()`] reads an output again and holds it against its manifest and the
//! schema.
//!
//! # Known problems
//! * A run that is interrupted starts over; an output is replaced as a whole.
//! * Archives (`.tar`, `.zip`) and `.bz2` and `.xz` are rejected as binary.
//! * A document of which nearly every byte is changed costs some 300 bytes of
//!   memory a change while it is milled, and a row a change on the disk: 60 MB of
//!   two-byte lines with CR LF take gigabytes of both.
//! * Compressed JSON lines have no limit to what they expand to in all, a line has.
//! * gzip files with zeros or rubbish behind their end are rejected as a whole.
//! * A lone surrogate in a JSON string becomes three U+FFFD, one a byte.

mod settings;
pub use settings::{Dedup, Format, Limits, Portions, Settings};

mod error;
pub use error::Error;

mod show;
pub use show::{escape, path_text, show, show_path};

mod digest;

mod ingest;
pub use ingest::{Progress, dry_run, ingest};

mod find;
pub use find::Globs;

mod read;
pub use read::{Content, Line, Lines, Parsed, RecordKeys, parse_record};

mod mill;

mod write;

mod verify;
pub use verify::{Verified, verify};
