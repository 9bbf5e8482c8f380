//! Words that are no label: what speaks for them.

use super::Lost;
use super::around::is_item;
use super::evidence::{ENOUGH_ALIKE, Evidence, is_isolated};
use super::numbers::Numbers;
use super::words::{could_head, is_caption};
use crate::SplitProfile;
use crate::candidate::{Case, Heading};
use crate::label::{self, Labels};
use crate::layout::{Layout, is_short_block};
use crate::line::Lines;
use crate::surface::Close;

/// How many short blocks above paragraphs show that they are headings, whatever their
/// words.
const ENOUGH_SHORT: usize = 3;

/// Why words that are no label are no heading.
pub(super) fn lost(
    heading: &Heading,
    evidence: &Evidence,
    lines: &Lines<'_>,
    layout: &Layout,
    labels: Labels<'_>,
    numbers: &Numbers,
    above: Option<usize>,
) -> Lost {
    let surface = &heading.surface;
    let words = &lines.text[surface.words];
    if evidence.profile == SplitProfile::ThinkTank {
        return Some("no known label");
    }
    if !has_standing(heading, evidence, lines, layout, numbers, above) {
        return Some("no known label, and no others of its look");
    }
    if !could_head(words, heading, labels) {
        return Some("a sentence, or a part of one");
    }
    let is_short = words.len() < 6 && !words.contains(' ');
    if surface.rule == "glued" && (heading.case != Case::Upper || is_short) {
        return Some("a part of a sentence");
    }
    if is_caption(words) {
        return Some("a caption, or the number of a page");
    }
    if is_item(heading, lines) {
        return Some("an item of a list");
    }
    None
}

/// Whether something speaks for a candidate but its words: its number, its place, or others
/// of its look.
fn has_standing(
    heading: &Heading,
    evidence: &Evidence,
    lines: &Lines<'_>,
    layout: &Layout,
    numbers: &Numbers,
    above: Option<usize>,
) -> bool {
    let surface = &heading.surface;
    let words = &lines.text[surface.words];
    let n_alike = evidence.n_alike(heading);
    if let Some(number) = surface.number.filter(|_| surface.stands_alone) {
        let is_apart = heading.is_after_blank || n_alike >= ENOUGH_ALIKE;
        let is_deep = number.path().len() > 1 && heading.is_before_blank;
        let is_next = numbers.precede(&number) || is_deep;
        let is_one_of_many = evidence.n_numbered >= 2 && (heading.is_before_blank || n_alike > 0);
        if is_apart && is_next && (is_one_of_many || n_alike > 0) {
            return true;
        }
    }
    let is_unnumbered = surface.number.is_none() && surface.close == Close::Line;
    if is_isolated(heading) && is_unnumbered && is_short_block(words) {
        let enough = if evidence.profile == SplitProfile::Article {
            0
        } else {
            ENOUGH_ALIKE
        };
        // Above the first heading stand names, too.
        let is_first = lines.above(heading.line).is_none();
        let is_text_below = if above.is_none() && !is_first {
            lines.is_above_a_paragraph(heading.line)
        } else {
            lines.below(heading.line).is_some()
        };
        let is_usual = layout.has_paragraphs
            && (evidence.n_isolated + evidence.n_numbered >= enough
                || layout.n_short_blocks >= ENOUGH_SHORT);
        if is_usual && is_text_below && evidence.n_marked < 2 {
            return true;
        }
    }
    let may_be_alike = surface.close != Close::Line || heading.is_after_blank;
    n_alike >= ENOUGH_ALIKE && may_be_alike && words.split(' ').count() <= label::MOST_WORDS
}
