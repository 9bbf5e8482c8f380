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
//! milled, one being written), so memory does not grow with the corpus, but for
//! 32 bytes and an id a kept document; and since batches keep their order, the
//! bytes written are the same with any number of threads.
//!
//! [`verify()`] reads an output again and holds it against its manifest and the
//! schema.
//!
//! # Known problems
//! * A run that is interrupted starts over; an output is replaced as a whole.
//! * Archives (`.tar`, `.zip`) and `.bz2` and `.xz` are rejected as binary.

mod settings;
pub use settings::{Dedup, Format, Limits, Settings};

mod error;
pub use error::Error;

mod show;
pub use show::{escape, show, show_path};

mod digest;

mod ingest;
pub use ingest::{Progress, dry_run, ingest};

mod find;

mod read;
pub use read::{Parsed, parse_record};

mod mill;

mod write;

mod verify;
pub use verify::{Verified, verify};
