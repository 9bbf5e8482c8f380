//! Which language a text is in.

use crate::costs::{Costs, Family, UNIT};
use crate::glyph::Glyph;
use crate::tables::LANGUAGES;

/// How many characters are read, in as many places as [`WINDOWS`] says.
const MOST: usize = 4096;

/// From how many places of a long text characters are read.
const WINDOWS: usize = 4;

/// How much the second best language must cost more, in eighths of a bit. Below
/// that the text is in either, or in none of the model.
const CLEAR: u32 = 4 * UNIT;

/// What a letter costs at most on average in a text of a language in the model,
/// in eighths of a bit.
const MOST_A_LETTER: u32 = 6 * UNIT + 4;

/// The fewest letters that tell anything.
const FEWEST: u32 = 8;

/// The language of a text (BCP 47); nothing when it is too short, in several, or in
/// none that the model knows.
///
/// Long texts are read in a few places. Words in the letters of another script are
/// passed over.
///
/// ```
/// use gristmill_language::identify;
///
/// assert_eq!(identify("Młyn stoi nad rzeką, a koło obraca się od rana."), Some("pl"));
/// assert_eq!(identify("42"), None);
/// ```
#[must_use]
pub fn identify(text: &str) -> Option<&'static str> {
    let family = family(text)?;
    let mut costs = Costs::new(family);
    let mut n_letters = 0;
    let mut word = [Glyph::Noise; 64];
    let mut len = 0;
    for character in windows(text).flat_map(str::chars).chain([' ']) {
        let glyph = Glyph::of(character);
        let is_own = is_of(glyph, family);
        if is_own && len < word.len() {
            word[len] = glyph;
            len += 1;
            continue;
        }
        if len > 0 {
            costs.add(&Costs::of_word(&word[..len], family));
            n_letters += u32::try_from(len).unwrap_or(0);
            len = 0;
        }
        if is_own {
            word[0] = glyph;
            len = 1;
        }
    }
    best(&costs, n_letters)
}

fn best(costs: &Costs, n_letters: u32) -> Option<&'static str> {
    let languages = costs.languages();
    let (best, &cost) = languages.iter().enumerate().min_by_key(|&(_, cost)| cost)?;
    let others = languages
        .iter()
        .enumerate()
        .filter(|&(other, _)| other != best);
    let second = others.map(|(_, &cost)| cost).min().unwrap_or(u32::MAX);
    let is_east_asian = costs.family == Family::EastAsia;
    let fewest = if is_east_asian { FEWEST / 4 } else { FEWEST };
    let most = n_letters.saturating_mul(if is_east_asian { 2 } else { 1 } * MOST_A_LETTER);
    let is_clear = second.saturating_sub(cost) >= CLEAR;
    (n_letters >= fewest && is_clear && cost <= most)
        .then(|| LANGUAGES[costs.family.first_language() + best])
}

/// The family of most letters.
fn family(text: &str) -> Option<Family> {
    let mut counts = [0_usize; Family::ALL.len()];
    for character in windows(text).flat_map(str::chars) {
        let glyph = Glyph::of(character);
        if let Some(at) = Family::ALL.iter().position(|&family| is_of(glyph, family)) {
            counts[at] += 1;
        }
    }
    let most = (0..counts.len()).rev().max_by_key(|&at| counts[at])?;
    (counts[most] > 0).then_some(Family::ALL[most])
}

fn is_of(glyph: Glyph, family: Family) -> bool {
    match (glyph, family) {
        (Glyph::Letter { script, .. }, _) => Family::of_script(script) == family,
        (Glyph::Han(_) | Glyph::Hangul(_), Family::EastAsia) => true,
        (Glyph::Apostrophe(_) | Glyph::VowelSign, Family::Script(_)) => true,
        _ => false,
    }
}

/// The text, or stretches of a long one.
fn windows(text: &str) -> impl Iterator<Item = &str> {
    let part = text.len().div_ceil(WINDOWS).max(1);
    let len = part.min(MOST / WINDOWS);
    (0..WINDOWS).filter_map(move |number| {
        let start = ceil_char_boundary(text, number * part);
        let end = ceil_char_boundary(text, (number * part + len).min(text.len()));
        text.get(start..end).filter(|stretch| !stretch.is_empty())
    })
}

fn ceil_char_boundary(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}
