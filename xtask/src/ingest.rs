//! `cargo xtask ingest`: the product on the fixture corpus, or on anything.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use crate::{corpus, run};

const OUT: &str = "out/corpus";

/// Mills the fixture corpus into `out/corpus`, or passes the arguments on to
/// `gristmill ingest`, from the caller's directory and with its exit code.
pub(crate) fn ingest(arguments: &[OsString]) -> Result<ExitCode, String> {
    match passed_on(arguments) {
        [] => ingest_fixtures(),
        arguments => {
            let mut gristmill = Command::new(run::build_gristmill()?);
            run::replace(gristmill.arg("ingest").args(arguments))
        }
    }
}

/// The arguments without the `--` that may stand in front of them.
fn passed_on(arguments: &[OsString]) -> &[OsString] {
    match arguments {
        [first, rest @ ..] if first == "--" => rest,
        all => all,
    }
}

/// Some of the fixtures are broken on purpose, so an ingest that is done but for
/// them has succeeded.
fn ingest_fixtures() -> Result<ExitCode, String> {
    let status = corpus::ingest_into(OUT.as_ref(), &run::build_gristmill()?)?;
    if !corpus::is_committed(status) {
        return Ok(run::exit_code(status));
    }
    print!("{}", where_to_look());
    Ok(ExitCode::SUCCESS)
}

fn where_to_look() -> String {
    format!(
        "\
look at, from the root of the workspace:
  {OUT}/documents/*.jsonl    kept documents, one record a line
  {OUT}/duplicates/*.jsonl   what was left out, and what it is a copy of
  {OUT}/edits/*.jsonl        every change to a kept document
  {OUT}/rejects.jsonl        what could not be used, and why (some fixtures are broken on purpose)
  {OUT}/manifest.json        counts, files with their digests, configuration
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_double_dash_is_ours() {
        let given = ["--", "a", "--", "b"].map(OsString::from);
        assert_eq!(passed_on(&given), ["a", "--", "b"].map(OsString::from));
        assert_eq!(passed_on(&given[1..]), &given[1..]);
        assert!(passed_on(&given[..1]).is_empty());
    }
}
