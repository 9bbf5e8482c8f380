//! What is undone first.

use gristmill_text::{Rewrite, Rewriter};

use super::c1::undo_c1;
use super::glance::Glance;
use super::legacy::undo_legacy;
use super::utf_8::{best, undo_utf_8};

/// Undoes one layer: UTF-8 that all of the text was, then another encoding, then UTF-8
/// in parts of it, then controls.
///
/// Bytes of East Asia are UTF-8 in places by accident, but never all of them.
pub(crate) fn undo(text: &str) -> Rewrite<'_> {
    if text.is_ascii() {
        return Rewriter::new(text).finish();
    }
    let glance = Glance::at(text);
    let evidence = best(text, &glance);
    if let Some(evidence) = evidence.as_ref().filter(|evidence| evidence.is_whole) {
        return undo_utf_8(text, evidence);
    }
    let legacy = undo_legacy(text, &glance);
    if !legacy.edits().is_empty() {
        return legacy;
    }
    match evidence {
        Some(evidence) => undo_utf_8(text, &evidence),
        None => undo_c1(text),
    }
}
