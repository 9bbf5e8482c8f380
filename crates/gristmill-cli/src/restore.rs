//! `gristmill restore`

use std::io::{self, Write};

use crate::Exit;
use crate::args::RestoreArgs;
use crate::say::Failure;

/// Writes the original bytes of a document to the standard output.
pub(crate) fn run(args: &RestoreArgs) -> Result<Exit, Failure> {
    let bytes = gristmill_ingest::restore(&args.out, &args.id)?;
    let mut output = io::stdout().lock();
    let written = output.write_all(&bytes).and_then(|()| output.flush());
    written.map_err(|error| Failure::output(&error))?;
    Ok(Exit::Good)
}
