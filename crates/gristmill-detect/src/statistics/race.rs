//! The race: the encodings are read word by word, and those fall out that are too
//! far behind.

use alloc::vec::Vec;

use gristmill_encoding::Encoding;
use gristmill_language::{Costs, Family, Glyph, UNIT};

use super::byte_set::Census;
use super::candidates::{ASCII_COMPATIBLE, Candidate};
use super::possible::{n_malformed, plainer};
use super::prior::{AsciiWords, ascii_costs, start};
use super::reading::Reader;
use super::sample::{Sample, may_be_cut};
use crate::utf8::Validity;

/// How far a candidate may fall behind before it is dropped, in eighths of a bit.
const MARGIN: u32 = 50 * UNIT;

/// How much must mean something in an encoding before any word is read in it.
const HEAD: usize = 4096;

/// How many words are read in the first round; twice as many in each further one.
const FIRST_ROUND: usize = 1;

/// A candidate in the race.
struct Runner {
    encoding: Encoding,
    reader: Reader,
    costs: Costs,
    /// The cost in the likeliest language, with everything that is known before.
    total: u32,
}

impl Runner {
    fn new(candidate: &Candidate, ascii: &AsciiWords, behind: u32) -> Self {
        let costs = start(candidate, ascii, behind);
        Self {
            encoding: candidate.encoding,
            reader: Reader::new(candidate.encoding),
            total: costs.least(),
            costs,
        }
    }
}

/// What a race is about.
pub(super) struct Course<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) census: &'a Census,
    pub(super) sample: &'a Sample,
    pub(super) utf8: &'a Validity,
    /// This encoding is kept, however far behind.
    pub(super) kept: Option<Encoding>,
}

/// How much rarer documents with damage are, and each further bad sequence, in bits.
const DAMAGED: u32 = 20;
const MORE_DAMAGE: u32 = 10;

/// Weighs the encodings in which at most so many sequences mean nothing by the words
/// of the sample; the likeliest come first, with what they cost.
pub(super) fn race(course: &Course<'_>, most_malformed: u32) -> Vec<(Encoding, u32)> {
    let &Course {
        bytes,
        census,
        sample,
        utf8,
        kept,
    } = course;
    let ascii = ascii_costs(bytes, &sample.ascii_words);
    let lead = utf8.lead();
    let head = &bytes[..bytes.len().min(HEAD)];
    let mut runners: Vec<Runner> = ASCII_COMPATIBLE
        .iter()
        .filter(|candidate| n_malformed(head, census, candidate.encoding, most_malformed).is_some())
        .map(|candidate| Runner::new(candidate, &ascii, lead.unwrap_or(0)))
        .collect();
    if lead.is_some() {
        runners.push(Runner::new(&utf_8(bytes, sample), &ascii, 0));
    }
    let mut known = Known::default();
    let mut glyphs = Vec::new();
    let mut rest = &sample.words[..];
    let mut round = FIRST_ROUND;
    while round == FIRST_ROUND || !rest.is_empty() && runners.len() > 1 {
        let (words, others) = rest.split_at(round.min(rest.len()));
        for word in words {
            let is_last = may_be_cut(bytes, word);
            known.clear();
            for runner in &mut runners {
                let reader = &runner.reader;
                reader.read(&bytes[word.clone()], is_last, &mut glyphs);
                let costs = known.costs_of(&glyphs, runner.costs.family);
                runner.costs.add(costs);
            }
        }
        for runner in &mut runners {
            runner.total = runner.costs.least();
        }
        drop_those_behind(&mut runners, &ascii, kept);
        if round == FIRST_ROUND {
            // Only now is all of the document looked at, when few are left.
            runners.retain_mut(|runner| {
                let damage = damage(course, runner.encoding, most_malformed);
                damage.is_some_and(|bits| {
                    runner.costs.add_to_all(bits * UNIT);
                    runner.total += bits * UNIT;
                    true
                })
            });
        }
        rest = others;
        round *= 2;
    }
    let mut ranking: Vec<(u32, usize)> = (0..)
        .zip(&runners)
        .map(|(at, runner)| (runner.total, at))
        .collect();
    ranking.sort_unstable();
    ranking
        .into_iter()
        .map(|(total, at)| (runners[at].encoding, total))
        .collect()
}

fn drop_those_behind(runners: &mut Vec<Runner>, ascii: &AsciiWords, kept: Option<Encoding>) {
    let best = runners.iter().map(|runner| runner.total).min().unwrap_or(0);
    runners.retain(|runner| {
        // What the words of ASCII say is weak evidence, and is not held against a
        // reading before its own words are read.
        let patience = match runner.costs.family {
            Family::LATIN => MARGIN,
            _ => MARGIN + ascii.in_other_scripts,
        };
        runner.total <= best + patience || kept == Some(runner.encoding)
    });
}

/// How much speaks against an encoding since some of the document means nothing in
/// it, in bits; nothing when that is too much, or when a plainer encoding has a place
/// for all of it.
fn damage(course: &Course<'_>, encoding: Encoding, most_malformed: u32) -> Option<u32> {
    let malformed = |encoding, most| n_malformed(course.bytes, course.census, encoding, most);
    if encoding == Encoding::Utf8 {
        return Some(0);
    }
    if plainer(encoding).is_some_and(|plainer| malformed(plainer, 0).is_some()) {
        return None;
    }
    match malformed(encoding, most_malformed)? {
        0 => Some(0),
        n => Some(DAMAGED + (n - 1).min(DAMAGED) * MORE_DAMAGE),
    }
}

/// The costs of the readings of a word: many encodings share one.
#[derive(Default)]
struct Known {
    readings: Vec<(Vec<Glyph>, Costs)>,
    /// How many of them are of this word; the others are room for more.
    n_readings: usize,
}

impl Known {
    fn clear(&mut self) {
        self.n_readings = 0;
    }

    fn costs_of(&mut self, glyphs: &[Glyph], family: Family) -> &Costs {
        let known = self.readings[..self.n_readings]
            .iter()
            .position(|(reading, costs)| costs.family == family && reading == glyphs);
        let at = known.unwrap_or_else(|| {
            let costs = Costs::of_word(glyphs, family);
            match self.readings.get_mut(self.n_readings) {
                Some(room) => {
                    room.0.clear();
                    room.0.extend_from_slice(glyphs);
                    room.1 = costs;
                }
                None => self.readings.push((glyphs.to_vec(), costs)),
            }
            self.n_readings += 1;
            self.n_readings - 1
        });
        &self.readings[at].1
    }
}

/// UTF-8, for the languages of the script that the words would be in.
fn utf_8(bytes: &[u8], sample: &Sample) -> Candidate {
    let reader = Reader::new(Encoding::Utf8);
    let (mut glyphs, mut all) = (Vec::new(), Vec::new());
    for word in sample.words.iter().take(4) {
        reader.read(&bytes[word.clone()], true, &mut glyphs);
        all.append(&mut glyphs);
    }
    Candidate {
        encoding: Encoding::Utf8,
        family: Family::of(&all),
        rarity: 0,
        used_by: u64::MAX,
    }
}
