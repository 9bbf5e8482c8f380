//! `gristmill split`

use gristmill::{CodePoints, Field, Section, SplitConfig, split};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::Exit;
use crate::filter;
use crate::say::Failure;

/// Splits the texts of the standard input.
pub(crate) fn run() -> Result<Exit, Failure> {
    filter::run(|id, text| {
        let found = split(text, &SplitConfig::default());
        let value = |field: Option<Field>| field.map_or("", |field| &text[field.span]).to_owned();
        let metadata = found.metadata();
        let mut code_points = CodePoints::of(text);
        Split {
            id: id.map(ToOwned::to_owned),
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
        }
    })
}

#[derive(Serialize)]
struct Split {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Box<RawValue>>,
    sections: Vec<Row>,
    metadata: Metadata,
}

/// A section, in code points of the text.
#[derive(Serialize)]
struct Row {
    kind: &'static str,
    heading: String,
    text: String,
    start: u64,
    end: u64,
}

#[derive(Serialize)]
struct Metadata {
    author: String,
    publication: String,
    volume: String,
    issue: String,
}

fn row(section: &Section, text: &str, code_points: &mut CodePoints<'_>) -> Row {
    Row {
        kind: section.kind.name(),
        heading: section
            .heading
            .map_or("", |heading| &text[heading])
            .to_owned(),
        text: text[section.span].to_owned(),
        start: code_points.at(section.span.start),
        end: code_points.at(section.span.end),
    }
}
