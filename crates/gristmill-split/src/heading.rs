//! Candidates: where a heading may stand.

use alloc::vec::Vec;

use gristmill_text::Span;

use crate::SectionKind;
use crate::label;

/// A place that looks like a heading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heading {
    pub(crate) kind: SectionKind,
    /// Where its section starts.
    pub(crate) start: usize,
    /// Its words, without a colon.
    pub(crate) words: Span,
    /// Which surface it has.
    pub(crate) rule: &'static str,
    /// Whether it begins with a capital.
    pub(crate) is_capitalised: bool,
}

/// Every candidate, in order.
pub(crate) fn candidates(text: &str) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        headings.extend(at_the_start(content, start));
        headings.extend(glued(content, start));
        start += line.len();
    }
    headings
}

/// A label at the start of the line: before a colon or alone.
fn at_the_start(line: &str, offset: usize) -> Option<Heading> {
    let indent = line.len() - line.trim_start().len();
    let (words, rule) = match colon(&line[indent..]) {
        Some(len) => (
            line[indent..indent + len].trim_end(),
            surface(&line[indent + len..]),
        ),
        None => (&line[indent..], "own-line"),
    };
    heading(words, offset + indent, rule)
}

/// How many bytes stand before the first colon, if it is near enough.
fn colon(line: &str) -> Option<usize> {
    let near = memchr::memchr2(
        b':',
        b'\n',
        &line.as_bytes()[..line.len().min(label::LONGEST + 2)],
    );
    near.filter(|&at| line.as_bytes()[at] == b':')
}

fn surface(from_colon: &str) -> &'static str {
    if from_colon.len() > 1 {
        "run-in"
    } else {
        "own-line"
    }
}

/// Labels in capitals with a colon, right after the end of a sentence on the same
/// line, with a blank between them or without.
fn glued(line: &str, offset: usize) -> impl Iterator<Item = Heading> + '_ {
    memchr::memchr_iter(b':', line.as_bytes()).filter_map(move |colon| {
        let before = tail(&line[..colon], label::LONGEST + 8);
        let stop = before.rfind(['.', '!', '?', '”', '"', ')'])?;
        let after_stop = stop + before[stop..].chars().next()?.len_utf8();
        let words = before[after_stop..].trim_start();
        let is_capitals = !words.chars().any(char::is_lowercase);
        let start = colon - words.len();
        (is_capitals && !words.is_empty())
            .then(|| heading(words, offset + start, "glued"))
            .flatten()
    })
}

/// The last bytes of a line, from a character on: at most `most` of them.
fn tail(line: &str, most: usize) -> &str {
    let mut start = line.len().saturating_sub(most);
    while !line.is_char_boundary(start) {
        start += 1;
    }
    &line[start..]
}

fn heading(words: &str, start: usize, rule: &'static str) -> Option<Heading> {
    Some(Heading {
        kind: label::kind_of(words)?,
        start,
        words: Span::new(start, start + words.len()),
        rule,
        is_capitalised: words.starts_with(|c: char| c.is_uppercase()),
    })
}
