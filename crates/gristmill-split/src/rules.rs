//! The words that head sections and name fields, as data.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use once_cell::race::OnceBox;
use toml::{Table, Value};

use crate::first_words::FirstWords;
use crate::label::{self, Ends, MOST_WORDS};
use crate::{FieldName, SectionKind};

/// The rules that come with the library.
const BUILT_IN: &str = include_str!("../rules/sections.toml");

/// Which words head sections of which kind, and which keys name a field.
///
/// They are read from TOML:
///
/// ```toml
/// [kind.conclusions]          # a kind of the closed list, or one of your own
/// en = ["conclusions", "concluding remarks"]
///
/// [words]                     # words of headings that are no label as a whole
/// methods = ["design"]
///
/// [metadata]                  # keys of header lines: `Journal: …`
/// publication = ["journal"]
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitRules {
    labels: BTreeMap<String, SectionKind>,
    // The labels again by their length in bytes, for those with a letter too many or
    // too few.
    by_length: Vec<Vec<String>>,
    // And their first words.
    pub(crate) first_words: FirstWords,
    // And their first and last letters.
    pub(crate) ends: Ends,
    words: BTreeMap<String, (usize, SectionKind)>,
    keys: BTreeMap<String, FieldName>,
    own_kinds: Vec<String>,
    // What was added to the built-in rules, as it was written.
    added: String,
}

/// Why rules could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesError(String);

impl fmt::Display for RulesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl core::error::Error for RulesError {}

impl SplitRules {
    /// The rules that come with the library: headings in twenty-two languages.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static RULES: OnceBox<SplitRules> = OnceBox::new();
        RULES.get_or_init(|| {
            let empty = Self {
                labels: BTreeMap::new(),
                by_length: Vec::new(),
                first_words: FirstWords::new(),
                ends: Ends::NONE,
                words: BTreeMap::new(),
                keys: BTreeMap::new(),
                own_kinds: Vec::new(),
                added: String::new(),
            };
            // A test reads them: no error is lost here.
            let mut rules = empty.with(BUILT_IN).unwrap_or_else(|_| unreadable());
            rules.added.clear();
            Box::new(rules)
        })
    }

    /// These rules and those of a TOML text, which go before.
    ///
    /// # Errors
    /// When it is no TOML, or not of the shape of rules: a table or a field that does
    /// not exist, a label that no heading can be.
    pub fn with(&self, text: &str) -> Result<Self, RulesError> {
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| RulesError(error.message().to_owned()))?;
        let mut rules = self.clone();
        for (name, value) in &table {
            match name.as_str() {
                "kind" => rules.add_kinds(as_table(name, value)?)?,
                "words" => rules.add_words(as_table(name, value)?)?,
                "metadata" => rules.add_keys(as_table(name, value)?)?,
                _ => return Err(RulesError(format!("there is no table `{name}`"))),
            }
        }
        rules.index();
        rules.added.push_str(text);
        Ok(rules)
    }

    fn add_kinds(&mut self, kinds: &Table) -> Result<(), RulesError> {
        for (name, languages) in kinds {
            let kind = self.kind(name)?;
            for (language, labels) in as_table(name, languages)? {
                for label in as_list(language, labels)? {
                    let plain = label::plain(label).filter(|plain| {
                        !plain.is_empty() && plain.split(' ').count() <= MOST_WORDS
                    });
                    let plain =
                        plain.ok_or_else(|| RulesError(format!("`{label}` can be no label")))?;
                    self.labels.insert(plain, kind);
                }
            }
        }
        Ok(())
    }

    fn add_words(&mut self, words: &Table) -> Result<(), RulesError> {
        for (name, list) in words {
            let kind = self.kind(name)?;
            let rank = PRIORITY
                .iter()
                .position(|&other| other == kind)
                .unwrap_or(PRIORITY.len());
            for word in as_list(name, list)? {
                let plain = label::plain(word)
                    .ok_or_else(|| RulesError(format!("`{word}` can be no word")))?;
                self.words.insert(plain, (rank, kind));
            }
        }
        Ok(())
    }

    fn add_keys(&mut self, fields: &Table) -> Result<(), RulesError> {
        for (name, keys) in fields {
            let field = FieldName::of(name)
                .ok_or_else(|| RulesError(format!("there is no field `{name}`")))?;
            for key in as_list(name, keys)? {
                self.keys.insert(key.to_lowercase(), field);
            }
        }
        Ok(())
    }

    /// The kind of this name, which may be a new one.
    fn kind(&mut self, name: &str) -> Result<SectionKind, RulesError> {
        if let Some(kind) = SectionKind::of(name) {
            return Ok(kind);
        }
        let is_plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if name.is_empty() || !name.bytes().all(is_plain) {
            let message = format!("`{name}` is no name for a kind: small letters, digits and _");
            return Err(RulesError(message));
        }
        let known = self.own_kinds.iter().position(|own| own == name);
        let number = known.unwrap_or_else(|| {
            self.own_kinds.push(name.to_owned());
            self.own_kinds.len() - 1
        });
        let number = u8::try_from(number)
            .map_err(|_| RulesError("there are more than 256 kinds".to_owned()))?;
        Ok(SectionKind::Own(number))
    }

    fn index(&mut self) {
        self.by_length.clear();
        for label in self.labels.keys() {
            let len = label.len();
            if self.by_length.len() <= len {
                self.by_length.resize(len + 1, Vec::new());
            }
            self.by_length[len].push(label.clone());
            self.first_words.insert(label);
            self.ends.insert(label);
        }
    }

    /// The TOML texts that were added to the built-in rules, one after the other: what
    /// tells these rules from others.
    #[must_use]
    pub fn added(&self) -> &str {
        &self.added
    }

    /// The name of a kind, for records.
    #[must_use]
    pub fn name(&self, kind: SectionKind) -> &str {
        match kind {
            SectionKind::Own(number) => self
                .own_kinds
                .get(usize::from(number))
                .map_or(SectionKind::Other.name(), String::as_str),
            kind => kind.name(),
        }
    }

    /// The kind that a label in its plain form heads.
    pub(crate) fn label(&self, plain: &str) -> Option<SectionKind> {
        self.labels.get(plain).copied()
    }

    /// The labels of so many bytes.
    pub(crate) fn labels_of_length(&self, len: usize) -> impl Iterator<Item = &str> {
        self.by_length
            .get(len)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// What the words of a plain heading tell of its kind.
    pub(crate) fn kind_of_words(&self, plain: &str) -> Option<SectionKind> {
        let told = plain.split(' ').filter_map(|word| self.words.get(word));
        told.min_by_key(|(rank, _)| *rank).map(|&(_, kind)| kind)
    }

    /// The field that a key names, whatever its case.
    pub(crate) fn field(&self, key: &str) -> Option<FieldName> {
        self.keys.get(&key.to_lowercase()).copied()
    }
}

/// Of several kinds that the words of a heading speak for, the first of these it is: the
/// aim before the background, the results before the methods.
const PRIORITY: [SectionKind; 7] = [
    SectionKind::Objective,
    SectionKind::Results,
    SectionKind::Conclusions,
    SectionKind::Implications,
    SectionKind::Discussion,
    SectionKind::Methods,
    SectionKind::Background,
];

fn unreadable() -> SplitRules {
    unreachable!("the rules that come with the library are read by a test")
}

fn as_table<'v>(name: &str, value: &'v Value) -> Result<&'v Table, RulesError> {
    let table = value.as_table();
    table.ok_or_else(|| RulesError(format!("`{name}` is no table")))
}

fn as_list<'v>(name: &str, value: &'v Value) -> Result<Vec<&'v str>, RulesError> {
    let list = value.as_array().and_then(|list| {
        let words = list.iter().map(Value::as_str);
        words.collect::<Option<Vec<_>>>()
    });
    list.ok_or_else(|| RulesError(format!("`{name}` is no list of words")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_are_sound() {
        let rules = SplitRules::built_in();
        assert!(rules.labels.len() > 500 && rules.own_kinds.is_empty());
        // No label is of two kinds: reading kind by kind, each finds its own again.
        let table: Table = BUILT_IN.parse().expect("it is TOML");
        for (name, languages) in table["kind"].as_table().expect("it has kinds") {
            for labels in languages.as_table().expect("by language").values() {
                for label in as_list(name, labels).expect("a list") {
                    let plain = label::plain(label).expect("a label");
                    let kind = rules.label(&plain).expect("it was read");
                    assert_eq!(rules.name(kind), name, "{label}");
                }
            }
        }
    }

    #[test]
    fn a_file_adds_and_overrides() {
        let own = "[kind.recipe]\nen = ['Recipe']\n[kind.results]\nen = ['Yield']\n\
                   [kind.other]\nen = ['background']\n[metadata]\nauthor = ['Baker']";
        let rules = SplitRules::built_in().with(own).expect("it is sound");
        let kind = |label: &str| rules.label(label).map(|kind| rules.name(kind));
        assert_eq!(kind("recipe"), Some("recipe"));
        assert_eq!(kind("yield"), Some("results"));
        assert_eq!(kind("background"), Some("other"));
        assert_eq!(kind("conclusions"), Some("conclusions"));
        assert_eq!(rules.field("BAKER"), Some(FieldName::Author));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (own, part) in [
            ("[kinds]", "`kinds`"),
            ("[kind.Recipe]\nen = []", "`Recipe`"),
            ("[kind.recipe]\nen = 'x'", "`en`"),
            ("[kind.recipe]\nen = ['3']", "`3`"),
            ("[metadata]\nmood = ['x']", "`mood`"),
            ("[kind", ""),
        ] {
            let error = SplitRules::built_in().with(own).expect_err("it is wrong");
            assert!(error.0.contains(part), "{own}: {error}");
        }
    }
}
