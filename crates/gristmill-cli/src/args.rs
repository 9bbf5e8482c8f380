//! The arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use serde::Deserialize;

use crate::duplicate_args::{DuplicateArgs, RepeatArgs};

/// Turns piles of raw documents into a corpus that can be trusted.
#[derive(Debug, Parser)]
#[command(
    name = "gristmill",
    version,
    max_term_width = 100,
    after_help = "Begin with: gristmill ingest FOLDER --out CORPUS"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Say more about what is going on
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Raw documents in, a clean, split, deduplicated corpus out
    ///
    /// The same command again brings an output up to date: what depends on unchanged inputs stays
    /// as it is, and an interrupted run is taken up where it was.
    ///
    /// Exit codes: 0 every input is accounted for; 1 it failed and nothing was committed; 2 the
    /// arguments are wrong; 3 it is done, but some input could not be read whole (with --strict:
    /// some input was rejected).
    Ingest(Box<IngestArgs>),
    /// Drop duplicates from JSON lines of any origin; the kept lines pass through byte for byte
    ///
    /// Lines are compared by their texts as normalising would leave them: another Unicode form,
    /// a byte order mark, other line ends, blanks in a row or at the ends of lines make no other
    /// text; with --profile llm neither do odd blanks, quotation marks and ligatures. Every input
    /// that is no archive is read as JSON lines. The same command again brings an output up to
    /// date.
    ///
    /// Exit codes: those of `ingest`.
    Dedup(Box<DedupArgs>),
    /// Divide an ingest or a dedup into tasks that processes of their own can do
    ///
    /// Writes a plan into the output folder and says where it is, and how many tasks of each kind
    /// there are. Nothing is read yet.
    Plan(PlanArgs),
    /// Do one task of a plan; all tasks together give the output of the undivided command
    ///
    /// First all of `map`, then all of `edges`, then `components`, then all of `write`, then
    /// `commit`. Within a kind the order does not matter; a task that is done is passed over, and
    /// may be done by two processes.
    Task(TaskArgs),
    /// Tell which encoding files are in
    Detect(DetectArgs),
    /// Undo escapes, entities, transport encodings and mojibake in a stream of JSON lines
    ///
    /// Reads {"id","text"} a line from the standard input and writes
    /// {"id","text","edits":[{"start","end","replacement","original","kind","rule","confidence"}]}
    /// in the same order. Offsets are code points of the input text. A line may name the "source"
    /// of its text; what all texts of a source show is learnt with --learn and used with
    /// --profile-in.
    Repair(RepairArgs),
    /// Split the texts of a stream of JSON lines into sections
    ///
    /// Reads {"id","text"} a line from the standard input and writes
    /// {"id","sections":[{"kind","heading","level","rule","text","start","end"}],"metadata":{…}} and
    /// the other fields of the line, in the same order. Offsets are code points of the text; the
    /// texts of the sections are the whole text.
    Split(SplitArgs),
    /// Show which places of a document look like headings, and why each is one or is none
    Inspect(InspectArgs),
    /// Check an output: sizes, digests, schema, spans, ledger
    ///
    /// Exit codes: 0 all is well; 1 something is wrong, or there is no complete output.
    Verify(VerifyArgs),
    /// Write the original bytes of a kept document to the standard output
    ///
    /// They are rebuilt from its record and its edits, and checked against their digest; of a
    /// JSON line, they are those of its text.
    Restore(RestoreArgs),
    /// Say what a rule does, with its examples
    Explain(ExplainArgs),
    /// Print the schema of what is written, for the tool that is to load it
    Schema(SchemaArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct IngestArgs {
    /// Folders and files: text in any encoding, .jsonl, archives (.tar, .zip), and .gz, .zst, .bz2
    /// or .xz around any of them; - is the standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder to write to
    #[arg(long, value_name = "DIR", required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) duplicates: DuplicateArgs,
    #[command(flatten)]
    pub(crate) repeats: RepeatArgs,
    /// Do not write the table of edits
    #[arg(long)]
    pub(crate) no_edits: bool,
    /// The encoding of all files of text, when it is known; JSON lines are UTF-8
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,
    /// Mill each document by itself: its encoding, its escaped quotes and the order of its dates do
    /// not follow the others of its folder or of its file of JSON lines
    #[arg(long)]
    pub(crate) no_pool: bool,
    /// What the texts are normalised for: `archive` changes as little as possible, `llm` writes
    /// each word in one way [default: default, or that of the file]
    #[arg(long, value_enum, value_name = "NAME")]
    pub(crate) profile: Option<Profile>,
    /// A TOML file with the tables [repair] (select, ignore), [normalize] (profile, a switch a
    /// rule) and [split] (headings, metadata, layout, sections)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) split: SplitRuleArgs,
    /// The name that the standard input goes by; its ending says what is in it
    #[arg(long, value_name = "NAME", default_value = "stdin.txt")]
    pub(crate) stdin_name: String,
    #[command(flatten)]
    pub(crate) wanted: WantedArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    /// Only tell what would be ingested
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DedupArgs {
    /// Files of JSON lines and folders of them, archives (.tar, .zip), and .gz, .zst, .bz2 or .xz
    /// around any of them; - is the standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) duplicates: DuplicateArgs,
    /// What the texts are normalised for before they are compared
    #[arg(long, value_enum, value_name = "NAME", default_value = "default")]
    pub(crate) profile: Profile,
    /// The name that the standard input goes by; its ending says what is in it
    #[arg(long, value_name = "NAME", default_value = "stdin.jsonl")]
    pub(crate) stdin_name: String,
    #[command(flatten)]
    pub(crate) wanted: WantedArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// How a run goes, and what it says.
#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// How to write the shards
    #[arg(long, value_enum, default_value = "jsonl")]
    pub(crate) format: ShardFormat,
    /// How many threads to use [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// The name of the collection [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// Replace an output of another configuration or version, and do everything anew
    #[arg(long)]
    pub(crate) force: bool,
    /// Read inputs and shards to see whether they are as they were: the file system is not asked
    /// alone
    #[arg(long)]
    pub(crate) checksum: bool,
    /// Exit with 3 when any input was rejected
    #[arg(long)]
    pub(crate) strict: bool,
    /// Say nothing unless it fails
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Which files are read, and what of them.
#[derive(Debug, clap::Args)]
pub(crate) struct WantedArgs {
    /// Read only files whose name, or path when it has a /, matches this pattern of *, ?, [...],
    /// {a,b} and **; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,
    /// Do not read files, nor members of archives, that match this pattern
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// The field of JSON lines that holds the text
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) text_field: String,
    /// The field of JSON lines that holds the id
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub(crate) id_field: String,
}

/// What no input may exceed; what does is a reject.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct LimitArgs {
    /// The largest document or line of JSON, decompressed
    #[arg(long, value_name = "BYTES", default_value_t = 32 << 20)]
    pub(crate) max_document_bytes: u64,
    /// How many times its size compressed data may expand to, beyond 1 MiB
    #[arg(long, value_name = "TIMES", default_value_t = 100)]
    pub(crate) max_expansion: u64,
    /// All members of an archive, decompressed, with those of archives within it
    #[arg(long, value_name = "BYTES", default_value_t = 4 << 30)]
    pub(crate) max_archive_bytes: u64,
    /// How many members an archive may have, with those of archives within it
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub(crate) max_archive_entries: usize,
    /// In how many archives a document may lie, and in how many layers of compression each
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(..=16))]
    pub(crate) max_nesting: u8,
    /// How many edits a document may need
    #[arg(long, value_name = "N", default_value_t = gristmill::MOST_EDITS as u32, value_parser = clap::value_parser!(u32).range(1..=gristmill::MOST_EDITS as i64))]
    pub(crate) max_edits: u32,
    /// How deep the values of a JSON line may be nested
    #[arg(long, value_name = "N", default_value_t = 128, value_parser = clap::value_parser!(u8).range(1..=128))]
    pub(crate) max_json_depth: u8,
}

/// What texts are normalised for.
#[derive(Clone, Copy, Debug, Default, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Profile {
    /// To be kept
    Archive,
    /// To be read, searched and compared
    #[default]
    Default,
    /// To train language models
    Llm,
}

impl From<Profile> for gristmill::Profile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Archive => Self::Archive,
            Profile::Default => Self::Default,
            Profile::Llm => Self::Llm,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ShardFormat {
    #[value(name = "jsonl")]
    Jsonl,
    #[value(name = "jsonl.gz")]
    JsonlGz,
    #[value(name = "jsonl.zst")]
    JsonlZst,
}

#[derive(Debug, clap::Args)]
pub(crate) struct PlanArgs {
    /// Into how many parts the comparison of all documents is divided [default: one for every
    /// 4 GiB of input]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub(crate) parts: Option<u64>,
    /// What is planned, with its arguments
    #[command(subcommand)]
    pub(crate) job: PlannedJob,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlannedJob {
    /// gristmill ingest
    Ingest(Box<IngestArgs>),
    /// gristmill dedup
    Dedup(Box<DedupArgs>),
}

#[derive(Debug, clap::Args)]
pub(crate) struct TaskArgs {
    /// The file that `gristmill plan` wrote
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) plan: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) task: TaskName,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum TaskName {
    /// Mill a lot
    Map {
        /// Its number, from 0
        lot: usize,
    },
    /// Find the documents that share keys of a part
    Edges {
        /// Its number, from 0
        part: u64,
    },
    /// Decide which documents are dropped
    Components,
    /// Write a lot
    Write {
        /// Its number, from 0
        lot: usize,
    },
    /// Put all in its place
    Commit,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DetectArgs {
    /// Files; - is the standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to tell
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: DetectFormat,
    /// Let files that say little follow the other files of their folder
    #[arg(long)]
    pub(crate) pool: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DetectFormat {
    /// For people
    Text,
    /// {"path","encoding","confidence","evidence"} a line; the encoding of binary files is null
    Jsonl,
}

#[derive(Debug, clap::Args)]
pub(crate) struct SplitArgs {
    /// What comes in and goes out
    #[arg(long, value_enum, default_value = "jsonl")]
    pub(crate) format: FilterFormat,
    /// Tell the headings above each section, as "path"
    #[arg(long)]
    pub(crate) tree: bool,
    #[command(flatten)]
    pub(crate) split: SplitRuleArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct InspectArgs {
    /// Files of text in any encoding; - is the standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) split: SplitRuleArgs,
}

/// How documents are split.
#[derive(Debug, clap::Args)]
pub(crate) struct SplitRuleArgs {
    /// A TOML file of kinds, labels and keys that go before the built-in ones, such as
    /// [kind.recipe] with en = ["dough"]
    #[arg(long, value_name = "FILE")]
    pub(crate) sections: Option<PathBuf>,
    /// What the documents are [default: auto]
    #[arg(long, value_enum, value_name = "NAME")]
    pub(crate) layout: Option<Layout>,
}

/// What documents are.
#[derive(Clone, Copy, Debug, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Layout {
    /// Each document tells
    Auto,
    /// Articles of think tanks: known labels only
    ThinkTank,
    /// Structured abstracts: known labels, and others of the same look
    Abstract,
    /// Whole articles: short lines between paragraphs too
    Article,
    /// Manuals and standards: what stands at the margin
    Manual,
}

impl From<Layout> for gristmill::SplitProfile {
    fn from(layout: Layout) -> Self {
        match layout {
            Layout::Auto => Self::Auto,
            Layout::ThinkTank => Self::ThinkTank,
            Layout::Abstract => Self::Abstract,
            Layout::Article => Self::Article,
            Layout::Manual => Self::Manual,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct RepairArgs {
    /// What comes in and goes out
    #[arg(long, value_enum, default_value = "jsonl")]
    pub(crate) format: FilterFormat,
    /// Repair nothing, but write to this file what the texts of each source have in common
    #[arg(long, value_name = "FILE", conflicts_with = "profile_in")]
    pub(crate) learn: Option<PathBuf>,
    /// A file that --learn wrote
    #[arg(long, value_name = "FILE")]
    pub(crate) profile_in: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
}

/// Which rules are applied. A name is that of a rule or its first parts, such as
/// repair.entity.
#[derive(Debug, clap::Args)]
pub(crate) struct RuleArgs {
    /// Of all rules that repair, apply only those of these names: repair.entity,…
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Do without the rules of these names; gristmill explain lists them
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FilterFormat {
    Jsonl,
}

#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// The output of an ingest
    #[arg(value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Restore every document from its edits, and check the bytes against their digest
    #[arg(long)]
    pub(crate) deep: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RestoreArgs {
    /// The output of an ingest
    #[arg(value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The id of a document
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// A rule, or the first parts of its name, such as repair.entity; nothing lists them all
    #[arg(value_name = "RULE")]
    pub(crate) rule: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct SchemaArgs {
    /// The tool that is to load it
    #[arg(
        long = "for",
        value_enum,
        default_value = "json-schema",
        value_name = "TOOL"
    )]
    pub(crate) dialect: Dialect,
    /// What is to be loaded
    #[arg(long, value_enum, default_value = "documents")]
    pub(crate) table: Table,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Dialect {
    JsonSchema,
    Hf,
    Duckdb,
    Polars,
    Arrow,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Table {
    Documents,
    Duplicates,
    Edits,
    Rejects,
    Clusters,
    RepeatedSections,
    Boilerplate,
    Manifest,
}
