//! One value a line.

use serde::Serialize;

/// A value as one line of JSON, without its line feed.
///
/// # Panics
/// When the value cannot be JSON, which the types of this crate always can.
#[must_use]
pub fn to_line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("the types of this crate are JSON")
}

/// Adds a value as one line of JSON, with its line feed.
///
/// # Panics
/// As [`to_line`].
pub fn push_line(lines: &mut Vec<u8>, value: &impl Serialize) {
    push_value(lines, value);
    lines.push(b'\n');
}

/// Adds a value as JSON.
pub(crate) fn push_value(lines: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    serde_json::to_writer(lines, value).expect("the types of this crate are JSON");
}
