//! UTF-8 that was read as windows-1252 or Latin-1.

use alloc::string::String;
use alloc::vec::Vec;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::gate::Gate;
use crate::windows_1252;

pub(crate) const WINDOWS_1252: Rule = Rule::new("repair.mojibake.windows-1252", Kind::Mojibake);

/// Undoes one layer.
pub(crate) fn undo(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let sequences: Vec<Sequence> = sequences(text).collect();
    if sequences.is_empty() {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    let in_runs = leads_in_runs(&sequences);
    for sequence in &sequences {
        let is_usual = in_runs[usize::from(sequence.lead)];
        if let Some(confidence) = sequence.judge(text, is_usual)
            && gate.is_open(sequence.span)
        {
            let meaning = String::from(sequence.meaning);
            rewriter.replace_with_confidence(WINDOWS_1252, sequence.span, &meaning, confidence);
        }
    }
    rewriter.finish()
}

/// The lead bytes of sequences that follow each other somewhere in the text: the
/// letters of a script come in a row, and where they do, one alone (`Ð¸`) is
/// of that script too.
fn leads_in_runs(sequences: &[Sequence]) -> [bool; 256] {
    let mut in_runs = [false; 256];
    for pair in sequences.windows(2) {
        if pair[0].span.end == pair[1].span.start {
            in_runs[usize::from(pair[0].lead)] = true;
            in_runs[usize::from(pair[1].lead)] = true;
        }
    }
    in_runs
}

/// Characters whose windows-1252 bytes are one character in UTF-8.
struct Sequence {
    span: Span,
    lead: u8,
    /// The characters after the first, as far as they go.
    trail: [char; 2],
    meaning: char,
}

impl Sequence {
    /// How sure it is that this is mojibake; `None` when it may well be meant.
    fn judge(&self, text: &str, is_usual: bool) -> Option<f32> {
        let is_sure = match self.lead {
            // `Ã©`, `Â°`, `È™`: the letters and signs of Europe.
            0xC2..=0xC5 | 0xC8 => !self.may_be_meant(text),
            // `á»‡`: the letters of Vietnam.
            0xE1 => {
                is_usual
                    || matches!(self.meaning, '\u{1E00}'..='\u{1EFF}')
                        && self.is_inside_a_word(text)
            }
            // `â€™`, `â„¢`: the signs of U+2000 to U+2FFF. `â”…` may be a letter
            // that was quoted.
            0xE2 => is_usual || !closes_a_quotation(self.trail[0]),
            // `ï»¿`, `ï¿½`: a byte order mark, a replacement character.
            0xEF if matches!(self.meaning, '\u{FEFF}' | '\u{FFFD}') => true,
            // `ðŸ˜€`: emoji.
            0xF0 => true,
            // `Ð´`, `Î±`, `ã‚`: other scripts. One alone is `café”…` or `Spaß“`.
            _ => is_usual,
        };
        is_sure.then_some(if self.lead >= 0xE2 { 0.99 } else { 0.97 })
    }

    /// A capital with a sign behind it is meant in a word of capitals (`MAÇÃ»`,
    /// `AMANHÃ…`), where a letter is quoted (`“Ä”`), and as a unit (`Å³`).
    fn may_be_meant(&self, text: &str) -> bool {
        let before = text[..self.span.start].chars().next_back();
        let after = text[self.span.end..].chars().next();
        let in_capitals =
            before.is_some_and(char::is_uppercase) && !after.is_some_and(char::is_lowercase);
        let behind_a_word =
            closes_a_quotation(self.trail[0]) || is_superscript(self.trail[0], self.lead);
        in_capitals || behind_a_word && !self.is_inside_a_word(text)
    }

    /// Whether letters stand next to it: a small one before it, or any after it.
    fn is_inside_a_word(&self, text: &str) -> bool {
        let before = text[..self.span.start].chars().next_back();
        let after = text[self.span.end..].chars().next();
        let closed = self
            .trail
            .iter()
            .any(|&character| closes_a_quotation(character));
        after.is_some_and(char::is_alphabetic)
            || before.is_some_and(char::is_lowercase) && !(self.lead >= 0xE0 && closed)
    }
}

fn closes_a_quotation(character: char) -> bool {
    matches!(
        character,
        '’' | '‘' | '”' | '“' | '»' | '«' | '›' | '‹' | '…' | '–' | '—' | '„' | '‚'
    )
}

/// What stands behind a unit of measure; but nobody measures in Â.
fn is_superscript(character: char, lead: u8) -> bool {
    lead != 0xC2 && matches!(character, '²' | '³' | '¹' | '±' | '°' | '·')
}

/// Every place where windows-1252 bytes are a character in UTF-8.
fn sequences(text: &str) -> impl Iterator<Item = Sequence> + '_ {
    let mut at = 0;
    core::iter::from_fn(move || {
        while at < text.len() {
            // Everything that can begin a sequence, À to ô, is C3 and a byte in UTF-8.
            at += memchr::memchr(0xC3, &text.as_bytes()[at..])?;
            match sequence_at(text, at) {
                Some(sequence) => {
                    at = sequence.span.end;
                    return Some(sequence);
                }
                None => at += 2,
            }
        }
        None
    })
}

fn sequence_at(text: &str, at: usize) -> Option<Sequence> {
    let mut characters = text[at..].char_indices();
    let lead = windows_1252::to_byte(characters.next()?.1)?;
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let (mut end, mut trail) = (0, [' '; 2]);
    for (index, byte) in bytes[1..len].iter_mut().enumerate() {
        let (offset, character) = characters.next()?;
        *byte = windows_1252::to_byte(character).filter(|byte| (0x80..0xC0).contains(byte))?;
        end = at + offset + character.len_utf8();
        if let Some(place) = trail.get_mut(index) {
            *place = character;
        }
    }
    let meaning = core::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    let is_text = !meaning.is_control();
    is_text.then_some(Sequence {
        span: Span::new(at, end),
        lead,
        trail,
        meaning,
    })
}
