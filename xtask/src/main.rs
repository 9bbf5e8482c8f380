//! The tasks of this workspace, run as `cargo xtask TASK`.
//!
//! A task is a function from its arguments to an exit code; what it runs is
//! echoed, so that every step can be repeated by hand. Nothing here is part of
//! the product, and no crate of the product depends on it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task runner talks to the person who runs it"
)]

mod bench;
mod bench_dedup;
mod bench_ingest;
mod checks;
mod compare;
mod corpus;
mod fuzz;
mod ingest;
mod interop;
mod made_corpus;
mod measure;
mod run;
mod supply;
mod tidy;
mod train;

use std::ffi::OsString;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask TASK

  ingest             mill the fixture corpus into out/corpus
  ingest [--] ARGS   build gristmill and run `gristmill ingest ARGS` where you are
  validate           parse every fixture; compare an ingest with fixtures/corpus/expected
  bless              make today's output the expected one
  tidy               check arrows between crates, files, rules, words
  train              make the tables of gristmill-language and gristmill-encoding anew
  bench detect FILES  the cost of detection, beside chardetng
  bench split        the cost of splitting < JSONL, beside a bare loop; also bench repair
  bench language     how often the language is named right, beside whatlang and lingua
  bench ingest INPUT  the cost of a whole ingest, beside reading and hashing the bytes
  bench dedup [INPUT]  the cost of deduplication, beside hashing and rensa; and how right it is
  bench growth [MOST]  how cost and memory grow with the documents [1000000]
  interop [INPUT]    load an output with datasets, DuckDB, polars, pandas, pyarrow and jq
  fuzz TARGET [RUNS]  look for inputs that break a law; nothing lists the targets
  test               everything: format, lints, tests, docs, validate, tidy
  ci                 the same as `test`: what the CI script calls
  help               print this
";

/// The exit code for a command line that cannot be understood.
const MISUSED: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let Some((task, rest)) = arguments.split_first() else {
        return misused("no task is named");
    };
    match dispatch(&task.to_string_lossy(), rest) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(task: &str, rest: &[OsString]) -> Result<ExitCode, String> {
    match task {
        "ingest" => ingest::ingest(rest),
        "bench" if rest.first().is_some_and(|what| what == "ingest") => {
            bench_ingest::bench_ingest(&rest[1..])
        }
        "bench" if rest.first().is_some_and(|what| what == "dedup") => {
            bench_dedup::bench_dedup(&rest[1..])
        }
        "bench" if rest.first().is_some_and(|what| what == "growth") => {
            bench_dedup::bench_growth(&rest[1..])
        }
        "bench" => bench::bench(rest),
        "interop" => interop::interop(rest),
        "fuzz" => fuzz::fuzz(rest),
        "validate" => alone(task, rest, corpus::validate),
        "bless" => alone(task, rest, corpus::bless),
        "train" => alone(task, rest, train::train),
        "tidy" => alone(task, rest, tidy::tidy),
        "test" | "ci" => alone(task, rest, checks::check_all),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => Ok(misused(&format!("there is no task `{task}`"))),
    }
}

/// Runs a task that takes no arguments, if it is given none.
fn alone(
    task: &str,
    rest: &[OsString],
    run: fn() -> Result<(), String>,
) -> Result<ExitCode, String> {
    if !rest.is_empty() {
        return Ok(misused(&format!("`{task}` takes no arguments")));
    }
    run().map(|()| ExitCode::SUCCESS)
}

fn misused(message: &str) -> ExitCode {
    eprint!("error: {message}\n\n{USAGE}");
    ExitCode::from(MISUSED)
}
