//! What names of people look like.

/// The most words that a name has, titles included.
const MOST_WORDS: usize = 8;

/// Two to eight words, each with a capital or one of the small words that stand
/// in names.
pub(super) fn is_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let n_words = words.clone().count();
    let is_article = words
        .clone()
        .next()
        .is_some_and(|word| ["The", "This", "Our", "A", "An"].contains(&word));
    let is_day = name.split_whitespace().any(|word| DAYS.contains(&word));
    let has_digit = name.chars().any(|c| c.is_ascii_digit());
    (2..=MOST_WORDS).contains(&n_words)
        && !is_article
        && !is_day
        && !has_digit
        && words.all(|word| word.starts_with(char::is_uppercase) || PARTICLES.contains(&word))
}

/// What stands before or behind a name with a full stop.
pub(super) const TITLES: [&str; 9] = ["Dr", "Prof", "Mr", "Mrs", "Ms", "Jr", "Sr", "St", "Hon"];

/// The small words of names.
const PARTICLES: [&str; 22] = [
    "al", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "e", "el", "ibn",
    "la", "le", "ter", "van", "von", "y", "zu",
];

/// Days have a capital, and are no names.
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The names of a list: between commas, semicolons, signs and the word `and`, each with its
/// place in the list; none when one of them looks like no name.
pub(super) fn names(list: &str) -> Option<alloc::vec::Vec<(usize, &str)>> {
    let mut names = alloc::vec::Vec::new();
    let mut rest = list;
    let mut at = 0;
    while !rest.is_empty() {
        let cuts = [
            " and ", " & ", ", ", "; ", " und ", " et ", " y ", " e ", " i ", " и ",
        ];
        let cut = cuts
            .iter()
            .filter_map(|cut| Some((rest.find(cut)?, cut.len())))
            .min();
        let (end, skip) = cut.unwrap_or((rest.len(), 0));
        let name = rest[..end].trim();
        let lead = rest[..end].len() - rest[..end].trim_start().len();
        if !name.is_empty() {
            if !is_name(name) {
                return None;
            }
            names.push((at + lead, name));
        }
        at += end + skip;
        rest = &rest[end + skip..];
    }
    (!names.is_empty()).then_some(names)
}
