//! `gristmill repair`

use gristmill::{CodePoints, Habits, RepairConfig, TracedEdit, repair_of_source};
use gristmill_ingest::Parsed;
use gristmill_record::confidence;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Exit;
use crate::args::RepairArgs;
use crate::filter;
use crate::say::Failure;
use crate::source_profile::SourceProfile;

/// Repairs the texts of the standard input, or learns from them.
pub(crate) fn run(args: &RepairArgs) -> Result<Exit, Failure> {
    if let Some(path) = &args.learn {
        let mut profile = SourceProfile::default();
        let exit = filter::run(|line, text, _| {
            profile.observe(source_of(line), text);
            Ok(())
        })?;
        profile.write(path)?;
        return Ok(exit);
    }
    let profile = args.profile_in.as_deref().map(SourceProfile::read);
    let profile = profile.transpose()?.unwrap_or_default();
    filter::run(|line, text, answers| {
        let habits = if profile.is_empty() {
            Habits::default()
        } else {
            profile.habits(&source_of(line))
        };
        let repaired = repair_of_source(text, &RepairConfig::default(), &habits);
        let mut code_points = CodePoints::of(text);
        let edits = repaired.trace().replacements();
        answers.push(&Repaired {
            id: line.id.as_deref(),
            text: repaired.text(),
            edits: edits
                .iter()
                .map(|edit| row(edit, text, repaired.text(), &mut code_points))
                .collect(),
        })
    })
}

/// The name of the source of a line, empty when it has none.
fn source_of(line: &Parsed) -> String {
    #[derive(Default, Deserialize)]
    struct Fields {
        #[serde(default)]
        source: String,
    }
    let fields: Result<Fields, _> = serde_json::from_str(&line.extra);
    fields.unwrap_or_default().source
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
