//! A progress bar, on a terminal only.

use gristmill_ingest::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar on the standard error; nothing when that is no terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar, or nothing.
    pub(crate) fn new(hidden: bool) -> Self {
        if hidden {
            return Self(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {msg} {eta}");
        let bar =
            ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// Shows how far the run has come.
    pub(crate) fn show(&self, progress: Progress) {
        self.0.set_length(progress.total_bytes);
        self.0.set_position(progress.bytes);
        self.0.set_message(format!("{} inputs", progress.inputs));
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
