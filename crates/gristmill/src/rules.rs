//! Every rule that can change a document.

use alloc::vec::Vec;

use gristmill_text::Rule;

/// Every rule of every stage, in the order of the stages.
#[must_use]
pub fn rules() -> Vec<Rule> {
    [
        gristmill_decode::RULES,
        gristmill_repair::RULES,
        gristmill_normalize::RULES,
    ]
    .concat()
}
