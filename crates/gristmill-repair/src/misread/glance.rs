//! A quick look at the letters beyond ASCII and those beside them: whether some
//! language writes them so.

use alloc::vec::Vec;

use gristmill_language::{Attested, Family, Glyph, Neighbour, Unattested};

use super::beyond_ascii::beyond_ascii;

/// How many characters beyond ASCII are looked at.
const ENOUGH: usize = 64;

/// Characters beyond ASCII, each with what stands before and behind it.
pub(super) struct Glance {
    /// Stretches of characters beyond ASCII and the ASCII character on each side, one
    /// stretch after the other.
    characters: Vec<char>,
    n_beyond: usize,
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
        Self {
            characters,
            n_beyond,
        }
    }

    pub(super) fn n_beyond(&self) -> usize {
        self.n_beyond
    }

    pub(super) fn characters(&self) -> &[char] {
        &self.characters
    }

    /// Whether most characters beyond ASCII have another one beside them, as text of two
    /// bytes a character has.
    pub(super) fn is_dense(&self) -> bool {
        let n_stretches = (self.characters.len() - self.n_beyond) / 2;
        self.n_beyond * 2 >= n_stretches * 3
    }

    /// Whether some language writes nearly all of it, or it is of East Asia.
    pub(super) fn is_attested(&self) -> bool {
        let glyphs: Vec<Glyph> = self.characters.iter().map(|&c| Glyph::of(c)).collect();
        let family = Family::of(&self.beyond(&glyphs));
        let Some(table) = Attested::of(family) else {
            return true;
        };
        self.odds(table, |at| glyphs[at], STANDS).is_some()
    }

    fn beyond(&self, glyphs: &[Glyph]) -> Vec<Glyph> {
        let pairs = self.characters.iter().zip(glyphs);
        pairs
            .filter(|(c, _)| !c.is_ascii())
            .map(|(_, &glyph)| glyph)
            .collect()
    }

    /// How many neighbours the language does not write that writes most of them;
    /// nothing when they are more than one in so many.
    pub(super) fn odds(
        &self,
        table: &Attested,
        glyph: impl Fn(usize) -> Glyph,
        one_in: usize,
    ) -> Option<u32> {
        let mut counts = Unattested::default();
        let mut n_pairs = 0;
        let mut before = (Neighbour::EDGE, true);
        for (at, &character) in self.characters.iter().enumerate() {
            let after = (table.neighbour(glyph(at)), character.is_ascii());
            let is_sign = |(own, is_ascii): (Neighbour, bool)| !is_ascii && !own.is_letter();
            if is_sign(after) {
                // A sign amid letters is odd.
                let behind = self
                    .characters
                    .get(at + 1)
                    .map(|_| table.neighbour(glyph(at + 1)));
                if is_inner(glyph(at))
                    && before.0.is_letter()
                    && behind.is_some_and(Neighbour::is_letter)
                {
                    counts.add(0);
                    n_pairs += 1;
                }
            } else if !(before.1 && after.1) && !is_sign(before) {
                counts.add(table.languages(before.0, after.0));
                n_pairs += 1;
            }
            before = after;
            if n_pairs == FEW && counts.least(table) as usize > FEW / one_in + 1 {
                return None;
            }
        }
        let least = counts.least(table);
        (least as usize * one_in <= n_pairs).then_some(least)
    }
}

/// After so many pairs it is asked for the first time whether they are odd.
const FEW: usize = 24;

/// One in so many neighbours that its language does not write.
const STANDS: usize = 16;

fn is_inner(glyph: Glyph) -> bool {
    !matches!(
        glyph,
        Glyph::VowelSign | Glyph::Blank(_) | Glyph::Digit(_) | Glyph::Apostrophe(_)
    )
}
