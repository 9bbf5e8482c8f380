//! Everything that is said to a person, and how a command fails.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use gristmill_ingest::escape;
use tracing::Level;

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody reads the standard output any more.
    NobodyListens,
    /// Something is wrong.
    Error {
        message: String,
        hint: Option<String>,
        is_usage: bool,
    },
}

impl Failure {
    /// A failure with this message, a fragment that reads after `error: `.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Error {
            message: message.into(),
            hint: None,
            is_usage: false,
        }
    }

    /// A failure for which the arguments are to blame.
    pub(crate) fn usage(message: impl Into<String>, hint: Option<&str>) -> Self {
        Self::Error {
            message: message.into(),
            hint: hint.map(str::to_owned),
            is_usage: true,
        }
    }

    /// What went wrong with the standard output.
    pub(crate) fn output(error: &io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe {
            Self::NobodyListens
        } else {
            Self::new(format!("cannot write to the standard output: {error}"))
        }
    }
}

impl From<gristmill_ingest::Error> for Failure {
    fn from(error: gristmill_ingest::Error) -> Self {
        Self::Error {
            message: error.to_string(),
            hint: error.hint().map(str::to_owned),
            is_usage: error.is_usage(),
        }
    }
}

/// What is wrong with the arguments, which may hold anything; or the help that was
/// asked for.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    for text in error.render().to_string().lines() {
        line(text);
    }
    ExitCode::from(2)
}

/// `error: …`
pub(crate) fn error(message: &str) {
    line(&format!("error: {message}"));
}

/// `warning: …`
pub(crate) fn warning(message: &str) {
    line(&format!("warning: {message}"));
}

/// `hint: …`
pub(crate) fn hint(message: &str) {
    line(&format!("hint: {message}"));
}

/// A line on the standard error. When nobody reads it, there is nobody to tell.
pub(crate) fn line(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", escape(message));
}

/// Sends the log to the standard error; it is silent unless something is wrong or
/// more is asked for.
pub(crate) fn start_logging(verbose: bool) {
    let level = if verbose { Level::DEBUG } else { Level::WARN };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(io::stderr)
        .with_ansi(false)
        .without_time()
        .init();
}
