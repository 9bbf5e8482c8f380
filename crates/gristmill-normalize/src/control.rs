//! Invisible characters that mean nothing.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::{NormalizeConfig, scan};

pub(crate) const C0: Rule = Rule::new("normalize.control.c0", Kind::Control);
pub(crate) const ANSI: Rule = Rule::new("normalize.control.ansi", Kind::Control);
pub(crate) const BOM: Rule = Rule::new("normalize.control.bom", Kind::Control);

/// Deletes control characters, escape sequences of terminals and byte order marks.
pub(crate) fn delete<'t>(text: &'t str, config: &NormalizeConfig) -> Rewrite<'t> {
    let mut rewriter = Rewriter::new(text);
    // White space is for other rules.
    let is_control = |byte: u8| (byte < b' ') & (byte.wrapping_sub(b'\t') > 4) | (byte == 0x7F);
    // Most texts have neither, which is sooner asked.
    if !scan::any(text, is_control) && !scan::holds(text, "\u{FEFF}".as_bytes()) {
        return rewriter.finish();
    }
    let is_suspect = |byte: u8| is_control(byte) | (byte == 0xEF);
    let mut at = 0;
    while let Some(found) = scan::next(text, at, is_suspect) {
        at = found;
        // A suspect byte begins a character: no other byte of one is below 0x20,
        // 0x7F or 0xEF.
        let character = text[at..].chars().next().unwrap_or(' ');
        let mut span = Span::new(at, at + character.len_utf8());
        let sequence = control_sequence(&text[at..]);
        match rule_against(character) {
            Some(C0) if config.terminal_sequences && sequence > 0 => {
                span.end = at + sequence;
                rewriter.delete(ANSI, span);
            }
            Some(C0) if config.controls => rewriter.delete(C0, span),
            Some(BOM) if config.byte_order_marks => rewriter.delete(BOM, span),
            _ => {}
        }
        at = span.end;
    }
    rewriter.finish()
}

/// The rule that deletes this character. Tab, line feed, carriage return,
/// vertical tab and form feed are white space and stay for the rules about that.
fn rule_against(character: char) -> Option<Rule> {
    match character {
        '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' => None,
        '\0'..='\u{1F}' | '\u{7F}' => Some(C0),
        '\u{FEFF}' => Some(BOM),
        _ => None,
    }
}

/// How long the control sequence is with which the text begins (ECMA-48: `ESC [`,
/// parameters, a letter), 0 when there is none.
fn control_sequence(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\u{1B}[") else {
        return 0;
    };
    let parameters = rest
        .bytes()
        .take_while(|byte| (b' '..=b'?').contains(byte))
        .count();
    let is_closed = rest
        .as_bytes()
        .get(parameters)
        .is_some_and(|byte| (b'@'..=b'~').contains(byte));
    if is_closed {
        "\u{1B}[".len() + parameters + 1
    } else {
        0
    }
}
