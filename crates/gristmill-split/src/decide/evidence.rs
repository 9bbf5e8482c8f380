//! What the document shows of its headings.

use alloc::collections::{BTreeMap, BTreeSet};

use super::numbers::Numbers;
use crate::SplitProfile;
use crate::candidate::{Case, Heading};
use crate::line::Lines;
use crate::surface::Close;

/// How many known labels of one look show how a document makes its headings.
pub(super) const ENOUGH_ALIKE: usize = 2;

/// What headings of one document have in common.
pub(super) type Look = (Way, Close, Case);

/// Where headings stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Alone,
    BeforeText,
    Bold,
    Bracketed,
    Marked,
}

/// What the document shows of its headings.
pub(super) struct Evidence {
    pub(super) profile: SplitProfile,
    /// Known labels by their look.
    pub(super) known: BTreeMap<Look, usize>,
    pub(super) n_known: usize,
    /// Known labels alone between empty lines, without a number.
    pub(super) n_isolated: usize,
    /// Headings by markup.
    pub(super) n_marked: usize,
    /// Numbers alone on a line in their order.
    pub(super) n_numbered: usize,
    /// Different known labels amid a line in title case.
    pub(super) n_glued: usize,
    /// Known labels that stand alone, and the line of the first of them.
    pub(super) n_standing: usize,
    pub(super) first_standing: Option<usize>,
    /// Known labels at the beginning of a line of text.
    pub(super) n_before_text: usize,
    /// Known labels that stand alone or in marks.
    pub(super) n_strong: usize,
}

impl Evidence {
    /// What the candidates show together.
    pub(super) fn of(candidates: &[Heading], lines: &Lines<'_>, profile: SplitProfile) -> Self {
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
                numbers.add(number);
                evidence.n_numbered += usize::from(heading.is_after_blank);
            }
            if heading.label.is_none() {
                continue;
            }
            if surface.rule == "glued" && surface.close == Close::Cut {
                continue;
            }
            if surface.rule == "glued" && is_weak_inside(heading) {
                glued.insert(lines.text[surface.words].to_lowercase());
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

    /// How many known labels look like a candidate.
    pub(super) fn n_alike(&self, heading: &Heading) -> usize {
        self.n_of_look(look(heading))
    }

    /// How many known labels have a look.
    pub(super) fn n_of_look(&self, look: Look) -> usize {
        self.known.get(&look).copied().unwrap_or(0)
    }
}

fn look(heading: &Heading) -> Look {
    let surface = &heading.surface;
    let way = match surface.rule {
        "bold" => Way::Bold,
        "bracketed" => Way::Bracketed,
        _ if surface.is_marked => Way::Marked,
        _ if surface.stands_alone => Way::Alone,
        _ => Way::BeforeText,
    };
    (way, surface.close, heading.case)
}

/// Whether a label amid a line counts only beside others: only capitals with a colon count
/// by themselves.
pub(super) fn is_weak_inside(heading: &Heading) -> bool {
    heading.case != Case::Upper || heading.surface.close != Close::Colon
}

/// Whether a candidate stands alone between empty lines.
pub(super) fn is_isolated(heading: &Heading) -> bool {
    heading.surface.stands_alone && heading.is_after_blank && heading.is_before_blank
}
