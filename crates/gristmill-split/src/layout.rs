//! How a document is laid out: whether its text is indented below headings at the margin,
//! as in manuals and standards, or stands in paragraphs.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use gristmill_text::Span;

use crate::SplitProfile;
use crate::line::{Line, Lines, SHORTEST_PARAGRAPH, shape};
use crate::number::{Number, Style, number};
use crate::surface::{Close, Surface};

/// The fewest columns by which text below a heading is indented.
const LEAST_INDENT: usize = 2;

/// By how many columns code and quotations are indented in a text that is not.
const QUOTED: usize = 4;

/// The longest line at the margin that may be a heading, in bytes.
const LONGEST: usize = 120;

/// Of how many lines at the margin most must be short, in columns.
const SHORT: usize = 60;

/// The longest line of a block that may stand alone as a heading, in bytes.
const LONGEST_ALONE: usize = 160;

/// How a document is laid out.
pub(crate) struct Layout {
    // Whether headings stand at the margin, and what is below them is indented.
    is_outdented: bool,
    // Whether one line in four at least is not indented.
    is_flush: bool,
    /// Whether most of it are paragraphs between empty lines.
    pub(crate) has_paragraphs: bool,
    /// How many blocks of one short line without a stop stand above paragraphs.
    pub(crate) n_short_blocks: usize,
    // Lines at the margin that head what is below them.
    heads: Vec<bool>,
}

impl Layout {
    /// Looks at the lines of a document.
    pub(crate) fn of(lines: &Lines<'_>, profile: SplitProfile) -> Self {
        let written = lines.all().iter().filter(|line| !line.is_blank());
        let (mut n_written, mut n_indented) = (0, 0);
        for line in written {
            n_written += 1;
            n_indented += usize::from(line.indent >= LEAST_INDENT);
        }
        let mut layout = Self {
            is_outdented: false,
            is_flush: n_indented * 4 <= n_written * 3,
            has_paragraphs: has_paragraphs(lines),
            n_short_blocks: n_short_blocks(lines),
            heads: Vec::new(),
        };
        let may_be = match profile {
            SplitProfile::Auto => n_written >= 5 && n_indented * 5 >= n_written * 2,
            SplitProfile::Manual => n_indented > 0,
            _ => false,
        };
        if may_be {
            layout.look_at_the_margin(lines, n_indented, profile == SplitProfile::Manual);
        }
        layout
    }

    /// Finds the lines at the margin that head what is below them; in a manual that is known
    /// to be one, they do, however many they are.
    fn look_at_the_margin(&mut self, lines: &Lines<'_>, n_indented: usize, is_known: bool) {
        let furniture = furniture(lines);
        self.heads = (0..lines.all().len())
            .map(|number| !furniture[number] && heads_what_is_below(lines, number, &furniture))
            .collect();
        let is_strict = self.keep_only_numbered(lines);
        let at_margin = lines.all().iter().enumerate().filter(|(number, line)| {
            !line.is_blank() && line.indent < LEAST_INDENT && !furniture[*number]
        });
        let (mut n_margin, mut n_heads, mut n_short) = (0, 0, 0);
        for (number, line) in at_margin {
            n_margin += 1;
            n_heads += usize::from(self.heads[number]);
            n_short += usize::from(self.heads[number] && line.words.len() <= SHORT);
        }
        let is_usual = (is_strict || n_heads * 2 >= n_margin) && n_short * 5 >= n_heads * 3;
        self.is_outdented =
            n_heads >= 2 && n_indented >= n_heads && is_usual || is_known && n_heads > 0;
    }

    /// Where numbers run through the lines at the margin, little else is a heading there:
    /// examples and tables stand at the margin as well. Says whether that is so.
    fn keep_only_numbered(&mut self, lines: &Lines<'_>) -> bool {
        let mut last: Option<Number> = None;
        let (mut n_numbered, mut n_heads, mut n_margin) = (0, 0, 0);
        for (at, line) in lines.all().iter().enumerate() {
            n_margin += usize::from(!line.is_blank() && line.indent < LEAST_INDENT);
            if !self.heads[at] {
                continue;
            }
            n_heads += 1;
            let own = number(&lines.text[line.words]).filter(|own| own.style == Style::Decimal);
            if let Some(own) = own.filter(|own| own.follows(last.as_ref())) {
                n_numbered += 1;
                last = Some(own);
            }
        }
        let is_strict = n_numbered >= 3 && n_heads * 2 < n_margin;
        if is_strict {
            for (head, line) in self
                .heads
                .iter_mut()
                .zip(lines.all())
                .filter(|(head, _)| **head)
            {
                let words = &lines.text[line.words];
                let is_short =
                    words.split(' ').count() <= 4 && words.starts_with(char::is_uppercase);
                *head = number(words).is_some() || is_short && line.indent == 0;
            }
        }
        is_strict
    }

    /// Whether nothing on a line can be a heading: it is not at the margin where headings
    /// are, or it is indented where nothing else is, as code and quotations are, and no
    /// line of its own.
    pub(crate) fn is_passed_over(&self, lines: &Lines<'_>, number: usize, line: Line) -> bool {
        if self.is_outdented {
            return line.indent >= LEAST_INDENT || !self.heads[number];
        }
        let is_apart = lines.is_after_blank(number) && lines.is_before_blank(number);
        self.is_flush && line.indent >= QUOTED && !is_apart
    }

    /// The surface of a line at the margin of a document that is laid out so.
    pub(crate) fn read(&self, lines: &Lines<'_>, at: usize, line: Line) -> Option<Surface> {
        if !(self.is_outdented && self.heads[at]) {
            return None;
        }
        let number = number(&lines.text[line.words]);
        let start = line.words.start + number.map_or(0, |number| number.len);
        Some(Surface {
            rule: "outdented",
            start: line.words.start,
            words: Span::new(start, line.words.end),
            level: number.map_or(1, |number| number.level()),
            is_marked: true,
            stands_alone: true,
            close: Close::Line,
            number,
        })
    }
}

/// Whether most of a text stands in paragraphs that empty lines part.
fn has_paragraphs(lines: &Lines<'_>) -> bool {
    let (mut in_paragraphs, mut in_all) = (0, 0);
    for (at, line) in lines.all().iter().enumerate() {
        if !line.is_blank() && lines.is_after_blank(at) {
            let block = lines.block(at);
            in_all += block;
            in_paragraphs += if block >= SHORTEST_PARAGRAPH {
                block
            } else {
                0
            };
        }
    }
    in_paragraphs * 5 >= in_all * 3
}

/// How many lines between empty ones are short and no sentences, with a paragraph next.
fn n_short_blocks(lines: &Lines<'_>) -> usize {
    let is_short = |at: usize, line: &Line| {
        let words = &lines.text[line.words];
        line.is_open
            && line.words.len() <= SHORT
            && lines.is_after_blank(at)
            && lines.is_before_blank(at)
            && words.starts_with(char::is_alphabetic)
            && !words.ends_with(['.', ':', ';', ',', '!', '?', '”', '"'])
            && lines.is_above_a_paragraph(at)
    };
    let written = lines.all().iter().enumerate();
    let written = written.filter(|(_, line)| !line.is_blank());
    written.filter(|(at, line)| is_short(*at, line)).count()
}

/// Lines at the margin that are on every page: with a wide gap in them or a page number
/// at the end, or repeated.
fn furniture(lines: &Lines<'_>) -> Vec<bool> {
    let mut times: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let is_at_margin =
        |line: &Line| !line.is_blank() && line.indent < LEAST_INDENT && line.words.len() <= LONGEST;
    for line in lines.all().iter().filter(|line| is_at_margin(line)) {
        *times.entry(shape(&lines.text[line.words])).or_default() += 1;
    }
    // What heads text comes right before it, and not on a page of its own.
    let is_alone = |at: usize| lines.is_before_blank(at);
    let is_furniture = |(at, line): (usize, &Line)| {
        if !is_at_margin(line) {
            return false;
        }
        let words = &lines.text[line.words];
        let behind = number(words).map_or(words, |number| &words[number.len..]);
        let is_numbered = behind.len() < words.len();
        has_wide_gap(behind)
            || is_head_of_a_manual(words)
            || words.starts_with("[Page ")
            || words.ends_with(']') && words.contains("[Page ")
            || !is_numbered
                && is_alone(at)
                && times.get(&shape(words)).is_some_and(|&times| times > 2)
    };
    lines.all().iter().enumerate().map(is_furniture).collect()
}

/// `MILL(1) User Commands MILL(1)`, whose gaps were closed.
fn is_head_of_a_manual(words: &str) -> bool {
    let mut parts = words.split(' ');
    let (first, last) = (parts.next(), parts.next_back());
    first == last && first.is_some_and(|first| first.ends_with(')') && first.contains('('))
}

/// Whether three blanks or more stand between words.
fn has_wide_gap(words: &str) -> bool {
    let mut n_blanks = 0;
    words.bytes().any(|byte| {
        n_blanks = if byte == b' ' { n_blanks + 1 } else { 0 };
        n_blanks == 3 || byte == b'\t'
    })
}

/// Whether a line at the margin may head what is below it: short, after an empty line, no
/// sentence and no code.
fn heads_what_is_below(lines: &Lines<'_>, at: usize, furniture: &[bool]) -> bool {
    let line = lines.all()[at];
    if line.is_blank() || !line.is_open || line.indent >= LEAST_INDENT || line.words.len() > LONGEST
    {
        return false;
    }
    let words = &lines.text[line.words];
    let number = number(words);
    let inside = number.map_or(words, |number| &words[number.len..]);
    let begins = inside.starts_with(|c: char| {
        !c.is_ascii() || c.is_ascii_uppercase() || c.is_ascii_digit() || "\"<([`'".contains(c)
    }) && !inside.starts_with(['•', '·', '–', '—'])
        && !is_reference(inside);
    let ends = !inside.ends_with([',', ';', '{', '}', ')', '=', '\\'])
        || inside.ends_with(')') && inside.contains('(');
    let is_sentence = inside.ends_with('.') && inside.split(' ').count() > 12;
    let is_apart = lines.is_after_blank(at) || furniture[at - 1];
    let is_above = match lines.all().get(at + 1) {
        Some(next) => next.is_blank() || next.indent >= LEAST_INDENT,
        None => false,
    };
    (begins && ends || number.is_some())
        && !is_sentence
        && is_apart
        && is_above
        && inside.chars().any(char::is_alphabetic)
}

/// `[12] A source`
fn is_reference(words: &str) -> bool {
    let inside = words.strip_prefix('[');
    inside.is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a block of one line may be a heading by its length alone.
pub(crate) fn is_short_block(words: &str) -> bool {
    words.len() <= LONGEST_ALONE
}
