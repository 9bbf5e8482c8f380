//! What the statistics are asked.

use alloc::vec::Vec;

use gristmill_encoding::Encoding;
use gristmill_language::{Costs, Family, Glyph, UNIT};

use super::answer::answer;
use super::byte_set::Census;
use super::candidates::is_weighed;
use super::possible::most_malformed;
use super::race::{Course, race};
use super::reading::Reader;
use super::sample::{Sample, may_be_cut};
use super::unlike_ascii::look_for_ebcdic;
use crate::Guess;
use crate::binary::binary;
use crate::utf8::Validity;

/// The encoding in which the bytes are the most likely text; noise in none of them is
/// text at all.
pub(crate) fn guess(bytes: &[u8], utf8: &Validity) -> Guess {
    let sample = Sample::of(bytes);
    let guess = weigh(bytes, &sample, utf8);
    look_for_ebcdic(bytes, &guess).unwrap_or_else(|| {
        if guess.encoding != Encoding::Utf8 && is_noise(bytes, &sample, guess.encoding) {
            binary()
        } else {
            guess
        }
    })
}

/// What a letter costs in random bytes, at least, in eighths of a bit: those of text
/// cost three bits, and those of the wrong text eight.
const NOISE_A_LETTER: u32 = 12 * UNIT;

/// How many characters tell that they are noise.
const ENOUGH_NOISE: usize = 24;

/// Whether the bytes are as unlikely as random ones.
fn is_noise(bytes: &[u8], sample: &Sample, encoding: Encoding) -> bool {
    let glyphs = first_words(bytes, sample, encoding);
    let n_glyphs = u32::try_from(glyphs.len()).unwrap_or(u32::MAX);
    glyphs.len() >= ENOUGH_NOISE
        && Family::of(&glyphs) != Family::EastAsia
        && Costs::least_of(&glyphs) > n_glyphs.saturating_mul(NOISE_A_LETTER)
}

/// How many bits a word the statistics must speak against a declaration before it
/// is a lie, and how many in all. They are wrong as well, and most declarations are
/// right.
const LIE_A_WORD: f32 = 4.0;
const LIE: f32 = 40.0;

/// How many words are read to see whether a declaration is a lie.
const ENOUGH_TO_BEAR_OUT: usize = 32;

/// Whether the text in a declared encoding is about as likely as in any other.
pub(crate) fn bears_out(bytes: &[u8], declared: Encoding) -> bool {
    if !is_weighed(declared) {
        return true;
    }
    let mut sample = Sample::of(bytes);
    sample.words.truncate(ENOUGH_TO_BEAR_OUT);
    let census = Census::of(bytes);
    let n_words = f32::from(u16::try_from(sample.words.len()).unwrap_or(u16::MAX));
    let most = LIE.max(LIE_A_WORD * n_words);
    let course = Course {
        bytes,
        census: &census,
        sample: &sample,
        utf8: &Validity::of(bytes),
        kept: Some(declared),
    };
    let ranking = race(&course, most_malformed(&census));
    let guess = answer(&ranking, census.set);
    let mut others = guess.runners_up.iter();
    guess.encoding == declared
        || others.any(|other| other.encoding == declared && other.behind < most)
}

/// The same among the encodings whose lower half is ASCII.
pub(super) fn guess_like_ascii(bytes: &[u8], utf8: &Validity) -> Guess {
    weigh(bytes, &Sample::of(bytes), utf8)
}

fn weigh(bytes: &[u8], sample: &Sample, utf8: &Validity) -> Guess {
    let census = Census::of(bytes);
    let course = Course {
        bytes,
        census: &census,
        sample,
        utf8,
        kept: None,
    };
    let mut ranking = race(&course, 0);
    let best = ranking.first().map(|&(encoding, _)| encoding);
    if best.is_none_or(|best| reads_badly(bytes, sample, best)) {
        // Perhaps the right encoding fell out for a few bad bytes.
        ranking = race(&course, most_malformed(&census));
    }
    let guess = answer(&ranking, census.set);
    match guess.encoding {
        Encoding::Utf8 => Guess {
            evidence: utf8.evidence(),
            ..guess
        },
        _ => guess,
    }
}

/// Above this a text reads badly, in eighths of a bit a character; there are many more
/// characters in East Asia.
const MOST_A_LETTER: u32 = 5 * UNIT;
const MOST_AN_IDEOGRAPH: u32 = 12 * UNIT;

/// How many words are read to see whether a text reads well.
const ENOUGH_TO_READ: usize = 16;

/// The first words in an encoding.
fn first_words(bytes: &[u8], sample: &Sample, encoding: Encoding) -> Vec<Glyph> {
    let reader = Reader::new(encoding);
    let (mut glyphs, mut all) = (Vec::new(), Vec::new());
    for word in sample.words.iter().take(ENOUGH_TO_READ) {
        reader.read(&bytes[word.clone()], may_be_cut(bytes, word), &mut glyphs);
        all.append(&mut glyphs);
        all.push(Glyph::of(' '));
    }
    all
}

fn reads_badly(bytes: &[u8], sample: &Sample, encoding: Encoding) -> bool {
    let all = first_words(bytes, sample, encoding);
    let n_glyphs = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let most = match Family::of(&all) {
        Family::EastAsia => MOST_AN_IDEOGRAPH,
        Family::Script(_) => MOST_A_LETTER,
    };
    Costs::least_of(&all) > n_glyphs.saturating_mul(most)
}
