//! `gristmill dedup`

use gristmill::{Config, NormalizeConfig};
use gristmill_ingest::{Globs, Job, Keep, Settings};

use crate::Exit;
use crate::args::{DedupAction, DedupArgs};
use crate::ingest::{against, dedup, format, keys, limits, run_with};
use crate::say::Failure;

/// Drops duplicates from JSON lines, and sums up on the standard error.
pub(crate) fn run(args: &DedupArgs) -> Result<Exit, Failure> {
    run_with(&settings(args)?, &args.run)
}

/// What the arguments ask for.
pub(crate) fn settings(args: &DedupArgs) -> Result<Settings, Failure> {
    if args.duplicates.keep == Keep::Newest {
        let message = "lines that pass through have no dates to keep the newest by";
        return Err(Failure::usage(message, Some("choose another --keep")));
    }
    Ok(Settings {
        job: Job::Dedup,
        stdin_name: args.stdin_name.clone(),
        source: args.source.clone(),
        dedup: dedup(&args.duplicates)?,
        keep: args.duplicates.keep.clone(),
        against: against(&args.duplicates)?,
        marks: args.duplicates.dedup_action == DedupAction::Mark,
        clusters: args.duplicates.clusters,
        memory: args.duplicates.memory.unwrap_or(0),
        edits: false,
        format: format(args.format),
        force: args.run.force,
        checksum: args.run.checksum,
        threads: args.threads.map_or(0, usize::from),
        config: Config {
            normalize: NormalizeConfig::of(args.profile.into()),
            ..Config::default()
        },
        globs: Globs::new(&args.wanted.include, &args.wanted.exclude)?,
        keys: keys(&args.wanted, &args.limits),
        limits: limits(&args.limits),
        ..Settings::new(args.inputs.iter().cloned(), &args.out)
    })
}
