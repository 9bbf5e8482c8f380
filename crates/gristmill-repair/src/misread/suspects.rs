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
        for page in 0..PAGES.len() {
            let is_same = |&other: &usize| rows.iter().all(|row| row[other] == row[page]);
            if is_mostly_in_pairs(&rows, page) && !suspects.iter().any(is_same) {
                suspects.push(page);
            }
        }
    }
    suspects
}

/// Whether two characters next to each other may be one in the usual page: the first is
/// from U+00C2 to U+00F4.
fn begins_anywhere(text: &str) -> bool {
    memchr::memchr_iter(0xC3, text.as_bytes()).any(|at| {
        let mut characters = text[at..].chars();
        let begins = matches!(characters.next(), Some('\u{C2}'..='\u{F4}'));
        // What was lost may have continued it.
        let continues = |c| c == '\u{FFFD}' || matches!(in_pages(c)[USUAL], 0x80..=0xBF);
        begins && characters.next().is_some_and(continues)
    })
}

/// Letters of other scripts are in pairs by accident, but not most of them.
fn is_mostly_in_pairs(rows: &[&InPages], page: usize) -> bool {
    let (mut n_all, mut n_in_pairs, mut begins) = (0, 0, false);
    for row in rows {
        let byte = row[page];
        n_all += usize::from(!byte.is_ascii() || byte == 0);
        n_in_pairs += 2 * usize::from(begins && matches!(byte, 0x80..=0xBF));
        begins = matches!(byte, 0xC2..=0xF4);
    }
    n_in_pairs * 2 > n_all
}
