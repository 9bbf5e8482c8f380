//! The stage: candidates, then a decision for the whole document.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use gristmill_text::Span;

use crate::heading::{self, Case, Heading, Look};
use crate::{Metadata, Section, SectionKind, Sections};
use crate::{bio, header};

/// What to look for; everything by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitConfig {
    /// Look for section headings.
    pub headings: bool,
    /// Look for metadata in header lines and in the author's biography.
    pub metadata: bool,
}

impl Default for SplitConfig {
    fn default() -> Self {
        Self {
            headings: true,
            metadata: true,
        }
    }
}

/// Finds the sections of a document and what it says about itself.
///
/// The text is not changed. A document without headings is one `body`, after its
/// `front` if it has a header line.
#[must_use]
pub fn split(text: &str, config: &SplitConfig) -> Sections {
    let header = config.metadata.then(|| header::find(text)).flatten();
    let front_end = header.map_or(0, |header| header.span.end);
    let headings = if config.headings {
        decide(heading::candidates(text), front_end)
    } else {
        Vec::new()
    };
    let sections = tile(lay_out(text, front_end, &headings), text.len());
    let mut metadata = header.map_or_else(Metadata::default, |header| header.metadata);
    if config.metadata {
        metadata.author = sections
            .iter()
            .find(|section| section.kind == SectionKind::AuthorBio)
            .and_then(|section| bio::author(text, section));
    }
    Sections::new(sections, metadata)
}

/// Which candidates are headings: those that their markup makes one; known labels,
/// in small letters only when there are several, since one alone is more likely a
/// sentence; and other words where known labels of the same look have shown that
/// this is how the document makes its headings. None stands in the front matter.
fn decide(mut candidates: Vec<Heading>, front_end: usize) -> Vec<Heading> {
    candidates.retain(|heading| heading.start >= front_end);
    let mut known: BTreeMap<Look, usize> = BTreeMap::new();
    for heading in candidates.iter().filter(|heading| heading.kind.is_some()) {
        *known.entry(heading.look).or_default() += 1;
    }
    let is_alone = known.values().sum::<usize>() == 1;
    candidates.retain(|heading| match heading.kind {
        _ if heading.look.is_marked => true,
        Some(_) => !is_alone || heading.look.case != Case::Lower,
        None => known
            .get(&heading.look)
            .is_some_and(|alike| *alike >= ENOUGH_ALIKE),
    });
    candidates
}

/// How many known labels show how a document makes its headings.
const ENOUGH_ALIKE: usize = 2;

/// Makes the sections tile a text of `len` bytes: each reaches to the start of the
/// next one.
fn tile(mut sections: Vec<Section>, len: usize) -> Vec<Section> {
    let mut end = len;
    for section in sections.iter_mut().rev() {
        section.span.end = end;
        end = section.span.start;
    }
    sections
}

/// The front matter, what lies before the first heading, and a section a heading.
/// Ends are filled in when the sections are made to tile the text.
fn lay_out(text: &str, front_end: usize, headings: &[Heading]) -> Vec<Section> {
    let part = |kind, start, rule| Section {
        kind,
        heading: None,
        level: 1,
        span: Span::empty(start),
        rule,
    };
    let mut sections = Vec::with_capacity(headings.len() + 2);
    if front_end > 0 {
        sections.push(part(SectionKind::Front, 0, "header"));
    }
    let first = headings.first().map_or(text.len(), |heading| heading.start);
    if front_end < first || sections.is_empty() && headings.is_empty() {
        sections.push(part(SectionKind::Body, front_end, "rest"));
    }
    sections.extend(headings.iter().map(|heading| Section {
        heading: Some(heading.words),
        level: heading.level,
        ..part(
            heading.kind.unwrap_or(SectionKind::Other),
            heading.start,
            heading.look.rule,
        )
    }));
    sections
}
