//! The command line: arguments, messages, exit codes.
//!
//! Data goes to the standard output, everything for people to the standard error:
//! through [`say`], which escapes what a terminal might obey, or as a log line, which
//! holds nothing that comes from the data.

mod args;
mod config_file;
mod dedup;
mod detect;
mod duplicate_args;
mod explain;
mod filter;
mod ingest;
mod inspect;
mod plan;
mod progress;
mod repair;
mod restore;
mod rule_names;
mod say;
mod schema;
mod signals;
mod source_profile;
mod split;
mod split_rules;
mod summary;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::say::Failure;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return say::usage(&error),
    };
    say::start_logging(args.verbose);
    let ended = match args.command {
        Command::Ingest(args) => ingest::run(&args),
        Command::Dedup(args) => dedup::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::Task(args) => plan::run_task(&args),
        Command::Detect(args) => detect::run(&args),
        Command::Repair(args) => repair::run(&args),
        Command::Split(args) => split::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Restore(args) => restore::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(failure) => end(&failure),
    }
}

/// How a command ends that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Everything is accounted for.
    Good,
    /// What was asked for does not hold.
    Bad,
    /// It is done, but some input could not be read whole.
    Partly,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Good => Self::SUCCESS,
            Exit::Bad => Self::from(1),
            Exit::Partly => Self::from(3),
        }
    }
}

fn end(failure: &Failure) -> ExitCode {
    match failure {
        // Whoever read the output has enough of it.
        Failure::NobodyListens => ExitCode::SUCCESS,
        Failure::Error {
            message,
            hint,
            is_usage,
        } => {
            say::error(message);
            if let Some(hint) = hint {
                say::hint(hint);
            }
            ExitCode::from(if *is_usage { 2 } else { 1 })
        }
    }
}
