//! An encoding of one language that was taken for that of another.

use alloc::string::String;
use alloc::vec::Vec;

use gristmill_encoding::{Encoding, single_byte, standard};
use gristmill_language::{Costs, Family, Glyph, UNIT};
use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::page::{PAGES, Page, pages};
use crate::gate::Gate;

pub(crate) const LEGACY: Rule = Rule::new("repair.mojibake.legacy", Kind::Mojibake);

/// What a text may have been written in.
const TRUTHS: [Encoding; 34] = [
    Encoding::Windows1252,
    Encoding::Windows1250,
    Encoding::Windows1251,
    Encoding::Windows1253,
    Encoding::Windows1254,
    Encoding::Windows1255,
    Encoding::Windows1256,
    Encoding::Windows1257,
    Encoding::Windows1258,
    Encoding::Windows874,
    Encoding::Iso8859_2,
    Encoding::Iso8859_5,
    Encoding::Iso8859_7,
    Encoding::Iso8859_13,
    Encoding::Cp437,
    Encoding::Cp737,
    Encoding::Cp775,
    Encoding::Cp850,
    Encoding::Cp852,
    Encoding::Cp857,
    Encoding::Cp862,
    Encoding::Ibm866,
    Encoding::Koi8R,
    Encoding::Koi8U,
    Encoding::Macintosh,
    Encoding::MacCe,
    Encoding::MacGreek,
    Encoding::MacTurkish,
    Encoding::XMacCyrillic,
    Encoding::ShiftJis,
    Encoding::EucJp,
    Encoding::Gb18030,
    Encoding::EucKr,
    Encoding::Big5,
];

/// How many characters of words beyond ASCII are read.
const ENOUGH: usize = 600;

/// The fewest characters beyond ASCII that tell anything.
const FEWEST: usize = 8;

/// The fewest different characters that must be others.
const FEWEST_KINDS: usize = 1;

/// How many words are read before readings that are far behind are dropped, in
/// eighths of a bit.
const FIRST_ROUND: usize = 8;
const MARGIN: u32 = 60 * UNIT;

/// Below this a text reads well as it stands, in eighths of a bit a character.
const READS_WELL: u32 = 3 * UNIT;
/// Above this it reads badly as it would be: a letter, an ideograph.
const MOST_A_LETTER: u32 = 5 * UNIT;
const MOST_AN_IDEOGRAPH: u32 = 11 * UNIT;

/// How much likelier a text must become: in all, and for each character that changes.
const SURE: u32 = 30 * UNIT;
const SURE_A_CHARACTER: u32 = 2 * UNIT;

/// Reads a text that is much likelier in another encoding of the same bytes.
pub(super) fn undo_legacy(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let sample = Sample::of(text);
    let Some((taken_for, truth)) = sample.best() else {
        return rewriter.finish();
    };
    let gate = Gate::of(text);
    let page = &pages()[taken_for];
    let mut start = 0;
    for word in text.split(|c: char| c.is_ascii_whitespace()) {
        let at = start;
        start += word.len() + 1;
        if word.is_ascii() {
            continue;
        }
        let Some(meaning) = reread(word, page, truth) else {
            continue;
        };
        let same_before = common_start(word, &meaning);
        let same_behind = common_end(&word[same_before..], &meaning[same_before..]);
        let span = Span::new(at + same_before, at + word.len() - same_behind);
        // Second bytes of East Asia are backticks in places.
        let is_open = single_byte(truth).is_none() || gate.is_open(span);
        if span.start < span.end && is_open {
            let with = &meaning[same_before..meaning.len() - same_behind];
            rewriter.replace_with_confidence(LEGACY, span, with, 0.95);
        }
    }
    rewriter.finish()
}

/// The words of a text that tell.
struct Sample<'t> {
    words: Vec<&'t str>,
    n_characters: usize,
    n_beyond: usize,
}

impl<'t> Sample<'t> {
    fn of(text: &'t str) -> Self {
        let mut sample = Self {
            words: Vec::new(),
            n_characters: 0,
            n_beyond: 0,
        };
        for word in text.split(|c: char| c.is_ascii_whitespace()) {
            if word.is_ascii() {
                continue;
            }
            let end = word
                .char_indices()
                .nth(ENOUGH / 4)
                .map_or(word.len(), |(end, _)| end);
            let word = &word[..end];
            sample.n_characters += word.chars().count();
            sample.n_beyond += word.chars().filter(|c| !c.is_ascii()).count();
            sample.words.push(word);
            if sample.n_characters > ENOUGH {
                break;
            }
        }
        sample
    }

    /// What the text was taken for and what it is in, if that makes it much likelier.
    fn best(&self) -> Option<(usize, Encoding)> {
        if self.n_beyond < FEWEST {
            return None;
        }
        let stands = self.cost(&self.words);
        let n = u32::try_from(self.n_characters).unwrap_or(u32::MAX);
        if stands.family == Family::EastAsia || stands.cost < n * READS_WELL {
            return None;
        }
        let mut readings = self.readings();
        let first = self.words.len().min(FIRST_ROUND);
        for reading in &mut readings {
            reading.read(&self.words[..first]);
        }
        let least = readings.iter().map(|reading| reading.cost).min()?;
        readings.retain(|reading| reading.cost <= least.saturating_add(MARGIN));
        for reading in &mut readings {
            reading.read(&self.words);
        }
        let best = readings.iter().min_by_key(|reading| reading.cost)?;
        let most = match best.family {
            Family::EastAsia => best.n_glyphs * MOST_AN_IDEOGRAPH,
            Family::Script(_) => best.n_glyphs * MOST_A_LETTER,
        };
        let mut changed = best.changed(&self.words);
        let n_changed = u32::try_from(changed.len()).unwrap_or(u32::MAX);
        // Signs of typography may be letters of a language that nobody has modelled.
        changed.retain(|c| !"‘’“”–—".contains(*c));
        changed.sort_unstable();
        changed.dedup();
        if changed.len() < FEWEST_KINDS {
            return None;
        }
        let is_sure = best.cost + SURE + n_changed * SURE_A_CHARACTER < stands.cost;
        (is_sure && best.cost - best.rarity < most).then_some((best.taken_for, best.truth))
    }

    fn cost(&self, words: &[&str]) -> Read {
        let words: Vec<Vec<Glyph>> = words
            .iter()
            .map(|word| word.chars().map(Glyph::of).collect())
            .collect();
        Read::of(&words)
    }

    /// Every pair in which the words are possible.
    fn readings(&self) -> Vec<Reading> {
        let mut readings = Vec::new();
        for (taken_for, page) in pages().iter().enumerate() {
            let lost = self
                .words
                .iter()
                .flat_map(|word| word.chars())
                .filter(|&c| !c.is_ascii() && page.byte(c).is_none())
                .count();
            if lost * 30 > self.n_beyond {
                continue;
            }
            for &truth in TRUTHS.iter().filter(|&&truth| truth != PAGES[taken_for]) {
                readings.push(Reading {
                    taken_for,
                    truth,
                    rarity: rarity(PAGES[taken_for]) + rarity(truth),
                    cost: 0,
                    n_glyphs: 0,
                    family: Family::LATIN,
                });
            }
        }
        readings
    }
}

/// What words cost in the likeliest language of most of their letters.
struct Read {
    family: Family,
    cost: u32,
    n_glyphs: u32,
}

impl Read {
    fn of(words: &[Vec<Glyph>]) -> Self {
        let all: Vec<Glyph> = words.iter().flatten().copied().collect();
        let family = Family::of(&all);
        let mut costs = Costs::new(family);
        for word in words {
            costs.add(&Costs::of_word(word, family));
        }
        Self {
            family,
            cost: costs.least(),
            n_glyphs: u32::try_from(all.len()).unwrap_or(u32::MAX),
        }
    }
}

/// A pair of encodings, and what the words cost in it.
struct Reading {
    taken_for: usize,
    truth: Encoding,
    rarity: u32,
    cost: u32,
    n_glyphs: u32,
    family: Family,
}

impl Reading {
    /// The characters of the words that are others in it.
    fn changed(&self, words: &[&str]) -> Vec<char> {
        let page = &pages()[self.taken_for];
        let changed = words.iter().flat_map(|word| {
            let meaning = reread(word, page, self.truth).unwrap_or_default();
            let others: Vec<char> = meaning.chars().collect();
            let pairs = word.chars().enumerate();
            pairs.filter_map(move |(at, own)| (others.get(at) != Some(&own)).then_some(own))
        });
        changed.collect()
    }

    fn read(&mut self, words: &[&str]) {
        let page = &pages()[self.taken_for];
        let glyphs: Vec<Vec<Glyph>> = words
            .iter()
            .map(|word| match reread(word, page, self.truth) {
                Some(meaning) => meaning.chars().map(Glyph::of).collect(),
                None => word.chars().map(Glyph::of).collect(),
            })
            .collect();
        let read = Read::of(&glyphs);
        self.cost = read.cost + self.rarity;
        self.n_glyphs = read.n_glyphs;
        self.family = read.family;
    }
}

/// How rare it is that a text is in an encoding, or is taken for it, in eighths of a
/// bit.
fn rarity(encoding: Encoding) -> u32 {
    let bits = match encoding {
        Encoding::Windows1252 => 0,
        Encoding::Windows1250 | Encoding::Windows1251 => 1,
        Encoding::Macintosh | Encoding::Cp850 | Encoding::Ibm866 | Encoding::Koi8R => 3,
        Encoding::ShiftJis | Encoding::EucJp | Encoding::Gb18030 => 2,
        Encoding::EucKr | Encoding::Big5 => 2,
        Encoding::Windows1253 | Encoding::Windows1254 | Encoding::Windows1257 => 2,
        Encoding::Windows1255 | Encoding::Windows1256 | Encoding::Windows874 => 2,
        Encoding::Iso8859_2 | Encoding::Cp437 => 3,
        _ => 5,
    };
    bits * UNIT
}

/// A word in what it is in; nothing when it is impossible.
fn reread(word: &str, page: &Page, truth: Encoding) -> Option<String> {
    let bytes: Vec<u8> = word
        .chars()
        .map(|c| match u8::try_from(u32::from(c)) {
            Ok(byte) if byte.is_ascii() => Some(byte),
            _ => page.byte(c),
        })
        .collect::<Option<_>>()?;
    match single_byte(truth) {
        Some(table) => bytes
            .iter()
            .map(|&byte| {
                let code = u32::from(table[usize::from(byte)]);
                char::from_u32(code).filter(|&c| c != '\u{FFFD}' && !c.is_control())
            })
            .collect(),
        None => {
            let (text, is_bad) = standard(truth)?.decode_without_bom_handling(&bytes);
            (!is_bad).then(|| text.into_owned())
        }
    }
}

fn common_start(one: &str, other: &str) -> usize {
    let pairs = one.char_indices().zip(other.chars());
    let same = pairs.take_while(|&((_, own), other)| own == other);
    same.last().map_or(0, |((at, own), _)| at + own.len_utf8())
}

fn common_end(one: &str, other: &str) -> usize {
    let pairs = one.chars().rev().zip(other.chars().rev());
    let same = pairs.take_while(|(own, other)| own == other);
    same.map(|(own, _)| own.len_utf8()).sum()
}
