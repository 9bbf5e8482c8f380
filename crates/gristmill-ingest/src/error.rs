//! What ends a run.

use std::io;
use std::path::Path;

use crate::show_path;

/// Why a run ended without an output.
///
/// An input that cannot be read is no error but a reject. The message is a
/// fragment that reads after `error: `, with everything that comes from names
/// escaped.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    message: String,
    hint: Option<&'static str>,
    is_usage: bool,
    is_out_of_memory: bool,
}

impl Error {
    /// What the user can do about it, when there is something.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        self.hint
    }

    /// Whether the arguments are at fault, and not the machine or the data.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        self.is_usage
    }

    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
            is_usage: false,
            is_out_of_memory: false,
        }
    }

    /// What is known of the documents needs more memory than it may take.
    pub(crate) fn out_of_memory() -> Self {
        Self {
            is_out_of_memory: true,
            ..Self::new("what is known of the documents needs more memory than --memory allows")
        }
    }

    /// Whether it can be done with less memory in another way.
    pub(crate) fn is_out_of_memory(&self) -> bool {
        self.is_out_of_memory
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            is_usage: true,
            ..Self::new(message)
        }
    }

    pub(crate) fn with_hint(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// ``cannot VERB `PATH`: REASON``
    pub(crate) fn io<'e>(
        verb: &'e str,
        path: &'e Path,
    ) -> impl FnOnce(io::Error) -> Self + use<'e> {
        move |error| Self::new(format!("cannot {verb} `{}`: {error}", show_path(path)))
    }
}

impl From<io::Error> for Error {
    /// An error that no file is to blame for.
    fn from(error: io::Error) -> Self {
        Self::new(error.to_string())
    }
}
