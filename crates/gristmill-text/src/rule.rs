//! Names for what was done and why.

/// A rule that changes texts: its stable name and the kind of damage it is about.
///
/// Names are paths such as `repair.escape.quote`: the stage, the family, the
/// rule. They are written to disk, listed in docs/rules.md with a fixture each,
/// and never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    name: &'static str,
    kind: Kind,
}

impl Rule {
    /// A rule of this name and kind.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind }
    }

    /// The stable name, such as `repair.escape.quote`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Whether this is its name, or the first parts of it: `repair.escape` is for
    /// `repair.escape.quote`, and `repair.esc` is not.
    #[must_use]
    pub fn is_named(self, name: &str) -> bool {
        let rest = self.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// What kind of change it makes.
    #[must_use]
    pub const fn kind(self) -> Kind {
        self.kind
    }
}

/// The kinds of change that a record counts, a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Bytes that the text alone would not give back: malformed or unusual
    /// sequences, a byte order mark.
    Decode,
    /// A backslash or another escape that belonged to some source code.
    Escape,
    /// A character written as an HTML or XML entity.
    Entity,
    /// A transport encoding such as quoted-printable.
    Transport,
    /// Text decoded from bytes in the wrong encoding.
    Mojibake,
    /// The choice of a Unicode normalisation form or spelling.
    Unicode,
    /// Blanks and line ends.
    Whitespace,
    /// Control characters and other invisible ones.
    Control,
}

impl Kind {
    /// The word for it in records and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Escape => "escape",
            Self::Entity => "entity",
            Self::Transport => "transport",
            Self::Mojibake => "mojibake",
            Self::Unicode => "unicode",
            Self::Whitespace => "whitespace",
            Self::Control => "control",
        }
    }
}
