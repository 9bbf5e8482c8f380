//! What a document says about itself.

use gristmill_text::Span;

/// What a document says about itself; each field is a range of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The author's name.
    pub author: Option<Field>,
    /// The publication that the document appeared in.
    pub publication: Option<Field>,
    /// The volume of the publication.
    pub volume: Option<Field>,
    /// The issue of the publication.
    pub issue: Option<Field>,
}

/// A field of the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where its value stands in the text.
    pub span: Span,
    /// What found it: the `header` of the publication or the author's `bio`.
    pub rule: &'static str,
}
