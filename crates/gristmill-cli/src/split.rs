//! `gristmill split`

use std::collections::BTreeMap;
use std::io;

use gristmill::{CodePoints, FieldName, Section, SplitConfig, SplitRules, split};
use gristmill_ingest::Parsed;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::Exit;
use crate::args::SplitArgs;
use crate::filter::{self, Answers};
use crate::say::Failure;
use crate::split_rules;

/// Splits the texts of the standard input.
pub(crate) fn run(args: &SplitArgs) -> Result<Exit, Failure> {
    let mut config = SplitConfig::default();
    split_rules::apply(&mut config, &args.split)?;
    filter::run(|line, text, answers| push(answers, line, text, &config, args.tree))
}

fn push(
    answers: &mut Answers<'_>,
    line: &Parsed,
    text: &str,
    config: &SplitConfig,
    tree: bool,
) -> io::Result<()> {
    let found = split(text, config);
    let metadata = found.metadata();
    let value = |name: FieldName| metadata.first(name).map_or("", |field| &text[field.span]);
    let authors = metadata.all(FieldName::Author);
    let authors: Vec<&str> = authors.map(|field| &text[field.span]).collect();
    let date = metadata.date();
    let mut code_points = CodePoints::of(text);
    let mut path: Vec<&Section> = Vec::new();
    let rules = config.rules();
    let sections = found.all().iter().map(|section| {
        path.retain(|above| above.heading.is_some() && above.level < section.level);
        let above = tree.then(|| {
            let headings = path.iter().filter_map(|above| above.heading);
            headings.map(|heading| &text[heading]).collect()
        });
        path.push(section);
        row(section, text, rules, above, &mut code_points)
    });
    answers.push(&Split {
        id: line.id.as_deref(),
        sections: sections.collect(),
        metadata: Metadata {
            title: value(FieldName::Title),
            author: authors.join("; "),
            publication: value(FieldName::Publication),
            volume: value(FieldName::Volume),
            issue: value(FieldName::Issue),
            date: value(FieldName::Date),
            year: date.year,
            month: date.month,
            day: date.day,
            url: value(FieldName::Url),
        },
        others: others(&line.extra),
    })
}

/// The other fields of a line, but for those that the answer has itself.
fn others(extra: &str) -> BTreeMap<&str, &RawValue> {
    let mut others: BTreeMap<&str, &RawValue> = serde_json::from_str(extra).unwrap_or_default();
    others.retain(|key, _| !["sections", "metadata"].contains(key));
    others
}

#[derive(Serialize)]
struct Split<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'t RawValue>,
    sections: Vec<Row<'t>>,
    metadata: Metadata<'t>,
    /// The other fields of the line, as they stand there.
    #[serde(flatten)]
    others: BTreeMap<&'t str, &'t RawValue>,
}

/// A section, in code points of the text.
#[derive(Serialize)]
struct Row<'t> {
    kind: &'t str,
    heading: &'t str,
    level: u8,
    rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<Vec<&'t str>>,
    text: &'t str,
    start: u64,
    end: u64,
}

#[derive(Serialize)]
struct Metadata<'t> {
    title: &'t str,
    author: String,
    publication: &'t str,
    volume: &'t str,
    issue: &'t str,
    date: &'t str,
    year: u16,
    month: u8,
    day: u8,
    url: &'t str,
}

fn row<'t>(
    section: &Section,
    text: &'t str,
    rules: &'t SplitRules,
    path: Option<Vec<&'t str>>,
    code_points: &mut CodePoints<'_>,
) -> Row<'t> {
    Row {
        kind: rules.name(section.kind),
        heading: section.heading.map_or("", |heading| &text[heading]),
        level: section.level,
        rule: section.rule,
        path,
        text: &text[section.span],
        start: code_points.at(section.span.start),
        end: code_points.at(section.span.end),
    }
}
