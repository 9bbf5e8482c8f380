//! What a document is split into.

use alloc::vec::Vec;

use gristmill_text::Span;

use crate::Metadata;

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the part is about.
    pub kind: SectionKind,
    /// The words of its heading, as they stand in the text, without a colon;
    /// `None` when it has none.
    pub heading: Option<Span>,
    /// How deep it lies: 1 for a part of the document itself.
    pub level: u8,
    /// The whole part, heading included.
    pub span: Span,
    /// What made it: the surface of its heading (`run-in`, `own-line`, `dash`, `numbered`,
    /// `outdented`, `bracketed`, `atx`, `setext`, `wiki`, `latex`, `roff`, `bold`, `html`,
    /// `glued`), the `header` of a publication, or `rest` for what lies between.
    pub rule: &'static str,
}

/// The parts of a document and its metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sections {
    // Invariant: at least one; the first starts at 0, each starts where the one
    // before ends, the last ends with the text.
    sections: Vec<Section>,
    metadata: Metadata,
}

impl Sections {
    /// These sections, which tile the text.
    pub(crate) fn new(sections: Vec<Section>, metadata: Metadata) -> Self {
        Self { sections, metadata }
    }

    /// The sections in order; there is at least one, and they tile the text.
    #[must_use]
    pub fn all(&self) -> &[Section] {
        &self.sections
    }

    /// What the document says about itself.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }
}

/// A place that looks like a heading, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its words.
    pub words: Span,
    /// The surface that it has.
    pub rule: &'static str,
    /// The kind that its words tell.
    pub kind: SectionKind,
    /// Why it is no heading; nothing when it is one.
    pub lost: Option<&'static str>,
}

macro_rules! kinds {
    ($($variant:ident => $name:literal, $doc:literal;)+) => {
        /// What a part of a document is about, a closed list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SectionKind {
            $(#[doc = $doc] $variant,)+
            /// A kind of the caller's own rules, by its number there:
            /// [`SplitRules::name`](crate::SplitRules::name) has the word for it.
            Own(u8),
        }

        impl SectionKind {
            /// The word for it in records.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                    Self::Own(_) => "other",
                }
            }

            /// The kind of this word.
            #[must_use]
            pub fn of(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    Front => "front", "What stands before the document proper, such as the name of the publication.";
    Title => "title", "The title.";
    Abstract => "abstract", "The abstract or summary.";
    Toc => "toc", "The table of contents.";
    Background => "background", "What led up to the matter.";
    Introduction => "introduction", "The introduction.";
    Objective => "objective", "The question or aim.";
    Methods => "methods", "How it was found out.";
    Results => "results", "What was found.";
    Discussion => "discussion", "The discussion.";
    Implications => "implications", "What follows from it.";
    Conclusions => "conclusions", "The conclusions.";
    Recommendations => "recommendations", "What should be done.";
    AuthorBio => "author_bio", "Who the author is.";
    Acknowledgments => "acknowledgments", "Thanks.";
    Funding => "funding", "Who paid.";
    Notes => "notes", "Notes.";
    References => "references", "References.";
    Appendix => "appendix", "An appendix.";
    Body => "body", "A part without a heading.";
    Other => "other", "A part whose heading is of no known kind.";
}
