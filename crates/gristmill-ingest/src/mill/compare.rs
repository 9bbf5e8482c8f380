//! What a document is compared by.

use gristmill::{Bands, ShingleSet, Shingler};

use super::line::normal_text;
use crate::read::{RecordKeys, glimpse_record};
use crate::{Dedup, Settings};

/// Cuts texts into what near duplicates are found by, if anybody looks for them.
pub(crate) struct Comparer(Option<(Shingler, Bands)>);

/// What near duplicates of a text are found by; empty when nobody looks for them.
#[derive(Default)]
pub(crate) struct Sketch {
    /// How many shingles it has; those that occur twice count twice.
    pub(crate) n_shingles: u64,
    /// The keys that a similar text is likely to share.
    pub(crate) keys: Vec<u64>,
}

impl Comparer {
    /// What these settings ask for.
    pub(crate) fn of(settings: &Settings) -> Self {
        Self(match settings.dedup {
            Dedup::Near(least) => Some((Shingler::default(), Bands::for_similarity(least))),
            Dedup::Exact | Dedup::Off => None,
        })
    }

    /// How many keys a sketch has.
    pub(crate) fn n_keys(&self) -> usize {
        self.0.as_ref().map_or(0, |(_, bands)| bands.len())
    }

    /// The sketch of a normalised text.
    pub(super) fn sketch(&self, text: &str) -> Sketch {
        let mut sketch = Sketch::default();
        if let Some((shingler, bands)) = &self.0 {
            let mut shingles = Vec::new();
            shingler.shingles(text, &mut shingles);
            sketch.n_shingles = shingles.len() as u64;
            bands.keys(&shingles, &mut sketch.keys);
            // A row has as many keys as every other one.
            sketch.keys.resize(bands.len(), 0);
        }
        sketch
    }

    /// The shingles of the text of a line: of a record that was milled, or of one that
    /// passes through. They are made again when they are wanted, which is cheaper than to
    /// keep those of all documents.
    pub(crate) fn shingles(
        &self,
        line: &[u8],
        keys: &RecordKeys,
        settings: &Settings,
    ) -> ShingleSet {
        let mut shingles = Vec::new();
        if let Some((shingler, _)) = &self.0
            && let Ok(glimpsed) = glimpse_record(line, keys)
            && let Ok(text) = simdutf8::basic::from_utf8(&glimpsed.text)
        {
            shingler.shingles(normal_text(text, settings).text(), &mut shingles);
        }
        ShingleSet::of(shingles)
    }
}
