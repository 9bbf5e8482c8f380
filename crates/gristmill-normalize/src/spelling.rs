//! Other signs for the same letters.

use alloc::string::String;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};
use unicode_normalization::UnicodeNormalization;

use crate::NormalizeConfig;

pub(crate) const LIGATURE: Rule = Rule::new("normalize.unicode.ligature", Kind::Unicode);
pub(crate) const WIDTH: Rule = Rule::new("normalize.unicode.width", Kind::Unicode);
pub(crate) const QUOTE: Rule = Rule::new("normalize.unicode.quote", Kind::Unicode);

/// Writes ligatures as letters, wide and narrow forms in their usual width, and curved
/// quotation marks straight.
pub(crate) fn replace<'t>(text: &'t str, config: &NormalizeConfig) -> Rewrite<'t> {
    let mut rewriter = Rewriter::new(text);
    if !(config.ligatures || config.width || config.quotes) {
        return rewriter.finish();
    }
    let mut plain = String::new();
    let mut done = 0;
    for at in memchr::memchr2_iter(0xE2, 0xEF, text.as_bytes()) {
        let Some(character) = text[at..].chars().next() else {
            continue;
        };
        let rule = match character {
            '\u{FB00}'..='\u{FB06}' if config.ligatures => LIGATURE,
            '\u{FF01}'..='\u{FFDC}' | '\u{FFE0}'..='\u{FFEE}' if config.width => WIDTH,
            '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' if config.quotes => QUOTE,
            _ => continue,
        };
        let mut span = Span::new(at, at + character.len_utf8());
        if span.start < done {
            continue;
        }
        // A narrow voicing mark belongs to the kana before it.
        if matches!(character, '\u{FF66}'..='\u{FF9D}')
            && text[span.end..].starts_with(['\u{FF9E}', '\u{FF9F}'])
        {
            span.end += '\u{FF9E}'.len_utf8();
        }
        done = span.end;
        plain.clear();
        match character {
            '‘' | '’' | '‚' | '‛' => plain.push('\''),
            '“' | '”' | '„' | '‟' => plain.push('"'),
            // U+FFE3, a wide macron, would become a blank with a mark on it.
            '\u{FFE3}' => plain.push('\u{AF}'),
            _ => plain.extend(text[span].nfkc()),
        }
        rewriter.replace(rule, span, &plain);
    }
    rewriter.finish()
}
