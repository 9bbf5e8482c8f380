//! What to ingest, how, and where to.

use std::path::PathBuf;

use gristmill::{Config, Encoding, MOST_EDITS, SplitConfig};
use gristmill_record::Configuration;

use crate::compare::Against;
use crate::digest::Digest;
use crate::find::Globs;
use crate::read::RecordKeys;

/// What to ingest, how, and where to.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What becomes of the inputs.
    pub job: Job,
    /// Folders and files; `-` is the standard input.
    pub inputs: Vec<PathBuf>,
    /// The name that the standard input goes by; its ending says what is in it.
    pub stdin_name: String,
    /// The folder to write to; it is made when it is not there.
    pub out: PathBuf,
    /// The name of the collection; otherwise that of the folder of each input.
    pub source: Option<String>,
    /// The encoding of all files of text, when it is known; JSON lines are UTF-8.
    pub encoding: Option<Encoding>,
    /// Whether documents that say little follow the others of their folder, or of their
    /// file of JSON lines: in what they are encoded in, and what their escaped quotes are.
    pub pool: bool,
    /// How duplicates are found.
    pub dedup: Dedup,
    /// Which of several duplicates is kept.
    pub keep: Keep,
    /// Whether duplicates are kept, and only marked in the table of clusters.
    pub marks: bool,
    /// Whether to write the table of clusters: every document that has copies, with the one
    /// that is kept for them.
    pub clusters: bool,
    /// What else is compared: sections that are repeated are listed.
    pub unit: Unit,
    /// Of how many documents of its collection a line must be one to be listed as
    /// boilerplate; nothing when no line is.
    pub boilerplate: Option<u64>,
    /// Another corpus: what it has is dropped.
    pub against: Option<Against>,
    /// How many bytes of memory what is known of all documents may take; 0 for a quarter of
    /// the machine, at most a gibibyte. What is more is on the disk.
    pub memory: u64,
    /// Whether to write the table of edits.
    pub edits: bool,
    /// How shards are written.
    pub format: Format,
    /// Whether an output of another configuration is replaced, and nothing taken up.
    pub force: bool,
    /// Whether inputs and shards are read to see whether they are as they were, and inputs not
    /// only asked for their size, times and inode, shards for their size.
    pub checksum: bool,
    /// How many threads mill; 0 for as many as the machine has processors.
    pub threads: usize,
    /// The settings of the stages.
    pub config: Config,
    /// Which files are wanted.
    pub globs: Globs,
    /// Which fields of JSON lines matter.
    pub keys: RecordKeys,
    /// What no input may exceed.
    pub limits: Limits,
    /// How much is under way at a time, and how much goes into a shard.
    pub portions: Portions,
}

impl Settings {
    /// The default settings for these inputs and this output.
    pub fn new<P: Into<PathBuf>>(
        inputs: impl IntoIterator<Item = P>,
        out: impl Into<PathBuf>,
    ) -> Self {
        Self {
            job: Job::Ingest,
            inputs: inputs.into_iter().map(Into::into).collect(),
            stdin_name: "stdin.txt".into(),
            out: out.into(),
            source: None,
            encoding: None,
            pool: true,
            dedup: Dedup::Exact,
            keep: Keep::Hub,
            unit: Unit::Document,
            boilerplate: None,
            against: None,
            marks: false,
            clusters: false,
            memory: 0,
            edits: true,
            format: Format::Jsonl,
            force: false,
            checksum: false,
            threads: 0,
            config: Config::default(),
            globs: Globs::default(),
            keys: RecordKeys::default(),
            limits: Limits::default(),
            portions: Portions::default(),
        }
    }

    /// How many bytes of memory what is known of the documents may take.
    pub(crate) fn memory(&self) -> u64 {
        match self.memory {
            0 => default_memory(),
            memory => memory,
        }
    }

    /// How shards are written, and whether they are read to see that they are as they were.
    pub(crate) fn written(&self) -> (Format, bool) {
        (self.format, self.checksum)
    }

    /// Whether the table of clusters is written.
    pub(crate) fn has_clusters(&self) -> bool {
        self.dedup != Dedup::Off && (self.clusters || self.marks)
    }

    /// Whether the documents of all lots have to be compared before any is written: it is
    /// not always the first of several that is kept, or that is not all there is to know.
    pub(crate) fn compares(&self) -> bool {
        match self.dedup {
            Dedup::Near(_) => true,
            Dedup::Exact => {
                self.has_clusters()
                    || self.against.is_some()
                    || !matches!(self.keep, Keep::Hub | Keep::First)
            }
            Dedup::Off => false,
        }
    }

    /// What of it decides about the bytes of the output, for the manifest.
    pub(crate) fn configuration(&self) -> Configuration {
        Configuration {
            job: self.job.name().into(),
            dedup: self.dedup.name().into(),
            near: match self.dedup {
                Dedup::Near(least) => least.to_string(),
                Dedup::Exact | Dedup::Off => String::new(),
            },
            keep: self.keep.name(),
            dedup_action: if self.marks { "mark" } else { "drop" }.into(),
            clusters: self.has_clusters(),
            dedup_unit: self.unit.name().into(),
            boilerplate: self.boilerplate.unwrap_or(0),
            against: self.against.as_ref().map_or("", Against::digest).into(),
            format: self.format.name().into(),
            edits: self.edits,
            encoding: self.encoding.map_or("", Encoding::name).into(),
            pool: self.pool,
            source: self.source.clone().unwrap_or_default(),
            layout: self.config.split.profile.name().into(),
            sections: match self.config.split.rules().added() {
                "" => String::new(),
                added => Digest::of(added.as_bytes()),
            },
            max_document_bytes: self.limits.document_bytes,
            max_expansion: self.limits.expansion,
            max_archive_bytes: self.limits.archive_bytes,
            max_archive_entries: self.limits.archive_entries as u64,
            max_nesting: self.limits.nesting as u64,
            max_edits: self.limits.edits as u64,
            max_json_depth: self.keys.depth as u64,
            text_field: self.keys.text.clone(),
            id_field: self.keys.id.clone(),
            switched_off: switched(&self.config, false),
            switched_on: switched(&self.config, true),
        }
    }
}

/// What becomes of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Documents are milled, and become records.
    Ingest,
    /// Lines of JSON are compared by their texts as normalising would leave them, and
    /// pass through byte for byte. Every file that is no archive is read as such lines.
    Dedup,
}

impl Job {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Dedup => "dedup",
        }
    }
}

/// How duplicates are found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dedup {
    /// Documents with the same text.
    Exact,
    /// These, and documents that share at least so much of their shingles: from 0 to 1.
    Near(f64),
    /// Not at all: every document is kept.
    Off,
}

impl Dedup {
    fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near(_) => "near",
            Self::Off => "off",
        }
    }
}

/// Which of several duplicates is kept. Of several that are preferred alike it is the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The one that is similar to most others, so that the fewest are kept.
    #[default]
    Hub,
    /// The first.
    First,
    /// The one with most code points.
    Longest,
    /// The one with the latest date in its metadata.
    Newest,
    /// One of the collection that is named first; those that are not named come last.
    Priority(Vec<String>),
}

impl Keep {
    fn name(&self) -> String {
        match self {
            Self::Hub => "hub".into(),
            Self::First => "first".into(),
            Self::Longest => "longest".into(),
            Self::Newest => "newest".into(),
            Self::Priority(sources) => format!("priority:{}", sources.join(",")),
        }
    }

    /// How much a document is preferred: the lower, the more. Its date is a number of eight
    /// digits, `20240131`.
    pub(crate) fn preference(&self, chars: u64, date: u64, source: &str) -> u64 {
        match self {
            Self::Hub | Self::First => 0,
            Self::Longest => u64::MAX - chars,
            Self::Newest => u64::MAX - date,
            Self::Priority(sources) => {
                let place = sources.iter().position(|name| name == source);
                place.unwrap_or(sources.len()) as u64
            }
        }
    }
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Documents, which are dropped.
    Document,
    /// The sections of kept documents as well, which are listed.
    Section,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Section => "section",
        }
    }
}

/// How shards are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON lines.
    Jsonl,
    /// JSON lines, compressed by gzip.
    JsonlGz,
    /// JSON lines, compressed by Zstandard.
    JsonlZst,
}

impl Format {
    /// That of a file of this name.
    pub(crate) fn of_name(name: &str) -> Self {
        if name.ends_with(".gz") {
            Self::JsonlGz
        } else if name.ends_with(".zst") {
            Self::JsonlZst
        } else {
            Self::Jsonl
        }
    }

    /// The ending of the files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::JsonlGz => "jsonl.gz",
            Self::JsonlZst => "jsonl.zst",
        }
    }
}

/// How much is under way at a time, and how much goes into a shard.
///
/// Batches only decide about speed and memory; the size of lots decides which
/// shard a document is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portions {
    /// The bytes of input that a shard holds on average.
    pub lot_bytes: u64,
    /// The bytes of input for each thread that end a batch: enough to keep it busy for a
    /// while, few enough to have three batches in memory and in reach.
    pub batch_bytes: u64,
    /// The inputs for each thread that end a batch.
    pub batch_items: usize,
}

impl Default for Portions {
    fn default() -> Self {
        Self {
            lot_bytes: 64 << 20,
            batch_bytes: 1 << 20,
            batch_items: 256,
        }
    }
}

/// What no input may exceed; what does is a reject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of a document, decompressed, or of a line of JSONL; at most
    /// [`Limits::MOST_DOCUMENT_BYTES`].
    pub document_bytes: u64,
    /// How many bytes a compressed byte may expand to, once there are more than a mebibyte
    /// of them.
    pub expansion: u64,
    /// The bytes of all members of an archive, with those of archives within it.
    pub archive_bytes: u64,
    /// The members of an archive, with those of archives within it.
    pub archive_entries: usize,
    /// In how many archives a document may lie, one within the other, and in how many
    /// layers of compression each of them.
    pub nesting: usize,
    /// The edits of a document; at most [`MOST_EDITS`].
    pub edits: usize,
}

impl Limits {
    /// The largest limit of a document that can be set. Texts have offsets of 32
    /// bits and a byte may become three of them, so a gibibyte is safe.
    pub const MOST_DOCUMENT_BYTES: u64 = 1 << 30;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            document_bytes: 32 << 20,
            expansion: 100,
            archive_bytes: 4 << 30,
            archive_entries: 100_000,
            nesting: 3,
            edits: MOST_EDITS,
        }
    }
}

/// The switches that are on, or off, other than by default, sorted.
fn switched(config: &Config, on: bool) -> Vec<String> {
    let usual = switches(&Config::default());
    let mut switched: Vec<String> = switches(config)
        .into_iter()
        .zip(usual)
        .filter(|((_, is_on), (_, is_usual))| is_on != is_usual && *is_on == on)
        .map(|((name, _), _)| name)
        .collect();
    switched.sort_unstable();
    switched
}

/// Every switch. The patterns name every field, so that a new one cannot be forgotten
/// here.
fn switches(config: &Config) -> Vec<(String, bool)> {
    let Config {
        repair,
        normalize,
        split,
        dedup: _,
    } = config;
    let SplitConfig {
        headings, metadata, ..
    } = *split;
    let repair_rules = gristmill::rules().into_iter();
    let repair_rules = repair_rules.filter(|rule| rule.is_named("repair"));
    let normalize = normalize.switches().into_iter();
    repair_rules
        .map(|rule| (rule.name().to_owned(), repair.applies(rule)))
        .chain([
            ("split.headings".to_owned(), headings),
            ("split.metadata".to_owned(), metadata),
        ])
        .chain(normalize.map(|(name, is_on)| (format!("normalize.{name}"), is_on)))
        .collect()
}

/// A quarter of that of the machine, and at most a gibibyte.
fn default_memory() -> u64 {
    const MOST: u64 = 1 << 30;
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = text.lines().find_map(|line| {
        let kilobytes = line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB")?;
        kilobytes.trim().parse::<u64>().ok()
    });
    total
        .map_or(MOST, |kilobytes| kilobytes * 1024 / 4)
        .min(MOST)
}
