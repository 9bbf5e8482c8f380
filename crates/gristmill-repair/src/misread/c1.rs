//! Signs of windows-1252 that were taken for the controls of Latin-1.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::gate::Gate;
use crate::windows_1252;

pub(crate) const C1: Rule = Rule::new("repair.mojibake.c1", Kind::Mojibake);

/// Reads the controls from U+0080 to U+009F as windows-1252, where each of them has
/// a character there. U+0085 is left: it ends a line in text from mainframes.
pub(super) fn undo_c1(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    if !is_windows_1252(text) {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    for (at, control) in controls(text) {
        let span = Span::new(at, at + control.len_utf8());
        if let Some(meaning) = meaning(control)
            && gate.is_open(span)
        {
            rewriter.replace(C1, span, meaning.encode_utf8(&mut [0; 4]));
        }
    }
    rewriter.finish()
}

fn is_windows_1252(text: &str) -> bool {
    let mut controls = controls(text).peekable();
    controls.peek().is_some() && controls.all(|(_, control)| meaning(control).is_some())
}

fn meaning(control: char) -> Option<char> {
    let byte = u8::try_from(u32::from(control)).ok()?;
    Some(windows_1252::to_char(byte)).filter(|meaning| !meaning.is_control())
}

/// Every control from U+0080 to U+009F but U+0085, which are C2 and a byte.
fn controls(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    memchr::memchr_iter(0xC2, text.as_bytes()).filter_map(|at| {
        let character = text[at..].chars().next()?;
        let is_control = matches!(character, '\u{80}'..='\u{9F}') && character != '\u{85}';
        is_control.then_some((at, character))
    })
}
