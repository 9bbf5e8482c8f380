//! Characters without width, where they mean nothing.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use crate::{NormalizeConfig, hyphenation};

pub(crate) const ZERO_WIDTH: Rule = Rule::new("normalize.control.zero-width", Kind::Control);
pub(crate) const SOFT_HYPHEN: Rule = Rule::new("normalize.control.soft-hyphen", Kind::Control);
pub(crate) const DIRECTION: Rule = Rule::new("normalize.control.direction", Kind::Control);

/// Deletes zero-width characters, soft hyphens and marks of direction.
pub(crate) fn delete<'t>(text: &'t str, config: &NormalizeConfig) -> Rewrite<'t> {
    let mut rewriter = Rewriter::new(text);
    if !(config.zero_width || config.soft_hyphens || config.direction_marks) {
        return rewriter.finish();
    }
    // Each of them begins with one of these bytes: U+00AD, U+061C, U+200B to U+2069.
    let candidates = memchr::memchr3_iter(0xC2, 0xD8, 0xE2, text.as_bytes());
    let mut is_one_way = None;
    let mut before = ' ';
    let mut done = 0;
    for at in candidates {
        let Some(character) = text[at..].chars().next() else {
            continue;
        };
        let span = Span::new(at, at + character.len_utf8());
        // Several in a row stand between the same two letters.
        if at != done {
            before = text[..at].chars().next_back().unwrap_or(' ');
        }
        let rule = match character {
            '\u{AD}' if config.soft_hyphens => {
                let is_hyphen = config.hyphenation && hyphenation::is_soft_cut(text, span);
                (!is_hyphen).then_some(SOFT_HYPHEN)
            }
            '\u{200B}'..='\u{200D}' | '\u{2060}' if config.zero_width => {
                let after = text[span.end..].chars().find(|&c| !is_invisible(c));
                let is_needed = needs_joiners(before) || after.is_some_and(needs_joiners);
                (!is_needed).then_some(ZERO_WIDTH)
            }
            '\u{61C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
                if config.direction_marks =>
            {
                let is_one_way =
                    *is_one_way.get_or_insert_with(|| !text.chars().any(is_right_to_left));
                is_one_way.then_some(DIRECTION)
            }
            _ => None,
        };
        if let Some(rule) = rule {
            rewriter.delete(rule, span);
            done = span.end;
        }
    }
    rewriter.finish()
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
    )
}

/// Whether joiners and breaks without width mean something beside this character: in
/// Arabic and its kin, in the scripts of India and its neighbours, in scripts without
/// blanks, and between the parts of an emoji.
fn needs_joiners(character: char) -> bool {
    matches!(
        character,
        '\u{590}'..='\u{109F}' | '\u{1700}'..='\u{1C7F}' | '\u{A800}'..='\u{ABFF}'
            | '\u{FB1D}'..='\u{FDFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE70}'..='\u{FEFE}'
            | '\u{2190}'..='\u{2BFF}' | '\u{10800}'..='\u{11FFF}' | '\u{1E800}'..='\u{1FAFF}'
            | '\u{E0000}'..='\u{E01EF}'
    )
}

/// Whether a character is of a script that is written from right to left.
fn is_right_to_left(character: char) -> bool {
    matches!(
        character,
        '\u{590}'..='\u{61B}' | '\u{61D}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}'
    )
}
