//! What becomes of an input.

use std::cell::Cell;

use gristmill::{
    Evidence, Fingerprint, Habits, Hints, MOST_EDITS, clean_of_source, detect, is_noise,
};
use gristmill_record::{Place, Reject, RejectReason};

use super::compare::{Comparer, Sketch};
use super::edit_lines::EditLines;
use super::id::made_id;
use super::line::pass_line;
use super::record::{Digests, Payload, record};
use super::siblings::{Asker, Siblings};
use super::tally::Tally;
use super::twins::Twins;
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
    /// Its record, as a line; or the line itself that passes through. It is empty when the
    /// document is known to be a copy of an earlier one.
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

/// What inputs are milled with.
pub(crate) struct Mill<'m, 'f> {
    pub(crate) settings: &'m Settings,
    pub(crate) siblings: &'m Siblings<'f>,
    pub(crate) comparer: &'m Comparer,
    pub(crate) twins: &'m Twins,
}

/// Reads and mills an input, of which this is the number in the order of the inputs.
pub(crate) fn mill_item(item: Item<'_>, number: u64, mill: &Mill<'_, '_>) -> Outcome {
    let settings = mill.settings;
    let content = match &item {
        Item::End(content) => Some(*content),
        _ => None,
    };
    let asker = mill.siblings.asker();
    let miller = Miller {
        mill,
        asker: &asker,
        number,
    };
    let fate = match item {
        Item::Document(found) => return miller.document(found),
        Item::Member(place, bytes) => {
            let payload = Payload::document(bytes);
            miller.payload(&payload, place, None)
        }
        Item::Record(place, line) if settings.job == Job::Dedup => {
            pass_line(place, line, mill.comparer, settings)
        }
        Item::Record(place, line) => match parse_record(&line, &settings.keys) {
            Ok(parsed) => {
                let payload = Payload::record(parsed);
                miller.payload(&payload, place, None)
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

/// What an input is milled with.
struct Miller<'m, 'f> {
    mill: &'m Mill<'m, 'f>,
    /// Who asks the documents beside it what they are in and what wrote them.
    asker: &'m Asker<'m, 'f>,
    number: u64,
}

impl Miller<'_, '_> {
    fn document(&self, found: &Found) -> Outcome {
        let Mill { settings, .. } = *self.mill;
        let place = found.place();
        let (read, content) = read_document(found, &settings.limits);
        match read {
            Ok(bytes) => {
                let payload = Payload::document(bytes);
                let fate = self.payload(&payload, place, Some(found));
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
                    has_asked: self.asker.has_asked(),
                }
            }
            Err(refusal) => Outcome {
                fate: Fate::Reject(refusal.into_reject(place)),
                content,
                has_asked: false,
            },
        }
    }

    /// Mills a payload, which may be a whole file.
    fn payload(&self, payload: &Payload, place: Place, file: Option<&Found>) -> Fate {
        let Mill {
            settings,
            comparer,
            twins,
            ..
        } = *self.mill;
        let asker = self.asker;
        if payload.bytes.is_empty() {
            return rejected(place, RejectReason::Empty, "there are no bytes".into());
        }
        // Of a record the same bytes give the same text, unless its source is asked.
        let is_prescribed = payload.encoding.is_some();
        let source = is_prescribed.then(|| Fingerprint::of_bytes(&payload.bytes));
        if let Some(source) = source
            && let Some(text) = twins.text_of(&source, self.number)
        {
            return copy(payload, place, text, *source.as_bytes());
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
        // The container says that a record is UTF-8, and not that it is text.
        if guess.evidence == Evidence::Binary || is_prescribed && is_noise(&payload.bytes) {
            return rejected(place, RejectReason::Binary, "this is no text".into());
        }
        let known = Hints {
            given: Some(guess.encoding),
            pieces: &guess.pieces,
            label: None,
            siblings: None,
        };
        let is_of_source = Cell::new(false);
        let habits = |text: &str| {
            if settings.pool && Habits::matter_to(text) {
                is_of_source.set(true);
                asker.source(&place).habits
            } else {
                Habits::default()
            }
        };
        let mut cleaned = clean_of_source(&payload.bytes, &known, &settings.config, habits);
        cleaned.guess = guess;
        if cleaned.text.trim().is_empty() {
            return rejected(
                place,
                RejectReason::Empty,
                "there is nothing but white space".into(),
            );
        }
        let n_edits = cleaned.trace.n_edits();
        if n_edits > settings.limits.edits || n_edits >= MOST_EDITS {
            let most = settings.limits.edits.min(MOST_EDITS - 1);
            let detail = format!("more than {most} edits");
            return rejected(place, RejectReason::TooManyEdits, detail);
        }
        let is_unchanged = payload.bytes == cleaned.text.as_bytes();
        let fingerprint = match source.filter(|_| is_unchanged) {
            Some(source) => source,
            None => cleaned.fingerprint(&settings.config),
        };
        let source_digest = match source {
            Some(source) => *source.as_bytes(),
            None if is_unchanged => *fingerprint.as_bytes(),
            None => content_of(&payload.bytes),
        };
        if let Some(source) = source.filter(|_| !is_of_source.get()) {
            twins.remember(&source, fingerprint, self.number);
        }
        if twins.has_earlier(&fingerprint, self.number) {
            return copy(payload, place, fingerprint, source_digest);
        }
        let milled = cleaned.into_milled(&settings.config);
        let tally = Tally::of(&milled, payload.bytes.len());
        let rules = settings.config.split.rules();
        let dates = || {
            let source = settings.pool.then(|| asker.source(&place));
            source.and_then(|source| source.dates.order())
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
            line: record.to_line(),
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
}

/// A document that is known to be a copy of an earlier one.
fn copy(
    payload: &Payload,
    place: Place,
    fingerprint: Fingerprint,
    source_digest: FileContent,
) -> Fate {
    Fate::Document(Box::new(Document {
        id: payload.id.clone().unwrap_or_else(|| made_id(&place)),
        line: Vec::new(),
        edits: EditLines::default(),
        tally: Tally {
            bytes: payload.bytes.len() as u64,
            ..Tally::default()
        },
        fingerprint,
        sketch: Sketch::default(),
        preference: 0,
        source_digest: Some(source_digest),
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
