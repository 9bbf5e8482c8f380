//! Candidates: where a heading may stand, and what it looks like there.

use alloc::vec::Vec;

use gristmill_text::Span;

use crate::decide::STOPS;
use crate::label::{LONGEST, Labels};
use crate::layout::Layout;
use crate::line::Lines;
use crate::surface::{self, Close, Surface};
use crate::{SectionKind, SplitRules};

/// A place that looks like a heading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heading {
    pub(crate) surface: Surface,
    /// The kind that its words head as a label, or that its place tells; nothing when
    /// they are no label.
    pub(crate) label: Option<SectionKind>,
    /// The line that it stands on.
    pub(crate) line: usize,
    /// The letters of its words.
    pub(crate) case: Case,
    /// Whether an empty line is before it, or the beginning of the text.
    pub(crate) is_after_blank: bool,
    /// Whether an empty line is behind it, or the end of the text.
    pub(crate) is_before_blank: bool,
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

/// The shortest line that may have several labels in it, in bytes.
const SHORTEST_WITH_LABELS: usize = 30;

/// The most candidates of a document. What has more of them is a table or a game, and
/// would take more memory than its text.
pub(crate) const MOST: usize = 1 << 16;

/// Every candidate, in order; none when there are more than [`MOST`]. There are none in
/// fenced code.
pub(crate) fn candidates(lines: &Lines<'_>, layout: &Layout, rules: &SplitRules) -> Vec<Heading> {
    let text = lines.text;
    let labels = Labels(rules);
    let signs = surface::Signs::of(text);
    let mut colons = Ahead::of(text, b':');
    let mut found = Vec::new();
    for (number, &line) in lines.all().iter().enumerate() {
        if found.len() > MOST {
            return Vec::new();
        }
        if !line.is_open || line.is_blank() || layout.is_passed_over(lines, number, line) {
            continue;
        }
        // What words mean that were asked about before.
        let mut told: Option<(Span, Option<SectionKind>)> = None;
        let mut add = |surface: Surface,
                       told: Option<(Span, Option<SectionKind>)>,
                       is_sentence: bool| {
            let words = &text[surface.words];
            if words.is_empty() {
                return;
            }
            let case = case_of(words);
            // Who looks like a heading may have one letter wrong.
            let is_heading_like =
                surface.is_marked || surface.close != Close::Line || case == Case::Upper;
            let may_err = is_heading_like && !is_sentence;
            let told = told
                .filter(|&(told, label)| told == surface.words && (label.is_some() || !may_err));
            let label = match told {
                Some((_, label)) => label,
                None if may_err => labels.kind_of_misspelt(words),
                None => labels.kind(words),
            };
            found.push(Heading {
                surface,
                label,
                line: number,
                case,
                is_after_blank: lines.is_after_blank(number),
                is_before_blank: lines.is_before_blank(number),
            });
        };
        if let Some(surface) = layout.read(lines, number, line) {
            add(surface, None, false);
            continue;
        }
        let mut first = surface::read(lines, number, line);
        // Most lines are sentences, and are asked for no label.
        let mut is_sentence = first.is_some_and(|first| is_sentence(text, first));
        if let Some(first) = first.filter(|_| !is_sentence) {
            told = Some((first.words, labels.kind(&text[first.words])));
        }
        let mut is_known = told.is_some_and(|(_, label)| label.is_some());
        // Between empty lines a short line is one heading: `Efficacy studies: three trials`.
        let is_isolated = lines.is_after_blank(number) && lines.is_before_blank(number);
        if let Some(found) = first.filter(|_| is_isolated)
            && (found.number.is_some() || !is_known && lines.is_above_a_paragraph(number))
            && let Some(whole) = surface::whole_line(text, line.words, found)
        {
            is_known = labels.has(&text[whole.words]);
            first = Some(whole);
        }
        // A known label may end before the first colon does.
        if !is_known {
            let start = first.and_then(|first| first.number.map(|_| first.words.start));
            let inside = Span::new(start.unwrap_or(line.words.start), line.words.end);
            let label = surface::label_at(text, inside, labels);
            // Behind a number, a dash is one of the heading's.
            if let Some((words, close)) =
                label.filter(|&(_, close)| start.is_none() || close == Close::Stop)
            {
                is_known = true;
                is_sentence = false;
                first = Some(surface::before_text(line.words, first, words, close));
            }
        }
        let mut glued: Vec<Surface> = Vec::new();
        if colons.are_in(line.words) {
            glued.extend(surface::glued(text, line.words, labels));
        }
        if line.words.len() > SHORTEST_WITH_LABELS {
            glued.extend(surface::labels(text, line.words, signs, labels));
            glued.sort_by_key(|glued| glued.start);
            glued.dedup_by_key(|glued| glued.words.start);
            glued = apart(glued, |glued| {
                labels.kind_of_misspelt(&text[glued.words]).is_some()
            });
        }
        // Of words up to the first colon a label behind a sentence is the last part.
        let is_cut = |first: Surface| {
            let inside = glued.first().filter(|glued| glued.start < first.words.end);
            inside.is_some_and(|glued| labels.has(&text[glued.words]))
        };
        let first = first.filter(|&first| is_known || !is_cut(first));
        if let Some(first) = first {
            // A sentence tells what is around it, as a line of a list or of a table.
            let told = if is_sentence {
                Some((first.words, None))
            } else {
                told
            };
            add(first, told, is_sentence);
        }
        let behind = glued.into_iter();
        behind
            .filter(|glued| first.is_none_or(|first| glued.start > first.words.end))
            .for_each(|glued| add(glued, None, false));
    }
    if found.len() > MOST {
        return Vec::new();
    }
    found
}

/// Where a sign stands next, for who goes through a text: most lines have none, and are not
/// searched one by one.
struct Ahead<'t> {
    bytes: &'t [u8],
    sign: u8,
    next: usize,
}

impl<'t> Ahead<'t> {
    fn of(text: &'t str, sign: u8) -> Self {
        let bytes = text.as_bytes();
        let next = memchr::memchr(sign, bytes).unwrap_or(bytes.len());
        Self { bytes, sign, next }
    }

    /// Whether the sign stands in a range, which begins behind where the one before did.
    fn are_in(&mut self, range: Span) -> bool {
        if self.next < range.start {
            let next = memchr::memchr(self.sign, &self.bytes[range.start..]);
            self.next = next.map_or(self.bytes.len(), |at| range.start + at);
        }
        self.next < range.end
    }
}

/// Whether a line without markup or number ends as no label does.
fn is_sentence(text: &str, surface: Surface) -> bool {
    let is_plain = surface.rule == "own-line" && surface.close == Close::Line;
    if !is_plain {
        return false;
    }
    let words = &text[surface.words];
    match words.chars().next_back() {
        // One of up to six words may have a stop.
        Some('.') => words.split_ascii_whitespace().nth(6).is_some(),
        // `Results,`
        Some(',') => words.len() > LONGEST,
        // `Methods&rsquo;`
        Some(';') => !words.contains('&'),
        Some(end) => STOPS.contains(&end),
        None => false,
    }
}

/// Surfaces in order without those that begin amid the words of the one before, which is
/// the one that goes when it is no label and the other is.
fn apart(surfaces: Vec<Surface>, is_label: impl Fn(&Surface) -> bool) -> Vec<Surface> {
    let mut apart: Vec<Surface> = Vec::with_capacity(surfaces.len());
    for surface in surfaces {
        match apart.last_mut() {
            Some(last) if surface.start < last.words.end => {
                if !is_label(last) && is_label(&surface) {
                    *last = surface;
                }
            }
            _ => apart.push(surface),
        }
    }
    apart
}

/// The letters of some words.
pub(crate) fn case_of(words: &str) -> Case {
    if !words.chars().any(char::is_lowercase) {
        return Case::Upper;
    }
    let first = words.chars().find(|c| c.is_alphabetic());
    if first.is_some_and(char::is_uppercase) {
        Case::Title
    } else {
        Case::Lower
    }
}
