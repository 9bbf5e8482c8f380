//! The steps of a run one by one, each in a process of its own.
//!
//! What a task needs and what it leaves are files in the folder of the run: a task may be
//! done by two processes, again after one was killed, and in any order that has each kind
//! behind the ones before it. It is done when what it leaves is there.

use std::collections::HashMap;

use gristmill_record::Manifest;
use serde::{Deserialize, Serialize};

use super::mapped::MappedLot;
use super::pairs::join_part;
use super::rows::{read_rows, write_rows};
use super::run::{keep_open, of_lot};
use super::verdict::{Documents, Verdict, identity, verdicts};
use crate::digest::fnv;
use crate::find::{Found, walk};
use crate::ingest::{Progress, Run, check, threads, total_bytes};
use crate::mill::{Comparer, Siblings};
use crate::plan::{Lot, plan};
use crate::write::{Output, Placed};
use crate::{Error, Settings};

/// What there is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The lots of the inputs, in order: a `map` and a `write` for each.
    pub lots: Vec<PlannedLot>,
    /// Into how many parts the keys of all documents are divided: an `edges` for each.
    pub parts: u64,
}

/// A lot of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLot {
    /// What tells it from every other one.
    pub key: String,
    /// How many files it has.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
}

/// A step of a plan. Lots and parts are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Mills a lot.
    Map(usize),
    /// Finds the documents that share keys of a part; all lots are mapped.
    Edges(u64),
    /// Decides which documents are dropped; all edges are there.
    Components,
    /// Writes a lot; it is decided which documents are dropped.
    Write(usize),
    /// Puts all in its place; all lots are written.
    Commit,
}

/// How many bytes of input a part of the keys is for.
const PART: u64 = 4 << 30;

/// Plans a run, and makes the folder for what is under way.
///
/// # Errors
/// Those of [`ingest`](crate::ingest()), and when an input is the standard input, which
/// cannot be read by several processes.
pub fn plan_tasks(settings: &Settings, parts: Option<u64>) -> Result<Plan, Error> {
    check(settings)?;
    if settings.inputs.iter().any(|input| input.as_os_str() == "-") {
        let message = "the standard input cannot be read by several tasks";
        return Err(Error::usage(message).with_hint("write it to a file"));
    }
    if settings.against.is_some() {
        let message = "what another corpus has cannot be dropped by several tasks";
        return Err(Error::usage(message).with_hint("do without `plan`"));
    }
    let configuration = settings.configuration();
    let output = Output::begin(&settings.out)?.of_many_tasks();
    output.previous(&configuration, settings.force)?;
    let found = walk(settings, Some(output.folder()))?;
    let siblings = Siblings::of(&found, settings);
    let lots = plan(&found, &siblings, settings);
    output.begin_run(&configuration, settings.force)?;
    Ok(Plan {
        lots: lots.iter().map(|lot| planned(lot, &found)).collect(),
        parts: parts.unwrap_or_else(|| total_bytes(&found).div_ceil(PART).max(1)),
    })
}

fn planned(lot: &Lot, found: &[Found]) -> PlannedLot {
    let found = &found[lot.range.clone()];
    PlannedLot {
        key: lot.key.clone(),
        files: found.len(),
        bytes: total_bytes(found),
    }
}

/// Does a task of a plan, unless it is done; gives the manifest when it was the last one.
///
/// # Errors
/// When a task that it needs is not done, when the inputs are not those of the plan, and
/// those of [`ingest`](crate::ingest()).
pub fn run_task(
    settings: &Settings,
    plan_made: &Plan,
    task: Task,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Option<Manifest>, Error> {
    check(settings)?;
    let configuration = settings.configuration();
    let output = match task {
        Task::Commit => Output::begin(&settings.out)?.of_many_tasks(),
        _ => Output::attach(&settings.out)?,
    };
    if !output.is_begun(&configuration)? {
        let keys = plan_made.lots.iter().map(|lot| lot.key.as_str());
        let previous = output.previous(&configuration, false).ok().flatten();
        let previous = previous.filter(|previous| previous.is_of(keys));
        let Some(previous) = previous else {
            let message = "there is no run of this plan: another one was begun";
            return Err(Error::new(message).with_hint("plan again"));
        };
        // It is committed, and so every task is done.
        return Ok((task == Task::Commit).then_some(previous.manifest));
    }
    let pool = threads(settings)?;
    let found = pool.install(|| walk(settings, Some(output.folder())))?;
    let siblings = Siblings::of(&found, settings);
    let lots = plan(&found, &siblings, settings);
    if !lots
        .iter()
        .map(|lot| planned(lot, &found))
        .eq(plan_made.lots.iter().cloned())
    {
        let message = "the inputs are not those of the plan";
        return Err(Error::new(message).with_hint("plan again"));
    }
    let previous = match task {
        Task::Commit => output.previous(&configuration, settings.force)?,
        _ => None,
    };
    let run = Run {
        settings,
        found: &found,
        siblings: &siblings,
        output: &output,
        previous: previous.as_ref(),
        listed: HashMap::new(),
    };
    let tasks = Tasks {
        run: &run,
        lots: &lots,
        parts: plan_made.parts,
    };
    pool.install(|| match task {
        Task::Map(lot) => tasks.map(lot, progress).map(|()| None),
        Task::Edges(part) => tasks.edges(part).map(|()| None),
        Task::Components => tasks.components().map(|()| None),
        Task::Write(lot) => tasks.write(lot).map(|()| None),
        Task::Commit => tasks.commit().map(Some),
    })
}

/// The tasks of a plan.
struct Tasks<'r> {
    run: &'r Run<'r>,
    lots: &'r [Lot],
    parts: u64,
}

impl Tasks<'_> {
    fn map(&self, number: usize, progress: &(dyn Fn(Progress) + Sync)) -> Result<(), Error> {
        let lot = self.lot(number)?;
        if self.run.mapped(lot)?.is_none() {
            let comparer = Comparer::of(self.run.settings);
            self.run
                .map(lot, &comparer, &mut Progress::default(), progress)?;
        }
        Ok(())
    }

    fn edges(&self, part: u64) -> Result<(), Error> {
        if part >= self.parts {
            return Err(no_such("part", self.parts));
        }
        let lots = self.mapped()?;
        let name = edges_name(part);
        let folder = self.run.output.run();
        if read_rows::<8>(&folder, &name, self.identity()).is_some() {
            return Ok(());
        }
        // Only what joins two trees is passed on: fewer edges than documents.
        let mut forest = Documents::of(&lots, 0).forest()?;
        let mut edges = Vec::new();
        join_part(&lots, (part, self.parts), &mut |one, other| {
            if forest.join(one, other) {
                let mut edge = [0; 8];
                edge[..4].copy_from_slice(&one.to_le_bytes());
                edge[4..].copy_from_slice(&other.to_le_bytes());
                edges.push(edge);
            }
        })?;
        write_rows(&folder, &name, self.identity(), edges.into_iter())
    }

    fn components(&self) -> Result<(), Error> {
        let folder = self.run.output.run();
        if read_rows::<24>(&folder, VERDICTS, self.identity()).is_some() {
            return Ok(());
        }
        let mut lots = self.mapped()?;
        let documents = Documents::of(keep_open(&mut lots), 0);
        let mut forest = documents.forest()?;
        for part in 0..self.parts {
            let edges = read_rows::<8>(&folder, &edges_name(part), self.identity());
            let edges = edges.ok_or_else(|| not_done(&format!("edges {part}")))?;
            for [a, b, c, d, e, f, g, h] in edges {
                forest.join(
                    u32::from_le_bytes([a, b, c, d]),
                    u32::from_le_bytes([e, f, g, h]),
                );
            }
        }
        let settings = self.run.settings;
        let comparer = Comparer::of(settings);
        let verdicts = verdicts(&documents, &forest.into_groups(), &comparer, settings)?;
        let rows = verdicts.into_iter().map(Verdict::to_bytes);
        write_rows(&folder, VERDICTS, self.identity(), rows)
    }

    fn write(&self, number: usize) -> Result<(), Error> {
        let lot = self.lot(number)?;
        let mut lots = self.mapped()?;
        let documents = Documents::of(keep_open(&mut lots), 0);
        let verdicts = self.verdicts()?;
        let own = of_lot(&verdicts, &documents, number);
        self.run.write(lot, &documents, number, own).map(|_| ())
    }

    fn commit(&self) -> Result<Manifest, Error> {
        let mut lots = self.mapped()?;
        let documents = Documents::of(keep_open(&mut lots), 0);
        let verdicts = self.verdicts()?;
        let mut placed = Vec::new();
        for (number, lot) in self.lots.iter().enumerate() {
            let own = of_lot(&verdicts, &documents, number);
            let identity = identity(&documents, own, documents.numbers(number).start)?;
            let written = self.run.written(lot, &identity);
            let (home, state) = written.ok_or_else(|| not_done(&format!("write {number}")))?;
            placed.push(Placed {
                key: lot.key.clone(),
                home,
                state,
            });
        }
        let settings = self.run.settings;
        let output = self.run.output;
        output.commit(&placed, self.run.previous, settings)
    }

    fn lot(&self, number: usize) -> Result<&Lot, Error> {
        let lot = self.lots.get(number);
        lot.ok_or_else(|| no_such("lot", self.lots.len() as u64))
    }

    /// All lots, which must have been mapped.
    fn mapped(&self) -> Result<Vec<MappedLot>, Error> {
        let run = self.run.output.run();
        let mut mapped = Vec::new();
        for (number, lot) in self.lots.iter().enumerate() {
            let lot = MappedLot::open(&run, &lot.key)?;
            mapped.push(lot.ok_or_else(|| not_done(&format!("map {number}")))?);
        }
        Ok(mapped)
    }

    fn verdicts(&self) -> Result<Vec<Verdict>, Error> {
        let rows = read_rows(&self.run.output.run(), VERDICTS, self.identity());
        let rows = rows.ok_or_else(|| not_done("components"))?;
        Ok(rows.iter().map(Verdict::of_bytes).collect())
    }

    /// What tells the lots of this plan from those of another one.
    fn identity(&self) -> u64 {
        let keys: Vec<&str> = self.lots.iter().map(|lot| lot.key.as_str()).collect();
        fnv(format!("{} {}", self.parts, keys.join(" ")).as_bytes())
    }
}

/// The file of the verdicts.
const VERDICTS: &str = "verdicts";

fn edges_name(part: u64) -> String {
    format!("edges-{part}")
}

fn not_done(task: &str) -> Error {
    Error::new(format!("the task `{task}` is not done")).with_hint("do it first")
}

fn no_such(what: &str, many: u64) -> Error {
    Error::usage(format!("the plan has {many} {what}s, counted from 0"))
}
