//! Invisible characters that mean nothing.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::NormalizeConfig;

pub(crate) const C0: Rule = Rule::new("normalize.control.c0", Kind::Control);
pub(crate) const BOM: Rule = Rule::new("normalize.control.bom", Kind::Control);

/// Deletes control characters and byte order marks.
pub(crate) fn delete<'t>(text: &'t str, config: &NormalizeConfig) -> Rewrite<'t> {
    let mut rewriter = Rewriter::new(text);
    let suspect = |byte: &u8| *byte < b' ' || *byte == 0x7F || *byte == 0xEF;
    let mut at = 0;
    while let Some(ahead) = text.as_bytes()[at..].iter().position(suspect) {
        at += ahead;
        // A suspect byte begins a character: no other byte of one is below 0x20,
        // 0x7F or 0xEF.
        let character = text[at..].chars().next().unwrap_or(' ');
        let span = Span::new(at, at + character.len_utf8());
        match rule_against(character) {
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
