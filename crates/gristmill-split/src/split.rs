//! The stage: candidates, then a decision for the whole document.

use alloc::vec::Vec;

use gristmill_text::Span;

use crate::candidate::{Heading, candidates};
use crate::decide::{Lost, decide};
use crate::label::Labels;
use crate::layout::Layout;
use crate::line::Lines;
use crate::metadata;
use crate::{Candidate, Metadata, Section, SectionKind, Sections, SplitConfig, SplitRules};

/// Finds the sections of a document and what it says about itself.
///
/// The text is not changed. A document without headings is one `body`, after its
/// `front` if it has a header; so is one of more than half a million lines.
#[must_use]
pub fn split(text: &str, config: &SplitConfig) -> Sections {
    let rules = config.rules();
    let front = front(text, config);
    let headings: Vec<Heading> = if config.headings {
        let found = judged(text, front.end, config).into_iter();
        let kept = found.filter(|(_, lost)| lost.is_none());
        kept.map(|(heading, _)| heading).collect()
    } else {
        Vec::new()
    };
    let sections = tile(lay_out(text, front.end, &headings, rules), text.len());
    let metadata = if config.metadata {
        metadata::find(text, front, &sections, rules)
    } else {
        Metadata::default()
    };
    Sections::new(sections, metadata)
}

/// Every place of a document that looks like a heading, and what became of it: for those
/// who wonder why one was found, or was not.
#[must_use]
pub fn explain(text: &str, config: &SplitConfig) -> Vec<Candidate> {
    let front = front(text, config);
    let found = judged(text, front.end, config).into_iter();
    found
        .map(|(heading, lost)| Candidate {
            words: heading.surface.words,
            rule: heading.surface.rule,
            kind: kind_of(text, &heading, config.rules()),
            lost,
        })
        .collect()
}

fn front(text: &str, config: &SplitConfig) -> metadata::Front {
    if config.metadata {
        metadata::front(text, config.rules())
    } else {
        metadata::Front::default()
    }
}

/// Every candidate, and what became of it; none where there are too many lines.
fn judged(text: &str, from: usize, config: &SplitConfig) -> Vec<(Heading, Lost)> {
    let Some(lines) = Lines::of(text, from) else {
        return Vec::new();
    };
    let layout = Layout::of(&lines, config.profile);
    let candidates = candidates(&lines, &layout, config.rules());
    let lost = decide(&candidates, &lines, &layout, config);
    let mut judged: Vec<_> = candidates.into_iter().zip(lost).collect();
    name_the_title(text, &mut judged, config.rules());
    judged
}

/// What stands alone above all other headings, in words of its own, is the title.
fn name_the_title(text: &str, judged: &mut [(Heading, Lost)], rules: &SplitRules) {
    let mut kept = judged.iter_mut().filter(|(_, lost)| lost.is_none());
    let (Some((first, _)), Some((second, _))) = (kept.next(), kept.next()) else {
        return;
    };
    let around = [
        0..first.surface.start,
        first.surface.words.end..second.surface.start,
    ];
    let is_above = around.into_iter().all(|part| text[part].trim().is_empty());
    let is_plain = || {
        let told = Labels(rules).kind_of_words(&text[first.surface.words]);
        first.surface.rule == "own-line" && first.label.is_none() && told.is_none()
    };
    if is_above && is_plain() {
        first.label = Some(SectionKind::Title);
    }
}

fn kind_of(text: &str, heading: &Heading, rules: &SplitRules) -> SectionKind {
    let words = &text[heading.surface.words];
    let told = heading.label.or_else(|| Labels(rules).kind_of_words(words));
    told.unwrap_or(SectionKind::Other)
}

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
fn lay_out(text: &str, front_end: usize, headings: &[Heading], rules: &SplitRules) -> Vec<Section> {
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
    let first = headings
        .first()
        .map_or(text.len(), |heading| heading.surface.start);
    if front_end < first || sections.is_empty() && headings.is_empty() {
        sections.push(part(SectionKind::Body, front_end, "rest"));
    }
    sections.extend(headings.iter().map(|heading| Section {
        heading: Some(heading.surface.words),
        level: heading.surface.level,
        ..part(
            kind_of(text, heading, rules),
            heading.surface.start,
            heading.surface.rule,
        )
    }));
    sections
}
