//! A quick look at the letters beyond ASCII and those beside them: whether some
//! language writes them so.

use alloc::vec::Vec;

use gristmill_language::{Attested, Family, Glyph, Neighbour, Unattested};

use super::beyond_ascii::beyond_ascii;
use super::page::{InPages, in_pages};

/// How many characters beyond ASCII are looked at.
const ENOUGH: usize = 64;

/// Characters beyond ASCII, each with what stands before and behind it.
pub(super) struct Glance {
    /// Stretches of characters beyond ASCII and the ASCII character on each side, one
    /// stretch after the other.
    characters: Vec<char>,
    n_beyond: usize,
    /// Whether some language writes nearly all of it, or it is of East Asia.
    pub(super) is_attested: bool,
}

impl Glance {
    /// At the first characters beyond ASCII.
    pub(super) fn at(text: &str) -> Self {
        let mut characters = Vec::with_capacity(2 * ENOUGH);
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
            is_attested: false,
        };
        glance.is_attested = glance.asks_languages();
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

    fn asks_languages(&self) -> bool {
        let glyphs: Vec<Glyph> = self.characters.iter().map(|&c| Glyph::of(c)).collect();
        let mut beyond = Vec::with_capacity(self.n_beyond);
        let mut n_typographic = 0;
        for (&character, &glyph) in self.characters.iter().zip(&glyphs) {
            if !character.is_ascii() {
                beyond.push(glyph);
                n_typographic += u32::from(is_typographic(character));
            }
        }
        let Some(table) = Attested::of(Family::of(&beyond)) else {
            return true;
        };
        let (n_odd, n_pairs) = self.odds(table, |at| table.neighbour(glyphs[at]), STANDS);
        let n_told = (n_pairs + n_typographic) as usize;
        n_odd * STANDS <= n_pairs && n_told * 2 >= self.n_beyond
    }

    /// How many neighbours the language does not write together that writes most of
    /// them, and how many there are. Fewer are looked at when it is clear early on that
    /// more than one in so many are odd.
    pub(super) fn odds(
        &self,
        table: &Attested,
        neighbour: impl Fn(usize) -> Neighbour,
        one_in: u32,
    ) -> (u32, u32) {
        let mut counts = Unattested::default();
        let mut n_pairs = 0;
        let mut before = (Neighbour::EDGE, true);
        for (at, character) in self.characters.iter().enumerate() {
            let after = (neighbour(at), character.is_ascii());
            if after == (Neighbour::SIGN, false) {
                // A sign amid letters is odd.
                let is_behind = || neighbour(at + 1).is_letter();
                if before.0.is_letter() && at + 1 < self.characters.len() && is_behind() {
                    counts.add(0);
                    n_pairs += 1;
                }
            } else if !(before.1 && after.1) && before != (Neighbour::SIGN, false) {
                counts.add(table.languages(before.0, after.0));
                n_pairs += 1;
                if n_pairs == FEW && counts.least(table) * one_in > FEW + 2 * one_in {
                    break;
                }
            }
            before = after;
        }
        (counts.least(table), n_pairs)
    }
}

/// After so many pairs it is asked for the first time whether they are odd.
const FEW: u32 = 12;

/// One in so many neighbours that its language does not write.
const STANDS: u32 = 16;

/// A quotation mark, a dash, or another sign that text of every language has.
fn is_typographic(character: char) -> bool {
    matches!(character, '\u{A0}' | '«' | '»' | '\u{2010}'..='\u{203A}')
}
