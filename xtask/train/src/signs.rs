//! What stands between words, and how words are capitalised: the same for all
//! languages.

use std::collections::BTreeMap;

use crate::alphabet::{fold, is_apostrophe, is_hangul, is_ideograph, script_of};

/// What stands beside a sign.
pub const N_SIDES: usize = 5;

/// The kind of neighbour: space or nothing, letter, digit, sign, character of
/// East Asia.
fn side(character: Option<char>) -> usize {
    match character {
        None => 0,
        Some(c) if c.is_whitespace() => 0,
        Some(c) if is_ideograph(c) || is_hangul(c) || matches!(c, '\u{3041}'..='\u{30FF}') => 4,
        Some(c) if script_of(c).is_some() => 1,
        Some(c) if c.is_ascii_digit() => 2,
        Some(_) => 3,
    }
}

/// The counts of signs and of capitals.
#[derive(Default)]
pub struct Signs {
    /// For each pair of sides, how often a sign stands between them.
    pub between: [BTreeMap<char, f64>; N_SIDES * N_SIDES],
    /// For each state before, how often a small letter and a capital follows.
    pub capitals: [[f64; 2]; 4],
    /// How often an apostrophe is `'` and `’`.
    pub apostrophes: [f64; 2],
}

impl Signs {
    /// Counts a text of which each character weighs this much.
    pub fn add(&mut self, text: &str, weight: f64) {
        let characters: Vec<char> = text.chars().collect();
        let mut state = 0;
        for (at, &character) in characters.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| characters[before]);
            let after = characters.get(at + 1).copied();
            if script_of(character).is_some() {
                let is_cased = character.is_lowercase() || fold(character) != character;
                if is_cased {
                    let upper = fold(character) != character;
                    self.capitals[state][usize::from(upper)] += weight;
                    state = next_state(state, upper);
                }
                continue;
            }
            if is_apostrophe(character) && side(before) == 1 && side(after) == 1 {
                self.apostrophes[usize::from(character != '\'')] += weight;
            }
            state = 0;
            if is_ideograph(character) || is_hangul(character) {
                continue;
            }
            let place = side(before) * N_SIDES + side(after);
            let sign = if character.is_ascii_digit() {
                '0'
            } else {
                character
            };
            *self.between[place].entry(sign).or_default() += weight;
        }
    }
}

/// 0: at the beginning of a word; 1: after a small letter; 2: after a first
/// capital; 3: after more than one capital.
pub fn next_state(state: usize, upper: bool) -> usize {
    match (state, upper) {
        (0, true) => 2,
        (2 | 3, true) => 3,
        _ => 1,
    }
}
