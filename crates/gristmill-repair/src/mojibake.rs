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
    let mut sequences = sequences(text).peekable();
    if sequences.peek().is_none() {
        return rewriter.finish();
    }
    let sequences: Vec<Sequence> = sequences.collect();
    let gate = Gate::of(text);
    for (index, sequence) in sequences.iter().enumerate() {
        let touches = |other: Option<&Sequence>| {
            other.is_some_and(|other| {
                other.span.end == sequence.span.start || other.span.start == sequence.span.end
            })
        };
        let in_a_run = touches(
            index
                .checked_sub(1)
                .and_then(|before| sequences.get(before)),
        ) || touches(sequences.get(index + 1));
        if let Some(confidence) = sequence.judge(text, in_a_run)
            && gate.is_open(sequence.span)
        {
            let meaning = String::from(sequence.meaning);
            rewriter.replace_unsure(WINDOWS_1252, sequence.span, &meaning, confidence);
        }
    }
    rewriter.finish()
}

/// Characters whose windows-1252 bytes are one character in UTF-8.
struct Sequence {
    span: Span,
    lead: u8,
    last: char,
    meaning: char,
}

impl Sequence {
    /// How sure it is that this is mojibake; `None` when it may well be meant.
    fn judge(&self, text: &str, in_a_run: bool) -> Option<f32> {
        match self.lead {
            // `â€™`, `â„¢`: the signs of U+2000 to U+2FFF; no language puts
            // these three characters together.
            0xE2 => Some(0.99),
            // Emoji and the rest beyond U+FFFF.
            0xF0..=0xF4 => Some(0.99),
            // `Ã©`, `Â°`: the letters and signs of Western and Central Europe.
            0xC2..=0xC5 if self.may_be_meant(text) => None,
            0xC2..=0xC5 => Some(0.97),
            // `Ð´`, `Î±`, `ã‚`: other scripts, whose letters come in a row. One
            // alone is `café”…` or `Spaß“`.
            _ if in_a_run => Some(0.97),
            _ => None,
        }
    }

    /// A capital Â, Ã, Ä or Å with punctuation behind it is meant in a word of
    /// capitals (`MAÇÃ»`, `AMANHÃ…`) and where a letter is quoted (`“Ä”`).
    fn may_be_meant(&self, text: &str) -> bool {
        let before = text[..self.span.start].chars().next_back();
        let after = text[self.span.end..].chars().next();
        let in_capitals =
            before.is_some_and(char::is_uppercase) && !after.is_some_and(char::is_lowercase);
        let inside_a_word =
            before.is_some_and(char::is_lowercase) || after.is_some_and(char::is_alphabetic);
        in_capitals || (closes_a_quotation(self.last) && !inside_a_word)
    }
}

fn closes_a_quotation(character: char) -> bool {
    matches!(
        character,
        '’' | '‘' | '”' | '“' | '»' | '«' | '›' | '‹' | '…' | '–' | '—' | '„' | '‚'
    )
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
    let (mut end, mut last) = (0, ' ');
    for byte in &mut bytes[1..len] {
        let (offset, character) = characters.next()?;
        *byte = windows_1252::to_byte(character).filter(|byte| (0x80..0xC0).contains(byte))?;
        end = at + offset + character.len_utf8();
        last = character;
    }
    let meaning = core::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    let is_text = !meaning.is_control();
    is_text.then_some(Sequence {
        span: Span::new(at, end),
        lead,
        last,
        meaning,
    })
}
