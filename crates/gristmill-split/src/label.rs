//! The words that head sections.

use alloc::string::String;

use crate::SectionKind::{self, *};

/// Labels in the form in which headings are looked up: small letters, blanks
/// between words, no apostrophes.
const LABELS: &[(&str, SectionKind)] = &[
    ("abstract", Abstract),
    ("executive summary", Abstract),
    ("summary", Abstract),
    ("contents", Toc),
    ("table of contents", Toc),
    ("background", Background),
    ("context", Background),
    ("introduction", Introduction),
    ("aim", Objective),
    ("aims", Objective),
    ("objective", Objective),
    ("objectives", Objective),
    ("purpose", Objective),
    ("materials and methods", Methods),
    ("method", Methods),
    ("methods", Methods),
    ("methodology", Methods),
    ("findings", Results),
    ("results", Results),
    ("discussion", Discussion),
    ("implication", Implications),
    ("implications", Implications),
    ("policy implications", Implications),
    ("conclusion", Conclusions),
    ("conclusions", Conclusions),
    ("recommendation", Recommendations),
    ("recommendations", Recommendations),
    ("policy recommendations", Recommendations),
    ("about the author", AuthorBio),
    ("about the authors", AuthorBio),
    ("author bio", AuthorBio),
    ("authors bio", AuthorBio),
    ("authors bios", AuthorBio),
    ("authors biography", AuthorBio),
    ("acknowledgements", Acknowledgments),
    ("acknowledgments", Acknowledgments),
    ("funding", Funding),
    ("endnotes", Notes),
    ("footnotes", Notes),
    ("notes", Notes),
    ("bibliography", References),
    ("references", References),
    ("appendix", Appendix),
];

/// The longest thing that can be a heading, in bytes: a label with room for a
/// damaged apostrophe.
pub(crate) const LONGEST: usize = 60;

/// The kind that these words head, read through damage, case and blanks.
pub(crate) fn kind_of(words: &str) -> Option<SectionKind> {
    if words.len() > LONGEST || !words.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let plain = plain(words)?;
    LABELS
        .iter()
        .find(|(label, _)| *label == plain)
        .map(|&(_, kind)| kind)
}

/// The spellings of an apostrophe, sound and damaged, longest first.
const APOSTROPHES: [&str; 12] = [
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
    "\u{92}",
    "\u{FFFD}",
];

/// The words in small letters, without apostrophes, with one blank between them;
/// `None` when there is anything else in them.
fn plain(words: &str) -> Option<String> {
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(character) = rest.chars().next() {
        if let Some(after) = APOSTROPHES
            .iter()
            .find_map(|spelling| rest.strip_prefix(spelling))
        {
            rest = after;
            continue;
        }
        match character {
            ' ' | '\u{A0}' if plain.ends_with(' ') => {}
            ' ' | '\u{A0}' => plain.push(' '),
            letter if letter.is_ascii_alphabetic() => plain.push(letter.to_ascii_lowercase()),
            _ => return None,
        }
        rest = &rest[character.len_utf8()..];
    }
    Some(plain)
}
