//! `gristmill verify`

use crate::args::VerifyArgs;
use crate::say::Failure;
use crate::{Exit, say};

/// Checks an output and tells what is wrong with it.
pub(crate) fn run(args: &VerifyArgs) -> Result<Exit, Failure> {
    let verified = gristmill_ingest::verify(&args.out, args.deep)?;
    for problem in &verified.problems {
        say::error(problem);
    }
    let (files, rows) = (verified.files, verified.rows);
    if verified.problems.is_empty() {
        say::line(&format!("all is well: {files} files, {rows} lines"));
        Ok(Exit::Good)
    } else {
        say::line(&format!(
            "{} problems in {files} files, {rows} lines",
            verified.problems.len()
        ));
        Ok(Exit::Bad)
    }
}
