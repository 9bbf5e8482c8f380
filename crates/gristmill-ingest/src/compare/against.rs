//! Another corpus: what it has is dropped from this one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::mapped::MappedLot;
use crate::digest::hex;
use crate::find::{Globs, walk};
use crate::ingest::{Progress, Run};
use crate::mill::{Comparer, Siblings};
use crate::plan::{content, plan};
use crate::read::RecordKeys;
use crate::write::MANIFEST;
use crate::{Error, Job, Settings};

/// Another corpus: outputs of gristmill, or JSON lines with a `text` and an `id`. All of its
/// documents are kept, as far as this corpus is concerned.
#[derive(Clone, Debug)]
pub struct Against {
    inputs: Vec<PathBuf>,
    digest: String,
}

impl Against {
    /// The corpus in these files and folders, whose contents are read for a digest: the output
    /// depends on them.
    ///
    /// # Errors
    /// When one of them is not there. One that cannot be read ends the run.
    pub fn of(paths: &[PathBuf]) -> Result<Self, Error> {
        let mut against = Self {
            inputs: paths.iter().map(|path| documents_of(path)).collect(),
            digest: String::new(),
        };
        let settings = against.settings(&Settings::new([""; 0], ""));
        let found = walk(&settings, None)?;
        let content = content(&found, &settings).unwrap_or_default();
        against.digest = hex(&content);
        Ok(against)
    }

    /// What tells its contents from others.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }

    /// Its lots, for the run that has it. Lines that have no text are passed over.
    pub(super) fn mapped(
        &self,
        run: &Run<'_>,
        comparer: &Comparer,
    ) -> Result<Vec<MappedLot>, Error> {
        let settings = self.settings(run.settings);
        let found = walk(&settings, None)?;
        let siblings = Siblings::of(&found, &settings);
        let run = Run {
            settings: &settings,
            found: &found,
            siblings: &siblings,
            output: run.output,
            previous: None,
            listed: HashMap::new(),
        };
        let lots = plan(&found, &siblings, &settings).into_iter();
        let mapped = lots.map(|lot| match run.mapped(&lot)? {
            Some(mapped) => Ok(mapped),
            None => run.map(&lot, comparer, &mut Progress::default(), &|_| {}),
        });
        let mapped: Vec<MappedLot> = mapped.collect::<Result<_, Error>>()?;
        let is_unread = |lot: &MappedLot| lot.summary.account.counts.unread > 0;
        if mapped.iter().any(is_unread) {
            let message = "some of what is given to --against cannot be read";
            return Err(Error::new(message).with_hint("`gristmill dedup` of it tells what"));
        }
        Ok(mapped)
    }

    /// How it is read: as lines, whatever becomes of the corpus that it is held against.
    fn settings(&self, of: &Settings) -> Settings {
        Settings {
            job: Job::Dedup,
            inputs: self.inputs.clone(),
            // No collection has such a name: its lots are nobody else's.
            source: Some("\0against".into()),
            keys: RecordKeys::default(),
            globs: Globs::default(),
            against: None,
            ..of.clone()
        }
    }
}

/// The documents of an output, or whatever else is there.
fn documents_of(path: &Path) -> PathBuf {
    let documents = path.join("documents");
    if path.join(MANIFEST).exists() && documents.is_dir() {
        documents
    } else {
        path.to_owned()
    }
}
