//! Candidates: where a heading may stand, and what it looks like there.

use alloc::vec::Vec;

use gristmill_text::Span;

use crate::SectionKind;
use crate::label;
use crate::surface::{self, Surface};

/// A place that looks like a heading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heading {
    /// What its words mean; `None` when they are no label that is known.
    pub(crate) kind: Option<SectionKind>,
    /// Where its section starts: at its markup or its number, if it has any.
    pub(crate) start: usize,
    /// Its words, without markup, number and colon.
    pub(crate) words: Span,
    /// How deep it lies, from 1.
    pub(crate) level: u8,
    /// What it looks like.
    pub(crate) look: Look,
}

/// What headings of one document have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Look {
    /// The surface, as sections tell it.
    pub(crate) rule: &'static str,
    /// Whether the markup says that it is a heading, whatever its words.
    pub(crate) is_marked: bool,
    /// Its letters.
    pub(crate) case: Case,
}

/// The letters of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Case {
    /// All of them capitals.
    Upper,
    /// The first one a capital.
    Title,
    /// None of the above.
    Lower,
}

/// Every candidate, in order. There are none in fenced code.
pub(crate) fn candidates(text: &str) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut start = 0;
    let mut in_fence = false;
    let mut after_blank = true;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let content = line.trim_end();
        let is_fence = ["```", "~~~"]
            .iter()
            .any(|fence| content.trim_start().starts_with(fence));
        in_fence ^= is_fence;
        if !in_fence && !is_fence {
            let next = lines.peek().map_or("", |next| next.trim_end());
            let surface = surface::read(content, next);
            headings
                .extend(surface.and_then(|surface| heading(content, start, surface, after_blank)));
            headings.extend(glued(content, start));
        }
        after_blank = content.is_empty();
        start += line.len();
    }
    headings
}

/// Labels in capitals with a colon, right after the end of a sentence on the same
/// line, with a blank between them or without.
fn glued(line: &str, offset: usize) -> impl Iterator<Item = Heading> + '_ {
    memchr::memchr_iter(b':', line.as_bytes()).filter_map(move |colon| {
        let before = tail(&line[..colon], label::LONGEST + 8);
        let stop = before.rfind(['.', '!', '?', '”', '"', ')'])?;
        let after_stop = stop + before[stop..].chars().next()?.len_utf8();
        let words = before[after_stop..].trim_start();
        let start = offset + colon - words.len();
        if case_of(words) != Case::Upper || start == offset {
            return None;
        }
        Some(Heading {
            kind: Some(label::kind_of(words)?),
            start,
            words: Span::new(start, start + words.len()),
            level: 1,
            look: Look {
                rule: "glued",
                is_marked: false,
                case: Case::Upper,
            },
        })
    })
}

/// The candidate that a surface gives: words that are a label, or that could head a
/// section if the document has such headings.
fn heading(line: &str, offset: usize, surface: Surface, after_blank: bool) -> Option<Heading> {
    let words = &line[surface.words];
    let kind = label::kind_of(words);
    let may_head = surface.is_marked || !surface.stands_alone || after_blank;
    if words.is_empty() || kind.is_none() && !(may_head && could_head(words, surface.is_marked)) {
        return None;
    }
    Some(Heading {
        kind,
        start: offset + surface.start,
        words: Span::new(offset + surface.words.start, offset + surface.words.end),
        level: surface.level,
        look: Look {
            rule: surface.rule,
            is_marked: surface.is_marked,
            case: case_of(words),
        },
    })
}

/// Whether words that are no label may head a section all the same: a few of them,
/// with more letters than a bare mark has, and no stop at the end.
fn could_head(words: &str, is_marked: bool) -> bool {
    let (most_words, least_letters) = if is_marked { (20, 1) } else { (6, 3) };
    words.split_whitespace().count() <= most_words
        && words.chars().filter(|c| c.is_alphabetic()).count() >= least_letters
        && !words.ends_with(['.', ',', ';', '!', '?'])
}

fn case_of(words: &str) -> Case {
    let mut letters = words.chars().filter(|c| c.is_alphabetic());
    let starts_with_capital = letters.clone().next().is_some_and(char::is_uppercase);
    if !letters.any(char::is_lowercase) {
        Case::Upper
    } else if starts_with_capital {
        Case::Title
    } else {
        Case::Lower
    }
}

/// The last bytes of a line, from a character on: at most `most` of them.
fn tail(line: &str, most: usize) -> &str {
    let mut start = line.len().saturating_sub(most);
    while !line.is_char_boundary(start) {
        start += 1;
    }
    &line[start..]
}
