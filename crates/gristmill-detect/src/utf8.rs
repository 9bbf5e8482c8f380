//! UTF-8, strict and with a little damage.

use gristmill_encoding::Encoding;

use crate::{Evidence, Guess};

/// From so many characters beyond ASCII on, valid UTF-8 is no accident.
const ENOUGH: usize = 4;

/// With so many characters, a little damage is no doubt about the others.
const MANY: usize = 8;

/// With so many bad sequences, and fewer good ones, the rest is not looked at.
const HOPELESS: usize = 200;

/// What the bytes are as UTF-8.
pub(crate) struct Validity {
    /// How many characters beyond ASCII there are.
    n_beyond: usize,
    /// How many sequences mean nothing. One that the end cuts off is not counted.
    n_bad: usize,
    /// Whether the end cuts a character off.
    is_cut: bool,
}

impl Validity {
    /// Looks at all of the bytes, or as many as show that they are no UTF-8.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let (mut n_beyond, mut n_bad, mut is_cut) = (0, 0, false);
        let mut rest = bytes.len();
        for chunk in bytes.utf8_chunks() {
            n_beyond += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            rest -= chunk.valid().len() + chunk.invalid().len();
            if chunk.invalid().is_empty() {
                continue;
            }
            let is_unfinished = core::str::from_utf8(chunk.invalid())
                .is_err_and(|error| error.error_len().is_none());
            if rest == 0 && is_unfinished {
                is_cut = true;
            } else {
                n_bad += 1;
            }
            if n_bad > HOPELESS && n_bad > n_beyond {
                break;
            }
        }
        Self {
            n_beyond,
            n_bad,
            is_cut,
        }
    }

    /// UTF-8 with damage, beyond doubt: there are many characters, and the bad
    /// sequences are at most half as many.
    ///
    /// Two to one kept 793 of 803 damaged files and misread 2 of 9,340 legacy files
    /// in a probe; those had few characters.
    pub(crate) fn damaged(&self) -> Option<Guess> {
        let is_plain = self.n_beyond >= MANY && self.n_beyond >= 2 * self.n_bad;
        is_plain.then(|| Guess::certain(Encoding::Utf8, Evidence::Utf8Damaged, 0.98))
    }

    /// Whether this is no UTF-8: bad sequences are the rule, and good ones accidents.
    pub(crate) fn is_foreign(&self) -> bool {
        self.n_bad + usize::from(self.is_cut) > 2 * self.n_beyond
    }

    /// Whether nothing is bad, but perhaps for a character that the end cuts off.
    pub(crate) fn is_valid(&self) -> bool {
        self.n_bad == 0
    }

    /// What it is called when UTF-8 is the answer.
    pub(crate) fn evidence(&self) -> Evidence {
        if self.n_bad == 0 && !self.is_cut {
            Evidence::Utf8
        } else {
            Evidence::Utf8Damaged
        }
    }

    /// How much likelier UTF-8 is than any other encoding before a word is read, in
    /// bits; nothing when it cannot be.
    pub(crate) fn lead(&self) -> Option<u32> {
        if self.n_bad == 0 && self.n_beyond > 0 {
            Some(20)
        } else if self.n_beyond >= self.n_bad && self.n_beyond > 0 {
            Some(8)
        } else {
            None
        }
    }
}

/// UTF-8 without a single bad byte, and not by accident; ASCII is UTF-8.
pub(crate) fn look(bytes: &[u8]) -> Option<Guess> {
    let text = simdutf8::basic::from_utf8(bytes).ok()?;
    if bytes.is_ascii() {
        return Some(Guess::certain(Encoding::Utf8, Evidence::Ascii, 1.0));
    }
    let mut beyond = text.chars().filter(|c| !c.is_ascii());
    let is_enough = beyond.nth(ENOUGH - 1).is_some();
    is_enough.then(|| Guess::certain(Encoding::Utf8, Evidence::Utf8, 1.0))
}
