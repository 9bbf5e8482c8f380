//! A quick look at the letters beyond ASCII and those beside them: whether some
//! language writes them so.

use alloc::vec::Vec;

use gristmill_language::{Attested, Family, Glyph, Neighbour, Unattested};

use super::beyond_ascii::beyond_ascii;
use super::page::{InPages, in_pages};

/// How many characters beyond ASCII are looked at.
const ENOUGH: usize = 48;

/// Neighbours that are odd.
#[derive(Clone, Copy, Default)]
pub(super) struct OddPairs {
    /// How many pairs the language does not write that writes most of them.
    pub(super) n_odd: u32,
    /// How many pairs there are.
    pub(super) n_pairs: u32,
}

/// Characters beyond ASCII, each with what stands before and behind it.
pub(super) struct Glance {
    /// Stretches of characters beyond ASCII and the ASCII character on each side, one
    /// stretch after the other.
    characters: Vec<char>,
    n_beyond: usize,
    /// How many neighbours no language writes together, and how many there are.
    pub(super) odd_pairs: OddPairs,
    /// Whether some language writes nearly all of it, or it is of East Asia.
    pub(super) is_attested: bool,
}

impl Glance {
    /// At the first characters beyond ASCII.
    pub(super) fn at(text: &str) -> Self {
        // Each may have one on either side.
        let mut characters = Vec::with_capacity(3 * ENOUGH);
        let mut n_beyond = 0;
        let mut end = 0;
        while let Some(start) = beyond_ascii(text, end) {
            // Two stretches may share what stands between them.
            let before = text.as_bytes()[..start].last();
            characters.push(before.map_or(' ', |&byte| char::from(byte)));
            let mut stretch = text[start..].char_indices();
            let behind = stretch.find(|&(_, character)| {
                let is_beyond = !character.is_ascii() && n_beyond < ENOUGH;
                if is_beyond {
                    characters.push(character);
                    n_beyond += 1;
                }
                !is_beyond
            });
            let (len, behind) = behind.unwrap_or((text.len() - start, ' '));
            characters.push(if behind.is_ascii() { behind } else { ' ' });
            end = start + len;
            if n_beyond == ENOUGH || end == text.len() {
                break;
            }
        }
        let mut glance = Self {
            characters,
            n_beyond,
            odd_pairs: OddPairs::default(),
            is_attested: false,
        };
        glance.ask_languages();
        glance
    }

    pub(super) fn n_beyond(&self) -> usize {
        self.n_beyond
    }

    /// What the characters are in each page.
    pub(super) fn in_pages(&self) -> Vec<&'static InPages> {
        self.characters.iter().map(|&c| in_pages(c)).collect()
    }

    /// Whether most characters beyond ASCII have another one beside them, as text of two
    /// bytes a character has.
    pub(super) fn is_dense(&self) -> bool {
        let n_stretches = (self.characters.len() - self.n_beyond) / 2;
        self.n_beyond * 2 >= n_stretches * 3
    }

    /// Whether it may be bytes of East Asia: they are dense, and no language writes one
    /// in three of them.
    pub(super) fn is_wild(&self) -> bool {
        self.is_dense() && self.odd_pairs.n_odd * 3 >= self.odd_pairs.n_pairs
    }

    fn ask_languages(&mut self) {
        let glyphs: Vec<Glyph> = self.characters.iter().map(|&c| Glyph::of(c)).collect();
        let pairs = self.characters.iter().zip(&glyphs);
        let pairs = pairs.filter(|(c, _)| !c.is_ascii());
        let mut beyond: Vec<Glyph> = Vec::with_capacity(self.n_beyond);
        beyond.extend(pairs.map(|(_, &glyph)| glyph));
        let Some(table) = Attested::of(Family::of(&beyond)) else {
            self.is_attested = true;
            return;
        };
        let neighbour = |at: usize| neighbour(table, self.characters[at], glyphs[at]);
        let odd_pairs = self.odd_pairs(table, neighbour, None);
        self.is_attested =
            odd_pairs.n_odd * ONE_ODD_IN <= odd_pairs.n_pairs && self.is_told(odd_pairs);
        self.odd_pairs = odd_pairs;
    }

    /// Whether most characters beyond ASCII are in these pairs, and not signs.
    pub(super) fn is_told(&self, odd_pairs: OddPairs) -> bool {
        odd_pairs.n_pairs as usize * 2 >= self.n_beyond
    }

    /// How odd it is in the language that writes most of the neighbours together. Not
    /// all of them are looked at when the first are too odd.
    pub(super) fn odd_pairs(
        &self,
        table: &Attested,
        neighbour: impl Fn(usize) -> Neighbour,
        most: Option<u32>,
    ) -> OddPairs {
        let mut counts = Unattested::default();
        let mut n_pairs = 0;
        let mut before = (Neighbour::EDGE, true);
        for (at, character) in self.characters.iter().enumerate() {
            let after = (neighbour(at), character.is_ascii());
            let is_sign =
                |(neighbour, is_ascii): (Neighbour, bool)| !is_ascii && neighbour.is_sign();
            if is_sign(after) {
                let is_behind = || at + 1 < self.characters.len() && neighbour(at + 1).is_letter();
                // A sign amid letters is odd.
                if before.0.is_letter() && is_behind() {
                    counts.add(0);
                    n_pairs += 1;
                } else if after.0 == Neighbour::MARK {
                    n_pairs += 1;
                }
            } else if !(before.1 && after.1 || is_sign(before)) {
                counts.add(table.languages(before.0, after.0));
                n_pairs += 1;
                if let Some(most) = most.filter(|_| n_pairs % CHECK_EVERY == 0)
                    && counts.least(table) > most.min(n_pairs / EARLY_ODD_IN + 2)
                {
                    break;
                }
            }
            before = after;
        }
        OddPairs {
            n_odd: counts.least(table),
            n_pairs,
        }
    }
}

/// After every so many pairs it is asked whether they are too odd: more than one in so
/// many, and two.
const CHECK_EVERY: u32 = 6;
const EARLY_ODD_IN: u32 = 8;

/// One in so many neighbours that its language does not write.
const ONE_ODD_IN: u32 = 16;

/// What a character is to the letters beside it. Of the signs of typography dashes and
/// apostrophes stand between words, the others before or behind them.
pub(super) fn neighbour(table: &Attested, character: char, glyph: Glyph) -> Neighbour {
    match character {
        '\u{A0}' | '·' | '\u{2010}'..='\u{2015}' | '\u{2019}' => Neighbour::EDGE,
        '«' | '»' | '\u{2016}'..='\u{203A}' => Neighbour::MARK,
        _ => table.neighbour(glyph),
    }
}
