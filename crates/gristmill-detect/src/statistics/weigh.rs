//! What the statistics are asked.

use gristmill_encoding::Encoding;

use super::candidates::ASCII_COMPATIBLE;
use super::race::race;
use super::sample::Sample;
use super::unlike_ascii::look_for_ebcdic;
use crate::Guess;
use crate::utf8::Validity;

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

/// Whether the text in a declared encoding is about as likely as in any other.
pub(crate) fn bears_out(bytes: &[u8], declared: Encoding) -> bool {
    let is_weighed = ASCII_COMPATIBLE
        .iter()
        .any(|candidate| candidate.encoding == declared);
    if !is_weighed {
        return true;
    }
    let mut sample = Sample::of(bytes);
    sample.words.truncate(ENOUGH_TO_BEAR_OUT);
    let n_words = f32::from(u16::try_from(sample.words.len()).unwrap_or(u16::MAX));
    let most = LIE.max(LIE_A_WORD * n_words);
    let guess = race(bytes, &sample, &Validity::of(bytes), Some(declared));
    let mut others = guess.runners_up.iter();
    guess.encoding == declared
        || others.any(|other| other.encoding == declared && other.behind < most)
}

/// The same among the encodings whose lower half is ASCII.
pub(super) fn guess_like_ascii(bytes: &[u8], utf8: &Validity) -> Guess {
    race(bytes, &Sample::of(bytes), utf8, None)
}
