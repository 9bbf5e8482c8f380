//! What `repair --learn` writes: the habits of each source.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gristmill::Habits;
use gristmill_ingest::show_path;
use serde::{Deserialize, Serialize};

use crate::say::Failure;

/// What was seen in the texts of each source, by its name.
#[derive(Debug, Default)]
pub(crate) struct SourceProfile {
    sources: BTreeMap<String, Habits>,
}

/// The profile as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sources: BTreeMap<String, Seen>,
}

/// [`Habits`] as they are written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    texts: u64,
    escaped_quotes: u64,
    bare_quotes: u64,
    other_backslashes: u64,
}

impl From<Seen> for Habits {
    fn from(seen: Seen) -> Self {
        Self {
            texts: seen.texts,
            escaped_quotes: seen.escaped_quotes,
            bare_quotes: seen.bare_quotes,
            other_backslashes: seen.other_backslashes,
        }
    }
}

impl From<&Habits> for Seen {
    fn from(habits: &Habits) -> Self {
        Self {
            texts: habits.texts,
            escaped_quotes: habits.escaped_quotes,
            bare_quotes: habits.bare_quotes,
            other_backslashes: habits.other_backslashes,
        }
    }
}

impl SourceProfile {
    /// Whether nothing was learnt.
    pub(crate) fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Looks at another text.
    pub(crate) fn observe(&mut self, source: String, text: &str) {
        self.sources.entry(source).or_default().observe(text);
    }

    /// The habits of a source; none when it was never seen.
    pub(crate) fn habits(&self, source: &str) -> Habits {
        self.sources.get(source).copied().unwrap_or_default()
    }

    /// Reads what [`write`](Self::write) wrote.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let failed = |reason: &dyn std::fmt::Display| {
            Failure::usage(format!("cannot read `{}`: {reason}", show_path(path)), None)
        };
        let text = fs::read_to_string(path).map_err(|error| failed(&error))?;
        let file: File = serde_json::from_str(&text).map_err(|error| failed(&error))?;
        let sources = file.sources.into_iter();
        Ok(Self {
            sources: sources.map(|(name, seen)| (name, seen.into())).collect(),
        })
    }

    /// Writes it as JSON, the sources in the order of their names.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        let sources = self.sources.iter();
        let file = File {
            sources: sources
                .map(|(name, habits)| (name.clone(), habits.into()))
                .collect(),
        };
        let text = gristmill_record::to_line(&file) + "\n";
        fs::write(path, text)
            .map_err(|error| Failure::new(format!("cannot write `{}`: {error}", show_path(path))))
    }
}
