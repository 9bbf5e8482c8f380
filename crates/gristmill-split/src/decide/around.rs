//! What stands above and below a candidate.

use crate::candidate::Heading;
use crate::line::{Line, Lines, SHORTEST_PARAGRAPH};
use crate::number::number;

/// Whether words without a label are all the text that a heading has: it stands right above
/// them, and no paragraph below.
pub(super) fn is_text_of(heading: &Heading, above: Option<usize>, lines: &Lines<'_>) -> bool {
    let surface = &heading.surface;
    let is_plain = heading.label.is_none() && !surface.is_marked && surface.number.is_none();
    let Some(above) = above.filter(|_| is_plain && surface.stands_alone) else {
        return false;
    };
    let words = &lines.text[surface.words];
    let may_be_text =
        words.split(' ').count() > 5 || words.bytes().any(|byte| byte.is_ascii_digit());
    let is_right_below = lines.above(heading.line) == Some(above);
    let has_text = lines.is_above_a_paragraph(heading.line);
    let is_last = lines.below(heading.line).is_none();
    is_right_below && (is_last || may_be_text && !has_text)
}

/// Whether a candidate is an item of a list: behind a line that announces one, or with the
/// next item below it, or the last one above it, in place of a text.
pub(super) fn is_item(heading: &Heading, lines: &Lines<'_>) -> bool {
    let above = lines.above(heading.line).map(|above| lines.all()[above]);
    let below = lines.next_written(heading.line);
    let number_of = |line: Option<Line>| {
        let line = line.filter(|line| line.words.len() < SHORTEST_PARAGRAPH)?;
        number(&lines.text[line.words])
    };
    let is_numbered_item = heading.surface.number.is_some_and(|own| {
        number_of(below).is_some_and(|next| next.is_next_to(&own))
            || number_of(above).is_some_and(|last| own.is_next_to(&last))
    });
    let is_announced = above
        .is_some_and(|line| lines.text[line.words].ends_with([':', '：']) && line.words.len() > 40);
    is_numbered_item || is_announced && !lines.is_above_a_paragraph(heading.line)
}
