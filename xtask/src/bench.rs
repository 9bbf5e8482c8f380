//! `cargo xtask bench WHAT ...`: gristmill beside its peers.
//!
//! The benchmarks are a workspace of their own, `xtask/bench`, since its peers are
//! nothing that gristmill depends on.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::run;

/// Runs a benchmark; it is in release mode and prints a table.
pub(crate) fn bench(arguments: &[OsString]) -> Result<ExitCode, String> {
    let manifest = ["--manifest-path", "xtask/bench/Cargo.toml", "--"];
    let mut bench = run::cargo(&["run", "--release", "--quiet"]);
    run::status(bench.args(manifest).args(arguments)).map(run::exit_code)
}
