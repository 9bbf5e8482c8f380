//! What becomes of an input.

use gristmill::{Evidence, Fingerprint, Habits, Hints, detect, mill_of_source};
use gristmill_record::{Place, Reject, RejectReason, to_line};

use super::record::{Payload, edit_lines, record};
use super::siblings::Siblings;
use super::tally::Tally;
use crate::Settings;
use crate::find::Found;
use crate::read::{Item, parse_record, read_document};

/// What becomes of an input.
pub(crate) enum Outcome {
    /// A document; whether it is a duplicate is decided later.
    Document(Box<Document>),
    /// Nothing.
    Reject(Reject),
}

/// A document, ready to be written.
pub(crate) struct Document {
    /// Its id.
    pub(crate) id: String,
    /// Its record, as a line.
    pub(crate) line: String,
    /// Its edits, as lines, each with its line feed; empty when nobody wants them.
    pub(crate) edits: Vec<u8>,
    /// What it adds to the account.
    pub(crate) tally: Tally,
    /// What it is compared by.
    pub(crate) fingerprint: Fingerprint,
    /// Where it is from.
    pub(crate) place: Place,
}

/// Reads and mills an input.
pub(crate) fn mill_item(item: Item<'_>, siblings: &Siblings<'_>, settings: &Settings) -> Outcome {
    match item {
        Item::Reject(reject) => Outcome::Reject(reject),
        Item::Document(found) => {
            let place = found.place();
            match read_document(found, &settings.limits) {
                Ok(bytes) => {
                    let payload = Payload::document(bytes);
                    mill_payload(&payload, place, Some(found), siblings, settings)
                }
                Err(refusal) => Outcome::Reject(refusal.into_reject(place)),
            }
        }
        Item::Member(place, bytes) => {
            mill_payload(&Payload::document(bytes), place, None, siblings, settings)
        }
        Item::Record(place, line) => match parse_record(&line, &settings.keys) {
            Ok(parsed) => mill_payload(&Payload::record(parsed), place, None, siblings, settings),
            Err((reason, detail)) => rejected(place, reason, detail),
        },
    }
}

/// Mills a payload, which may be a whole file; the documents beside it may be asked what
/// they are in and what wrote them.
fn mill_payload(
    payload: &Payload,
    place: Place,
    file: Option<&Found>,
    siblings: &Siblings<'_>,
    settings: &Settings,
) -> Outcome {
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
        Some(found) => siblings.decide(found, alone),
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
            siblings.source(&place).habits
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
    let tally = Tally::of(&milled, payload.bytes.len());
    let rules = settings.config.split.rules();
    let dates = || {
        let source = settings.pool.then(|| siblings.source(&place));
        source.and_then(|source| source.dates.order())
    };
    let fingerprint = milled.fingerprint(&settings.config);
    let record = record(payload, &milled, &fingerprint, &tally, &place, rules, dates);
    let edits = if settings.edits {
        edit_lines(&record.id, &milled, &payload.bytes)
    } else {
        Vec::new()
    };
    Outcome::Document(Box::new(Document {
        line: to_line(&record),
        id: record.id,
        edits,
        fingerprint,
        tally: Tally {
            chars: record.chars,
            ..tally
        },
        place,
    }))
}

fn rejected(origin: Place, reason: RejectReason, detail: String) -> Outcome {
    Outcome::Reject(Reject {
        origin,
        reason,
        detail,
    })
}
