//! What a document adds to the account of a run.

use std::collections::BTreeMap;

use gristmill::{Kind, Milled};
use gristmill_record::EditCounts;

/// What a document adds to the account of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// The bytes of its payload.
    pub(crate) bytes: u64,
    /// The code points of its text.
    pub(crate) chars: u64,
    /// Its sections.
    pub(crate) sections: u64,
    /// The name of its encoding, empty when nobody asked.
    pub(crate) encoding: &'static str,
    /// Its edits by kind.
    pub(crate) edits: EditCounts,
    /// Its edits by rule.
    pub(crate) rules: BTreeMap<&'static str, u64>,
}

impl Tally {
    /// What is counted of a milled document of `bytes` bytes, but for its code
    /// points: they are counted when its record is made.
    pub(crate) fn of(milled: &Milled<'_>, bytes: usize) -> Self {
        let mut tally = Self {
            bytes: bytes as u64,
            sections: milled.sections.all().len() as u64,
            encoding: milled.guess.encoding.name(),
            ..Self::default()
        };
        for edit in milled.trace.legs().iter().flat_map(|leg| &leg.edits) {
            tally.edits.total += 1;
            *counter(&mut tally.edits, edit.rule.kind()) += 1;
            *tally.rules.entry(edit.rule.name()).or_default() += 1;
        }
        tally
    }
}

fn counter(edits: &mut EditCounts, kind: Kind) -> &mut u64 {
    match kind {
        Kind::Decode => &mut edits.decode,
        Kind::Escape => &mut edits.escape,
        Kind::Entity => &mut edits.entity,
        Kind::Transport => &mut edits.transport,
        Kind::Mojibake => &mut edits.mojibake,
        Kind::Unicode => &mut edits.unicode,
        Kind::Whitespace => &mut edits.whitespace,
        Kind::Control => &mut edits.control,
    }
}
