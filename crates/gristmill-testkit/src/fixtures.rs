//! Reading `fixtures/<stage>/*.toml`.

use std::fs;
use std::path::{Path, PathBuf};

use gristmill_text::{Traced, TracedEdit};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A fixture file: one case after another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<C> {
    case: Vec<C>,
}

/// What every case has: where it is from, its name, and why it exists.
pub trait Case: DeserializeOwned {
    /// The name, unique within its stage.
    fn name(&self) -> &str;
    /// A sentence saying why the case exists.
    fn why(&self) -> &str;
}

macro_rules! cases {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                /// The name, unique within its stage.
                pub name: String,
                /// Why the case exists.
                pub why: String,
                $($(#[$field_doc])* pub $field: $type,)+
            }

            impl Case for $name {
                fn name(&self) -> &str {
                    &self.name
                }

                fn why(&self) -> &str {
                    &self.why
                }
            }
        )+
    };
}

cases! {
    /// Bytes and the encoding that is found for them.
    DetectCase {
        /// The bytes, with `\xNN` for those that are not ASCII.
        bytes: String,
        /// The label that came with them.
        #[serde(default)]
        label: Option<String>,
        /// The name of the encoding.
        encoding: String,
        /// The name of the evidence.
        evidence: String,
    }

    /// Bytes in an encoding and the text they are.
    DecodeCase {
        /// The bytes, with `\xNN` for those that are not ASCII.
        bytes: String,
        /// The encoding to read them in.
        encoding: String,
        /// The stretches that are in other encodings.
        #[serde(default)]
        pieces: Vec<PieceCase>,
        /// The text.
        output: String,
        /// The edits, in order.
        #[serde(default)]
        edits: Vec<EditCase>,
    }

    /// A text before and after a stage from text to text.
    TextCase {
        /// The text before.
        input: String,
        /// The text after; left out when the stage must not touch it.
        #[serde(default)]
        output: Option<String>,
        /// The edits, in order.
        #[serde(default)]
        edits: Vec<EditCase>,
        /// Switches of the configuration to turn off.
        #[serde(default)]
        without: Vec<String>,
        /// Switches to turn on that are off by default.
        #[serde(default)]
        with: Vec<String>,
    }

    /// A text and its sections and metadata.
    SplitCase {
        /// The text.
        input: String,
        /// The sections, in order.
        sections: Vec<SectionCase>,
        /// The metadata that is found.
        #[serde(default)]
        metadata: MetadataCase,
    }

    /// Two texts, and whether they are the same document.
    DedupCase {
        /// The first text.
        first: String,
        /// The second text.
        second: String,
        /// Whether the second is a copy of the first.
        same: bool,
    }
}

/// An edit, told without offsets: replaying them gives the places.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct EditCase {
    /// The name of the rule.
    pub rule: String,
    /// What stood there; bytes as `\xNN` in a [`DecodeCase`].
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// A stretch of bytes in another encoding.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct PieceCase {
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last one.
    pub end: usize,
    /// The encoding.
    pub encoding: String,
}

/// A section.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct SectionCase {
    /// The name of the kind.
    pub kind: String,
    /// The words of the heading, or nothing.
    #[serde(default)]
    pub heading: String,
    /// How the section begins.
    pub starts: String,
}

/// The metadata of a document; what is not found is empty.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct MetadataCase {
    /// The title.
    pub title: String,
    /// The authors, with `; ` between them.
    pub author: String,
    /// The publication.
    pub publication: String,
    /// The volume.
    pub volume: String,
    /// The issue.
    pub issue: String,
    /// The address.
    pub url: String,
    /// The year, the month and the day; 0 for what is not known.
    pub date: [u16; 3],
    /// Keys and values that no field is for.
    pub extra: Vec<(String, String)>,
}

/// The folder of all fixtures.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// Every case of a stage, those of `known-failures.toml` included: they assert
/// what is wrong today.
///
/// # Panics
/// When a file cannot be read or is not of the schema, or a case is unnamed or
/// gives no reason.
#[must_use]
pub fn load<C: Case>(stage: &str) -> Vec<C> {
    let folder = folder().join(stage);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    paths.sort();
    let cases: Vec<C> = paths.iter().flat_map(|path| read::<C>(path)).collect();
    let mut names: Vec<&str> = cases.iter().map(Case::name).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
    assert!(twice.is_none(), "{stage}: two cases are called {twice:?}");
    cases
}

fn read<C: Case>(path: &Path) -> Vec<C> {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file: File<C> =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for case in &file.case {
        let complete = !case.name().is_empty() && case.why().len() > 10;
        assert!(
            complete,
            "{}: `{}` does not say why it exists",
            path.display(),
            case.name()
        );
    }
    file.case
}

/// The bytes of a string with `\xNN` in it.
///
/// # Panics
/// When an escape is cut short.
#[must_use]
pub fn bytes(written: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = written;
    while let Some(at) = rest.find("\\x") {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let digits = rest
            .get(at + 2..at + 4)
            .unwrap_or_else(|| panic!("{written}: an escape is cut short"));
        bytes.push(
            u8::from_str_radix(digits, 16).unwrap_or_else(|error| panic!("{written}: {error}")),
        );
        rest = &rest[at + 4..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// What a stage did to a text, in the words of a fixture.
#[must_use]
pub fn edits_of(input: &str, traced: &Traced<'_>) -> Vec<EditCase> {
    let tell = |edit: &TracedEdit| EditCase {
        rule: edit.rule.name().into(),
        before: input[edit.source].into(),
        after: traced.text()[edit.output].into(),
    };
    traced.trace().edits().iter().map(tell).collect()
}

impl TextCase {
    /// Holds a stage against the case.
    ///
    /// # Panics
    /// When it gives another text or other edits.
    pub fn check(&self, traced: &Traced<'_>) {
        let expected = self.output.as_ref().unwrap_or(&self.input);
        assert_eq!(traced.text(), expected, "{}: {}", self.name, self.why);
        assert_eq!(
            edits_of(&self.input, traced),
            self.edits,
            "{}: {}",
            self.name,
            self.why
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fixture_is_of_its_schema() {
        assert!(!load::<DetectCase>("detect").is_empty());
        assert!(!load::<DecodeCase>("decode").is_empty());
        assert!(!load::<TextCase>("repair").is_empty());
        assert!(!load::<TextCase>("normalize").is_empty());
        assert!(!load::<SplitCase>("split").is_empty());
        assert!(!load::<DedupCase>("dedup").is_empty());
    }

    #[test]
    fn bytes_are_read_from_escapes() {
        assert_eq!(bytes(r"caf\xE9 \\"), b"caf\xE9 \\\\");
    }
}
