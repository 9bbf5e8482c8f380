//! The race: the encodings are read word by word, and those fall out that are too
//! far behind.

use alloc::vec::Vec;

use gristmill_encoding::Encoding;
use gristmill_language::{Costs, Family, Glyph, UNIT};

use super::answer::answer;
use super::candidates::{ASCII_COMPATIBLE, Candidate};
use super::possible::{may_be, plainer, present};
use super::prior::{ascii_costs, start};
use super::reading::{Reader, ascii_glyphs};
use super::sample::Sample;
use crate::Guess;
use crate::utf8::Validity;

/// How far a candidate may fall behind before it is dropped, in eighths of a bit.
const MARGIN: u32 = 50 * UNIT;

/// How many words are read in the first round; twice as many in each further one.
const FIRST_ROUND: usize = 1;

/// From this round on there is much to read, and few that read it.
const PREPARED_ROUND: usize = 8 * FIRST_ROUND;

/// A candidate in the race.
struct Runner<'a> {
    encoding: Encoding,
    reader: Reader<'a>,
    costs: Costs,
    /// The cost in the likeliest language, with everything that is known before.
    total: u32,
}

/// Weighs the encodings by the words of the sample; one of them is kept, however
/// far behind.
pub(super) fn race(
    bytes: &[u8],
    sample: &Sample,
    utf8: &Validity,
    kept: Option<Encoding>,
) -> Guess {
    let present = present(bytes);
    let glyphs_of_ascii = ascii_glyphs();
    let ascii = ascii_costs(bytes, &sample.ascii_words);
    let lead = utf8.lead();
    let run = |candidate: &Candidate, behind: u32| Runner {
        encoding: candidate.encoding,
        reader: Reader::new(candidate.encoding, &glyphs_of_ascii),
        costs: start(candidate, &ascii, behind),
        total: 0,
    };
    let mut runners: Vec<Runner<'_>> = ASCII_COMPATIBLE
        .iter()
        .filter(|candidate| may_be(bytes, &present, candidate.encoding))
        .filter(|candidate| {
            let plainer = plainer(candidate.encoding);
            !plainer.is_some_and(|plainer| may_be(bytes, &present, plainer))
        })
        .map(|candidate| run(candidate, lead.unwrap_or(0)))
        .collect();
    if lead.is_some() {
        runners.push(run(&utf_8(bytes, sample), 0));
    }
    let mut known = Known::default();
    let mut done = 0;
    let mut glyphs = Vec::new();
    let mut round = FIRST_ROUND;
    while done < sample.words.len() && runners.len() > 1 {
        if round == PREPARED_ROUND {
            runners
                .iter_mut()
                .for_each(|runner| runner.reader.prepare(&present));
        }
        let words = &sample.words[done..sample.words.len().min(done + round)];
        done += words.len();
        round *= 2;
        for word in words {
            let is_last = word.end == bytes.len();
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
    let mut ranking: Vec<(u32, usize)> = (0..)
        .zip(&runners)
        .map(|(at, runner)| (runner.total, at))
        .collect();
    ranking.sort_unstable();
    let ranking: Vec<(Encoding, u32)> = ranking
        .into_iter()
        .map(|(total, at)| (runners[at].encoding, total))
        .collect();
    let guess = answer(&ranking, &present);
    match guess.encoding {
        Encoding::Utf8 => Guess {
            evidence: utf8.evidence(),
            ..guess
        },
        _ => guess,
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
    let reader = Reader::new(Encoding::Utf8, &[Glyph::Noise; 256]);
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
