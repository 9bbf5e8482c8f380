//! From the order of the encodings to a guess.

use alloc::vec::Vec;

use gristmill_encoding::{Encoding, single_byte};
use gristmill_language::UNIT;

use super::byte_set::ByteSet;
use crate::confidence::confidence;
use crate::{Evidence, Guess, RunnerUp};

/// The answer, from the encodings in the order of their costs.
pub(super) fn answer(ranking: &[(Encoding, u32)], present: ByteSet) -> Guess {
    let Some((&(encoding, least), others)) = ranking.split_first() else {
        return Guess {
            encoding: Encoding::Windows1252,
            confidence: 0.1,
            evidence: Evidence::Statistics,
            runners_up: Vec::new(),
            pieces: Vec::new(),
        };
    };
    let mut texts = alloc::vec![encoding];
    let runners_up: Vec<RunnerUp> = others
        .iter()
        .map(|&(encoding, cost)| RunnerUp {
            encoding,
            behind: in_bits(cost - least),
            text: if cost - least < FAR {
                text_number(encoding, &mut texts, present)
            } else {
                RunnerUp::FAR
            },
        })
        .collect();
    Guess {
        encoding,
        confidence: confidence(&runners_up),
        evidence: Evidence::Statistics,
        runners_up,
        pieces: Vec::new(),
    }
}

/// A text that is so far behind is not compared with others, in eighths of a bit.
const FAR: u32 = 40 * UNIT;

/// The number of the text that the bytes are in this encoding, a new one when it
/// is none of the texts so far.
fn text_number(encoding: Encoding, texts: &mut Vec<Encoding>, present: ByteSet) -> u16 {
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
fn is_same_text(one: Encoding, other: Encoding, present: ByteSet) -> bool {
    let (Some(one), Some(other)) = (single_byte(one), single_byte(other)) else {
        return false;
    };
    present
        .iter()
        .all(|byte| one[usize::from(byte)] == other[usize::from(byte)])
}
