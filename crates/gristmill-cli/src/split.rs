//! `gristmill split`

use gristmill::{CodePoints, Field, Section, SplitConfig, split};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::Exit;
use crate::filter;
use crate::say::Failure;

/// Splits the texts of the standard input.
pub(crate) fn run() -> Result<Exit, Failure> {
    filter::run(|line, text, answers| {
        let found = split(text, &SplitConfig::default());
        let value = |field: Option<Field>| field.map_or("", |field| &text[field.span]);
        let metadata = found.metadata();
        let mut code_points = CodePoints::of(text);
        answers.push(&Split {
            id: line.id.as_deref(),
            sections: found
                .all()
                .iter()
                .map(|section| row(section, text, &mut code_points))
                .collect(),
            metadata: Metadata {
                author: value(metadata.author),
                publication: value(metadata.publication),
                volume: value(metadata.volume),
                issue: value(metadata.issue),
            },
        })
    })
}

#[derive(Serialize)]
struct Split<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'t RawValue>,
    sections: Vec<Row<'t>>,
    metadata: Metadata<'t>,
}

/// A section, in code points of the text.
#[derive(Serialize)]
struct Row<'t> {
    kind: &'static str,
    heading: &'t str,
    text: &'t str,
    start: u64,
    end: u64,
}

#[derive(Serialize)]
struct Metadata<'t> {
    author: &'t str,
    publication: &'t str,
    volume: &'t str,
    issue: &'t str,
}

fn row<'t>(section: &Section, text: &'t str, code_points: &mut CodePoints<'_>) -> Row<'t> {
    Row {
        kind: section.kind.name(),
        heading: section.heading.map_or("", |heading| &text[heading]),
        text: &text[section.span],
        start: code_points.at(section.span.start),
        end: code_points.at(section.span.end),
    }
}
