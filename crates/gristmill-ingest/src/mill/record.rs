//! From the types of the stages to those of the disk, by hand: a field renamed
//! inside never changes a file outside.

use std::borrow::Cow;

use gristmill::{CodePoints, Date, DateOrder, Encoding, FieldName, Milled, SplitRules};
use gristmill_record::{Metadata, Origin, Place, Record, SCHEMA, Section, confidence, to_line};

use super::id::made_id;
use super::tally::Tally;
use crate::digest::written;
use crate::read::Parsed;

/// The bytes of a document and what came with them.
pub(crate) struct Payload {
    pub(crate) bytes: Vec<u8>,
    /// The encoding that the container prescribes.
    pub(crate) encoding: Option<Encoding>,
    /// The document's own id.
    pub(super) id: Option<String>,
    /// Its other fields, as a JSON object.
    extra: String,
}

impl Payload {
    /// A file that is a document.
    pub(crate) fn document(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            encoding: None,
            id: None,
            extra: "{}".into(),
        }
    }

    /// The text of a JSON record, which is UTF-8 by definition.
    pub(crate) fn record(parsed: Parsed) -> Self {
        Self {
            encoding: Some(Encoding::Utf8),
            id: parsed.own_id(),
            bytes: parsed.text,
            extra: parsed.extra,
        }
    }
}

/// The SHA-256 of a document.
pub(crate) struct Digests {
    /// Of its text.
    pub(crate) text: [u8; 32],
    /// Of its bytes.
    pub(crate) source: [u8; 32],
}

/// The record of a milled document.
pub(crate) fn record<'m>(
    payload: &Payload,
    milled: &'m Milled<'_>,
    digests: &Digests,
    tally: &Tally,
    place: &Place,
    rules: &SplitRules,
    dates: impl FnOnce() -> Option<DateOrder>,
) -> Record<'m> {
    let mut code_points = CodePoints::of(&milled.text);
    Record {
        id: payload.id.clone().unwrap_or_else(|| made_id(place)),
        source: place.source.clone(),
        lang: milled.language.into(),
        metadata: metadata(milled, &payload.extra, dates),
        sections: sections(milled, rules, &mut code_points),
        chars: code_points.at(milled.text.len()),
        origin: origin(payload, milled, digests, place),
        edits: tally.edits,
        text_sha256: written(&digests.text),
        schema: SCHEMA.into(),
        text: Cow::Borrowed(&milled.text),
    }
}

/// What a document says about itself. Where its own dates do not tell the day from the
/// month, those of its source are asked.
fn metadata(
    milled: &Milled<'_>,
    extra: &str,
    dates: impl FnOnce() -> Option<DateOrder>,
) -> Metadata {
    let found = milled.sections.metadata();
    let value = |name: FieldName| {
        let field = found.first(name);
        field
            .map_or("", |field| &milled.text[field.span])
            .to_owned()
    };
    let authors = found.all(FieldName::Author);
    let authors: Vec<&str> = authors.map(|field| &milled.text[field.span]).collect();
    let date = match found.first(FieldName::Date) {
        Some(field) if found.date().month == 0 => Date::read(&milled.text[field.span], dates()),
        _ => found.date(),
    };
    Metadata {
        title: value(FieldName::Title),
        author: authors.join("; "),
        publication: value(FieldName::Publication),
        volume: value(FieldName::Volume),
        issue: value(FieldName::Issue),
        url: value(FieldName::Url),
        year: date.year.into(),
        month: date.month.into(),
        day: date.day.into(),
        extra: with_found(extra, milled),
    }
}

/// The fields that came with the document, and those that were found in it and no field
/// is for: a key that came with it stays as it was.
fn with_found(extra: &str, milled: &Milled<'_>) -> String {
    let found = milled.sections.metadata().extra();
    if found.is_empty() {
        return extra.to_owned();
    }
    let mut fields: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(extra).unwrap_or_default();
    let given: Vec<String> = fields.keys().cloned().collect();
    for field in found {
        let (key, value) = (&milled.text[field.key], &milled.text[field.value]);
        if given.iter().any(|given| given == key) {
            continue;
        }
        match fields
            .get_mut(key)
            .and_then(serde_json::Value::as_array_mut)
        {
            Some(values) => values.push(value.into()),
            None => {
                let before = fields.remove(key);
                let values = before.map_or_else(
                    || value.into(),
                    |before| [before, value.into()].into_iter().collect(),
                );
                fields.insert(key.to_owned(), values);
            }
        }
    }
    to_line(&fields)
}

fn sections(
    milled: &Milled<'_>,
    rules: &SplitRules,
    code_points: &mut CodePoints<'_>,
) -> Vec<Section> {
    milled
        .sections
        .all()
        .iter()
        .map(|section| Section {
            kind: rules.name(section.kind).into(),
            heading: section
                .heading
                .map_or("", |heading| &milled.text[heading])
                .into(),
            level: section.level.into(),
            start: code_points.at(section.span.start),
            end: code_points.at(section.span.end),
        })
        .collect()
}

fn origin(payload: &Payload, milled: &Milled<'_>, digests: &Digests, place: &Place) -> Origin {
    Origin {
        path: place.path.clone(),
        member: place.member.clone(),
        record: place.record,
        bytes: payload.bytes.len() as u64,
        sha256: written(&digests.source),
        encoding: milled.guess.encoding.name().into(),
        evidence: milled.guess.evidence.name().into(),
        confidence: confidence(milled.guess.confidence),
    }
}
