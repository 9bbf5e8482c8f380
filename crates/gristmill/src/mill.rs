//! The summary of the product.

use alloc::borrow::Cow;

use gristmill_decode::decode_pieces;
use gristmill_dedup::{DedupConfig, Fingerprint};
use gristmill_detect::{Guess, Hints, detect};
use gristmill_language::identify;
use gristmill_normalize::{NormalizeConfig, normalize};
use gristmill_repair::{Habits, RepairConfig, repair_of_source};
use gristmill_split::{Sections, SplitConfig, split};
use gristmill_text::Trace;

/// Detects, decodes, repairs, normalises and splits one document, and names its
/// language.
///
/// Any bytes give a result, the same one every time; whether they are a text at
/// all is for the caller to judge by the evidence of [`Milled::guess`].
///
/// # Panics
/// When the document has 4 GiB or more.
#[must_use]
pub fn mill<'b>(bytes: &'b [u8], hints: &Hints<'_>, config: &Config) -> Milled<'b> {
    mill_of_source(bytes, hints, config, |_| Habits::default())
}

/// The same for a document whose source has habits: `habits` is asked for them once,
/// with the text as it was decoded.
///
/// # Panics
/// As [`mill`].
#[must_use]
pub fn mill_of_source<'b>(
    bytes: &'b [u8],
    hints: &Hints<'_>,
    config: &Config,
    habits: impl FnOnce(&str) -> Habits,
) -> Milled<'b> {
    clean_of_source(bytes, hints, config, habits).into_milled(config)
}

/// The first half of it: detects, decodes, repairs and normalises. Whoever finds by its
/// text that a document is not wanted saves the other half.
///
/// # Panics
/// As [`mill`].
#[must_use]
pub fn clean_of_source<'b>(
    bytes: &'b [u8],
    hints: &Hints<'_>,
    config: &Config,
    habits: impl FnOnce(&str) -> Habits,
) -> Cleaned<'b> {
    let guess = detect(bytes, hints);
    let decoded = decode_pieces(bytes, guess.encoding, &guess.pieces);
    let habits = habits(&decoded.text);
    let repaired = repair_of_source(&decoded.text, &config.repair, &habits);
    let normalized = normalize(repaired.text(), &config.normalize);

    let (normal_text, normal_trace) = normalized.into_changed();
    let (sound_text, sound_trace) = repaired.into_changed();
    let (text, leg) = decoded.into_leg();
    let text = normal_text.or(sound_text).map_or(text, Cow::Owned);
    Cleaned {
        guess,
        text,
        trace: Trace::of(bytes.len(), leg, [sound_trace, normal_trace]),
    }
}

/// A document that is half through the mill.
#[derive(Clone, Debug)]
pub struct Cleaned<'b> {
    /// Its encoding, and how that is known.
    pub guess: Guess,
    /// Its text; borrowed from the bytes when nothing had to be changed.
    pub text: Cow<'b, str>,
    /// The way from its bytes to the text, and back.
    pub trace: Trace,
}

impl<'b> Cleaned<'b> {
    /// What the document is compared by.
    #[must_use]
    pub fn fingerprint(&self, config: &Config) -> Fingerprint {
        Fingerprint::of(&self.text, &config.dedup)
    }

    /// The other half: splits the text, and names its language.
    #[must_use]
    pub fn into_milled(self, config: &Config) -> Milled<'b> {
        Milled {
            sections: split(&self.text, &config.split),
            language: identify(&self.text).unwrap_or("und"),
            guess: self.guess,
            text: self.text,
            trace: self.trace,
        }
    }
}

/// How to mill: the settings of each stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Which damage to repair.
    pub repair: RepairConfig,
    /// Which spellings to unify.
    pub normalize: NormalizeConfig,
    /// What to look for when splitting.
    pub split: SplitConfig,
    /// How to compare documents.
    pub dedup: DedupConfig,
}

/// A document that went through the mill.
#[derive(Clone, Debug)]
pub struct Milled<'b> {
    /// Its encoding, and how that is known.
    pub guess: Guess,
    /// Its text; borrowed from the bytes when nothing had to be changed.
    pub text: Cow<'b, str>,
    /// The way from its bytes to the text, and back.
    pub trace: Trace,
    /// Its sections and metadata, as ranges of the text.
    pub sections: Sections,
    /// The language of its text (BCP 47); `und` when that is not clear.
    pub language: &'static str,
}

impl Milled<'_> {
    /// What the document is compared by.
    #[must_use]
    pub fn fingerprint(&self, config: &Config) -> Fingerprint {
        Fingerprint::of(&self.text, &config.dedup)
    }
}
