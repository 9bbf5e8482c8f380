//! Tables of contents: their lines are no headings, and they tell how deep a document is
//! split.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::SectionKind;
use crate::candidate::Heading;
use crate::line::Lines;
use crate::number::{Style, number};

/// The fewest numbered lines of a table.
const FEWEST: usize = 3;

/// How many lines without a number may stand between two of a table: the rest of a long
/// one, and the foot and the head of a page.
const LONGEST_GAP: usize = 10;

/// The longest line of a table, in bytes.
const LONGEST_LINE: usize = 200;

/// How many lines of a table are read at most.
const LONGEST: usize = 2000;

/// Which candidates are lines of a table of contents: behind its heading, those whose
/// words come again, and lines that lead to a page number anywhere.
pub(crate) fn in_table(candidates: &[Heading], lines: &Lines<'_>) -> Vec<bool> {
    let leads = |heading: &Heading| leads_to_a_page(lines.words(heading.line));
    let mut in_toc: Vec<bool> = candidates.iter().map(leads).collect();
    let Some(toc) = heading(candidates) else {
        return in_toc;
    };
    let behind = &candidates[toc + 1..];
    let words: Vec<String> = behind
        .iter()
        .map(|heading| letters(lines, heading))
        .collect();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, words) in words.iter().enumerate() {
        last.insert(words, at);
    }
    let mut line = candidates[toc].line;
    for (at, heading) in behind.iter().enumerate() {
        let comes_again = last.get(words[at].as_str()).is_some_and(|&last| last > at);
        // A table has no gaps in it.
        if heading.line > line + 4 || !(comes_again || in_toc[toc + 1 + at]) {
            break;
        }
        in_toc[toc + 1 + at] = true;
        line = heading.line;
    }
    in_toc
}

/// How deep the numbers of the table of contents go; nothing when there is none, or one
/// without numbers.
pub(crate) fn depth(candidates: &[Heading], lines: &Lines<'_>) -> Option<usize> {
    let start = candidates[heading(candidates)?].line + 1;
    let mut first: Option<Vec<u16>> = None;
    let (mut deepest, mut n_entries, mut gap) = (0, 0, 0);
    for line in lines
        .all()
        .iter()
        .skip(start)
        .take(LONGEST)
        .filter(|line| !line.is_blank())
    {
        let own = number(&lines.text[line.words]).filter(|own| own.style == Style::Decimal);
        let Some(own) = own else {
            gap += 1;
            if gap > LONGEST_GAP {
                break;
            }
            continue;
        };
        // Where the numbers begin anew, the document does.
        if first
            .as_ref()
            .is_some_and(|first| first.as_slice() == own.path())
        {
            break;
        }
        first.get_or_insert_with(|| own.path().to_vec());
        deepest = deepest.max(own.path().len());
        n_entries += 1;
        gap = 0;
    }
    (n_entries >= FEWEST).then_some(deepest)
}

/// The heading of the table.
fn heading(candidates: &[Heading]) -> Option<usize> {
    candidates
        .iter()
        .position(|heading| heading.label == Some(SectionKind::Toc) && heading.surface.stands_alone)
}

/// The letters of a candidate's words.
fn letters(lines: &Lines<'_>, heading: &Heading) -> String {
    let words = lines.text[heading.surface.words].chars();
    words
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a line ends in dots or a gap and a page number.
fn leads_to_a_page(line: &str) -> bool {
    if line.len() > LONGEST_LINE {
        return false;
    }
    let bare = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let dots = bare.trim_end_matches(['.', ' ', '…', '·', '_']);
    let n_dots = bare[dots.len()..]
        .chars()
        .filter(|c| matches!(c, '.' | '…' | '·' | '_'))
        .count();
    let has_page = bare.len() < line.len();
    n_dots >= 4 || has_page && !dots.is_empty() && (n_dots >= 3 || bare.ends_with("   "))
}
