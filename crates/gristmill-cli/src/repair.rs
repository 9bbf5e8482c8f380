//! `gristmill repair`

use gristmill::{CodePoints, RepairConfig, TracedEdit, repair};
use gristmill_record::confidence;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::Exit;
use crate::filter;
use crate::say::Failure;

/// Repairs the texts of the standard input.
pub(crate) fn run() -> Result<Exit, Failure> {
    filter::run(|id, text, answers| {
        let repaired = repair(text, &RepairConfig::default());
        let mut code_points = CodePoints::of(text);
        let edits = repaired.trace().replacements();
        answers.push(&Repaired {
            id,
            text: repaired.text(),
            edits: edits
                .iter()
                .map(|edit| row(edit, text, repaired.text(), &mut code_points))
                .collect(),
        })
    })
}

#[derive(Serialize)]
struct Repaired<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'t RawValue>,
    text: &'t str,
    edits: Vec<Row<'t>>,
}

/// An edit, in code points of the text that came in.
#[derive(Serialize)]
struct Row<'t> {
    start: u64,
    end: u64,
    replacement: &'t str,
    original: &'t str,
    kind: &'static str,
    rule: &'static str,
    confidence: f64,
}

fn row<'t>(
    edit: &TracedEdit,
    before: &'t str,
    after: &'t str,
    code_points: &mut CodePoints<'_>,
) -> Row<'t> {
    Row {
        start: code_points.at(edit.source.start),
        end: code_points.at(edit.source.end),
        replacement: &after[edit.output],
        original: &before[edit.source],
        kind: edit.rule.kind().name(),
        rule: edit.rule.name(),
        confidence: confidence(edit.confidence),
    }
}
