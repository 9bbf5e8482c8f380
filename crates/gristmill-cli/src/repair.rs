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
    filter::run(|id, text| {
        let repaired = repair(text, &RepairConfig::default());
        let mut code_points = CodePoints::of(text);
        let edits = repaired.trace().replacements();
        Repaired {
            id: id.map(ToOwned::to_owned),
            edits: edits
                .iter()
                .map(|edit| row(edit, text, repaired.text(), &mut code_points))
                .collect(),
            text: repaired.text().to_owned(),
        }
    })
}

#[derive(Serialize)]
struct Repaired {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Box<RawValue>>,
    text: String,
    edits: Vec<Row>,
}

/// An edit, in code points of the text that came in.
#[derive(Serialize)]
struct Row {
    start: u64,
    end: u64,
    replacement: String,
    original: String,
    kind: &'static str,
    rule: &'static str,
    confidence: f64,
}

fn row(edit: &TracedEdit, before: &str, after: &str, code_points: &mut CodePoints<'_>) -> Row {
    Row {
        start: code_points.at(edit.source.start),
        end: code_points.at(edit.source.end),
        replacement: after[edit.output].to_owned(),
        original: before[edit.source].to_owned(),
        kind: edit.rule.kind().name(),
        rule: edit.rule.name(),
        confidence: confidence(edit.confidence),
    }
}
