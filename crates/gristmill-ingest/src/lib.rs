//! The edge: files in, a verified corpus out.
//!
//! ```no_run
//! use gristmill_ingest::{Settings, ingest};
//!
//! let settings = Settings::new(["articles"], "corpus");
//! let ingested = ingest(&settings, &|_| {})?;
//! assert!(ingested.manifest.counts.balance());
//! # Ok::<(), gristmill_ingest::Error>(())
//! ```
//!
//! # How it works
//! The folders of this crate are the way of a document:
//!
//! 1. `find`: walk the inputs, put them in order, cut them into lots.
//! 2. `plan`: give each lot a key for what it depends on.
//! 3. `read`: open each input; whole documents, JSONL line by line, members of archives,
//!    all of it compressed or not. What cannot be read is a reject, and the rest goes on.
//! 4. `mill`: a payload becomes a record and its rows, on all threads.
//! 5. `compare`: where near duplicates are looked for, the documents of all lots are compared
//!    before any is written.
//! 6. `repeats`: sections and lines that kept documents repeat are listed, for who asks.
//! 7. `write`: in the order of the inputs, duplicates are told apart, a lot is written
//!    aside, and the commit puts all files in their place, the manifest last.
//!
//! [`ingest()`] keeps three batches under way at a time (one being read, one being
//! milled, one being written); since batches keep their order, the bytes written
//! are the same with any number of threads. Memory grows with the corpus by some hundred
//! bytes for each file, and by 16 to 32 bytes for each kept document; their ids are on the
//! disk.
//!
//! A lot that is finished is on the disk for good, with what became of each of its inputs:
//! 16 bytes of its fingerprint, and its id or that of the document it is a copy of. A lot
//! whose key is known is taken up when all these verdicts still hold, whether a run was
//! interrupted or the inputs have changed.
//!
//! When near duplicates are looked for, [`ingest()`] mills all lots before it writes any, and
//! the steps between are tasks that processes of their own can do: [`plan_tasks`],
//! [`run_task`].
//!
//! [`verify()`] reads an output again and holds it against its manifest and the
//! schema.
//!
//! # Known problems
//! * A document takes some ten times its size of memory while it is milled, if every other
//!   character of it was decoded from another number of bytes: 300 MB for one of 32 MiB,
//!   the largest that is taken by default, and 470 MB for one of UTF-8 in which every fifth
//!   byte is invalid. One that needs a million edits is rejected.
//! * A compressed file of JSON lines is one lot, however large it is: a run that is
//!   interrupted in it begins it again. A task that maps a part of a large file counts the
//!   lines before it.
//! * Members of archives are milled each by itself: they do not follow the others of their
//!   folder as files do.
//! * A tar archive with a volume label is rejected as a whole; of one that was cut between
//!   two members nobody can tell. Of zip archives one behind the other the last is read.
//! * A gzip document with rubbish behind its end is rejected as a whole.
//! * When near duplicates are looked for, a run takes twice the disk space of its output while
//!   it is under way, and an output is brought up to date by milling all lots again. A group
//!   of similar documents takes some 200 bytes of memory for each, beyond `--memory` when it is
//!   very large.
//! * A lone surrogate in a JSON string becomes three U+FFFD, one a byte.

mod settings;
pub use settings::{Dedup, Format, Job, Keep, Limits, Portions, Settings, Unit};

mod error;
pub use error::Error;

mod show;
pub use show::{escape, path_text, show, show_path};

mod digest;

#[cfg(not(fuzzing))]
mod faults;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod faults;

mod plan;

mod ingest;
pub use ingest::{Ingested, Progress, dry_run, ingest};

mod find;
pub use find::Globs;

mod read;
pub use read::{Content, Input, Line, Lines, Parsed, RecordKeys, parse_record, read_inputs};

mod mill;

mod write;

mod repeats;

mod compare;
pub use compare::{Against, Plan, PlannedLot, Task, plan_tasks, run_task};

mod check;
pub use check::{Verified, restore, verify};
