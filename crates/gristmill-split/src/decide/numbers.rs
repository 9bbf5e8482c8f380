//! The numbers of the headings so far.

use alloc::collections::BTreeMap;

use crate::number::{Number, Style};

/// The last number of each style.
#[derive(Default)]
pub(super) struct Numbers {
    last: BTreeMap<Style, Number>,
}

impl Numbers {
    /// Whether a number comes next.
    pub(super) fn precede(&self, number: &Number) -> bool {
        number.follows(self.last.get(&number.style))
    }

    pub(super) fn add(&mut self, number: Number) {
        self.last.insert(number.style, number);
    }
}
