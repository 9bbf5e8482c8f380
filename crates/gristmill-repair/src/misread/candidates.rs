//! What a text may have been taken for, and what it may be in: by a glance.

use alloc::boxed::Box;
use alloc::vec::Vec;

use gristmill_encoding::{Encoding, single_byte};
use gristmill_language::{Attested, Family, Glyph, Neighbour};
use once_cell::race::OnceBox;

use super::glance::{Glance, neighbour};
use super::page::PAGES;

/// What a text may have been written in.
const TRUTHS: [Encoding; 34] = [
    Encoding::Windows1252,
    Encoding::Windows1250,
    Encoding::Windows1251,
    Encoding::Windows1253,
    Encoding::Windows1254,
    Encoding::Windows1255,
    Encoding::Windows1256,
    Encoding::Windows1257,
    Encoding::Windows1258,
    Encoding::Windows874,
    Encoding::Iso8859_2,
    Encoding::Iso8859_5,
    Encoding::Iso8859_7,
    Encoding::Iso8859_13,
    Encoding::Cp437,
    Encoding::Cp737,
    Encoding::Cp775,
    Encoding::Cp850,
    Encoding::Cp852,
    Encoding::Cp857,
    Encoding::Cp862,
    Encoding::Ibm866,
    Encoding::Koi8R,
    Encoding::Koi8U,
    Encoding::Macintosh,
    Encoding::MacCe,
    Encoding::MacGreek,
    Encoding::MacTurkish,
    Encoding::XMacCyrillic,
    Encoding::ShiftJis,
    Encoding::EucJp,
    Encoding::Gb18030,
    Encoding::EucKr,
    Encoding::Big5,
];

/// A pair of encodings.
pub(super) struct Candidate {
    /// The number of the page that the text was taken for.
    pub(super) taken_for: usize,
    /// What it is in.
    pub(super) truth: Encoding,
}

/// One in so many neighbours that no language has together, in a text as it would be.
const ONE_ODD_IN: u32 = 8;

/// How much less odd it must be than as it stands.
const LESS_ODD: u32 = 2;

/// Every pair in which a text is possible, and written in some language as far as a
/// glance can tell; of pages in which it is the same bytes, the commonest.
pub(super) fn candidates(glance: &Glance) -> Vec<Candidate> {
    let rows = glance.in_pages();
    let mut n_lost = [0_usize; PAGES.len()];
    for row in &rows {
        for (n, &byte) in n_lost.iter_mut().zip(row.iter()) {
            *n += usize::from(byte == 0);
        }
    }
    let most = (glance.odd_pairs.n_pairs / ONE_ODD_IN + 1).min(glance.odd_pairs.n_odd / LESS_ODD);
    let mut known: Vec<usize> = Vec::new();
    let mut candidates = Vec::new();
    for taken_for in 0..PAGES.len() {
        let is_known = |&other: &usize| rows.iter().all(|row| row[other] == row[taken_for]);
        if n_lost[taken_for] * 30 > glance.n_beyond() || known.iter().any(is_known) {
            continue;
        }
        known.push(taken_for);
        for truth in truths() {
            let is_possible = match &truth.letters {
                Some(letters) => {
                    let neighbour =
                        |at: usize| letters.neighbours[usize::from(rows[at][taken_for])];
                    let odd = glance.odd_pairs(letters.table, neighbour, Some(most));
                    odd.n_odd <= most.min(odd.n_pairs / ONE_ODD_IN + 1) && glance.is_told(odd)
                }
                None => glance.is_wild(),
            };
            if truth.encoding != PAGES[taken_for] && is_possible {
                candidates.push(Candidate {
                    taken_for,
                    truth: truth.encoding,
                });
            }
        }
    }
    candidates
}

/// An encoding, and what its bytes are if it has one a character.
struct Truth {
    encoding: Encoding,
    letters: Option<Letters>,
}

struct Letters {
    /// The languages of most of its letters beyond ASCII.
    table: &'static Attested,
    /// What each byte is to those beside it.
    neighbours: [Neighbour; 256],
}

fn truths() -> &'static [Truth] {
    static KNOWN: OnceBox<Vec<Truth>> = OnceBox::new();
    KNOWN.get_or_init(|| {
        let truths = TRUTHS.map(|encoding| Truth {
            encoding,
            letters: single_byte(encoding).and_then(Letters::of),
        });
        Box::new(truths.into())
    })
}

impl Letters {
    fn of(table: &[u16; 256]) -> Option<Self> {
        let meanings = table.map(|code| char::from_u32(code.into()).unwrap_or('\u{FFFD}'));
        let glyphs = meanings.map(Glyph::of);
        let table = Attested::of(Family::of(&glyphs[0x80..]))?;
        let neighbours = meanings.map(|meaning| neighbour(table, meaning, Glyph::of(meaning)));
        Some(Self { table, neighbours })
    }
}
