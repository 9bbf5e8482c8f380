//! Which pages a text may have been taken for when it was UTF-8: a quick look at its
//! characters.

use alloc::vec::Vec;

use super::glance::Glance;
use super::page::{InPages, PAGES, in_pages};

/// The page that words and paragraphs are taken for; for the others it is whole texts.
pub(super) const USUAL: usize = 0;

/// The numbers of the pages in which a text may be UTF-8, those first that are likelier.
/// Of pages in which its first characters are the same bytes, only the first.
pub(super) fn suspects(text: &str, glance: &Glance) -> Vec<usize> {
    let mut suspects = Vec::new();
    if begins_anywhere(text) {
        suspects.push(USUAL);
    }
    // Whoever is whole has at least two characters beyond ASCII side by side
    // everywhere, which no language has.
    if glance.is_dense() && !glance.is_attested {
        let rows = glance.in_pages();
        let n_in_pairs: Vec<usize> = (0..PAGES.len()).map(|page| in_pairs(&rows, page)).collect();
        let most = n_in_pairs.iter().copied().max().unwrap_or(0);
        for (page, n_in_pairs) in n_in_pairs.into_iter().enumerate() {
            let is_likely = n_in_pairs * 2 > glance.n_beyond() && n_in_pairs + FEWER >= most;
            let is_same = |&other: &usize| rows.iter().all(|row| row[other] == row[page]);
            if is_likely && !suspects.iter().any(is_same) {
                suspects.push(page);
            }
        }
    }
    suspects
}

/// Whether two characters next to each other may be one in the usual page: the first is
/// from U+00C2 to U+00F4.
fn begins_anywhere(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xC3, bytes).any(|at| {
        // Behind most letters with an accent there is one without.
        if bytes.get(at + 2).is_none_or(u8::is_ascii) {
            return false;
        }
        let mut characters = text[at..].chars();
        let begins = matches!(characters.next(), Some('\u{C2}'..='\u{F4}'));
        // What was lost may have continued it.
        let continues = |c| c == '\u{FFFD}' || matches!(in_pages(c)[USUAL], 0x80..=0xBF);
        begins && characters.next().is_some_and(continues)
    })
}

/// How many characters fewer may be in pairs than in another page.
const FEWER: usize = 4;

/// How many characters may be two bytes of one, in a page.
fn in_pairs(rows: &[&InPages], page: usize) -> usize {
    let pairs = rows.windows(2);
    2 * pairs
        .filter(|pair| matches!(pair[0][page], 0xC2..=0xF4) && matches!(pair[1][page], 0x80..=0xBF))
        .count()
}
