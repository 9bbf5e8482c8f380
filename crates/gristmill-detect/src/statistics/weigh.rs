//! What the statistics are asked.

use alloc::vec::Vec;

use gristmill_encoding::Encoding;

use super::candidates::ASCII_COMPATIBLE;
use super::race::race;
use super::sample::Sample;
use super::unlike_ascii::look_for_ebcdic;
use crate::utf8::Validity;
use crate::{Guess, RunnerUp};

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
