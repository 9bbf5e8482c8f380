//! Which language a text is in.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::costs::{Costs, Family, UNIT};
use crate::glyph::{Glyph, KANA, LATIN};
use crate::tables::LANGUAGES;
use crate::words::{LONGEST_WORD, Words};

/// How many characters are read, in as many places as [`WINDOWS`] says.
const MOST: usize = 4096;

/// From how many places of a long text characters are read.
const WINDOWS: usize = 4;

/// How much the second best language must cost more, in eighths of a bit. Below
/// that the text is in either, or in none of the model.
const CLEAR: u32 = 4 * UNIT;

/// How much more it must cost for the rest of the text to be left unread. A text that is
/// half in another language may be named after the part that was read: of 12,422 documents
/// 100 are named otherwise than when all of them is read. That is no loss: of the 11,974
/// whose language is known, twenty-two of them, 11,059 are named right so, 11,063 when it
/// is 48 bits, and 11,039 when all is read.
const BEYOND_DOUBT: u32 = 40 * UNIT;

/// In how many rounds the places are read: a part of each in every round.
const ROUNDS: usize = 32;

/// After so many letters the script may be clear.
const ENOUGH_LETTERS: usize = 100;

/// How near a blank is, in bytes, in a script that has blanks.
const NEAR: usize = 64;

/// The shortest part, in bytes: short texts are read at once.
const SHORTEST_PART: usize = 32;

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
    let windows = windows(text);
    let family = family(windows)?;
    let mut read = Read::new(family);
    let mut windows = windows;
    for _ in 0..ROUNDS {
        for window in &mut windows {
            read.words(window.next_part());
        }
        if read.is_beyond_doubt() {
            break;
        }
    }
    read.best()
}

/// What the words that were read so far cost.
enum Read {
    Script(Box<Words>),
    EastAsia(Box<EastAsia>),
}

impl Read {
    fn new(family: Family) -> Self {
        match family {
            Family::Script(script) => Self::Script(Box::new(Words::new(script))),
            Family::EastAsia => Self::EastAsia(Box::new(EastAsia::new())),
        }
    }

    /// Reads the words of the family's letters.
    fn words(&mut self, text: &str) {
        match self {
            Self::Script(words) => words.read(text),
            Self::EastAsia(words) => words.read(text),
        }
    }

    fn costs(&self) -> Costs {
        match self {
            Self::Script(words) => words.costs(),
            Self::EastAsia(words) => words.costs.clone(),
        }
    }

    fn n_letters(&self) -> u32 {
        match self {
            Self::Script(words) => words.n_letters(),
            Self::EastAsia(words) => words.n_letters,
        }
    }

    fn is_beyond_doubt(&self) -> bool {
        first_two(&self.costs()).is_some_and(|(_, cost, second)| second - cost >= BEYOND_DOUBT)
    }

    fn best(&self) -> Option<&'static str> {
        let costs = self.costs();
        let (best, cost, second) = first_two(&costs)?;
        let is_east_asian = costs.family == Family::EastAsia;
        let fewest = if is_east_asian { FEWEST / 4 } else { FEWEST };
        let a_letter = if is_east_asian { 2 } else { 1 } * MOST_A_LETTER;
        let most = self.n_letters().saturating_mul(a_letter);
        let is_clear = second.saturating_sub(cost) >= CLEAR;
        (self.n_letters() >= fewest && is_clear && cost <= most)
            .then(|| LANGUAGES[costs.family.first_language() + best])
    }
}

/// The number of the likeliest language, what it costs, and what the next one does.
fn first_two(costs: &Costs) -> Option<(usize, u32, u32)> {
    let (mut best, mut least, mut second) = (None, u32::MAX, u32::MAX);
    for (language, &cost) in costs.languages().iter().enumerate() {
        if cost < least || best.is_none() {
            (best, second, least) = (Some(language), least, cost);
        } else {
            second = second.min(cost);
        }
    }
    best.map(|best| (best, least, second))
}

/// What was read of East Asia: runs of its characters, each of which may be of another
/// language than those around it.
struct EastAsia {
    costs: Costs,
    n_letters: u32,
    run: Vec<Glyph>,
}

impl EastAsia {
    fn new() -> Self {
        Self {
            costs: Costs::new(Family::EastAsia),
            n_letters: 0,
            run: Vec::new(),
        }
    }

    fn read(&mut self, text: &str) {
        for character in text.chars() {
            let glyph = Glyph::of(character);
            let is_own = match glyph {
                Glyph::Letter { script, .. } => script == KANA,
                glyph => matches!(glyph, Glyph::Han(_) | Glyph::Hangul(_)),
            };
            if !is_own || self.run.len() == LONGEST_WORD {
                self.end();
            }
            if is_own {
                self.run.push(glyph);
            }
        }
        self.end();
    }

    fn end(&mut self) {
        if !self.run.is_empty() {
            self.n_letters += u32::try_from(self.run.len()).unwrap_or(0);
            self.costs.add(&Costs::of_word(&self.run, Family::EastAsia));
            self.run.clear();
        }
    }
}
/// The family of most letters. When nearly all of the first ones are of one script, the
/// others are not asked.
fn family(mut windows: [Window<'_>; WINDOWS]) -> Option<Family> {
    let mut counts = [0_usize; Family::ALL.len()];
    for _ in 0..ROUNDS {
        for window in &mut windows {
            count_letters(window.next_part(), &mut counts);
        }
        let n_letters: usize = counts.iter().sum();
        let n_most = counts.iter().copied().max().unwrap_or(0);
        if n_letters >= ENOUGH_LETTERS && n_most * 8 >= n_letters * 7 {
            break;
        }
    }
    let most = (0..counts.len()).rev().max_by_key(|&at| counts[at])?;
    (counts[most] > 0).then_some(Family::ALL[most])
}

/// Counts the letters of each script.
fn count_letters(text: &str, counts: &mut [usize; Family::ALL.len()]) {
    counts[usize::from(LATIN)] += n_ascii_letters(text);
    if text.is_ascii() {
        return;
    }
    for character in text.chars().filter(|character| !character.is_ascii()) {
        match Glyph::of(character) {
            Glyph::Letter { script, .. } => counts[usize::from(script)] += 1,
            Glyph::Han(_) | Glyph::Hangul(_) => counts[usize::from(KANA)] += 1,
            _ => {}
        }
    }
}

fn n_ascii_letters(text: &str) -> usize {
    let is_letter = |byte: &u8| u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
    // So many at a time as a register holds.
    let (chunks, tail) = text.as_bytes().as_chunks::<16>();
    let mut n_letters = 0;
    for chunk in chunks {
        n_letters += usize::from(chunk.iter().map(is_letter).fold(0, u8::wrapping_add));
    }
    n_letters + usize::from(tail.iter().map(is_letter).fold(0, u8::wrapping_add))
}

/// A stretch of the text, which is read part by part.
#[derive(Clone, Copy)]
struct Window<'t> {
    text: &'t str,
    /// How long the parts are, but for the words at their ends.
    len: usize,
    /// How many parts were read, and where the last of them ends.
    n_parts: usize,
    done: usize,
}

/// The text, or stretches of a long one.
fn windows(text: &str) -> [Window<'_>; WINDOWS] {
    let part = text.len().div_ceil(WINDOWS).max(1);
    let len = part.min(MOST / WINDOWS);
    core::array::from_fn(|number| {
        let start = word_boundary(text, number * part);
        let end = word_boundary(text, (number * part + len).min(text.len()));
        Window::of(text.get(start..end).unwrap_or_default())
    })
}

impl<'t> Window<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            len: text.len().div_ceil(ROUNDS).max(SHORTEST_PART),
            n_parts: 0,
            done: 0,
        }
    }

    /// The part that is read next; empty when all of them were.
    fn next_part(&mut self) -> &'t str {
        if self.done == self.text.len() {
            return "";
        }
        self.n_parts += 1;
        let end = (self.len * self.n_parts).min(self.text.len());
        let start = core::mem::replace(&mut self.done, word_boundary(self.text, end));
        self.text.get(start..self.done).unwrap_or_default()
    }
}

/// The end of the word that this place is in, or the end.
fn word_boundary(text: &str, at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let at = ceil_char_boundary(text, at);
    let near = &text.as_bytes()[at..text.len().min(at + NEAR)];
    let blank = near.iter().position(u8::is_ascii_whitespace);
    at + blank.unwrap_or(0)
}

fn ceil_char_boundary(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}
