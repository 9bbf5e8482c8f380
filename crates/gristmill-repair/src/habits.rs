//! What a source does to all of its texts.

use crate::escape;

/// What was seen in the texts of one source: a database, a feed, a folder.
///
/// One escaped quote in a short text is no evidence; but where thousands of quotes of a
/// source have a backslash and none is without, everything there went through an
/// escaper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// How many texts were seen.
    pub texts: u64,
    /// Quotes and apostrophes with a backslash before them.
    pub escaped_quotes: u64,
    /// Those without one.
    pub bare_quotes: u64,
    /// Backslashes that no escaper of quotes writes.
    pub other_backslashes: u64,
}

/// So many escaped quotes tell that they all are.
const ENOUGH: u64 = 50;

impl Habits {
    /// Looks at another text of the source.
    pub fn observe(&mut self, text: &str) {
        let counts = escape::count_quotes(text);
        self.texts += 1;
        self.escaped_quotes += counts.escaped;
        self.bare_quotes += counts.bare;
        self.other_backslashes += counts.other_backslashes;
    }

    /// Whether the habits of its source can change what becomes of a text: it has escaped
    /// quotes, and nothing speaks against an escaper.
    #[must_use]
    pub fn matter_to(text: &str) -> bool {
        escape::are_all_escaped(text)
    }

    /// Whether all texts of the source went through an escaper of quotes: no quote is
    /// bare, and no backslash is anything else.
    #[must_use]
    pub fn escapes_quotes(&self) -> bool {
        self.escaped_quotes >= ENOUGH && self.bare_quotes == 0 && self.other_backslashes == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, times: usize) -> Habits {
        let mut habits = Habits::default();
        for _ in 0..times {
            habits.observe(text);
        }
        habits
    }

    #[test]
    fn one_bare_quote_in_a_source_speaks_against_it() {
        let mut habits = seen("the mill\\'s \\\"wheel\\\" and C:\\\\mill", 20);
        assert!(habits.escapes_quotes());
        habits.observe("the miller's");
        assert!(!habits.escapes_quotes());
    }

    #[test]
    fn a_few_quotes_and_other_backslashes_are_no_habit() {
        assert!(!seen("the mill\\'s", 3).escapes_quotes());
        assert!(!seen("the mill\\'s C:\\mill", 100).escapes_quotes());
        assert!(!seen("no quotes at all", 100).escapes_quotes());
    }
}
