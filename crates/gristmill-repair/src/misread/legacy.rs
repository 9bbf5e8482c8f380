//! An encoding of one language that was taken for that of another.

use alloc::string::String;
use alloc::vec::Vec;

use gristmill_encoding::{Encoding, single_byte, standard};
use gristmill_language::{Costs, Family, Glyph, UNIT};
use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::candidates::{Candidate, candidates};
use super::glance::Glance;
use super::page::{PAGES, Page, pages};
use super::words::words_beyond_ascii;
use crate::gate::Gate;

pub(crate) const LEGACY: Rule = Rule::new("repair.mojibake.legacy", Kind::Mojibake);

/// How many characters of words beyond ASCII are read to see that a text reads well, and
/// to weigh what else it may be.
const FIRST_LOOK: usize = 96;
const ENOUGH: usize = 600;

/// The fewest characters beyond ASCII that tell anything.
const FEWEST: usize = 8;

/// How many words are read before readings that are far behind are dropped, and how far
/// they may be, in eighths of a bit.
const FIRST_ROUND: usize = 4;
const MARGIN: u32 = 60 * UNIT;

/// Below this a text reads well as it stands, in eighths of a bit a character, and above
/// it badly; between them the letters tell.
const READS_WELL: u32 = 3 * UNIT;
const READS_BADLY: u32 = 5 * UNIT;

/// What a letter costs that a language does not have, in eighths of a bit.
const STRANGE: u32 = 11 * UNIT;
/// Above this it reads badly as it would be, in eighths of a bit: a letter, an
/// ideograph.
const MOST_A_LETTER: u32 = 5 * UNIT;
const MOST_AN_IDEOGRAPH: u32 = 11 * UNIT;

/// How much likelier a text must become: in all, and for each character that changes.
const SURE: u32 = 30 * UNIT;
const SURE_A_CHARACTER: u32 = 2 * UNIT;

/// Reads a text that is much likelier in another encoding of the same bytes.
pub(super) fn undo_legacy<'t>(text: &'t str, glance: &Glance) -> Rewrite<'t> {
    let mut rewriter = Rewriter::new(text);
    let Some((taken_for, truth)) = likelier(text, glance) else {
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

/// What a text was taken for and what it is in, if that makes it much likelier. Most
/// texts need the first look only.
fn likelier(text: &str, glance: &Glance) -> Option<(usize, Encoding)> {
    if glance.n_beyond() < FEWEST || glance.is_attested {
        return None;
    }
    let mut readings: Vec<Reading> = candidates(glance).iter().map(Reading::of).collect();
    if readings.is_empty() {
        return None;
    }
    let first = Sample::of(text, FIRST_LOOK);
    if first.reads_well() {
        return None;
    }
    // What does not gain anything at first does not gain enough in the end.
    for n_words in [FIRST_ROUND, first.words.len()] {
        first.drop_the_last(&mut readings, n_words);
    }
    if readings.is_empty() {
        return None;
    }
    Sample::of(text, ENOUGH).best(readings)
}

/// The words of a text that tell.
struct Sample<'t> {
    words: Vec<&'t str>,
    n_characters: u32,
    n_beyond: u32,
}

impl<'t> Sample<'t> {
    /// The first words beyond ASCII, of about so many characters.
    fn of(text: &'t str, most: usize) -> Self {
        let mut sample = Self {
            words: Vec::new(),
            n_characters: 0,
            n_beyond: 0,
        };
        let mut left = most;
        for word in words_beyond_ascii(text) {
            let word = &text[word];
            let end = word.char_indices().nth(left.min(most / 2));
            let word = &word[..end.map_or(word.len(), |(end, _)| end)];
            for character in word.chars() {
                sample.n_characters += 1;
                sample.n_beyond += u32::from(!character.is_ascii());
                left = left.saturating_sub(1);
            }
            sample.words.push(word);
            if left == 0 {
                break;
            }
        }
        sample
    }

    /// Whether this is a text of a language as it stands, or too little to tell.
    fn reads_well(&self) -> bool {
        let mut reader = Reader::default();
        let stands = reader.read(self.words.iter().copied());
        if self.n_beyond < 2 || stands.family == Family::EastAsia {
            return true;
        }
        let a_character = stands.cost / self.n_characters.max(1);
        a_character < READS_WELL
            || a_character < READS_BADLY && reader.n_strange(&stands) * 16 <= self.n_beyond
    }

    /// Leaves only the readings that are not far behind the others after so many words,
    /// and not behind the text as it stands.
    fn drop_the_last(&self, readings: &mut Vec<Reading>, n_words: usize) {
        let words = &self.words[..n_words.min(self.words.len())];
        let mut reader = Reader::default();
        let stands = reader.read(words.iter().copied());
        for reading in &mut *readings {
            reading.read(words, &mut reader);
        }
        let least = readings.iter().map(|reading| reading.cost).min();
        let most = least.map_or(0, |least| least.saturating_add(MARGIN).min(stands.cost));
        readings.retain(|reading| reading.cost <= most);
    }

    /// What the text was taken for and what it is in, if that makes it much likelier.
    fn best(&self, mut readings: Vec<Reading>) -> Option<(usize, Encoding)> {
        if (self.n_beyond as usize) < FEWEST || self.reads_well() {
            return None;
        }
        let mut reader = Reader::default();
        let stands = reader.read(self.words.iter().copied());
        for reading in &mut readings {
            reading.read(&self.words, &mut reader);
        }
        let best = readings.iter().min_by_key(|reading| reading.cost)?;
        let most = match best.family {
            Family::EastAsia => best.n_glyphs * MOST_AN_IDEOGRAPH,
            Family::Script(_) => best.n_glyphs * MOST_A_LETTER,
        };
        let mut changed = best.changed(&self.words);
        let n_changed = u32::try_from(changed.len()).unwrap_or(u32::MAX);
        // Signs of typography may be letters of a language that nobody has modelled, and
        // one sign for another is no proof.
        changed.retain(|(own, meaning)| {
            !"‘’“”–—".contains(*own) && (own.is_alphabetic() || meaning.is_alphabetic())
        });
        let is_sure = best.cost + SURE + n_changed * SURE_A_CHARACTER < stands.cost;
        (is_sure && !changed.is_empty() && best.cost - best.rarity < most)
            .then_some((best.taken_for, best.truth))
    }
}

/// What words cost in the likeliest language of most of their letters.
struct Read {
    family: Family,
    language: usize,
    cost: u32,
    n_glyphs: u32,
}

/// Reads words; it holds room that is used again.
#[derive(Default)]
struct Reader {
    glyphs: Vec<Glyph>,
    ends: Vec<usize>,
}

impl Reader {
    fn read<'w>(&mut self, words: impl Iterator<Item = &'w str>) -> Read {
        self.glyphs.clear();
        self.ends.clear();
        for word in words {
            self.glyphs.extend(word.chars().map(Glyph::of));
            self.ends.push(self.glyphs.len());
        }
        self.cost()
    }

    /// How many letters beyond ASCII the language does not have, and how many signs
    /// stand between letters.
    fn n_strange(&self, read: &Read) -> u32 {
        let is_letter = |at: usize| matches!(self.glyphs.get(at), Some(Glyph::Letter { .. }));
        let strange = self
            .glyphs
            .iter()
            .enumerate()
            .filter(|&(at, &glyph)| match glyph {
                Glyph::Letter { .. } => Costs::of_letter(glyph, read.family, read.language)
                    .is_none_or(|cost| cost >= STRANGE),
                Glyph::Apostrophe(_) | Glyph::Blank(_) | Glyph::Digit(_) => false,
                Glyph::VowelSign => false,
                _ => at > 0 && is_letter(at - 1) && is_letter(at + 1),
            });
        u32::try_from(strange.count()).unwrap_or(u32::MAX)
    }

    fn cost(&self) -> Read {
        let family = Family::of(&self.glyphs);
        let mut costs = Costs::new(family);
        let mut start = 0;
        for &end in &self.ends {
            costs.add(&Costs::of_word(&self.glyphs[start..end], family));
            start = end;
        }
        Read {
            family,
            language: costs.likeliest(),
            cost: costs.least(),
            n_glyphs: u32::try_from(self.glyphs.len()).unwrap_or(u32::MAX),
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
    fn of(candidate: &Candidate) -> Self {
        let Candidate { taken_for, truth } = *candidate;
        Self {
            taken_for,
            truth,
            rarity: rarity(PAGES[taken_for]) + rarity(truth),
            cost: 0,
            n_glyphs: 0,
            family: Family::LATIN,
        }
    }

    /// The characters of the words that are others in it, and what they are.
    fn changed(&self, words: &[&str]) -> Vec<(char, char)> {
        let page = &pages()[self.taken_for];
        // A lone sign between blanks may be anything.
        let are_words = |word: &&&str| {
            word.chars()
                .filter(|c| !c.is_ascii_punctuation())
                .nth(1)
                .is_some()
        };
        let changed = words.iter().filter(are_words).flat_map(|word| {
            let meaning = reread(word, page, self.truth).unwrap_or_default();
            let others: Vec<char> = meaning.chars().collect();
            let pairs = word.chars().enumerate();
            pairs.filter_map(move |(at, own)| {
                let other = others.get(at).copied().unwrap_or(' ');
                (other != own).then_some((own, other))
            })
        });
        changed.collect()
    }

    fn read(&mut self, words: &[&str], reader: &mut Reader) {
        let page = &pages()[self.taken_for];
        reader.glyphs.clear();
        reader.ends.clear();
        let table = single_byte(self.truth);
        for word in words {
            match table {
                Some(table) => read_page(word, page, table, &mut reader.glyphs),
                None => read_double(word, page, self.truth, &mut reader.glyphs),
            }
            reader.ends.push(reader.glyphs.len());
        }
        let read = reader.cost();
        self.cost = read.cost + self.rarity;
        self.n_glyphs = read.n_glyphs;
        self.family = read.family;
    }
}

/// The glyphs of a word in a page; what the other page does not have is no byte.
fn read_page(word: &str, page: &Page, table: &[u16; 256], glyphs: &mut Vec<Glyph>) {
    glyphs.extend(word.chars().map(|own| {
        let byte = match own {
            '\0'..='\x7F' => return Glyph::of(own),
            _ => page.byte(own),
        };
        let meaning = byte.and_then(|byte| char::from_u32(table[usize::from(byte)].into()));
        meaning.map_or(Glyph::Noise, Glyph::of)
    }));
}

/// The same in an encoding of East Asia; the sample may cut a character.
fn read_double(word: &str, page: &Page, truth: Encoding, glyphs: &mut Vec<Glyph>) {
    let Some(standard) = standard(truth) else {
        return;
    };
    let bytes: Vec<u8> = word
        .chars()
        .map(|own| match own {
            '\0'..='\x7F' => u8::try_from(u32::from(own)).unwrap_or(b'?'),
            _ => page.byte(own).unwrap_or(b'?'),
        })
        .collect();
    let (text, is_bad) = standard.decode_without_bom_handling(&bytes);
    let text = match text.strip_suffix('\u{FFFD}') {
        Some(whole) if is_bad => whole,
        _ => &text,
    };
    glyphs.extend(text.chars().map(Glyph::of));
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
