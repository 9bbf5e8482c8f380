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

/// The name with which the biography begins: everything up to its first verb or
/// comma, when it looks like a name.
pub(crate) fn author(text: &str, section: &Section) -> Option<Field> {
    let heading_end = section.heading?.end;
    let after = text[heading_end..].trim_start_matches([':', ' ', '\u{A0}', '\n']);
    let start = text.len() - after.len();
    let sentence = after.split('\n').next()?;
    let end = VERBS
        .iter()
        .filter_map(|verb| sentence.find(verb))
        .chain(sentence.find(", "))
        .min()?;
    let name = sentence[..end].trim_end();
    is_name(name).then_some(Field {
        span: Span::new(start, start + name.len()),
        rule: "bio",
    })
}

/// Two to eight words, each with a capital or one of the small words that stand
/// in names.
fn is_name(name: &str) -> bool {
    let mut words = 0;
    name.split_whitespace().all(|word| {
        words += 1;
        let small = [
            "de", "da", "di", "del", "van", "von", "der", "den", "la", "le", "al", "bin", "ibn",
            "y", "e",
        ];
        word.starts_with(char::is_uppercase) || small.contains(&word)
    }) && (2..=MOST_WORDS).contains(&words)
}
