//! The stage: all passes, until nothing is left to do.

use gristmill_text::{Rewrite, Rule, Traced};

use crate::{Habits, RepairConfig, entity, escape, misread, transport};

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
    if habits.escapes_quotes() {
        traced.pass("repair.escape.source", |text| {
            without_ignored(escape::unescape_all(text), config)
        });
    }
    // Entities and escapes leave fewer ASCII characters, mojibake no more of those and
    // fewer of the others, or fewer controls, or a text that reads well where one read
    // badly: this comes to an end.
    let mut n_unchanged = 0;
    for (name, pass) in PASSES.iter().cycle() {
        let is_changed = traced.pass(name, |text| without_ignored(pass(text), config));
        n_unchanged = if is_changed { 0 } else { n_unchanged + 1 };
        if n_unchanged == PASSES.len() {
            break;
        }
    }
    traced
}

/// The passes in their order, each with its name.
const PASSES: [(&str, Pass); 12] = [
    (
        "repair.transport.quoted-printable",
        transport::decode_quoted_printable,
    ),
    ("repair.transport.encoded-word", transport::decode_words),
    ("repair.transport.percent", transport::decode_percent),
    ("repair.transport.utf-7", transport::decode_utf_7),
    ("repair.entity", entity::decode),
    ("repair.escape.string", escape::unwrap),
    ("repair.escape.marked", escape::read_marked),
    ("repair.escape.latex-accent", escape::compose_accents),
    ("repair.escape.backslash", escape::unescape_backslashes),
    ("repair.escape.doubled-quote", escape::undouble),
    ("repair.escape", escape::unescape),
    ("repair.mojibake", misread::undo),
];

type Pass = fn(&str) -> Rewrite<'_>;

fn without_ignored<'t>(rewrite: Rewrite<'t>, config: &RepairConfig) -> Rewrite<'t> {
    if config.applies_all() {
        return rewrite;
    }
    rewrite.without(|rule| !config.applies(rule))
}
