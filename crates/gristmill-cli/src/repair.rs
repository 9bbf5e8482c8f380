//! `gristmill repair`

use std::io;

use gristmill::{CodePoints, Config, Habits, Traced, repair_of_source};
use gristmill_ingest::Parsed;
use gristmill_record::confidence;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Exit;
use crate::args::RepairArgs;
use crate::filter;
use crate::rule_names;
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
    let mut config = Config::default();
    rule_names::apply(&mut config, &args.rules)?;
    let profile = args.profile_in.as_deref().map(SourceProfile::read);
    let profile = profile.transpose()?.unwrap_or_default();
    filter::run(|line, text, answers| {
        let habits = if profile.is_empty() {
            Habits::default()
        } else {
            profile.habits(&source_of(line))
        };
        let repaired = repair_of_source(text, &config.repair, &habits);
        answers.push_with(|answer| push_repaired(answer, line.id.as_deref(), text, &repaired))
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

/// Adds the answer to a line, each edit with its place in code points of the text that
/// came in. A damaged text has an edit in every other word: by hand they take half the
/// time that they take by serde.
fn push_repaired(
    answer: &mut Vec<u8>,
    id: Option<&RawValue>,
    text: &str,
    repaired: &Traced<'_>,
) -> io::Result<()> {
    answer.push(b'{');
    if let Some(id) = id {
        answer.extend(b"\"id\":");
        answer.extend(id.get().as_bytes());
        answer.push(b',');
    }
    answer.extend(b"\"text\":");
    serde_json::to_writer(&mut *answer, repaired.text())?;
    answer.extend(b",\"edits\":[");
    let mut code_points = CodePoints::of(text);
    let mut is_first = true;
    for edit in repaired.trace().replacements() {
        answer.extend(if is_first {
            &b"{\"start\":"[..]
        } else {
            b",{\"start\":"
        });
        is_first = false;
        serde_json::to_writer(&mut *answer, &code_points.at(edit.source.start))?;
        answer.extend(b",\"end\":");
        serde_json::to_writer(&mut *answer, &code_points.at(edit.source.end))?;
        answer.extend(b",\"replacement\":");
        serde_json::to_writer(&mut *answer, &repaired.text()[edit.output])?;
        answer.extend(b",\"original\":");
        serde_json::to_writer(&mut *answer, &text[edit.source])?;
        // Names of kinds and rules hold nothing that JSON escapes.
        answer.extend(b",\"kind\":\"");
        answer.extend(edit.rule.kind().name().as_bytes());
        answer.extend(b"\",\"rule\":\"");
        answer.extend(edit.rule.name().as_bytes());
        answer.extend(b"\",\"confidence\":");
        serde_json::to_writer(&mut *answer, &confidence(edit.confidence))?;
        answer.push(b'}');
    }
    answer.extend(b"]}");
    Ok(())
}
