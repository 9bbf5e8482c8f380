//! A run in which documents are compared before anything is written.

use std::io::{self, BufRead};

use gristmill_record::{Duplicate, DuplicateKind, Member, MemberRole, Place, similarity, to_line};

use super::mapped::{MapWriter, MappedDocument, MappedLot};
use super::pairs::join_pairs;
use super::verdict::{Documents, Verdict, identity, verdicts};
use crate::Error;
use crate::digest::hex;
use crate::ingest::{Progress, Run, run_lot, total_bytes};
use crate::mill::{Comparer, Fate, Twins};
use crate::plan::{Lot, content};
use crate::write::{Home, LotWriter, Placed, State, Summary, Tab, mark};

impl Run<'_> {
    /// Mills all lots, decides what is dropped, and writes the lots without that; tells how
    /// many lots were taken up.
    pub(crate) fn all_compared(
        &self,
        lots: &[Lot],
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Vec<Placed>, usize), Error> {
        let comparer = Comparer::of(self.settings);
        let mut so_far = Progress {
            total_bytes: total_bytes(self.found),
            ..Progress::default()
        };
        let mut mapped = match &self.settings.against {
            Some(against) => against.mapped(self, &comparer)?,
            None => Vec::new(),
        };
        let n_others = mapped.len();
        for lot in lots {
            mapped.push(match self.mapped(lot)? {
                Some(lot) => lot,
                None => self.map(lot, &comparer, &mut so_far, progress)?,
            });
            so_far.bytes += total_bytes(&self.found[lot.range.clone()]);
            progress(so_far);
        }
        let documents = Documents::of(keep_open(&mut mapped), n_others);
        let mut forest = documents.forest()?;
        // The rest is for what is kept of every document, and for what is under way.
        let memory = self.settings.memory() / 2;
        join_pairs(
            documents.lots(),
            &self.output.run(),
            memory,
            |one, other| {
                forest.join(one, other);
            },
        )?;
        let verdicts = verdicts(&documents, &forest.into_groups(), &comparer, self.settings)?;
        let mut taken_up = 0;
        let mut placed = Vec::new();
        for (number, lot) in lots.iter().enumerate() {
            let own = of_lot(&verdicts, &documents, number);
            let (lot, is_taken_up) = self.write(lot, &documents, number, own)?;
            taken_up += usize::from(is_taken_up);
            placed.push(lot);
        }
        Ok((placed, taken_up))
    }

    /// Writes a lot without the documents that are dropped, or takes it up; says whether it
    /// did that.
    pub(super) fn write(
        &self,
        lot: &Lot,
        documents: &Documents<'_>,
        number: usize,
        verdicts: &[Verdict],
    ) -> Result<(Placed, bool), Error> {
        let base = documents.numbers(number).start;
        let identity = identity(documents, verdicts, base)?;
        let known = self.written(lot, &identity);
        let is_taken_up = known.is_some();
        let (home, state) = match known {
            Some(known) => known,
            None => {
                let writer = self.output.begin_lot(&lot.key, self.settings.format)?;
                let mapped = documents.lot(number);
                let state =
                    self.write_lot(writer, mapped, documents, (verdicts, base), identity)?;
                (Home::Run, state)
            }
        };
        let placed = Placed {
            key: lot.key.clone(),
            home,
            state,
        };
        Ok((placed, is_taken_up))
    }

    fn write_lot(
        &self,
        mut writer: LotWriter,
        mapped: &MappedLot,
        documents: &Documents<'_>,
        (verdicts, base): (&[Verdict], u64),
        identity: String,
    ) -> Result<State, Error> {
        let mut account = mapped.summary.account.clone();
        let mut verdicts = verdicts.iter().peekable();
        mapped.documents(|at, document| {
            let Some(verdict) = verdicts.next_if(|verdict| verdict.number == base + at) else {
                return keep(&mut writer, document);
            };
            let head = document.head()?;
            let kept = documents.id(verdict.kept)?;
            let rows = Rows::of(verdict, document.id, &kept, head.place);
            if self.settings.has_clusters() {
                writer.member(&to_line(&rows.member))?;
            }
            match rows.duplicate {
                Some(duplicate) if !self.settings.marks => {
                    account.drop_kept(&head.account);
                    writer.drop(&document.row.print, mark(&kept), &to_line(&duplicate))
                }
                duplicate => {
                    account.counts.marked += u64::from(duplicate.is_some());
                    keep(&mut writer, document)
                }
            }
        })?;
        let mut rejects = mapped.rejects()?;
        let mut line = Vec::new();
        while read_line(&mut rejects, &mut line)? {
            writer.reject_line(&line)?;
        }
        writer.finish(Summary {
            account,
            verdicts: identity,
            ..mapped.summary.clone()
        })
    }

    /// A lot that an interrupted run has mapped, if its inputs are as they were.
    pub(super) fn mapped(&self, lot: &Lot) -> Result<Option<MappedLot>, Error> {
        let Some(mapped) = MappedLot::load(&self.output.run(), &lot.key)? else {
            return Ok(None);
        };
        let summary = &mapped.summary;
        let has_same = summary.siblings.is_empty() || summary.siblings == lot.siblings;
        let is_same = || {
            let now = content(&self.found[lot.range.clone()], self.settings);
            now.is_some_and(|now| hex(&now) == summary.content)
        };
        let is_doubtful = summary.is_unsettled || self.settings.checksum;
        let holds = has_same && (!is_doubtful || is_same());
        Ok(holds.then_some(mapped))
    }

    /// Mills a lot.
    pub(super) fn map(
        &self,
        lot: &Lot,
        comparer: &Comparer,
        so_far: &mut Progress,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<MappedLot, Error> {
        let run = self.output.run();
        let mut writer = MapWriter::create(&run, &lot.key)?;
        let mut tab = Tab::default();
        let found = &self.found[lot.range.clone()];
        let twins = Twins::none();
        let mut mill = self.mill(comparer, &twins);
        let inputs = run_lot(&mut mill, found, |outcomes| {
            so_far.inputs += outcomes.len() as u64;
            progress(*so_far);
            outcomes.into_iter().try_for_each(|outcome| {
                tab.note(&outcome);
                match &outcome.fate {
                    Fate::Document(document) => writer.document(document, &mut tab.account),
                    Fate::Reject(reject) => writer.reject(reject, &mut tab.account),
                    Fate::End => Ok(()),
                }
            })
        })?;
        writer.finish(comparer.n_keys(), tab.finish(inputs, lot)?)
    }

    /// A lot of which this very thing has become before, and where its files are.
    pub(super) fn written(&self, lot: &Lot, identity: &str) -> Option<(Home, State)> {
        let is_it = |home: Home, state: &State| {
            let is_there = self
                .output
                .has(home, &lot.key, state, self.settings.written());
            state.summary.verdicts == identity && is_there
        };
        if let Some(state) = self.output.state_of_run(&lot.key)
            && is_it(Home::Run, &state)
        {
            return Some((Home::Run, state));
        }
        // The mapped lot is of these inputs, but is the written one?
        let (number, listed) = self.listed.get(lot.key.as_str())?;
        let state = self.output.state_of_output(&lot.key)?;
        let has_same = listed.siblings.is_empty() || listed.siblings == lot.siblings;
        let home = Home::Output(*number);
        let is_settled = !listed.is_unsettled && !self.settings.checksum;
        (is_settled && has_same && is_it(home, &state)).then_some((home, state))
    }
}

/// How many lots have their files open, three each: fewer than the 1,024 that a process may
/// have on Linux if nobody says otherwise.
const MOST_OPEN: usize = 256;

/// How many more files a run opens at a time, pairs that are sorted above all; how many lots
/// give theirs back when a process may not have so many.
const ROOM: usize = 128;
const ROOM_LOTS: usize = 16;

/// Keeps the files open in which documents are looked up, of as many lots as may be; those
/// of the others are opened for each look.
pub(super) fn keep_open(lots: &mut [MappedLot]) -> &[MappedLot] {
    let may_be_open = lots.iter_mut().take(MOST_OPEN);
    let mut n_open = may_be_open
        .map_while(|lot| lot.keep_open().then_some(()))
        .count();
    while n_open > 0 && !lots[0].may_be_opened(ROOM) {
        let left = n_open.saturating_sub(ROOM_LOTS);
        lots[left..n_open].iter_mut().for_each(MappedLot::close);
        n_open = left;
    }
    lots
}

/// The verdicts about the documents of a lot.
pub(super) fn of_lot<'v>(
    verdicts: &'v [Verdict],
    documents: &Documents<'_>,
    lot: usize,
) -> &'v [Verdict] {
    let numbers = documents.numbers(lot);
    let at = |number: u64| verdicts.partition_point(|verdict| verdict.number < number);
    &verdicts[at(numbers.start)..at(numbers.end)]
}

/// What is written about a document with copies.
struct Rows {
    /// Nothing when it is the one that is kept.
    duplicate: Option<Duplicate>,
    member: Member,
}

impl Rows {
    fn of(verdict: &Verdict, id: &[u8], kept: &[u8], place: Place) -> Self {
        let [id, kept] = [id, kept].map(|id| String::from_utf8_lossy(id).into_owned());
        let similarity = verdict.similarity.map_or(1.0, similarity);
        let (kind, role) = match verdict.similarity {
            None => (DuplicateKind::Exact, MemberRole::Exact),
            Some(_) => (DuplicateKind::Near, MemberRole::Near),
        };
        let is_kept = verdict.number == verdict.kept;
        Self {
            member: Member {
                id: id.clone(),
                cluster: kept.clone(),
                role: if is_kept { MemberRole::Kept } else { role },
                similarity,
                origin: place.clone(),
            },
            duplicate: (!is_kept).then_some(Duplicate {
                id,
                duplicate_of: kept,
                kind,
                similarity,
                origin: place,
            }),
        }
    }
}

fn keep(writer: &mut LotWriter, document: MappedDocument<'_>) -> Result<(), Error> {
    let row = document.row;
    let edits = (document.edits, row.n_edits);
    writer.keep_copy(&row.print, document.id, document.line, edits)
}

fn read_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    lines.read_until(b'\n', line).map(|len| len > 0)
}
