//! Every input once: kept, a duplicate, or rejected.

use std::collections::BTreeMap;

use gristmill::{Seen, Verdict};
use gristmill_record::{
    Configuration, Counts, Duplicate, DuplicateKind, EditCounts, FileEntry, Manifest, Reject,
    SCHEMA, to_line,
};

use super::file::LinesFile;
use super::output::{Output, REJECTS};
use super::shard::Shard;
use crate::mill::{Document, Outcome};
use crate::{Dedup, Error, Format};

/// The account of a run, kept in the order of the inputs.
pub(crate) struct Ledger<'o> {
    output: &'o Output,
    dedup: Dedup,
    seen: Seen,
    // The ids of the kept documents, by the order in which they came.
    kept: Vec<Box<str>>,
    counts: Counts,
    edits: EditCounts,
    encodings: BTreeMap<String, u64>,
    rules: BTreeMap<String, u64>,
    reasons: BTreeMap<String, u64>,
    rejects: Option<LinesFile>,
    files: Vec<FileEntry>,
}

impl<'o> Ledger<'o> {
    /// An empty account.
    pub(crate) fn new(output: &'o Output, dedup: Dedup) -> Self {
        Self {
            output,
            dedup,
            seen: Seen::default(),
            kept: Vec::new(),
            counts: Counts::default(),
            edits: EditCounts::default(),
            encodings: BTreeMap::new(),
            rules: BTreeMap::new(),
            reasons: BTreeMap::new(),
            rejects: None,
            files: Vec::new(),
        }
    }

    /// Books the next input and writes what becomes of it.
    pub(crate) fn book(&mut self, outcome: Outcome, shard: &mut Shard<'_>) -> Result<(), Error> {
        match outcome {
            Outcome::Reject(reject) => self.reject(&reject),
            Outcome::Document(document) => {
                self.counts.bytes += document.tally.bytes;
                match self.original_of(&document) {
                    Some(original) => self.duplicate(&document, original, shard),
                    None => self.keep(&document, shard),
                }
            }
        }
    }

    /// Closes a lot.
    pub(crate) fn close(&mut self, shard: Shard<'_>) -> Result<(), Error> {
        self.files.extend(shard.finish()?);
        Ok(())
    }

    /// Closes the account of so many inputs, counted where they were found.
    ///
    /// # Errors
    /// When it does not balance, which would be a mistake of this program.
    pub(crate) fn balance(
        mut self,
        inputs: u64,
        configuration: Configuration,
    ) -> Result<Manifest, Error> {
        self.counts.inputs = inputs;
        if let Some(rejects) = self.rejects.take() {
            self.files.push(Output::entry(REJECTS, rejects.finish()?));
        }
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        if !self.counts.balance() {
            return Err(Error::new(format!(
                "the ledger does not balance: {:?}",
                self.counts
            )));
        }
        Ok(Manifest {
            schema: SCHEMA.into(),
            version: env!("CARGO_PKG_VERSION").into(),
            configuration,
            counts: self.counts,
            edits: self.edits,
            encodings: self.encodings,
            rules: self.rules,
            rejects: self.reasons,
            files: self.files,
        })
    }

    /// The document of the same text that is kept already.
    fn original_of(&mut self, document: &Document) -> Option<String> {
        let ord = self.kept.len() as u64;
        match self.dedup {
            Dedup::Off => None,
            Dedup::Exact => match self.seen.insert(document.fingerprint, ord) {
                Verdict::First => None,
                Verdict::Exact { of } => {
                    let of = usize::try_from(of).expect("it was an index when it was inserted");
                    Some(self.kept[of].to_string())
                }
            },
        }
    }

    fn keep(&mut self, document: &Document, shard: &mut Shard<'_>) -> Result<(), Error> {
        let tally = &document.tally;
        self.kept.push(document.id.clone().into());
        self.counts.kept += 1;
        self.counts.chars += tally.chars;
        self.counts.sections += tally.sections;
        self.edits.add(&tally.edits);
        *self.encodings.entry(tally.encoding.to_owned()).or_default() += 1;
        for (rule, count) in &tally.rules {
            *self.rules.entry((*rule).to_owned()).or_default() += count;
        }
        shard.document(&document.line, &document.edits, tally.edits.total)
    }

    fn duplicate(
        &mut self,
        document: &Document,
        original: String,
        shard: &mut Shard<'_>,
    ) -> Result<(), Error> {
        self.counts.duplicates += 1;
        shard.duplicate(&Duplicate {
            id: document.id.clone(),
            duplicate_of: original,
            kind: DuplicateKind::Exact,
            similarity: 1.0,
            origin: document.place.clone(),
        })
    }

    fn reject(&mut self, reject: &Reject) -> Result<(), Error> {
        self.counts.rejects += 1;
        self.counts.unread += u64::from(reject.reason.is_unread());
        *self.reasons.entry(reject.reason.name().into()).or_default() += 1;
        let file = match &mut self.rejects {
            Some(file) => file,
            // Never compressed: it is the first thing that a person looks into.
            None => self
                .rejects
                .insert(self.output.create(REJECTS, Format::Jsonl)?),
        };
        file.write_line(&to_line(reject))
    }
}
