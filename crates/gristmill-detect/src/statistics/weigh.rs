//! Weighs the candidates against each other.

use alloc::vec::Vec;
use core::ops::Range;

use gristmill_encoding::{Encoding, single_byte, standard};
use gristmill_language::{Costs, Family, Glyph, UNIT};

use super::candidates::{ASCII_COMPATIBLE, Candidate, MISUSE, language_rarity};
use super::reading::{Reader, Unit, euc_jis_unit, euc_tw_unit, johab_unit, shift_jis_unit};
use super::sample::Sample;
use super::unlike_ascii::look_for_ebcdic;
use crate::confidence::confidence;
use crate::utf8::Validity;
use crate::{Evidence, Guess, RunnerUp};

/// How far a candidate may fall behind before it is dropped, in eighths of a bit.
const MARGIN: u32 = 50 * UNIT;

/// How many words are read in the first round; twice as many in each further one.
const FIRST_ROUND: usize = 3;

/// A candidate in the race.
struct Runner {
    encoding: Encoding,
    reader: Reader,
    costs: Costs,
    /// The cost in the likeliest language, with everything that is known before.
    total: u32,
}

/// The encoding in which the bytes are the most likely text.
pub(crate) fn guess(bytes: &[u8], utf8: &Validity) -> Guess {
    let guess = guess_like_ascii(bytes, utf8);
    look_for_ebcdic(bytes, &guess).unwrap_or(guess)
}

/// How many bits a word the statistics must speak against a declaration before it
/// is a lie, and how many in all. They are wrong as well, and most declarations are
/// right.
const LIE_A_WORD: f32 = 4.0;
const LIE: f32 = 40.0;

/// How many words are read to see whether a declaration is a lie.
const ENOUGH_TO_BEAR_OUT: usize = 32;

/// Whether the text in a declared encoding is about as likely as in any other; if
/// so, what the others are.
pub(crate) fn bear_out(bytes: &[u8], declared: Encoding) -> Option<Vec<RunnerUp>> {
    let mut sample = Sample::of(bytes);
    sample.words.truncate(ENOUGH_TO_BEAR_OUT);
    let n_words = f32::from(u16::try_from(sample.words.len()).unwrap_or(u16::MAX));
    let guess = race(bytes, &sample, &Validity::of(bytes), Some(declared));
    let is_weighed = ASCII_COMPATIBLE
        .iter()
        .any(|candidate| candidate.encoding == declared);
    let most = LIE.max(LIE_A_WORD * n_words);
    let is_near = |other: &RunnerUp| other.encoding == declared && other.behind < most;
    let is_likely =
        !is_weighed || guess.encoding == declared || guess.runners_up.iter().any(is_near);
    is_likely.then_some(guess.runners_up)
}

/// The same among the encodings whose lower half is ASCII.
pub(super) fn guess_like_ascii(bytes: &[u8], utf8: &Validity) -> Guess {
    race(bytes, &Sample::of(bytes), utf8, None)
}

/// Weighs the encodings by the words of the sample; one of them is kept, however
/// far behind.
fn race(bytes: &[u8], sample: &Sample, utf8: &Validity, kept: Option<Encoding>) -> Guess {
    let present = present(bytes);
    let ascii = ascii_costs(bytes, &sample.ascii_words);
    let lead = utf8.lead();
    let run = |candidate: &Candidate, behind: u32| Runner {
        encoding: candidate.encoding,
        reader: Reader::new(candidate.encoding, &present),
        costs: start(candidate, &ascii, behind),
        total: 0,
    };
    let mut runners: Vec<Runner> = ASCII_COMPATIBLE
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
                runner.costs.add_word(costs);
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
    runners.sort_by_key(|runner| runner.total);
    let guess = answer(&runners, &present);
    match guess.encoding {
        Encoding::Utf8 => Guess {
            evidence: utf8.evidence(),
            ..guess
        },
        _ => guess,
    }
}

/// The encoding that a larger one extends: when the bytes are possible in it, they
/// are the same text.
fn plainer(encoding: Encoding) -> Option<Encoding> {
    match encoding {
        Encoding::EucJis2004 => Some(Encoding::EucJp),
        Encoding::ShiftJis2004 => Some(Encoding::ShiftJis),
        _ => None,
    }
}

/// The bytes that occur, each once.
fn present(bytes: &[u8]) -> Vec<u8> {
    let mut is_present = [false; 256];
    for &byte in bytes {
        is_present[usize::from(byte)] = true;
    }
    (0..=u8::MAX)
        .filter(|&byte| is_present[usize::from(byte)])
        .collect()
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
            let mut costs = Costs::new(family);
            costs.read(glyphs);
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

fn answer(runners: &[Runner], present: &[u8]) -> Guess {
    let Some(best) = runners.first() else {
        return Guess {
            encoding: Encoding::Windows1252,
            confidence: 0.1,
            evidence: Evidence::Statistics,
            runners_up: Vec::new(),
        };
    };
    let mut texts = alloc::vec![best.encoding];
    let runners_up: Vec<RunnerUp> = runners[1..]
        .iter()
        .map(|runner| RunnerUp {
            encoding: runner.encoding,
            behind: in_bits(runner.total - best.total),
            text: if runner.total - best.total < FAR {
                text_number(runner.encoding, &mut texts, present)
            } else {
                RunnerUp::FAR
            },
        })
        .collect();
    Guess {
        encoding: best.encoding,
        confidence: confidence(0, &runners_up),
        evidence: Evidence::Statistics,
        runners_up,
    }
}

/// A text that is so far behind is not compared with others, in eighths of a bit.
const FAR: u32 = 40 * UNIT;

/// The number of the text that the bytes are in this encoding, a new one when it
/// is none of the texts so far.
fn text_number(encoding: Encoding, texts: &mut Vec<Encoding>, present: &[u8]) -> u16 {
    let known = texts
        .iter()
        .position(|&other| is_same_text(encoding, other, present));
    let number = known.unwrap_or(texts.len());
    if known.is_none() {
        texts.push(encoding);
    }
    u16::try_from(number).unwrap_or(RunnerUp::FAR)
}

fn in_bits(cost: u32) -> f32 {
    // Costs above are far beyond any margin.
    f32::from(u16::try_from(cost).unwrap_or(u16::MAX)) / 8.0
}

/// Whether the bytes that there are mean the same in two encodings of one byte a
/// character.
fn is_same_text(one: Encoding, other: Encoding, present: &[u8]) -> bool {
    let (Some(one), Some(other)) = (single_byte(one), single_byte(other)) else {
        return false;
    };
    present
        .iter()
        .all(|&byte| one[usize::from(byte)] == other[usize::from(byte)])
}

/// UTF-8, for the languages of the script that the words would be in.
fn utf_8(bytes: &[u8], sample: &Sample) -> Candidate {
    let reader = Reader::new(Encoding::Utf8, &[]);
    let (mut glyphs, mut all) = (Vec::new(), Vec::new());
    for word in sample.words.iter().take(FIRST_ROUND) {
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

/// What is known of a candidate before any of the document is read.
pub(super) fn prior(candidate: &Candidate) -> Costs {
    let mut costs = Costs::new(candidate.family);
    let n_languages = candidate.family.n_languages();
    for (language, cost) in costs.values[..n_languages].iter_mut().enumerate() {
        let is_usual = candidate.used_by >> language & 1 == 1;
        let misuse = if is_usual { 0 } else { MISUSE };
        *cost += (candidate.rarity + misuse + language_rarity(candidate.family, language)) * UNIT;
    }
    costs
}

/// What is known before any word beyond ASCII is read.
fn start(candidate: &Candidate, ascii: &AsciiWords, behind: u32) -> Costs {
    let mut costs = prior(candidate);
    let n_languages = candidate.family.n_languages();
    for (language, cost) in costs.values[..n_languages].iter_mut().enumerate() {
        *cost += if candidate.family == ascii.costs.family {
            ascii.costs.values[language]
        } else {
            ascii.in_other_scripts
        };
        *cost += behind * UNIT;
    }
    costs
}

/// What the words of ASCII say about the language.
struct AsciiWords {
    /// What they cost above what they do in the likeliest language.
    costs: Costs,
    /// What they cost when the document is in another script.
    in_other_scripts: u32,
}

/// English stands in every language's documents.
fn ascii_costs(bytes: &[u8], words: &[Range<usize>]) -> AsciiWords {
    const FOREIGN_WORD: u32 = 2 * UNIT;
    const IN_OTHER_SCRIPT: u32 = 4 * UNIT;
    const MOST: u32 = 40 * UNIT;
    const MOST_IN_OTHER_SCRIPTS: u32 = 48 * UNIT;
    let mut all = Costs::new(Family::LATIN);
    let mut glyphs = Vec::new();
    for word in words {
        glyphs.clear();
        glyphs.extend(
            bytes[word.clone()]
                .iter()
                .map(|&byte| Glyph::of(char::from(byte))),
        );
        let mut own = Costs::new(Family::LATIN);
        own.read(&glyphs);
        let english = own.values[0] + FOREIGN_WORD;
        for (sum, cost) in all.values.iter_mut().zip(own.values) {
            *sum += cost.min(english);
        }
    }
    let least = all.least();
    for sum in &mut all.values {
        *sum = sum.saturating_sub(least).min(MOST);
    }
    let n_words = u32::try_from(words.len()).unwrap_or(u32::MAX);
    AsciiWords {
        costs: all,
        in_other_scripts: n_words
            .saturating_mul(IN_OTHER_SCRIPT)
            .min(MOST_IN_OTHER_SCRIPTS),
    }
}

/// Whether the bytes mean something in an encoding, from the first to the last.
fn may_be(bytes: &[u8], present: &[u8], encoding: Encoding) -> bool {
    if let Some(table) = single_byte(encoding) {
        return present
            .iter()
            .all(|&byte| table[usize::from(byte)] != 0xFFFD);
    }
    let Some(standard) = standard(encoding) else {
        return may_be_double(bytes, encoding);
    };
    let mut decoder = standard.new_decoder_without_bom_handling();
    let mut text = [0; 2048];
    let mut rest = bytes;
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut text, false);
        rest = &rest[read..];
        match result {
            encoding_rs::DecoderResult::InputEmpty => return true,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(..) => return false,
        }
    }
}

/// The same for what the Encoding Standard does not have.
pub(crate) fn may_be_double(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Johab => is_double(bytes, johab_unit),
        Encoding::EucJis2004 => is_double(bytes, euc_jis_unit),
        Encoding::ShiftJis2004 => is_double(bytes, shift_jis_unit),
        _ => is_double(bytes, euc_tw_unit),
    }
}

fn is_double(bytes: &[u8], unit: fn(&[u8]) -> Unit) -> bool {
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        rest = match unit(rest) {
            _ if byte.is_ascii() => &rest[1..],
            Unit::Character(len, _) => &rest[len..],
            Unit::Cut => return true,
            Unit::Malformed => return false,
        };
    }
    true
}
