//! `gristmill dedup`

use gristmill::{Config, NormalizeConfig};
use gristmill_ingest::{Globs, Job, Keep, Settings};

use crate::Exit;
use crate::args::DedupArgs;
use crate::ingest::{keys, limits, run_with, shared};
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
        edits: false,
        config: Config {
            normalize: NormalizeConfig::of(args.profile.into()),
            ..Config::default()
        },
        globs: Globs::new(&args.wanted.include, &args.wanted.exclude)?,
        keys: keys(&args.wanted, &args.limits),
        limits: limits(&args.limits),
        ..shared(&args.inputs, &args.out, &args.duplicates, &args.run)?
    })
}
