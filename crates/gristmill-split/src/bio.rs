//! The author's name out of the biography.

use gristmill_text::Span;

use crate::{Field, Section};

/// The words after which a biography goes on once it has named its subject.
const VERBS: [&str; 8] = [
    " is ",
    " was ",
    " has ",
    " holds ",
    " works ",
    " teaches ",
    " serves ",
    " writes ",
];

/// The most words that a name has, titles included.
const MOST_WORDS: usize = 8;

/// The name with which the biography begins: everything up to its first verb,
/// comma or full stop, when it looks like a name.
pub(crate) fn author(text: &str, section: &Section) -> Option<Field> {
    let rest = &text[section.heading?.end..section.span.end];
    let after = rest.trim_start_matches([':', ' ', '\u{A0}', '\r', '\n']);
    let start = section.span.end - after.len();
    let sentence = after.lines().next()?;
    let end = VERBS
        .iter()
        .filter_map(|verb| sentence.find(verb))
        .chain(sentence.find(", "))
        .chain(full_stop(sentence))
        .min()?;
    let name = sentence[..end].trim_end();
    is_name(name).then_some(Field {
        span: Span::new(start, start + name.len()),
        rule: "bio",
    })
}

/// The first full stop that ends a sentence: not one behind an initial or a title.
fn full_stop(sentence: &str) -> Option<usize> {
    sentence.match_indices('.').map(|(at, _)| at).find(|&at| {
        let word = sentence[..at].rsplit([' ', '.']).next().unwrap_or_default();
        word.chars().count() > 1 && !TITLES.contains(&word)
    })
}

/// Two to eight words, each with a capital or one of the small words that stand
/// in names.
fn is_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let n_words = words.clone().count();
    let is_article = words
        .clone()
        .next()
        .is_some_and(|word| ["The", "This", "Our"].contains(&word));
    (2..=MOST_WORDS).contains(&n_words)
        && !is_article
        && words.all(|word| word.starts_with(char::is_uppercase) || PARTICLES.contains(&word))
}

/// What stands before or behind a name with a full stop.
const TITLES: [&str; 9] = ["Dr", "Prof", "Mr", "Mrs", "Ms", "Jr", "Sr", "St", "Hon"];

/// The small words of names.
const PARTICLES: [&str; 22] = [
    "al", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "e", "el", "ibn",
    "la", "le", "ter", "van", "von", "y", "zu",
];
