//! The run: three batches under way, in the order of the inputs.

use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::{fs, mem, thread};

use gristmill_record::Manifest;
use rayon::prelude::*;

use crate::find::{Found, lots, walk};
use crate::mill::{Outcome, Siblings, mill_item};
use crate::read::{Item, feed};
use crate::write::{FOLDERS, Ledger, MANIFEST, Output, REJECTS, Shard};
use crate::{Error, Limits, Settings, show_path};

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

/// Ingests the inputs into the output folder, and tells now and then how far it
/// has come.
///
/// # Errors
/// When an input does not exist or two have one name, when the output cannot be
/// written, or when another process writes to it. Nothing is committed then: there
/// is the old output or, when it failed while files were put in place, one without
/// a manifest that the next run makes good. An input that cannot be read is no
/// error but a reject.
pub fn ingest(
    settings: &Settings,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Manifest, Error> {
    check(settings)?;
    let output = Output::begin(&settings.out)?;
    let found = walk(settings, Some(output.folder()))?;
    tracing::debug!(files = found.len(), "walked the inputs");
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build();
    let pool = pool.map_err(|error| Error::new(format!("cannot start threads: {error}")))?;
    let manifest = pool.install(|| run(settings, &found, &output, progress))?;
    output.commit(&manifest)?;
    Ok(manifest)
}

/// What an ingest would go through: how many files, and how many bytes they have.
///
/// # Errors
/// As [`ingest`], but for what concerns the output.
pub fn dry_run(settings: &Settings) -> Result<(u64, u64), Error> {
    check(settings)?;
    let out = fs::canonicalize(&settings.out).ok();
    let found = walk(settings, out.as_deref())?;
    Ok((found.len() as u64, total_bytes(&found)))
}

/// Refuses what cannot be meant.
fn check(settings: &Settings) -> Result<(), Error> {
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

fn run(
    settings: &Settings,
    found: &[Found],
    output: &Output,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Manifest, Error> {
    let mut ledger = Ledger::new(output, settings.dedup);
    let mut so_far = Progress {
        total_bytes: total_bytes(found),
        ..Progress::default()
    };
    let siblings = Siblings::of(found, settings);
    let mut inputs = 0;
    for (number, lot) in lots(found, settings.portions.lot_bytes)
        .into_iter()
        .enumerate()
    {
        let mut shard = Shard::new(output, settings.format, number);
        let lot = &found[lot];
        inputs += run_lot(settings, lot, &siblings, |outcomes| {
            so_far.inputs += outcomes.len() as u64;
            progress(so_far);
            outcomes
                .into_iter()
                .try_for_each(|outcome| ledger.book(outcome, &mut shard))
        })?;
        ledger.close(shard)?;
        so_far.bytes += total_bytes(lot);
        progress(so_far);
    }
    ledger.balance(inputs, settings.configuration())
}

/// Reads one batch, mills another and books a third at the same time, so that the
/// order of the inputs is kept and only a few are in memory; tells how many inputs there
/// were.
fn run_lot(
    settings: &Settings,
    lot: &[Found],
    siblings: &Siblings<'_>,
    mut book: impl FnMut(Vec<Outcome>) -> Result<(), Error> + Send,
) -> Result<u64, Error> {
    let mut inputs = 0;
    thread::scope(|scope| {
        // One batch waits while the next one is read.
        let (sender, batches) = sync_channel(0);
        scope.spawn(move || read_batches(lot, settings, &sender));
        let mut milled = Vec::new();
        loop {
            let batch = batches.recv().unwrap_or_default();
            inputs += batch.len() as u64;
            if batch.is_empty() && milled.is_empty() {
                return Ok(inputs);
            }
            let (next, booked) =
                rayon::join(|| mill_batch(batch, siblings, settings), || book(milled));
            booked?;
            milled = next;
        }
    })
}

/// Reads the inputs of a lot and sends them in batches, until nobody wants more.
fn read_batches<'f>(lot: &'f [Found], settings: &Settings, sender: &SyncSender<Vec<Item<'f>>>) {
    let mut batch = Vec::new();
    let mut bytes = 0;
    feed(lot, settings, &mut |item| {
        bytes += item.weight(&settings.limits);
        batch.push(item);
        let portions = settings.portions;
        if bytes < portions.batch_bytes && batch.len() < portions.batch_items {
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

fn mill_batch(batch: Vec<Item<'_>>, siblings: &Siblings<'_>, settings: &Settings) -> Vec<Outcome> {
    batch
        .into_par_iter()
        .map(|item| mill_item(item, siblings, settings))
        .collect()
}

fn total_bytes(found: &[Found]) -> u64 {
    found.iter().map(Found::len).sum()
}
