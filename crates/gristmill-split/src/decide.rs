//! The decision for the whole document: which candidates are headings.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use crate::candidate::{Case, Heading, case_of};
use crate::label;
use crate::layout::{Layout, is_short_block};
use crate::line::{Line, Lines};
use crate::number::{Number, Style, number};
use crate::surface::Close;
use crate::{SplitProfile, toc};

/// What became of a candidate: nothing when it is a heading, and otherwise why it is
/// none.
pub(crate) type Lost = Option<&'static str>;

/// How many known labels of one look show how a document makes its headings.
const ENOUGH_ALIKE: usize = 2;

/// How many short blocks above paragraphs show the same, whatever their words.
const ENOUGH_SHORT: usize = 3;

/// What headings of one document have in common.
type Look = (Way, Close, Case);

/// Where headings stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Alone,
    BeforeText,
    Bold,
    Html,
    Bracketed,
    Marked,
}

/// For each candidate, in order, what became of it.
pub(crate) fn decide(
    candidates: &[Heading],
    lines: &Lines<'_>,
    layout: &Layout,
    profile: SplitProfile,
) -> Vec<Lost> {
    let evidence = Evidence::of(candidates, profile);
    let in_toc = toc::in_table(candidates, lines);
    let deepest = match profile {
        SplitProfile::Auto => toc::depth(candidates, lines),
        _ => None,
    };
    let mut numbers = Numbers::default();
    let mut above = None;
    candidates
        .iter()
        .enumerate()
        .map(|(at, heading)| {
            if in_toc[at] {
                return Some("a line of a table of contents");
            }
            let number = heading.surface.number;
            let number = number.filter(|number| number.style == Style::Decimal);
            let depth = number.map_or(0, |number| number.path().len());
            if deepest.is_some_and(|deepest| depth > deepest) {
                return Some("deeper than the table of contents");
            }
            let lost = evidence.lost(heading, lines, layout, &numbers);
            let lost = lost.or_else(|| {
                let is_text = is_text_of(heading, above, lines);
                is_text.then_some("the text of the heading above")
            });
            if lost.is_none() && heading.surface.stands_alone {
                above = Some(heading.line);
            }
            if lost.is_none()
                && let Some(number) = heading.surface.number
            {
                numbers.last.insert(number.style, number);
            }
            lost
        })
        .collect()
}

/// The numbers of the headings so far.
#[derive(Default)]
struct Numbers {
    last: BTreeMap<Style, Number>,
}

impl Numbers {
    fn precede(&self, number: &Number) -> bool {
        number.follows(self.last.get(&number.style))
    }
}

/// What the document shows of its headings.
struct Evidence {
    profile: SplitProfile,
    /// Known labels by their look.
    known: BTreeMap<Look, usize>,
    n_known: usize,
    /// Known labels alone between empty lines, without a number.
    n_isolated: usize,
    /// Headings by markup.
    n_marked: usize,
    /// Numbers alone on a line in their order.
    n_numbered: usize,
    /// Different known labels amid a line in title case.
    n_glued: usize,
    /// Known labels that stand alone, and the line of the first of them.
    n_standing: usize,
    first_standing: Option<usize>,
    /// Known labels at the beginning of a line of text.
    n_before_text: usize,
    /// Known labels that stand alone or in marks.
    n_strong: usize,
}

impl Evidence {
    fn of(candidates: &[Heading], profile: SplitProfile) -> Self {
        let mut evidence = Self {
            profile,
            known: BTreeMap::new(),
            n_known: 0,
            n_isolated: 0,
            n_marked: 0,
            n_numbered: 0,
            n_glued: 0,
            n_standing: 0,
            first_standing: None,
            n_before_text: 0,
            n_strong: 0,
        };
        let mut glued = BTreeSet::new();
        let mut numbers = Numbers::default();
        for heading in candidates {
            let surface = &heading.surface;
            evidence.n_marked += usize::from(surface.is_marked && surface.rule != "outdented");
            if let Some(number) = surface
                .number
                .filter(|number| surface.stands_alone && numbers.precede(number))
            {
                numbers.last.insert(number.style, number);
                evidence.n_numbered += usize::from(heading.is_after_blank);
            }
            if !heading.meaning.is_label {
                continue;
            }
            if surface.rule == "glued" && surface.close == Close::Capitals {
                continue;
            }
            if surface.rule == "glued" && heading.case != Case::Upper {
                glued.insert(heading.meaning.kind);
                continue;
            }
            evidence.n_known += 1;
            let way = look(heading).0;
            evidence.n_strong += usize::from(way != Way::BeforeText);
            if surface.stands_alone {
                evidence.n_standing += 1;
                evidence.first_standing.get_or_insert(heading.line);
            } else if surface.rule != "glued" {
                evidence.n_before_text += 1;
            }
            *evidence.known.entry(look(heading)).or_default() += 1;
            evidence.n_isolated += usize::from(is_isolated(heading) && surface.number.is_none());
        }
        evidence.n_glued = glued.len();
        evidence
    }

    /// Why a candidate is no heading.
    fn lost(
        &self,
        heading: &Heading,
        lines: &Lines<'_>,
        layout: &Layout,
        numbers: &Numbers,
    ) -> Lost {
        let surface = &heading.surface;
        let words = &lines.text[surface.words];
        if surface.is_marked {
            return (!may_be_marked(words)).then_some("markup around too much");
        }
        if heading.meaning.is_label {
            return self.lost_label(heading);
        }
        if self.profile == SplitProfile::ThinkTank {
            return Some("no known label");
        }
        if !could_head(words, heading) {
            return Some("a sentence, or a part of one");
        }
        let is_short = words.len() < 6 && !words.contains(' ');
        if surface.rule == "glued" && (heading.case != Case::Upper || is_short) {
            return Some("a part of a sentence");
        }
        if is_item(heading, lines) {
            return Some("an item of a list");
        }
        let n_alike = self.known.get(&look(heading)).copied().unwrap_or(0);
        if let Some(number) = surface.number.filter(|_| surface.stands_alone) {
            let is_apart = heading.is_after_blank || n_alike >= ENOUGH_ALIKE;
            let is_deep = number.path().len() > 1 && heading.is_before_blank;
            let is_next = numbers.precede(&number) || is_deep;
            let is_one_of_many = self.n_numbered >= 2 && (heading.is_before_blank || n_alike > 0);
            if is_apart && is_next && (is_one_of_many || n_alike > 0) {
                return None;
            }
        }
        let is_unnumbered = surface.number.is_none() && surface.close == Close::Line;
        if is_isolated(heading) && is_unnumbered && is_short_block(words) {
            let enough = if self.profile == SplitProfile::Article {
                0
            } else {
                ENOUGH_ALIKE
            };
            let is_text_below = lines.next_written(heading.line).is_some();
            let is_usual = layout.has_paragraphs
                && (self.n_isolated + self.n_numbered >= enough
                    || layout.n_short_blocks >= ENOUGH_SHORT);
            if is_usual && is_text_below && self.n_marked < 2 {
                return None;
            }
        }
        let may_be_alike = surface.close != Close::Line || heading.is_after_blank;
        if n_alike >= ENOUGH_ALIKE && may_be_alike && words.split(' ').count() <= label::MOST_WORDS
        {
            return None;
        }
        Some("no known label, and no others of its look")
    }

    fn lost_label(&self, heading: &Heading) -> Lost {
        let surface = &heading.surface;
        // One way wins: what is before text below headings that stand alone is a part of it.
        let is_below = self
            .first_standing
            .is_some_and(|first| first < heading.line);
        let is_glued = surface.rule == "glued";
        let is_outdone = if is_glued {
            self.n_strong >= 2
        } else {
            self.n_standing >= 3 && self.n_standing > self.n_before_text
        };
        if !surface.stands_alone && (is_below || is_glued) && is_outdone {
            return Some("the headings of this document stand alone");
        }
        if surface.rule == "glued" && heading.case != Case::Upper {
            let is_usual =
                heading.case == Case::Title && self.n_glued + usize::from(self.n_known > 0) >= 3;
            return (!is_usual).then_some("a word of a sentence");
        }
        if is_glued && surface.close == Close::Capitals {
            let look = (Way::BeforeText, Close::Colon, Case::Upper);
            let is_usual = self
                .known
                .get(&look)
                .is_some_and(|&known| known >= ENOUGH_ALIKE);
            return (!is_usual).then_some("a word of a sentence");
        }
        let n_alike = self.known.get(&look(heading)).copied().unwrap_or(0);
        let is_weak = matches!(surface.close, Close::Stop | Close::Capitals)
            || surface.close == Close::Line && !heading.is_after_blank && !heading.is_before_blank;
        let is_usual = n_alike >= ENOUGH_ALIKE || self.n_known >= 3;
        let is_alone = heading.case == Case::Lower && self.n_known < 2;
        (is_weak && !is_usual || is_alone).then_some("alone, and of a weak look")
    }
}

fn look(heading: &Heading) -> Look {
    let surface = &heading.surface;
    let way = match surface.rule {
        "bold" => Way::Bold,
        "html" => Way::Html,
        "bracketed" => Way::Bracketed,
        _ if surface.is_marked => Way::Marked,
        _ if surface.stands_alone => Way::Alone,
        _ => Way::BeforeText,
    };
    (way, surface.close, heading.case)
}

/// Whether a candidate stands alone between empty lines.
fn is_isolated(heading: &Heading) -> bool {
    heading.surface.stands_alone && heading.is_after_blank && heading.is_before_blank
}

/// Whether markup may be around these words because they are a heading.
fn may_be_marked(words: &str) -> bool {
    words.split_whitespace().count() <= 40 && words.chars().any(char::is_alphanumeric)
}

/// Whether words that are no label may head a section all the same.
fn could_head(words: &str, heading: &Heading) -> bool {
    let surface = &heading.surface;
    let n_words = words.split_whitespace().count();
    let n_letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let is_deep = surface.number.is_some_and(|number| number.path().len() > 1);
    let most = match surface.close {
        Close::Line if is_deep => 30,
        Close::Line => 20,
        Close::Stop if surface.stands_alone => 5,
        Close::Stop | Close::Capitals => 0,
        Close::Colon | Close::Dash => label::MOST_WORDS + 2,
    };
    // An ideograph is a word.
    let has_case = words.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let least = if has_case { 2 } else { 1 };
    let has_verb = n_words > 7 && words.split(' ').any(|word| VERBS.contains(&word));
    let has_stop = !is_deep
        && (words.ends_with('.') && n_words > if surface.number.is_some() { 10 } else { 6 }
            || words.contains(". ") && n_words > 8
            || has_verb);
    let is_sentence = words.ends_with([',', ';', '!']) || has_stop;
    // `The two groups are as follows:` before a list.
    let introduces = surface.close == Close::Colon
        && surface.stands_alone
        && heading.meaning.kind.is_none()
        && case_of(words) != Case::Upper
        && n_words > 3;
    let has_brackets = surface.close == Close::Colon && words.contains(['(', '<', '=']);
    let is_formula = [" = ", " < ", " > ", "://"]
        .iter()
        .any(|sign| words.contains(sign));
    n_words <= most
        && (is_deep || !is_formula)
        && !has_brackets
        && n_letters >= least
        && n_letters * 2 >= words.chars().count().min(12)
        && !is_sentence
        && !introduces
}

/// Words that sentences have and long headings have not.
const VERBS: [&str; 16] = [
    "is", "are", "was", "were", "has", "have", "had", "that", "which", "will", "can", "could",
    "been", "who", "we", "they",
];

/// Whether words without a label are all the text that a heading has: it stands right above
/// them, and no paragraph below.
fn is_text_of(heading: &Heading, above: Option<usize>, lines: &Lines<'_>) -> bool {
    let surface = &heading.surface;
    let is_plain = !heading.meaning.is_label && !surface.is_marked && surface.number.is_none();
    let Some(above) = above.filter(|_| is_plain && surface.stands_alone) else {
        return false;
    };
    let between = &lines.all()[above + 1..heading.line];
    let words = &lines.text[surface.words];
    let may_be_text = words.split(' ').count() > 5 || words.chars().any(|c| c.is_ascii_digit());
    let is_right_below = between.iter().all(Line::is_blank);
    match lines.next_written(heading.line) {
        None => is_right_below,
        Some(below) => is_right_below && may_be_text && !is_paragraph(below),
    }
}

/// Whether a candidate is an item of a list: behind a line that announces one, or with the
/// next item below it, or the last one above it, in place of a text.
fn is_item(heading: &Heading, lines: &Lines<'_>) -> bool {
    let above = lines.all()[..heading.line].iter().rev();
    let above = above.clone().find(|line| !line.is_blank()).copied();
    let below = lines.next_written(heading.line);
    let number_of = |line: Option<Line>| {
        let line = line.filter(|&line| !is_paragraph(line))?;
        number(&lines.text[line.words])
    };
    let is_numbered_item = heading.surface.number.is_some_and(|own| {
        number_of(below).is_some_and(|next| next.is_next_to(&own))
            || number_of(above).is_some_and(|last| own.is_next_to(&last))
    });
    let is_announced = above
        .is_some_and(|line| lines.text[line.words].ends_with([':', '：']) && line.words.len() > 40);
    is_numbered_item || is_announced && !below.is_some_and(is_paragraph)
}

fn is_paragraph(line: Line) -> bool {
    line.words.len() >= SHORTEST_PARAGRAPH
}

/// The shortest line that is a paragraph below a heading, in bytes.
const SHORTEST_PARAGRAPH: usize = 120;
