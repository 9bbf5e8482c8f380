//! `gristmill ingest`

use std::path::{Path, PathBuf};
use std::time::Instant;

use gristmill::{Config, NormalizeConfig};
use gristmill_ingest::{Against, Dedup, Format, Globs, Limits, RecordKeys, Settings, Unit};
use gristmill_record::Counts;

use crate::args::{self, IngestArgs, LimitArgs, RunArgs, WantedArgs};
use crate::config_file;
use crate::duplicate_args::{self, DedupAction, DedupUnit, DuplicateArgs};
use crate::progress::Bar;
use crate::rule_names;
use crate::say::Failure;
use crate::split_rules;
use crate::summary;
use crate::{Exit, say, signals};

/// Ingests, and sums up on the standard error.
pub(crate) fn run(args: &IngestArgs) -> Result<Exit, Failure> {
    let settings = settings(args)?;
    if args.dry_run {
        let (files, bytes) = gristmill_ingest::dry_run(&settings)?;
        say::line(&format!("{files} files of {bytes} bytes would be ingested"));
        return Ok(Exit::Good);
    }
    run_with(&settings, &args.run)
}

/// Runs, and sums up on the standard error.
pub(crate) fn run_with(settings: &Settings, args: &RunArgs) -> Result<Exit, Failure> {
    let started = Instant::now();
    signals::stop_at_once();
    let bar = Bar::new(args.quiet);
    let ended = gristmill_ingest::ingest(settings, &|progress| bar.show(progress));
    bar.finish();
    let ingested = ended?;
    if !args.quiet {
        summary::say(&ingested, settings, started.elapsed());
    }
    Ok(exit(&ingested.manifest.counts, args.strict))
}

/// How a run ends of these counts.
pub(crate) fn exit(counts: &Counts, strict: bool) -> Exit {
    if counts.unread > 0 || strict && counts.rejects > 0 {
        Exit::Partly
    } else {
        Exit::Good
    }
}

/// What the arguments ask for.
pub(crate) fn settings(args: &IngestArgs) -> Result<Settings, Failure> {
    let encoding = args.encoding.as_deref().map(encoding).transpose()?;
    let mut config = match &args.config {
        Some(path) => config_file::read(path, args.profile)?,
        None => Config {
            normalize: NormalizeConfig::of(args.profile.unwrap_or_default().into()),
            ..Config::default()
        },
    };
    rule_names::apply(&mut config, &args.rules)?;
    split_rules::apply(&mut config.split, &args.split)?;
    let out = args.out.clone().unwrap_or_default();
    Ok(Settings {
        stdin_name: args.stdin_name.clone(),
        encoding,
        pool: !args.no_pool,
        edits: !args.no_edits,
        unit: match args.repeats.dedup_unit {
            DedupUnit::Document => Unit::Document,
            DedupUnit::Section => Unit::Section,
        },
        boilerplate: args.repeats.boilerplate,
        config,
        globs: Globs::new(&args.wanted.include, &args.wanted.exclude)?,
        keys: keys(&args.wanted, &args.limits),
        limits: limits(&args.limits),
        ..shared(&args.inputs, &out, &args.duplicates, &args.run)?
    })
}

/// The settings that `ingest` and `dedup` ask for alike.
pub(crate) fn shared(
    inputs: &[PathBuf],
    out: &Path,
    duplicates: &DuplicateArgs,
    run: &RunArgs,
) -> Result<Settings, Failure> {
    Ok(Settings {
        source: run.source.clone(),
        dedup: dedup(duplicates)?,
        keep: duplicates.keep.clone(),
        against: against(duplicates)?,
        marks: duplicates.dedup_action == DedupAction::Mark,
        clusters: duplicates.clusters,
        memory: duplicates.memory.unwrap_or(0),
        format: format(run.format),
        threads: run.threads.map_or(0, usize::from),
        force: run.force,
        checksum: run.checksum,
        ..Settings::new(inputs.iter().cloned(), out)
    })
}

fn dedup(args: &DuplicateArgs) -> Result<Dedup, Failure> {
    Ok(match (args.dedup, args.near) {
        (None | Some(duplicate_args::Dedup::Near), Some(least)) => Dedup::Near(least),
        (Some(duplicate_args::Dedup::Near), None) => Dedup::Near(0.8),
        (None | Some(duplicate_args::Dedup::Exact), None) => Dedup::Exact,
        (Some(duplicate_args::Dedup::Off), None) => Dedup::Off,
        (Some(duplicate_args::Dedup::Exact | duplicate_args::Dedup::Off), Some(_)) => {
            let message = "--near looks for near duplicates, and --dedup says not to";
            return Err(Failure::usage(message, Some("leave one of them out")));
        }
    })
}

fn against(args: &DuplicateArgs) -> Result<Option<Against>, Failure> {
    let paths = &args.against;
    let against = (!paths.is_empty()).then(|| Against::of(paths));
    Ok(against.transpose()?)
}

fn format(format: args::ShardFormat) -> Format {
    match format {
        args::ShardFormat::Jsonl => Format::Jsonl,
        args::ShardFormat::JsonlGz => Format::JsonlGz,
        args::ShardFormat::JsonlZst => Format::JsonlZst,
    }
}

pub(crate) fn keys(wanted: &WantedArgs, limits: &LimitArgs) -> RecordKeys {
    RecordKeys {
        text: wanted.text_field.clone(),
        id: wanted.id_field.clone(),
        depth: limits.max_json_depth.into(),
    }
}

pub(crate) fn limits(args: &LimitArgs) -> Limits {
    Limits {
        document_bytes: args.max_document_bytes,
        expansion: args.max_expansion,
        archive_bytes: args.max_archive_bytes,
        archive_entries: args.max_archive_entries,
        nesting: args.max_nesting.into(),
        edits: args.max_edits as usize,
    }
}

fn encoding(label: &str) -> Result<gristmill::Encoding, Failure> {
    gristmill::encoding_for_label(label).ok_or_else(|| {
        Failure::usage(
            format!("there is no encoding `{}`", gristmill_ingest::show(label)),
            Some("names are those of the web, such as utf-8, windows-1252 or shift_jis"),
        )
    })
}
