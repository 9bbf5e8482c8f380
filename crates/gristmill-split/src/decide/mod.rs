//! The decision for the whole document: which candidates are headings.

use alloc::vec::Vec;

use self::around::is_text_of;
use self::evidence::Evidence;
use self::numbers::Numbers;
use self::traps::Traps;
pub(crate) use self::words::STOPS;
use self::words::may_be_marked;
use crate::candidate::Heading;
use crate::label::Labels;
use crate::layout::Layout;
use crate::line::Lines;
use crate::number::Style;
use crate::{SplitConfig, SplitProfile, toc};

mod evidence;

mod known;

mod unknown;

mod words;

mod traps;

mod around;

mod numbers;

/// What became of a candidate: nothing when it is a heading, and otherwise why it is
/// none.
pub(crate) type Lost = Option<&'static str>;

/// For each candidate, in order, what became of it.
pub(crate) fn decide(
    candidates: &[Heading],
    lines: &Lines<'_>,
    layout: &Layout,
    config: &SplitConfig,
) -> Vec<Lost> {
    let profile = config.profile;
    let labels = Labels(config.rules());
    let evidence = Evidence::of(candidates, lines, profile);
    let traps = Traps::of(candidates, lines);
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
            if let Some(why) = traps.lost(at, heading, lines) {
                return Some(why);
            }
            let words = &lines.text[heading.surface.words];
            let lost = if heading.surface.is_marked {
                (!may_be_marked(words)).then_some("markup around too much")
            } else if heading.label.is_some() {
                known::lost(words, heading, &evidence)
            } else {
                unknown::lost(heading, &evidence, lines, layout, labels, &numbers, above)
            };
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
                numbers.add(number);
            }
            lost
        })
        .collect()
}
