//! From the types of the stages to those of the disk, by hand: a field renamed
//! inside never changes a file outside.

use gristmill::{Change, Encoding, Field, Fingerprint, Milled};
use gristmill_record::{EditCounts, EditRow, Metadata, Origin, Place, Record, SCHEMA, Section};

use super::code_points::CodePoints;
use super::id::made_id;
use crate::digest::Digest;
use crate::read::Parsed;

/// The bytes of a document and what came with them.
pub(crate) struct Payload {
    pub(crate) bytes: Vec<u8>,
    /// The encoding that the container prescribes.
    pub(crate) encoding: Option<Encoding>,
    /// The document's own id.
    id: Option<String>,
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

/// The record of a milled document.
pub(crate) fn record(
    payload: &Payload,
    milled: &Milled<'_>,
    changes: &[Change],
    fingerprint: Fingerprint,
    place: &Place,
) -> Record {
    let mut code_points = CodePoints::of(&milled.text);
    Record {
        id: payload.id.clone().unwrap_or_else(|| made_id(place)),
        source: place.source.clone(),
        lang: "und".into(),
        metadata: metadata(milled, payload.extra.clone()),
        sections: sections(milled, &mut code_points),
        chars: code_points.at(milled.text.len()),
        origin: origin(payload, milled, place),
        edits: counts(changes),
        text_sha256: format!("sha256:{fingerprint}"),
        schema: SCHEMA.into(),
        text: milled.text.clone().into_owned(),
    }
}

/// The rows of the table of edits.
pub(crate) fn edit_rows(id: &str, text: &str, changes: &[Change]) -> Vec<EditRow> {
    let mut code_points = CodePoints::of(text);
    changes
        .iter()
        .map(|change| EditRow {
            id: id.to_owned(),
            rule: change.rule.name().into(),
            kind: change.rule.kind().name().into(),
            start: code_points.at(change.output.start),
            end: code_points.at(change.output.end),
            source_start: change.source.start as u64,
            source_end: change.source.end as u64,
            before: change.before.clone(),
            after: change.after.clone(),
            confidence: rounded(change.confidence),
        })
        .collect()
}

fn metadata(milled: &Milled<'_>, extra: String) -> Metadata {
    let found = milled.sections.metadata();
    let value = |field: Option<Field>| {
        field
            .map_or("", |field| &milled.text[field.span])
            .to_owned()
    };
    Metadata {
        author: value(found.author),
        publication: value(found.publication),
        volume: value(found.volume),
        issue: value(found.issue),
        extra,
        ..Metadata::default()
    }
}

fn sections(milled: &Milled<'_>, code_points: &mut CodePoints<'_>) -> Vec<Section> {
    milled
        .sections
        .all()
        .iter()
        .map(|section| Section {
            kind: section.kind.name().into(),
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

fn origin(payload: &Payload, milled: &Milled<'_>, place: &Place) -> Origin {
    Origin {
        path: place.path.clone(),
        member: place.member.clone(),
        record: place.record,
        bytes: payload.bytes.len() as u64,
        sha256: Digest::of(&payload.bytes),
        encoding: milled.guess.encoding.name().into(),
        evidence: milled.guess.evidence.name().into(),
        confidence: rounded(milled.guess.confidence),
    }
}

fn counts(changes: &[Change]) -> EditCounts {
    let mut counts = EditCounts::default();
    for change in changes {
        counts.count(change.rule.kind().name());
    }
    counts
}

/// To six decimals: more are noise, and some readers lose them.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1e6).round() / 1e6
}
