//! What the words of a heading mean.

use alloc::string::String;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::SectionKind;
use crate::labels::LABELS;

/// The longest thing that can be a heading without markup, in bytes: a label with
/// room for a damaged apostrophe.
pub(crate) const LONGEST: usize = 90;

/// The most words that a label has.
const MOST_WORDS: usize = 6;

/// The kind that these words head, read through damage, case, accents and blanks.
pub(crate) fn kind_of(words: &str) -> Option<SectionKind> {
    let is_short = words.len() <= LONGEST && words.split(' ').count() <= MOST_WORDS;
    if !is_short || !words.starts_with(char::is_alphabetic) {
        return None;
    }
    let plain = plain(words)?;
    let at = LABELS
        .binary_search_by(|(label, _)| (*label).cmp(&plain))
        .ok()?;
    Some(LABELS[at].1)
}

/// The spellings of an apostrophe, sound and damaged, longest first.
const APOSTROPHES: [&str; 15] = [
    "&amp;rsquo;",
    "&rsquo;",
    "&#8217;",
    "&#x2019;",
    "&#39;",
    "&apos;",
    "â€™",
    "\\'",
    "'",
    "’",
    "`",
    "´",
    "\u{92}",
    "\u{2BC}",
    "\u{FFFD}",
];

/// The words in small letters without marks and apostrophes, with one blank between
/// them; `None` when there is anything else in them.
fn plain(words: &str) -> Option<String> {
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(character) = rest.chars().next() {
        let apostrophe = APOSTROPHES
            .iter()
            .find_map(|spelling| rest.strip_prefix(spelling));
        if let Some(after) = apostrophe {
            rest = after;
            continue;
        }
        rest = &rest[character.len_utf8()..];
        match character {
            ' ' | '\u{A0}' | '-' | '/' | ',' if plain.is_empty() || plain.ends_with(' ') => {}
            ' ' | '\u{A0}' | '-' | '/' | ',' => plain.push(' '),
            '&' => plain.push_str("and"),
            letter if letter.is_alphabetic() || is_combining_mark(letter) => {
                let small = letter.to_lowercase().nfd();
                plain.extend(small.filter(|&part| !is_combining_mark(part)));
            }
            _ => return None,
        }
    }
    plain.truncate(plain.trim_end().len());
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_in_order_and_in_their_plain_form() {
        assert!(LABELS.is_sorted_by(|a, b| a.0 < b.0));
        for (label, kind) in LABELS {
            assert!(label.split(' ').count() <= MOST_WORDS && label.len() <= LONGEST);
            assert_eq!(plain(label).as_deref(), Some(*label));
            assert_eq!(kind_of(label), Some(*kind));
        }
    }

    #[test]
    fn case_accents_and_damage_make_no_difference() {
        for words in [
            "À PROPOS DE L’AUTEUR",
            "À propos de lâ€™auteur",
            "A propos de l\\'auteur",
        ] {
            assert_eq!(kind_of(words), Some(SectionKind::AuthorBio), "{words}");
        }
        assert_eq!(kind_of("Materials & Methods"), Some(SectionKind::Methods));
        assert_eq!(kind_of("ВЫВОДЫ"), Some(SectionKind::Conclusions));
        assert_eq!(kind_of("Results 2003"), None);
    }
}
