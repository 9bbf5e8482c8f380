//! Whether words read like a heading.

use crate::candidate::{Case, Heading};
use crate::label::{self, Labels};
use crate::surface::{Close, Surface};

/// Whether markup may be around these words because they are a heading.
pub(super) fn may_be_marked(words: &str) -> bool {
    words.split_whitespace().count() <= 40 && words.chars().any(char::is_alphanumeric)
}

/// Whether words that are no label may head a section all the same.
pub(super) fn could_head(words: &str, heading: &Heading, labels: Labels<'_>) -> bool {
    let surface = &heading.surface;
    let is_deep = surface.number.is_some_and(|number| number.path().len() > 1);
    let most = match surface.close {
        Close::Line if is_deep => 30,
        Close::Line => 20,
        Close::Stop if surface.stands_alone => 5,
        Close::Stop | Close::Capitals | Close::Cut => 0,
        Close::Colon | Close::Dash => label::MOST_WORDS + 2,
    };
    if most == 0 || words.ends_with(STOPS) {
        return false;
    }
    let n_words = if words.is_ascii() {
        words.split_ascii_whitespace().take(most + 1).count()
    } else {
        words.split_whitespace().take(most + 1).count()
    };
    if n_words > most {
        return false;
    }
    let has_brackets = surface.close == Close::Colon && words.contains(['(', '<', '=']);
    if has_brackets || !is_deep && (is_formula(words) || has_stop(words, n_words, surface)) {
        return false;
    }
    // `The two groups are as follows:` before a list.
    let introduces = surface.close == Close::Colon
        && surface.stands_alone
        && heading.case != Case::Upper
        && n_words > 3
        && labels.kind_of_words(words).is_none();
    if introduces {
        return false;
    }
    let (n_chars, n_letters) = count(words);
    // An ideograph is a word.
    let has_case = words.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let least = if has_case { 2 } else { 1 };
    // Ideographs have no blanks between words.
    let is_long = !has_case && n_chars > LONGEST_WITHOUT_CASE && !is_deep;
    n_letters >= least && n_letters * 2 >= n_chars.min(12) && !is_long
}

/// Whether words end or are cut as a sentence is, or have a verb.
fn has_stop(words: &str, n_words: usize, surface: &Surface) -> bool {
    let most = if surface.number.is_some() { 10 } else { 6 };
    words.ends_with('.') && n_words > most
        || n_words > 8 && words.contains(". ")
        || n_words > 7 && words.split(' ').any(|word| VERBS.contains(&word))
}

/// Whether there are signs of mathematics, or an address.
fn is_formula(words: &str) -> bool {
    let has_sign = memchr::memchr3(b'=', b'<', b'>', words.as_bytes()).is_some()
        || memchr::memchr(b'/', words.as_bytes()).is_some();
    has_sign
        && [" = ", " < ", " > ", "://"]
            .iter()
            .any(|sign| words.contains(sign))
}

/// How many characters there are, and how many of them are letters.
fn count(words: &str) -> (usize, usize) {
    if words.is_ascii() {
        let letters = words.bytes().filter(u8::is_ascii_alphabetic);
        return (words.len(), letters.count());
    }
    words
        .chars()
        .fold((0, 0), |(n_chars, n_letters), character| {
            // There are many of the first, and it is fast to see that they are letters.
            let is_letter = matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
                || character.is_alphabetic();
            (n_chars + 1, n_letters + usize::from(is_letter))
        })
}

/// Words that sentences have and long headings have not.
const VERBS: [&str; 16] = [
    "is", "are", "was", "were", "has", "have", "had", "that", "which", "will", "can", "could",
    "been", "who", "we", "they",
];

/// Signs in which no heading ends, but a sentence or a part of one.
pub(crate) const STOPS: [char; 10] = [',', ';', '!', '。', '！', '；', '，', '、', '।', '۔'];

/// How many characters a heading has in a script without capitals.
const LONGEST_WITHOUT_CASE: usize = 40;

/// Whether words are a caption or tell a page: `Figure 1. Boats`, `(continued)`.
pub(super) fn is_caption(words: &str) -> bool {
    const NAMES: [&str; 16] = [
        "figure",
        "fig",
        "table",
        "tab",
        "page",
        "box",
        "photo",
        "image",
        "chart",
        "map",
        "plate",
        "abbildung",
        "tabelle",
        "seite",
        "figura",
        "tabla",
    ];
    let mut parts = words
        .split([' ', '.', '\u{A0}'])
        .filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default().to_lowercase();
    let is_numbered = parts
        .next()
        .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    let is_foot = words.ends_with(']') && words.contains("[Page ");
    is_foot || words.starts_with('(') || is_numbered && NAMES.contains(&first.as_str())
}
