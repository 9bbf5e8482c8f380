//! The arguments that say what is a duplicate, and what becomes of it.

use std::path::PathBuf;

use clap::ValueEnum;
use gristmill_ingest::Keep;

/// Which documents are dropped.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Duplicates")]
pub(crate) struct DuplicateArgs {
    /// Which documents are dropped because another one is kept [default: exact, or near when
    /// --near is given]
    #[arg(long, value_enum)]
    pub(crate) dedup: Option<Dedup>,
    /// How similar a document must be to a kept one to be dropped: the share of the shingles
    /// (five words each) of both that they have in common, from 0.1 to 1 [default: 0.8]
    #[arg(long, value_name = "SIMILARITY", value_parser = similarity)]
    pub(crate) near: Option<f64>,
    /// Which one is kept: `hub`, the one that is similar to most others (`first` among more than
    /// 512); `first`; `longest`; `newest`, by the dates that were found in the texts;
    /// `priority:NAME,...`, the collection named first
    #[arg(long, value_name = "WHICH", default_value = "hub", value_parser = keep)]
    pub(crate) keep: Keep,
    /// Drop what is in this other corpus, too: the output of gristmill, or JSON lines with `text`
    /// and `id`; may be given several times
    #[arg(long, value_name = "PATH")]
    pub(crate) against: Vec<PathBuf>,
    /// What becomes of duplicates: with `mark` they are kept, and the table clusters/ tells which
    /// they are
    #[arg(long, value_enum, value_name = "WHAT", default_value = "drop")]
    pub(crate) dedup_action: DedupAction,
    /// Also write the table clusters/: every document that has copies, with the one that is kept
    /// for them
    #[arg(long)]
    pub(crate) clusters: bool,
    /// How much memory the comparison may take, such as 512M; what is more is on the disk
    /// [default: a quarter of the machine, at most 1G]
    #[arg(long, value_name = "BYTES", value_parser = size)]
    pub(crate) memory: Option<u64>,
}

/// What kept documents repeat of each other.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Duplicates")]
pub(crate) struct RepeatArgs {
    /// What is compared: with `section`, sections of kept documents whose text below the heading is
    /// that of another one are listed in repeated_sections.jsonl; no text is cut
    #[arg(long, value_enum, value_name = "WHAT", default_value = "document")]
    pub(crate) dedup_unit: DedupUnit,
    /// List lines that so many documents of their collection have in boilerplate.jsonl
    #[arg(long, value_name = "DOCUMENTS", value_parser = clap::value_parser!(u64).range(2..))]
    pub(crate) boilerplate: Option<u64>,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DedupUnit {
    Document,
    Section,
}

/// What becomes of duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DedupAction {
    Drop,
    Mark,
}

fn similarity(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "it is no number".to_owned())?;
    if (0.1..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err("it is not from 0.1 to 1".into())
    }
}

fn keep(text: &str) -> Result<Keep, String> {
    Ok(match text {
        "hub" => Keep::Hub,
        "first" => Keep::First,
        "longest" => Keep::Longest,
        "newest" => Keep::Newest,
        _ => match text.strip_prefix("priority:") {
            Some(names) => Keep::Priority(names.split(',').map(str::to_owned).collect()),
            None => return Err("it is none of hub, first, longest, newest, priority:NAME".into()),
        },
    })
}

/// A number of bytes, such as `64M`.
fn size(text: &str) -> Result<u64, String> {
    let (number, shift) = match text.char_indices().last() {
        Some((at, 'K' | 'k')) => (&text[..at], 10),
        Some((at, 'M' | 'm')) => (&text[..at], 20),
        Some((at, 'G' | 'g')) => (&text[..at], 30),
        _ => (text, 0),
    };
    let number: u64 = number
        .parse()
        .map_err(|_| "it is no number of bytes".to_owned())?;
    let bytes = number.checked_mul(1 << shift);
    match bytes {
        Some(bytes) if bytes >= 16 << 20 => Ok(bytes),
        Some(_) => Err("it is less than 16M".into()),
        None => Err("it is more than any machine has".into()),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dedup {
    /// Those with the same text as another one
    Exact,
    /// These, and those that are similar to another one
    Near,
    /// None
    Off,
}
