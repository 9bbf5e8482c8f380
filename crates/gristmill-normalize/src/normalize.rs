//! The stage: the passes in their order.

use gristmill_text::{Rewrite, Rule, Traced};

use crate::{blank, control, form, line_end};

/// Which rules to apply; all of them by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NormalizeConfig {
    /// Delete control characters that mean nothing in a text
    /// (`normalize.control.c0`).
    pub controls: bool,
    /// Delete what terminals were told, as a whole (`normalize.control.ansi`).
    pub terminal_sequences: bool,
    /// Delete byte order marks inside the text (`normalize.control.bom`).
    pub byte_order_marks: bool,
    /// Make every line end a line feed (`normalize.whitespace.line-end`).
    pub line_ends: bool,
    /// Compose letters to Unicode's form NFC (`normalize.unicode.nfc`).
    pub nfc: bool,
    /// Make one blank of several inside a line (`normalize.whitespace.run`);
    /// lines that begin with a blank keep their columns.
    pub blank_runs: bool,
    /// Delete blanks at the ends of lines (`normalize.whitespace.trailing`).
    pub trailing_blanks: bool,
    /// Delete line ends at the two ends of the text
    /// (`normalize.whitespace.ends`).
    pub ends: bool,
    /// Leave at most two empty lines in a row
    /// (`normalize.whitespace.empty-lines`).
    pub empty_lines: bool,
}

impl Default for NormalizeConfig {
    fn default() -> Self {
        Self {
            controls: true,
            terminal_sequences: true,
            byte_order_marks: true,
            line_ends: true,
            nfc: true,
            blank_runs: true,
            trailing_blanks: true,
            ends: true,
            empty_lines: true,
        }
    }
}

/// Every rule of this stage.
pub const RULES: &[Rule] = &[
    control::C0,
    control::ANSI,
    control::BOM,
    line_end::LINE_END,
    form::NFC,
    blank::TRAILING,
    blank::RUN,
    blank::ENDS,
    blank::EMPTY_LINES,
];

/// Chooses one spelling where several are right.
///
/// Every change is an edit of the trace, and normalising the result again
/// changes nothing.
#[must_use]
pub fn normalize<'t>(text: &'t str, config: &NormalizeConfig) -> Traced<'t> {
    let mut traced = Traced::new(text);
    traced.pass("normalize.control", |text| control::delete(text, config));
    let passes: [(bool, &'static str, Pass); 6] = [
        (config.line_ends, "normalize.line-end", line_end::unify),
        (config.nfc, "normalize.nfc", form::compose),
        (
            config.trailing_blanks,
            "normalize.trailing",
            blank::trim_lines,
        ),
        (config.blank_runs, "normalize.run", blank::close_runs),
        (config.ends, "normalize.ends", blank::trim_ends),
        (
            config.empty_lines,
            "normalize.empty-lines",
            blank::close_gaps,
        ),
    ];
    for (wanted, name, pass) in passes {
        if wanted {
            traced.pass(name, pass);
        }
    }
    traced
}

type Pass = fn(&str) -> Rewrite<'_>;
