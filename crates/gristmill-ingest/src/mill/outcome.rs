//! What becomes of an input.

use gristmill::{Evidence, Fingerprint, Habits, Hints, MOST_EDITS, detect, mill_of_source};
use gristmill_record::{Place, Reject, RejectReason, to_line_of};

use super::compare::{Comparer, Sketch};
use super::edit_lines::EditLines;
use super::line::pass_line;
use super::record::{Digests, Payload, record};
use super::siblings::{Asker, Siblings};
use super::tally::Tally;
use crate::find::Found;
use crate::read::{FileContent, Item, content_of, parse_record, read_document};
use crate::{Job, Settings};

/// What becomes of an input.
pub(crate) struct Outcome {
    /// The input itself.
    pub(crate) fate: Fate,
    /// The digest of the file, when this was the last of its inputs.
    pub(crate) content: Option<FileContent>,
    /// Whether other files of its folder had a say in it.
    pub(crate) has_asked: bool,
}

/// What becomes of an input.
pub(crate) enum Fate {
    /// A document; whether it is a duplicate is decided later.
    Document(Box<Document>),
    /// Nothing.
    Reject(Reject),
    /// There was no input: a file of several came to its end.
    End,
}

/// A document, ready to be written.
pub(crate) struct Document {
    /// Its id.
    pub(crate) id: String,
    /// Its record, as a line; or the line itself that passes through.
    pub(crate) line: Vec<u8>,
    /// Its edits, as lines; none when nobody wants them.
    pub(crate) edits: EditLines,
    /// What it adds to the account.
    pub(crate) tally: Tally,
    /// What it is compared by.
    pub(crate) fingerprint: Fingerprint,
    /// And what near duplicates are found by.
    pub(crate) sketch: Sketch,
    /// How much it is preferred over its duplicates: the lower, the more.
    pub(crate) preference: u64,
    /// The digest of its bytes, if it is a file.
    pub(super) source_digest: Option<FileContent>,
    /// Where it is from.
    pub(crate) place: Place,
}

/// Reads and mills an input.
pub(crate) fn mill_item(
    item: Item<'_>,
    siblings: &Siblings<'_>,
    comparer: &Comparer,
    settings: &Settings,
) -> Outcome {
    let content = match &item {
        Item::End(content) => Some(*content),
        _ => None,
    };
    let asker = siblings.asker();
    let fate = match item {
        Item::Document(found) => return mill_document(found, &asker, comparer, settings),
        Item::Member(place, bytes) => {
            let payload = Payload::document(bytes);
            mill_payload(&payload, place, None, &asker, comparer, settings)
        }
        Item::Record(place, line) if settings.job == Job::Dedup => {
            pass_line(place, line, comparer, settings)
        }
        Item::Record(place, line) => match parse_record(&line, &settings.keys) {
            Ok(parsed) => {
                let payload = Payload::record(parsed);
                mill_payload(&payload, place, None, &asker, comparer, settings)
            }
            Err((reason, detail)) => rejected(place, reason, detail),
        },
        Item::Reject(reject) => Fate::Reject(reject),
        Item::End(_) => Fate::End,
    };
    Outcome {
        fate,
        content,
        has_asked: asker.has_asked(),
    }
}

fn mill_document(
    found: &Found,
    asker: &Asker<'_, '_>,
    comparer: &Comparer,
    settings: &Settings,
) -> Outcome {
    let place = found.place();
    let (read, content) = read_document(found, &settings.limits);
    match read {
        Ok(bytes) => {
            let payload = Payload::document(bytes);
            let fate = mill_payload(&payload, place, Some(found), asker, comparer, settings);
            let content = content.unwrap_or_else(|| {
                let known = match &fate {
                    Fate::Document(document) => document.source_digest,
                    _ => None,
                };
                known.unwrap_or_else(|| content_of(&payload.bytes))
            });
            Outcome {
                fate,
                content: Some(content),
                has_asked: asker.has_asked(),
            }
        }
        Err(refusal) => Outcome {
            fate: Fate::Reject(refusal.into_reject(place)),
            content,
            has_asked: false,
        },
    }
}

/// Mills a payload, which may be a whole file; the documents beside it may be asked what
/// they are in and what wrote them.
fn mill_payload(
    payload: &Payload,
    place: Place,
    file: Option<&Found>,
    asker: &Asker<'_, '_>,
    comparer: &Comparer,
    settings: &Settings,
) -> Fate {
    if payload.bytes.is_empty() {
        return rejected(place, RejectReason::Empty, "there are no bytes".into());
    }
    let hints = Hints {
        given: payload.encoding.or(settings.encoding),
        pieces: &[],
        label: None,
        siblings: None,
    };
    // First the encoding alone: noise is not worth milling.
    let alone = detect(&payload.bytes, &hints);
    let guess = match file.filter(|_| settings.pool) {
        Some(found) => asker.decide(found, alone),
        None => alone,
    };
    let guess = if guess.evidence == Evidence::Pooled {
        guess.with_pieces(&payload.bytes)
    } else {
        guess
    };
    if guess.evidence == Evidence::Binary {
        return rejected(place, RejectReason::Binary, "this is no text".into());
    }
    let known = Hints {
        given: Some(guess.encoding),
        pieces: &guess.pieces,
        label: None,
        siblings: None,
    };
    let habits = |text: &str| {
        if settings.pool && Habits::matter_to(text) {
            asker.source(&place).habits
        } else {
            Habits::default()
        }
    };
    let mut milled = mill_of_source(&payload.bytes, &known, &settings.config, habits);
    milled.guess = guess;
    if milled.text.trim().is_empty() {
        return rejected(
            place,
            RejectReason::Empty,
            "there is nothing but white space".into(),
        );
    }
    let n_edits = milled.trace.n_edits();
    if n_edits > settings.limits.edits || n_edits >= MOST_EDITS {
        let most = settings.limits.edits.min(MOST_EDITS - 1);
        let detail = format!("more than {most} edits");
        return rejected(place, RejectReason::TooManyEdits, detail);
    }
    let tally = Tally::of(&milled, payload.bytes.len());
    let rules = settings.config.split.rules();
    let dates = || {
        let source = settings.pool.then(|| asker.source(&place));
        source.and_then(|source| source.dates.order())
    };
    let fingerprint = milled.fingerprint(&settings.config);
    let source_digest = if payload.bytes == milled.text.as_bytes() {
        *fingerprint.as_bytes()
    } else {
        content_of(&payload.bytes)
    };
    let digests = Digests {
        text: *fingerprint.as_bytes(),
        source: source_digest,
    };
    let record = record(payload, &milled, &digests, &tally, &place, rules, dates);
    let edits = if settings.edits {
        EditLines::of(&record.id, &milled, &payload.bytes)
    } else {
        EditLines::default()
    };
    let date = &record.metadata;
    let date = u64::from(date.year * 10_000 + date.month * 100 + date.day);
    Fate::Document(Box::new(Document {
        sketch: comparer.sketch(&milled.text),
        preference: settings.keep.preference(record.chars, date, &place.source),
        // JSON takes little more room than a text.
        line: to_line_of(&record, record.text.len() + record.text.len() / 32 + 1024).into_bytes(),
        id: record.id,
        edits,
        fingerprint,
        source_digest: Some(source_digest),
        tally: Tally {
            chars: record.chars,
            ..tally
        },
        place,
    }))
}

pub(super) fn rejected(origin: Place, reason: RejectReason, detail: String) -> Fate {
    Fate::Reject(Reject {
        origin,
        reason,
        detail,
    })
}
