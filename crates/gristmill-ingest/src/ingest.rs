//! The run: lots that hold are taken up, the others are milled, three batches under way.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::{fs, mem, thread};

use gristmill_record::Manifest;
use rayon::prelude::*;

use crate::digest::hex;
use crate::find::{Found, walk};
use crate::mill::{Comparer, Mill, Outcome, Siblings, Twins, mill_item};
use crate::plan::{Lot, content, plan};
use crate::read::{Item, feed};
use crate::write::{
    Booking, FOLDERS, Home, Ledger, Listed, MANIFEST, Output, Placed, Previous, REJECTS, State,
};
use crate::{Dedup, Error, Limits, Settings, show_path};

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Inputs whose outcome is known.
    pub inputs: u64,
    /// Bytes of files that were read to the end.
    pub bytes: u64,
    /// Bytes of all files that were found, as they lie there.
    pub total_bytes: u64,
}

/// What an ingest came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingested {
    /// The account of the output.
    pub manifest: Manifest,
    /// Into how many lots the inputs were cut.
    pub lots: usize,
    /// How many of them were taken up from an earlier run.
    pub taken_up: usize,
    /// Whether the output was there already, and is as it was.
    pub is_unchanged: bool,
}

/// Ingests the inputs into the output folder, and tells now and then how far it
/// has come.
///
/// An output of the same configuration is brought up to date: what depends on inputs that
/// are as they were is taken up, from there or from a run that was interrupted, and the
/// result is the same as if all had been done anew.
///
/// # Errors
/// When an input does not exist or two have one name, when the output is one of another
/// configuration, cannot be written, or when another process writes to it. Nothing is
/// committed then: there is the old output or, when it failed while files were put in
/// place, one without a manifest that the next run makes good. An input that cannot be
/// read is no error but a reject.
pub fn ingest(
    settings: &Settings,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Ingested, Error> {
    check(settings)?;
    let configuration = settings.configuration();
    let output = Output::begin(&settings.out)?;
    let previous = output.previous(&configuration, settings.force)?;
    let pool = threads(settings)?;
    let found = pool.install(|| walk(settings, Some(output.folder())))?;
    tracing::debug!(files = found.len(), "walked the inputs");
    let siblings = Siblings::of(&found, settings);
    let lots = plan(&found, &siblings, settings);
    let listed = previous.iter().flat_map(|previous| &previous.lots);
    let run = Run {
        settings,
        found: &found,
        siblings: &siblings,
        output: &output,
        previous: previous.as_ref(),
        listed: listed
            .enumerate()
            .map(|(number, listed)| (listed.key.as_str(), (number, listed)))
            .collect(),
    };
    let is_sure = run.is_sure(&lots);
    if is_sure && let Some(manifest) = run.unchanged(&lots)? {
        output.end_run();
        return Ok(Ingested {
            manifest,
            lots: lots.len(),
            taken_up: lots.len(),
            is_unchanged: true,
        });
    }
    output.begin_run(&configuration, settings.force || !is_sure)?;
    let (placed, taken_up) = pool.install(|| {
        if settings.compares() {
            return run.all_compared(&lots, progress);
        }
        match run.all(&lots, is_sure, progress) {
            // The same comes out, with another pass over the documents.
            Err(error) if error.is_out_of_memory() => run.all_compared(&lots, progress),
            ended => ended,
        }
    })?;
    let manifest = output.commit(&placed, previous.as_ref(), settings)?;
    Ok(Ingested {
        manifest,
        lots: lots.len(),
        taken_up,
        is_unchanged: false,
    })
}

/// What an ingest would go through: how many files, and how many bytes they have.
///
/// # Errors
/// As [`ingest`], but for what concerns the output.
pub fn dry_run(settings: &Settings) -> Result<(u64, u64), Error> {
    check(settings)?;
    let out = fs::canonicalize(&settings.out).ok();
    let found = walk(settings, out.as_deref())?;
    // A large file of lines is found in parts.
    let is_first = |found: &&Found| found.part().is_none_or(|part| part.range.start == 0);
    let n_files = found.iter().filter(is_first).count();
    Ok((n_files as u64, total_bytes(&found)))
}

/// The threads of a run.
pub(crate) fn threads(settings: &Settings) -> Result<rayon::ThreadPool, Error> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings.threads);
    let pool = pool.build();
    pool.map_err(|error| Error::new(format!("cannot start threads: {error}")))
}

/// Refuses what cannot be meant.
pub(crate) fn check(settings: &Settings) -> Result<(), Error> {
    if settings.limits.document_bytes > Limits::MOST_DOCUMENT_BYTES {
        let message = format!(
            "documents cannot be larger than {} bytes",
            Limits::MOST_DOCUMENT_BYTES
        );
        return Err(Error::usage(message));
    }
    let Ok(out) = fs::canonicalize(&settings.out) else {
        return Ok(()); // it is not there yet
    };
    let ours = FOLDERS
        .into_iter()
        .chain([REJECTS, MANIFEST])
        .map(|name| out.join(name));
    let ours: Vec<PathBuf> = ours.collect();
    let is_output = |input: &&PathBuf| {
        fs::canonicalize(input)
            .is_ok_and(|input| input == out || ours.iter().any(|ours| input.starts_with(ours)))
    };
    if let Some(input) = settings.inputs.iter().find(is_output) {
        let message = format!(
            "`{}` is an input and a part of the output",
            show_path(input)
        );
        return Err(Error::usage(message).with_hint("choose another folder for --out"));
    }
    Ok(())
}

/// What a run goes by.
pub(crate) struct Run<'r> {
    pub(crate) settings: &'r Settings,
    pub(crate) found: &'r [Found],
    pub(crate) siblings: &'r Siblings<'r>,
    pub(crate) output: &'r Output,
    pub(crate) previous: Option<&'r Previous>,
    /// The lots of the output that stands here by their keys, with their numbers.
    pub(crate) listed: HashMap<&'r str, (usize, &'r Listed)>,
}

impl<'r> Run<'r> {
    /// What inputs are milled with.
    pub(crate) fn mill<'m>(&self, comparer: &'m Comparer, twins: &'m Twins) -> Milling<'m, 'r>
    where
        'r: 'm,
    {
        Milling {
            with: Mill {
                settings: self.settings,
                siblings: self.siblings,
                comparer,
                twins,
            },
            n_items: 0,
        }
    }

    /// Whether lots of the same keys are the same: where the file system may not tell, or
    /// nobody trusts it, the contents are asked.
    fn is_sure(&self, lots: &[Lot]) -> bool {
        let doubtful = lots.iter().filter_map(|lot| {
            let listed = self.listed.get(lot.key.as_str());
            let is_settled = listed.is_some_and(|(_, listed)| !listed.is_unsettled);
            if is_settled && !self.settings.checksum {
                return None;
            }
            let (_, state) = self.known(lot)?;
            let is_doubtful = state.summary.is_unsettled || self.settings.checksum;
            is_doubtful.then_some((lot, state))
        });
        doubtful.into_iter().all(|(lot, state)| {
            let now = content(&self.found[lot.range.clone()], self.settings);
            now.is_some_and(|now| hex(&now) == state.summary.content)
        })
    }

    /// The manifest of the output when it is of these very lots.
    fn unchanged(&self, lots: &[Lot]) -> Result<Option<Manifest>, Error> {
        let Some(previous) = self.previous else {
            return Ok(None);
        };
        let mut pairs = lots.iter().zip(&previous.lots);
        let is_same = lots.len() == previous.lots.len()
            && pairs.all(|(lot, listed)| {
                let has_same = listed.siblings.is_empty() || listed.siblings == lot.siblings;
                lot.key == listed.key && has_same
            })
            && self
                .output
                .is_whole(&previous.manifest, self.settings.checksum);
        if !is_same {
            return Ok(None);
        }
        if previous.lots.iter().any(|listed| listed.is_unsettled) {
            let settled = lots.iter().zip(&previous.lots).map(|(lot, listed)| Listed {
                key: lot.key.clone(),
                is_unsettled: listed.is_unsettled && self.is_unsettled(lot),
                siblings: listed.siblings.clone(),
            });
            self.output.settle(&settled.collect::<Vec<_>>())?;
        }
        Ok(Some(previous.manifest.clone()))
    }

    /// Whether the inputs of a lot may still become others although its key stays.
    fn is_unsettled(&self, lot: &Lot) -> bool {
        let state = self.output.state_of_output(&lot.key);
        lot.is_unsettled || state.is_none_or(|state| state.summary.account.counts.unread > 0)
    }

    /// What is known of a lot, and where its files are.
    fn known(&self, lot: &Lot) -> Option<(Home, State)> {
        let is_same = |siblings: &String| siblings.is_empty() || *siblings == lot.siblings;
        if let Some(state) = self.output.state_of_run(&lot.key) {
            return is_same(&state.summary.siblings).then_some((Home::Run, state));
        }
        let (number, listed) = self.listed.get(lot.key.as_str())?;
        let state = self.output.state_of_output(&lot.key)?;
        is_same(&listed.siblings).then_some((Home::Output(*number), state))
    }

    /// Takes lots up, or mills them; tells how many were taken up.
    fn all(
        &self,
        lots: &[Lot],
        is_sure: bool,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Vec<Placed>, usize), Error> {
        let mut ledger = Ledger::new(self.output, self.settings)?;
        let comparer = Comparer::of(self.settings);
        let twins = match self.settings.dedup {
            Dedup::Exact => Twins::new(),
            Dedup::Near(_) | Dedup::Off => Twins::none(),
        };
        let mut mill = self.mill(&comparer, &twins);
        let mut so_far = Progress {
            total_bytes: total_bytes(self.found),
            ..Progress::default()
        };
        let mut placed = Vec::new();
        let mut taken_up = 0;
        for lot in lots {
            let found = &self.found[lot.range.clone()];
            let known = if is_sure { self.known(lot) } else { None };
            let known = known.filter(|(home, state)| {
                self.output
                    .has(*home, &lot.key, state, self.settings.written())
            });
            let (home, state) = match known {
                Some((home, state)) if ledger.take_up(&state)? => {
                    taken_up += 1;
                    so_far.inputs += state.summary.account.counts.inputs;
                    (home, state)
                }
                _ => {
                    let writer = self.output.begin_lot(&lot.key, self.settings.format)?;
                    let mut booking = Booking::new(writer);
                    let inputs = run_lot(&mut mill, found, |outcomes| {
                        so_far.inputs += outcomes.len() as u64;
                        progress(so_far);
                        let mut outcomes = outcomes.into_iter();
                        outcomes.try_for_each(|outcome| ledger.book(outcome, &mut booking))
                    })?;
                    (Home::Run, booking.finish(inputs, lot)?)
                }
            };
            placed.push(Placed {
                key: lot.key.clone(),
                home,
                state,
            });
            so_far.bytes += total_bytes(found);
            progress(so_far);
        }
        Ok((placed, taken_up))
    }
}

/// Reads one batch, mills another and books a third at the same time, so that the
/// order of the inputs is kept and only a few are in memory; tells how many inputs there
/// were.
pub(crate) fn run_lot(
    mill: &mut Milling<'_, '_>,
    lot: &[Found],
    mut book: impl FnMut(Vec<Outcome>) -> Result<(), Error> + Send,
) -> Result<u64, Error> {
    let mut inputs = 0;
    let settings = mill.with.settings;
    let n_threads = rayon::current_num_threads();
    thread::scope(|scope| {
        // The reader is a batch ahead, and waits with it.
        let (sender, batches) = sync_channel(0);
        scope.spawn(move || read_batches(lot, settings, n_threads, &sender));
        let mut milled = Vec::new();
        loop {
            let batch = batches.recv().unwrap_or_default();
            let is_input = |item: &&Item<'_>| !matches!(item, Item::End(_));
            inputs += batch.iter().filter(is_input).count() as u64;
            if batch.is_empty() && milled.is_empty() {
                return Ok(inputs);
            }
            let (next, booked) = rayon::join(|| mill.batch(batch), || book(milled));
            booked?;
            milled = next;
        }
    })
}

/// Reads the inputs of a lot and sends them in batches for so many threads, until nobody
/// wants more.
fn read_batches<'f>(
    lot: &'f [Found],
    settings: &Settings,
    n_threads: usize,
    sender: &SyncSender<Vec<Item<'f>>>,
) {
    let portions = settings.portions;
    let most_bytes = portions.batch_bytes.saturating_mul(n_threads as u64);
    let most_items = portions.batch_items.saturating_mul(n_threads);
    let mut batch = Vec::new();
    let mut bytes = 0;
    feed(lot, settings, &mut |item| {
        bytes += item.weight(&settings.limits);
        batch.push(item);
        if bytes < most_bytes && batch.len() < most_items {
            return true;
        }
        bytes = 0;
        sender.send(mem::take(&mut batch)).is_ok()
    });
    if !batch.is_empty() {
        // Nobody wants it when the run has failed.
        let _ = sender.send(batch);
    }
}

/// How many items of a batch a thread takes at most before it asks whether another one
/// has nothing to do: with halves of a batch, one would wait for the other at every end.
const A_TASK: usize = 4;

/// What a run mills its inputs with, one batch after the other.
pub(crate) struct Milling<'m, 'f> {
    with: Mill<'m, 'f>,
    /// How many items there were.
    n_items: u64,
}

impl Milling<'_, '_> {
    fn batch(&mut self, batch: Vec<Item<'_>>) -> Vec<Outcome> {
        let first = self.n_items;
        self.n_items += batch.len() as u64;
        let numbered = batch.into_par_iter().with_max_len(A_TASK).enumerate();
        numbered
            .map(|(at, item)| mill_item(item, first + at as u64, &self.with))
            .collect()
    }
}

pub(crate) fn total_bytes(found: &[Found]) -> u64 {
    found.iter().map(Found::len).sum()
}
