//! UTF-7 (RFC 2152), in a text that holds characters of it.

use alloc::string::String;
use alloc::vec::Vec;

use gristmill_language::{Glyph, UNIT};
use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::base64;
use crate::gate::Gate;
use crate::reading::cost;

pub(crate) const UTF_7: Rule = Rule::new("repair.transport.utf-7", Kind::Transport);

/// How much likelier the words must become in all, in eighths of a bit.
const SURE: u32 = 30 * UNIT;

/// Decodes the runs of base64 in a text in which every plus sign begins one, when it
/// becomes much likelier.
pub(crate) fn decode_utf_7(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    if !may_hold_text(text) {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    let Some(runs) = runs(text, &gate) else {
        return rewriter.finish();
    };
    // Only a plus sign that stands for itself would be nothing to undo.
    let holds_text = runs.iter().any(|run| !run.meaning.is_ascii());
    if holds_text && saved(text, &runs) > SURE {
        for run in &runs {
            rewriter.replace(UTF_7, run.span, &run.meaning);
        }
    }
    rewriter.finish()
}

/// Whether any run holds a character beyond ASCII. Of plus signs in one stretch of letters
/// only the first is asked: when it begins no run, there are none.
fn may_hold_text(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut done = 0;
    memchr::memchr_iter(b'+', bytes).any(|at| {
        if at < done {
            return false;
        }
        done = at
            + 1
            + bytes[at + 1..]
                .iter()
                .take_while(|byte| is_letter(byte))
                .count();
        run_at(text, at).is_some_and(|run| !run.meaning.is_ascii())
    })
}

/// Whether a byte is a letter of base64.
fn is_letter(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// No word has so many ASCII letters.
const LONG: usize = 24;

struct Run {
    span: Span,
    meaning: String,
}

/// Every run, when every plus sign outside of code begins one.
fn runs(text: &str, gate: &Gate) -> Option<Vec<Run>> {
    let bytes = text.as_bytes();
    let mut runs: Vec<Run> = Vec::new();
    for at in memchr::memchr_iter(b'+', bytes) {
        let is_inside = runs.last().is_some_and(|last| at < last.span.end);
        if is_inside || !gate.is_open(Span::new(at, at + 1)) {
            continue;
        }
        runs.push(run_at(text, at)?);
    }
    Some(runs)
}

fn run_at(text: &str, at: usize) -> Option<Run> {
    let rest = &text.as_bytes()[at + 1..];
    let n_letters = rest.iter().position(|byte| !is_letter(byte));
    let n_letters = n_letters.unwrap_or(rest.len());
    // Padding, and much more of the like before it: base64 of something else.
    let n_before = text.as_bytes()[..at]
        .iter()
        .rev()
        .take(LONG)
        .take_while(|b| is_letter(b));
    if rest.get(n_letters) == Some(&b'=') || n_before.count() == LONG {
        return None;
    }
    let is_closed = rest.get(n_letters) == Some(&b'-');
    let span = Span::new(at, at + 1 + n_letters + usize::from(is_closed));
    if n_letters == 0 {
        return is_closed.then(|| Run {
            span,
            meaning: "+".into(),
        });
    }
    let (bytes, left) = base64::decode(&rest[..n_letters])?;
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| u16::from_be_bytes(pair));
    let meaning: Option<String> = char::decode_utf16(units)
        .map(|character| character.ok().filter(|c| !c.is_control()))
        .collect();
    let is_whole = odd.is_empty() && left == 0 && !pairs.is_empty();
    meaning
        .filter(|_| is_whole)
        .map(|meaning| Run { span, meaning })
}

/// How much likelier the text around the runs becomes.
fn saved(text: &str, runs: &[Run]) -> u32 {
    /// How many bytes around a run are read with it.
    const AROUND: usize = 12;
    let mut glyphs: Vec<Glyph> = Vec::new();
    let saved = runs.iter().map(|run| {
        let start = text.ceil_char_boundary(run.span.start.saturating_sub(AROUND));
        let end = text.floor_char_boundary(text.len().min(run.span.end + AROUND));
        let mut with = String::from(&text[start..run.span.start]);
        with.push_str(&run.meaning);
        with.push_str(&text[run.span.end..end]);
        i64::from(cost(&text[start..end], &mut glyphs)) - i64::from(cost(&with, &mut glyphs))
    });
    u32::try_from(saved.sum::<i64>().max(0)).unwrap_or(u32::MAX)
}
