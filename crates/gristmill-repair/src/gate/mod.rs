//! What must stay as it is, however damaged it looks: whole documents, lines, and
//! ranges.

mod document;
pub(crate) use document::{is_json, is_latex, is_markup};

mod line;
pub(crate) use line::{CodeLines, ends_a_line, has_code_signs, is_code_line, line_at};

mod span;
pub(crate) use span::Gate;

/// Whether a text begins with a prefix in ASCII, whatever the case.
pub(super) fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
