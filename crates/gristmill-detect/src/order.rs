//! The order in which evidence is asked for.

use crate::utf8::Validity;
use crate::{Evidence, Guess, Hints};
use crate::{binary, bom, declared, iso_2022, statistics, utf8, wide};

/// Which encoding these bytes are in, and how that is known.
///
/// Any bytes give an answer, the same one every time. Pure ASCII is answered
/// as UTF-8, which it is.
#[must_use]
pub fn detect(bytes: &[u8], hints: &Hints<'_>) -> Guess {
    if let Some(encoding) = hints.given {
        return Guess {
            pieces: hints.pieces.to_vec(),
            ..Guess::certain(encoding, Evidence::Given, 1.0)
        };
    }
    let certain = bom::look(bytes)
        .or_else(|| binary::look_for_signature(bytes))
        .or_else(|| iso_2022::look(bytes))
        .or_else(|| wide::look(bytes))
        .or_else(|| declared::look_for_seven_bits(bytes, hints.label))
        .or_else(|| statistics::look_for_utf_16(bytes))
        .or_else(|| binary::look_for_noise(bytes))
        .or_else(|| utf8::look(bytes))
        .or_else(|| declared::look(bytes, hints.label));
    if let Some(guess) = certain {
        return guess.with_pieces(bytes);
    }
    // A mark that was not believed says nothing, not even that there is one character.
    let text = bom::behind(bytes);
    let utf8 = Validity::of(text);
    let guess = utf8
        .damaged()
        .unwrap_or_else(|| statistics::guess(text, &utf8));
    let guess = match hints.siblings {
        Some(vote) => vote.decide(guess),
        None => guess,
    };
    guess.with_pieces(bytes)
}
