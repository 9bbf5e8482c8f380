//! What a document is compared by.

use gristmill::{Bands, Shingler};

use crate::{Dedup, Settings};

/// Cuts texts into what near duplicates are found by, if anybody looks for them.
pub(crate) struct Comparer(Option<(Shingler, Bands)>);

/// What near duplicates of a text are found by; empty when nobody looks for them.
#[derive(Default)]
pub(crate) struct Sketch {
    /// Its shingles, in their order.
    pub(crate) shingles: Vec<u64>,
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
            shingler.shingles(text, &mut sketch.shingles);
            bands.keys(&sketch.shingles, &mut sketch.keys);
            // A row has as many keys as every other one.
            sketch.keys.resize(bands.len(), 0);
        }
        sketch
    }
}
