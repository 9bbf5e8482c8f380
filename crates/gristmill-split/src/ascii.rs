//! Words in ASCII, whatever their case.

/// Where a word in ASCII stands in a text.
pub(crate) fn find_ignoring_case(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let first = *word.first()?;
    let mut places = memchr::memchr2_iter(first, first.to_ascii_uppercase(), text);
    places.find(|&at| {
        let found = text.get(at..at + word.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_makes_no_difference() {
        assert_eq!(find_ignoring_case("ä <META Name=", "name"), Some(9));
        assert_eq!(find_ignoring_case("<ME", "<meta"), None);
        assert_eq!(find_ignoring_case("", "a"), None);
    }
}
