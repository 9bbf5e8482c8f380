//! What to look for.

use alloc::sync::Arc;

use crate::SplitRules;

/// What to look for; everything by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitConfig {
    /// Look for section headings.
    pub headings: bool,
    /// Look for metadata: header lines, bylines, front matter, biographies.
    pub metadata: bool,
    /// What the documents are.
    pub profile: SplitProfile,
    /// The words that head sections and name fields; `None` for those that come with the
    /// library.
    pub rules: Option<Arc<SplitRules>>,
}

/// What documents are, for those who know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SplitProfile {
    /// Each document tells.
    #[default]
    Auto,
    /// Articles of think tanks: known labels head the sections, and nothing else does.
    ThinkTank,
    /// Structured abstracts: known labels, and others of the same look.
    Abstract,
    /// Whole articles: short lines between paragraphs head sections.
    Article,
    /// Manuals and standards: what stands at the margin heads what is indented.
    Manual,
}

impl SplitProfile {
    /// The word for it in configurations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::ThinkTank => "think-tank",
            Self::Abstract => "abstract",
            Self::Article => "article",
            Self::Manual => "manual",
        }
    }
}

impl Default for SplitConfig {
    fn default() -> Self {
        Self {
            headings: true,
            metadata: true,
            profile: SplitProfile::Auto,
            rules: None,
        }
    }
}

impl SplitConfig {
    /// The words that head sections and name fields.
    #[must_use]
    pub fn rules(&self) -> &SplitRules {
        self.rules
            .as_deref()
            .unwrap_or_else(|| SplitRules::built_in())
    }
}
