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
