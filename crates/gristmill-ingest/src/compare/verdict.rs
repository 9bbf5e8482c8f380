//! Which documents are dropped, and for which.

use std::collections::HashMap;
use std::ops::Range;

use gristmill::{Keep as Order, Proof, choose};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::forest::{Forest, Groups};
use super::mapped::MappedLot;
use super::row::{Row, number};
use crate::digest::hex;
use crate::mill::Comparer;
use crate::read::RecordKeys;
use crate::write::Print;
use crate::{Dedup, Error, Job, Keep, Settings};

/// Why a document is dropped; where clusters are asked for also that it is kept for others,
/// as a verdict about itself. Documents have numbers: those of a lot follow each other, and
/// the lots are in their order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    /// The document that is dropped.
    pub(super) number: u64,
    /// The one that is kept.
    pub(super) kept: u64,
    /// How similar they are; nothing when their texts are equal.
    pub(super) similarity: Option<f64>,
}

impl Verdict {
    /// The bytes of a verdict between two tasks.
    pub(super) fn to_bytes(self) -> [u8; 24] {
        let similarity = self.similarity.unwrap_or(-1.0);
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.number.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.kept.to_le_bytes());
        bytes[16..].copy_from_slice(&similarity.to_le_bytes());
        bytes
    }

    pub(super) fn of_bytes(bytes: &[u8; 24]) -> Self {
        let similarity = f64::from_bits(number(&bytes[16..]));
        Self {
            number: number(bytes),
            kept: number(&bytes[8..]),
            similarity: (similarity >= 0.0).then_some(similarity),
        }
    }
}

/// The documents of all mapped lots by their numbers.
pub(super) struct Documents<'l> {
    lots: &'l [MappedLot],
    /// The number of the first document of each lot.
    bases: Vec<u64>,
    /// How many of the lots are of another corpus: they come first, and are kept.
    n_others: usize,
}

impl<'l> Documents<'l> {
    /// The documents of these lots, of which the first so many are of another corpus.
    pub(super) fn of(lots: &'l [MappedLot], n_others: usize) -> Self {
        let mut base = 0;
        let bases = lots.iter().map(|lot| {
            let first = base;
            base += lot.n_rows;
            first
        });
        Self {
            bases: bases.collect(),
            lots,
            n_others,
        }
    }

    /// Trees of one document each.
    ///
    /// # Errors
    /// When there are too many of them.
    pub(super) fn forest(&self) -> Result<Forest, Error> {
        match u32::try_from(self.len()) {
            Ok(len) => Ok(Forest::new(len)),
            Err(_) => {
                let message = format!("more than {} documents cannot be compared", u32::MAX);
                let hint = "ingest parts of them, or with --dedup off";
                Err(Error::new(message).with_hint(hint))
            }
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> u64 {
        self.lots.iter().map(|lot| lot.n_rows).sum()
    }

    /// All mapped lots, those of another corpus first.
    pub(super) fn lots(&self) -> &'l [MappedLot] {
        self.lots
    }

    /// A lot of this corpus.
    pub(super) fn lot(&self, number: usize) -> &'l MappedLot {
        &self.lots[self.n_others + number]
    }

    /// The numbers of the documents of a lot of this corpus.
    pub(super) fn numbers(&self, lot: usize) -> Range<u64> {
        let base = self.bases[self.n_others + lot];
        base..base + self.lot(lot).n_rows
    }

    /// Whether a document is of another corpus.
    fn is_other(&self, number: u64) -> bool {
        self.bases
            .get(self.n_others)
            .is_none_or(|&own| number < own)
    }

    /// The lot of a document, and its row in it.
    fn find(&self, number: u64) -> (&'l MappedLot, u64) {
        let lot = self.bases.partition_point(|&base| base <= number) - 1;
        (&self.lots[lot], number - self.bases[lot])
    }

    /// What a document is compared by.
    fn row(&self, number: u64) -> Result<(&'l MappedLot, Row), Error> {
        let (lot, at) = self.find(number);
        Ok((lot, lot.row(at)?))
    }

    /// The id of a document.
    pub(super) fn id(&self, number: u64) -> Result<Vec<u8>, Error> {
        let (lot, row) = self.row(number)?;
        lot.id(&row)
    }
}

/// How many groups are decided at a time, on all threads.
const AT_ONCE: usize = 4096;

/// Decides each group; the verdicts are in the order of the documents.
pub(super) fn verdicts(
    documents: &Documents<'_>,
    groups: &Groups,
    comparer: &Comparer,
    settings: &Settings,
) -> Result<Vec<Verdict>, Error> {
    let mut verdicts = Vec::new();
    let mut groups = groups.iter();
    loop {
        let batch: Vec<_> = groups.by_ref().take(AT_ONCE).collect();
        if batch.is_empty() {
            break;
        }
        let decided: Result<Vec<_>, Error> = batch
            .into_par_iter()
            .map(|group| decide(documents, &group, comparer, settings))
            .collect();
        let decided = decided?.into_iter().flatten();
        verdicts.extend(decided.filter(|verdict| !documents.is_other(verdict.number)));
    }
    if settings.has_clusters() {
        let mut kept: Vec<u64> = verdicts
            .iter()
            .map(|verdict: &Verdict| verdict.kept)
            .collect();
        kept.sort_unstable();
        kept.dedup();
        kept.retain(|&number| !documents.is_other(number));
        verdicts.extend(kept.into_iter().map(|number| Verdict {
            number,
            kept: number,
            similarity: None,
        }));
    }
    verdicts.sort_unstable_by_key(|verdict: &Verdict| verdict.number);
    Ok(verdicts)
}

/// The documents of a group that have the same text.
struct Class<'l> {
    lot: &'l MappedLot,
    row: Row,
    /// The first is the one that is preferred.
    numbers: Vec<u64>,
}

fn decide(
    documents: &Documents<'_>,
    group: &[u32],
    comparer: &Comparer,
    settings: &Settings,
) -> Result<Vec<Verdict>, Error> {
    let classes = classes(documents, group)?;
    let proofs = match settings.dedup {
        Dedup::Near(least) if classes.len() > 1 => {
            let n_shingles: Vec<u64> = classes.iter().map(|class| class.row.n_shingles).collect();
            let of_records = RecordKeys::default();
            let load = |number: usize| {
                let class = &classes[number];
                let line = class.lot.line(&class.row)?;
                let is_record = settings.job == Job::Ingest || documents.is_other(class.numbers[0]);
                let keys = if is_record {
                    &of_records
                } else {
                    &settings.keys
                };
                Ok::<_, Error>(comparer.shingles(&line, keys, settings))
            };
            let order = match settings.keep {
                Keep::Hub => Order::Hub,
                _ => Order::First,
            };
            let is_fixed = |class: &&Class<'_>| documents.is_other(class.numbers[0]);
            let n_fixed = classes.iter().take_while(is_fixed).count();
            choose(&n_shingles, n_fixed, load, least, order)?
        }
        _ => vec![None; classes.len()],
    };
    let mut verdicts = Vec::new();
    for (class, proof) in classes.iter().zip(proofs) {
        // Whoever has the text of one that is dropped is as similar to the one that is kept.
        let (kept, similarity, dropped) = match proof {
            None => (class.numbers[0], None, &class.numbers[1..]),
            Some(Proof { kept, similarity }) => (
                classes[kept].numbers[0],
                Some(similarity),
                &class.numbers[..],
            ),
        };
        verdicts.extend(dropped.iter().map(|&number| Verdict {
            number,
            kept,
            similarity,
        }));
    }
    Ok(verdicts)
}

/// The texts of a group, the preferred ones first.
fn classes<'l>(documents: &Documents<'l>, group: &[u32]) -> Result<Vec<Class<'l>>, Error> {
    let mut members = Vec::with_capacity(group.len());
    for &number in group {
        let number = u64::from(number);
        let (lot, row) = documents.row(number)?;
        // Those of another corpus are kept, so they come first.
        let preference = (!documents.is_other(number), row.preference);
        members.push((preference, number, lot, row));
    }
    members.sort_by_key(|&(preference, number, _, _)| (preference, number));
    let mut places: HashMap<Print, usize> = HashMap::new();
    let mut classes: Vec<Class<'l>> = Vec::new();
    for (_, number, lot, row) in members {
        let place = *places.entry(row.print).or_insert(classes.len());
        match classes.get_mut(place) {
            Some(class) => class.numbers.push(number),
            None => classes.push(Class {
                lot,
                row,
                numbers: vec![number],
            }),
        }
    }
    Ok(classes)
}

/// A digest of what becomes of a lot, with the ids of those that are kept: whether it is
/// to be written again.
pub(super) fn identity(
    documents: &Documents<'_>,
    verdicts: &[Verdict],
    base: u64,
) -> Result<String, Error> {
    let mut hasher = Sha256::new();
    for verdict in verdicts {
        hasher.update((verdict.number - base).to_le_bytes());
        hasher.update(verdict.similarity.unwrap_or(-1.0).to_le_bytes());
        let id = documents.id(verdict.kept)?;
        hasher.update((id.len() as u64).to_le_bytes());
        hasher.update(id);
    }
    Ok(hex(&hasher.finalize()[..16]))
}
