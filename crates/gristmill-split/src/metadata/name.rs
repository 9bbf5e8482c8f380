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
    let has_digit = name.chars().any(|c| c.is_ascii_digit());
    (2..=MOST_WORDS).contains(&n_words)
        && !is_article
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
