//! The corpus fixture: an input tree and the output that is expected of it.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus};

use crate::compare::{self, Files};
use crate::run;

const INPUT: &str = "fixtures/corpus/in";
const EXPECTED: &str = "fixtures/corpus/expected";

/// The exit code of `gristmill` for: committed, but some input could not be
/// read whole. The corpus holds damaged input on purpose.
const COMMITTED_IN_PART: i32 = 3;

/// Parses the fixtures of the stages, and compares an ingest of the fixture
/// corpus with the expected output, byte for byte.
pub(crate) fn validate() -> Result<(), String> {
    let gristmill = run::build_gristmill()?;
    let mut fixtures = run::cargo(&["test", "--locked", "--quiet"]);
    run::check(fixtures.args(["-p", "gristmill-testkit"]))?;
    let output = fresh_output("validate", &gristmill)?;
    let expected = expected()?;
    let differences = compare::compare(&expected, &output);
    for difference in &differences {
        eprintln!("{difference}");
    }
    match differences.len() {
        0 => {
            eprintln!("{} files are as expected", expected.len());
            Ok(())
        }
        n => Err(format!(
            "the output is not the expected one; files that differ: {n}\n\
             hint: if the change is meant, run cargo xtask bless and read the diff"
        )),
    }
}

/// Replaces the expected output by today's.
pub(crate) fn bless() -> Result<(), String> {
    let output = fresh_output("bless", &run::build_gristmill()?)?;
    let expected = run::root().join(EXPECTED);
    remove(&expected)?;
    compare::write_tree(&output, &expected)?;
    eprintln!("{} files written to {EXPECTED}", output.len());
    Ok(())
}

/// Mills the fixture corpus into the folder `out`, from the workspace root, whatever version
/// of this program was there before.
pub(crate) fn ingest_into(out: &Path, gristmill: &Path) -> Result<ExitStatus, String> {
    let mut ingest = Command::new(gristmill);
    ingest.args(["ingest", INPUT, "--force", "--out"]).arg(out);
    run::status(ingest.current_dir(run::root()))
}

/// Whether an ingest that ended so has left a finished output.
pub(crate) fn is_committed(status: ExitStatus) -> bool {
    matches!(status.code(), Some(0 | COMMITTED_IN_PART))
}

/// The output of an ingest that started from nothing and passes `verify`.
fn fresh_output(task: &str, gristmill: &Path) -> Result<Files, String> {
    let out = run::target().join(task).join("out");
    remove(&out)?;
    let status = ingest_into(&out, gristmill)?;
    if !is_committed(status) {
        return Err(format!("the ingest of {INPUT} failed: {status}"));
    }
    let mut verify = Command::new(gristmill);
    run::check(verify.arg("verify").arg(&out).current_dir(run::root()))?;
    compare::read_tree(&out)
}

fn expected() -> Result<Files, String> {
    let expected = run::root().join(EXPECTED);
    if !expected.is_dir() {
        return Err(format!(
            "there is no {EXPECTED}\nhint: cargo xtask bless makes it from today's output"
        ));
    }
    compare::read_tree(&expected)
}

fn remove(folder: &Path) -> Result<(), String> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder)
        .map_err(|error| format!("cannot remove {}: {error}", folder.display()))
}
