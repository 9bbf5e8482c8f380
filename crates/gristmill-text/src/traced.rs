//! A text that carries the trace of what was done to it.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::{Leg, MOST_EDITS, Rewrite, Trace};

/// A text and the trace of all that was done to it since it was read.
///
/// This is what the stages from text to text give: `repair` and `normalize` are
/// chains of passes over one `Traced`.
#[derive(Clone, Debug)]
pub struct Traced<'t> {
    // Invariant: `trace` ends with a text as long as `text`; `text` is borrowed
    // exactly when no pass changed it.
    text: Cow<'t, str>,
    trace: Trace,
}

impl<'t> Traced<'t> {
    /// A text to which nothing has happened yet.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            trace: Trace::new(text.len()),
        }
    }

    /// Sends the text through one pass and remembers what it did; says whether
    /// it changed anything. After [`MOST_EDITS`] changes in all nothing more is done.
    pub fn pass(&mut self, name: &'static str, pass: impl FnOnce(&str) -> Rewrite<'_>) -> bool {
        if self.trace.n_edits() >= MOST_EDITS {
            return false;
        }
        let Some(changes) = pass(&self.text).into_changes() else {
            return false;
        };
        self.trace.push(Leg {
            pass: name,
            alignment: changes.alignment,
            edits: changes.edits,
        });
        self.text = Cow::Owned(changes.text);
        true
    }

    /// The text as it is now.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All that was done to it.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Whether any pass changed it.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }

    /// The new text where there is one, and the trace: what a caller needs who
    /// still has the old text.
    #[must_use]
    pub fn into_changed(self) -> (Option<String>, Trace) {
        let changed = match self.text {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text),
        };
        (changed, self.trace)
    }
}
