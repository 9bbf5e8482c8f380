//! UTF-8 that was taken for a page of one byte a character.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::ops::Range;

use gristmill_encoding::Encoding;
use gristmill_language::UNIT;
use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::beyond_ascii::beyond_ascii;
use super::glance::Glance;
use super::judge::{Judge, Language};
use super::page::{PAGES, Page, pages};
use super::sequences::{Losses, Meanings, Sequence, sequence_at};
use super::suspects::{USUAL, suspects};
use super::words::words_beyond_ascii;
use crate::gate::Gate;

pub(crate) const WINDOWS_1252: Rule = Rule::new("repair.mojibake.windows-1252", Kind::Mojibake);
pub(crate) const UTF_8: Rule = Rule::new("repair.mojibake.utf-8", Kind::Mojibake);

/// How many words that may be UTF-8 tell which page it was.
const ENOUGH: usize = 32;

/// How much likelier the text must be in any other page than windows-1252, in
/// eighths of a bit.
const RARITY: i64 = 2 * UNIT as i64;

/// How much likelier the words of a text must become when it was taken for
/// windows-1252, and for any other page.
const SURE: i64 = 16 * UNIT as i64;
const SURE_OF_OTHERS: i64 = 24 * UNIT as i64;

/// How sure a character is when all of its bytes are there, and when it is the likeliest
/// of several since a byte was lost.
const CERTAIN: f32 = 0.99;
const LIKELY: f32 = 0.9;

/// Undoes one layer of what was UTF-8.
pub(super) fn undo_utf_8<'t>(text: &'t str, evidence: &Evidence) -> Rewrite<'t> {
    let (strict, is_covered) = rewrite(text, evidence, Losses::None);
    // What seems to be lost in one layer may be what another one holds.
    if is_covered
        || !loses_bytes(text, evidence)
        || best(strict.text(), &Glance::at(strict.text())).is_some()
    {
        return strict;
    }
    rewrite(text, evidence, Losses::Usual).0
}

/// Whether bytes of any character seem to be lost.
fn loses_bytes(text: &str, evidence: &Evidence) -> bool {
    let page = &pages()[evidence.page];
    words_beyond_ascii(text).any(|word| {
        sequences_of(text, word, page, Losses::Usual).any(|sequence| !sequence.is_exact)
    })
}

/// What speaks for one page.
pub(super) struct Evidence {
    page: usize,
    /// How much likelier the words become beyond what is asked, in eighths of a bit.
    saved: i64,
    /// The language that they are in then.
    language: Option<Language>,
    /// Whether nearly all of the text was taken for the page.
    pub(super) is_whole: bool,
}

/// The page that speaks loudest for itself, if any does.
pub(super) fn best(text: &str, glance: &Glance) -> Option<Evidence> {
    suspects(text, glance)
        .into_iter()
        .filter_map(|page| weigh(text, page))
        .max_by_key(|evidence| (evidence.saved, core::cmp::Reverse(evidence.page)))
}

/// Weighs the first words.
fn weigh(text: &str, n: usize) -> Option<Evidence> {
    let page = &pages()[n];
    let mut judge = Judge::default();
    let mut seen = BTreeSet::new();
    let (mut saved, mut n_words) = (0, 0);
    let (mut n_beyond, mut n_taken) = (0, 0);
    let mut found = Vec::new();
    for word in words_beyond_ascii(text) {
        let sequences: Vec<Sequence> =
            sequences_of(text, word.clone(), page, Losses::None).collect();
        let content = &text[word.clone()];
        n_beyond += content.chars().filter(|c| !c.is_ascii()).count();
        n_taken += sequences
            .iter()
            .map(|sequence| text[sequence.span.clone()].chars().count())
            .sum::<usize>();
        if !sequences.is_empty() && seen.insert(content) {
            found.push((word, sequences));
        }
        // Pages in which the text is whole are compared by the same words.
        n_words += 1;
        if n_words >= ENOUGH && (n_taken * 2 > n_beyond || found.len() >= ENOUGH) {
            break;
        }
    }
    let is_whole = n_taken * 2 > n_beyond;
    let is_usual = n == USUAL;
    if !is_whole && !is_usual {
        return None;
    }
    for (word, sequences) in &found {
        let content = &text[word.clone()];
        let meanings = judge.meanings(text, word.start, sequences, None);
        let counts = is_whole || judge.are_plain(content, &meanings);
        if counts
            && !is_spoken_of(text, word, sequences)
            && !is_sound(text, word, sequences, &meanings)
        {
            saved += judge.saved_and_learnt(content, word.start, sequences, &meanings);
        }
    }
    let (sure, rarity) = if is_usual {
        (SURE, 0)
    } else {
        (SURE_OF_OTHERS, RARITY)
    };
    saved -= rarity;
    (saved > sure).then(|| Evidence {
        page: n,
        saved,
        language: judge.language(),
        is_whole,
    })
}

/// Whether a word is nothing but one sequence and signs: a text that explains such
/// damage shows it so.
fn is_spoken_of(text: &str, word: &Range<usize>, sequences: &[Sequence]) -> bool {
    let [Sequence { span, .. }] = sequences else {
        return false;
    };
    // A word that is cut may end amid a sequence.
    let end = word.end.max(span.end);
    let around = [&text[word.start..span.start], &text[span.end..end]];
    // Nobody shows an emoji so.
    let is_long = text[span.clone()].chars().count() > 3;
    !is_long
        && !around
            .iter()
            .any(|rest| rest.contains(char::is_alphanumeric))
}

/// The text with its sequences undone, and whether nothing but whole sequences is beyond
/// ASCII in it.
fn rewrite<'t>(text: &'t str, evidence: &Evidence, losses: Losses) -> (Rewrite<'t>, bool) {
    let rule = match PAGES[evidence.page] {
        Encoding::Windows1252 => WINDOWS_1252,
        _ => UTF_8,
    };
    let page = &pages()[evidence.page];
    let mut rewriter = Rewriter::new(text);
    let gate = Gate::of(text);
    let mut judge = Judge::default();
    let mut done = 0;
    let mut sequences = Vec::new();
    let mut is_covered = true;
    for word in words_beyond_ascii(text) {
        let word = word.start.max(done)..word.end;
        sequences.clear();
        sequences.extend(sequences_of(text, word.clone(), page, losses));
        is_covered = is_covered && are_all(text, &word, &sequences);
        if sequences.iter().any(|sequence| sequence.is_lossy) {
            let meanings = judge.meanings(text, word.start, &sequences, evidence.language);
            let mut plain = meanings
                .iter()
                .map(|&meaning| judge.are_plain(&text[word.clone()], &[meaning]));
            sequences.retain(|sequence| plain.next() == Some(true) || !sequence.is_lossy);
        }
        let is_open = |sequence: &Sequence| gate.is_open(span_of(sequence));
        if sequences.is_empty() || !sequences.iter().all(is_open) {
            continue;
        }
        let meanings = judge.meanings(text, word.start, &sequences, evidence.language);
        let end = sequences
            .last()
            .map_or(word.end, |last| last.span.end.max(word.end));
        let content = &text[word.start..end];
        if is_sound(text, &word, &sequences, &meanings) {
            continue;
        }
        let is_likely = evidence.is_whole && is_utf_8(text, &word, &sequences)
            || judge.saved(content, word.start, &sequences, &meanings) > 0
                && (evidence.is_whole || judge.are_plain(content, &meanings));
        if is_likely {
            let mut buffer = [0; 4];
            for (sequence, meaning) in sequences.iter().zip(meanings) {
                let with = meaning.encode_utf8(&mut buffer);
                let confidence = if sequence.is_lossy { LIKELY } else { CERTAIN };
                rewriter.replace_with_confidence(rule, span_of(sequence), with, confidence);
            }
            done = end;
        }
    }
    (rewriter.finish(), is_covered)
}

/// Whether a word may well stand as it is: in capitals, of which one would become a
/// small letter (`CAFÉ™`); one letter with an apostrophe and an s (`two Ä’s`); accents
/// behind a letter, which would become a raised one.
fn is_sound(text: &str, word: &Range<usize>, sequences: &[Sequence], meanings: &[char]) -> bool {
    let ([Sequence { span, .. }], [meaning]) = (sequences, meanings) else {
        return false;
    };
    let before = &text[word.start..span.start];
    let behind = &text[span.end..word.end.max(span.end)];
    let letters = || {
        before
            .chars()
            .chain(behind.chars())
            .filter(char::is_ascii_alphabetic)
    };
    let are_capitals = letters().nth(1).is_some() && letters().all(|c| c.is_ascii_uppercase());
    let is_letter = !before.contains(char::is_alphanumeric)
        && text[span.clone()].ends_with('’')
        && behind
            .strip_prefix('s')
            .is_some_and(|rest| !rest.contains(char::is_alphanumeric));
    let is_raised =
        matches!(meaning, '\u{2B0}'..='\u{2B8}' | '\u{2E0}'..='\u{2E4}' | '\u{1D2C}'..='\u{1D7F}');
    is_letter || is_raised || are_capitals && meaning.is_lowercase()
}

/// Whether all that a word has beyond ASCII are sequences, and not just one: that is no
/// accident.
fn is_utf_8(text: &str, word: &Range<usize>, sequences: &[Sequence]) -> bool {
    sequences.len() > 1 && are_all(text, word, sequences)
}

/// Whether all that a word has beyond ASCII are sequences as they were.
fn are_all(text: &str, word: &Range<usize>, sequences: &[Sequence]) -> bool {
    let mut done = word.start;
    let are_exact = sequences.iter().all(|sequence| {
        let is_ascii = text[done..sequence.span.start].is_ascii();
        done = sequence.span.end;
        sequence.is_exact && is_ascii
    });
    are_exact && text[done.min(word.end)..word.end].is_ascii()
}

fn span_of(sequence: &Sequence) -> Span {
    Span::new(sequence.span.start, sequence.span.end)
}

/// The sequences that begin in a word, each after the last.
fn sequences_of<'t>(
    text: &'t str,
    word: Range<usize>,
    page: &'t Page,
    losses: Losses,
) -> impl Iterator<Item = Sequence> + 't {
    let mut at = word.start;
    core::iter::from_fn(move || {
        while at < word.end {
            at = beyond_ascii(&text[..word.end], at)?;
            if let Some(sequence) = sequence_at(text, at, page, losses) {
                at = sequence.span.end;
                return Some(sequence);
            }
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    })
}

impl Sequence {
    /// The character, when it is known.
    pub(super) fn known(&self) -> Option<char> {
        match self.meanings {
            Meanings::One(one) => Some(one),
            Meanings::Several(_) => None,
        }
    }
}
