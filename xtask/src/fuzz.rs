//! `cargo xtask fuzz TARGET [RUNS]`: looks for inputs that break a law.
//!
//! The targets are in `xtask/fuzz`. cargo-fuzz runs them, with the compiler's
//! unstable flags switched on where there is no nightly one.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::run;

/// How many inputs are tried when nothing is said.
const RUNS: &str = "10000000";

/// What can be broken.
const TARGETS: [&str; 12] = [
    "detect_any",
    "decode_any",
    "repair",
    "restore",
    "split",
    "json_lines",
    "compressed",
    "tar",
    "zip",
    "jsonl_roundtrip",
    "resume_model",
    "near",
];

/// Runs a target until it has tried so many inputs, or found one that breaks it.
pub(crate) fn fuzz(arguments: &[OsString]) -> Result<ExitCode, String> {
    let [target, rest @ ..] = arguments else {
        return Err(format!("name a target: {}", TARGETS.join(", ")));
    };
    let runs = rest
        .first()
        .map_or_else(|| RUNS.into(), |runs| runs.to_string_lossy().into_owned());
    if run::cargo(&["fuzz", "--version"])
        .output()
        .is_ok_and(|output| !output.status.success())
    {
        run::check(&mut run::cargo(&["install", "--locked", "cargo-fuzz"]))?;
    }
    // The code has no unsafe block, so that a sanitizer of memory finds nothing.
    let mut fuzz = run::cargo(&["fuzz", "run", "--fuzz-dir", "xtask/fuzz", "-s", "none"]);
    fuzz.arg(target)
        .args(["--", "-max_len=512"])
        .arg(format!("-runs={runs}"))
        .env("RUSTC_BOOTSTRAP", "1");
    run::status(&mut fuzz).map(run::exit_code)
}
