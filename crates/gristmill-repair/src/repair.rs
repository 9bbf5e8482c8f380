//! The stage: all passes, until nothing is left to do.

use gristmill_text::{Rule, Traced};

use crate::{Habits, entity, escape, misread, transport};

/// Which families of damage to repair; all of them by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepairConfig {
    /// HTML and XML entities.
    pub entities: bool,
    /// What escapers of strings, tables and sources of text put in.
    pub escapes: bool,
    /// Quoted-printable, encoded words, percent signs and UTF-7.
    pub transport: bool,
    /// Text that was read in another encoding than its own.
    pub mojibake: bool,
}

impl Default for RepairConfig {
    fn default() -> Self {
        Self {
            entities: true,
            escapes: true,
            transport: true,
            mojibake: true,
        }
    }
}

/// Every rule of this stage.
pub const RULES: &[Rule] = &[
    transport::QUOTED_PRINTABLE,
    transport::ENCODED_WORD,
    transport::PERCENT,
    transport::UTF_7,
    entity::NAMED,
    entity::NUMERIC,
    escape::QUOTE,
    escape::STRING,
    escape::CODE_POINT,
    escape::CONTROL,
    escape::BACKSLASH,
    escape::DOUBLED,
    escape::ACCENT,
    escape::RTF,
    escape::XML,
    escape::BARE,
    misread::WINDOWS_1252,
    misread::UTF_8,
    misread::LEGACY,
    misread::C1,
];

/// Undoes what certainly is damage.
///
/// Every change is an edit of the trace, and repairing the result again changes
/// nothing.
#[must_use]
pub fn repair<'t>(text: &'t str, config: &RepairConfig) -> Traced<'t> {
    repair_of_source(text, config, &Habits::default())
}

/// The same for a text whose source has known habits.
#[must_use]
pub fn repair_of_source<'t>(text: &'t str, config: &RepairConfig, habits: &Habits) -> Traced<'t> {
    let mut traced = Traced::new(text);
    if config.escapes && habits.escapes_quotes() {
        traced.pass("repair.escape.source", escape::unescape_all);
    }
    loop {
        let mut changed = false;
        if config.transport {
            changed |= traced.pass(
                "repair.transport.quoted-printable",
                transport::decode_quoted_printable,
            );
            changed |= traced.pass("repair.transport.encoded-word", transport::decode_words);
            changed |= traced.pass("repair.transport.percent", transport::decode_percent);
            changed |= traced.pass("repair.transport.utf-7", transport::decode_utf_7);
        }
        if config.entities {
            changed |= traced.pass("repair.entity", entity::decode);
        }
        if config.escapes {
            changed |= traced.pass("repair.escape.string", escape::unwrap);
            changed |= traced.pass("repair.escape.marked", escape::read_marked);
            changed |= traced.pass("repair.escape.latex-accent", escape::compose_accents);
            changed |= traced.pass("repair.escape.backslash", escape::unescape_backslashes);
            changed |= traced.pass("repair.escape.doubled-quote", escape::undouble);
            changed |= traced.pass("repair.escape", escape::unescape);
        }
        if config.mojibake {
            changed |= traced.pass("repair.mojibake", misread::undo);
        }
        // Entities and escapes leave fewer ASCII characters, mojibake no more of those
        // and fewer of the others, or fewer controls, or a text that reads well where
        // one read badly: this comes to an end.
        if !changed {
            return traced;
        }
    }
}
