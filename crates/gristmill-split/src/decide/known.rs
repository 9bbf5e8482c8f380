//! Known labels: what speaks against them.

use super::Lost;
use super::evidence::{ENOUGH_ALIKE, Evidence, Way, is_weak_inside};
use crate::candidate::{Case, Heading};
use crate::surface::Close;

/// Why a known label is no heading.
pub(super) fn lost(words: &str, heading: &Heading, evidence: &Evidence) -> Lost {
    let surface = &heading.surface;
    // One way wins: what is before text below headings that stand alone is a part of it.
    let is_below = evidence
        .first_standing
        .is_some_and(|first| first < heading.line);
    let is_glued = surface.rule == "glued";
    let is_outdone = if is_glued {
        evidence.n_strong >= 2 || is_weak_inside(heading) && evidence.n_before_text >= 2
    } else {
        evidence.n_standing >= 3 && evidence.n_standing > evidence.n_before_text
    };
    if !surface.stands_alone && (is_below || is_glued) && is_outdone {
        return Some("the headings of this document stand alone");
    }
    if is_glued && surface.close == Close::Cut {
        let look = (Way::BeforeText, Close::Colon, Case::Upper);
        let is_usual = evidence.n_of_look(look) >= ENOUGH_ALIKE;
        return (!is_usual).then_some("a word of a sentence");
    }
    if is_glued && is_weak_inside(heading) {
        let is_usual = heading.case != Case::Lower
            && evidence.n_glued + usize::from(evidence.n_known > 0) >= 3;
        return (!is_usual).then_some("a word of a sentence");
    }
    let n_alike = evidence.n_alike(heading);
    let is_weak = matches!(surface.close, Close::Stop | Close::Capitals)
        || surface.close == Close::Line && !heading.is_after_blank && !heading.is_before_blank;
    let is_usual = n_alike >= ENOUGH_ALIKE || evidence.n_known >= 3 || evidence.n_glued >= 2;
    // `Results: 3-2, 1-1` is no section of the news.
    let is_one = evidence.n_known + evidence.n_marked + evidence.n_glued < 2;
    let is_word = surface.rule == "run-in" && words.split_whitespace().nth(1).is_none();
    let is_alone =
        is_one && (heading.case == Case::Lower || heading.case == Case::Title && is_word);
    (is_weak && !is_usual || is_alone).then_some("alone, and of a weak look")
}
