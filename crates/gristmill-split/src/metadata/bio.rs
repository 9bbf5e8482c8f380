//! The author's name out of the biography.

use alloc::vec::Vec;

use gristmill_text::Span;

use super::name::{TITLES, is_name};
use super::{Field, FieldName};
use crate::Section;

/// Small words after which a biography goes on once it has named its subject, when they
/// are no verb.
const LINKS: [&str; 6] = [" – ", " — ", " (", "; ", ": ", " - "];

/// The name with which the biography begins: everything up to its first verb,
/// comma or full stop, when it looks like a name. Of several authors the first.
pub(super) fn author(text: &str, section: &Section) -> Vec<Field> {
    let Some(heading) = section.heading else {
        return Vec::new();
    };
    let rest = &text[heading.end..section.span.end];
    let signs = [
        ':', '：', '.', '*', '_', '-', '–', '—', ' ', '\u{A0}', '\r', '\n',
    ];
    let after = rest.trim_start_matches(signs);
    let start = section.span.end - after.len();
    let sentence = after.lines().next().unwrap_or_default();
    let end = LINKS
        .iter()
        .filter_map(|link| sentence.find(link))
        .chain(sentence.find(", "))
        .chain(first_small_word(sentence))
        .chain(full_stop(sentence))
        .min()
        .unwrap_or(sentence.len());
    let mut at = start;
    let mut fields = Vec::new();
    for name in sentence[..end].split(" and ") {
        let trimmed = name.trim_end();
        if !is_name(trimmed) {
            break;
        }
        fields.push(Field {
            name: FieldName::Author,
            span: Span::new(at, at + trimmed.len()),
            rule: "bio",
        });
        at += name.len() + " and ".len();
    }
    fields
}

/// Where the first word begins that no name has: a verb, mostly.
fn first_small_word(sentence: &str) -> Option<usize> {
    let mut at = 0;
    for word in sentence.split_inclusive(' ') {
        let bare = word.trim_end();
        let is_small = bare.starts_with(char::is_lowercase) && bare != "and";
        if is_small && !is_name(&alloc::format!("X {bare} X")) {
            return Some(at).filter(|&at| at > 0);
        }
        at += word.len();
    }
    None
}

/// The first full stop that ends a sentence: not one behind an initial or a title.
fn full_stop(sentence: &str) -> Option<usize> {
    sentence.match_indices('.').map(|(at, _)| at).find(|&at| {
        let word = sentence[..at].rsplit([' ', '.']).next().unwrap_or_default();
        word.chars().count() > 1 && !TITLES.contains(&word)
    })
}
