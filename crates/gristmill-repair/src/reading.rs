//! How likely stretches of text are.

use alloc::vec::Vec;

use gristmill_language::{Costs, Glyph};

/// What a word costs in its likeliest language, in eighths of a bit.
pub(crate) fn cost(word: &str, glyphs: &mut Vec<Glyph>) -> u32 {
    glyphs_of(word, glyphs);
    Costs::least_of(glyphs)
}

/// The glyphs of a word, but for a byte order mark, which says nothing.
pub(crate) fn glyphs_of(word: &str, glyphs: &mut Vec<Glyph>) {
    glyphs.clear();
    glyphs.extend(word.chars().filter(|&c| c != '\u{FEFF}').map(Glyph::of));
}
