//! A line of JSON that is compared, and passes through as it is.

use gristmill::{Fingerprint, Traced, normalize};
use gristmill_record::Place;

use super::compare::{Comparer, Sketch};
use super::edit_lines::EditLines;
use super::id::made_id;
use super::outcome::{Document, Fate, rejected};
use super::tally::Tally;
use crate::Settings;
use crate::read::glimpse_record;

/// Looks at a line: its text is compared as normalising would leave it.
pub(super) fn pass_line(
    place: Place,
    line: Vec<u8>,
    comparer: &Comparer,
    settings: &Settings,
) -> Fate {
    let glimpsed = match glimpse_record(&line, &settings.keys) {
        Ok(glimpsed) => glimpsed,
        Err((reason, detail)) => return rejected(place, reason, detail),
    };
    let (fingerprint, sketch, chars) = look_at(&glimpsed.text, comparer, settings);
    Fate::Document(Box::new(Document {
        id: glimpsed.id.unwrap_or_else(|| made_id(&place)),
        tally: Tally {
            bytes: glimpsed.text.len() as u64,
            chars,
            ..Tally::default()
        },
        line,
        edits: EditLines::default(),
        fingerprint,
        sketch,
        preference: settings.keep.preference(chars, 0, &place.source),
        source_digest: None,
        place,
    }))
}

/// What a text is compared by, and its code points.
fn look_at(bytes: &[u8], comparer: &Comparer, settings: &Settings) -> (Fingerprint, Sketch, u64) {
    let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
        // What stands for bytes that mean nothing is the same for all of them, and would
        // prove nothing: such a text is equal only to itself.
        let chars = String::from_utf8_lossy(bytes).chars().count() as u64;
        return (Fingerprint::of_bytes(bytes), comparer.sketch(""), chars);
    };
    let normal = normal_text(text, settings);
    let fingerprint = Fingerprint::of(normal.text(), &settings.config.dedup);
    let sketch = comparer.sketch(normal.text());
    (fingerprint, sketch, text.chars().count() as u64)
}

/// The text that is compared.
pub(super) fn normal_text<'t>(text: &'t str, settings: &Settings) -> Traced<'t> {
    normalize(text, &settings.config.normalize)
}
