//! What goes into a detection and what comes out.

use alloc::vec::Vec;

use gristmill_encoding::{Encoding, Piece};

use crate::Vote;
use crate::statistics::find_pieces;

/// What is known of a document's encoding before looking at its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'h> {
    /// The encoding, known for certain: because the user said so, or because the
    /// container prescribes it (a JSON string is UTF-8). It is not questioned.
    pub given: Option<Encoding>,
    /// Stretches that are known to be in other encodings than the given one.
    pub pieces: &'h [Piece],
    /// The label that came with the document, such as the `charset` of an HTTP
    /// or MIME header. It is believed when the bytes bear it out; UTF-16 and
    /// UTF-32 are never believed, since their structure shows them.
    pub label: Option<&'h str>,
    /// What the documents beside it are in. It decides where the document itself
    /// says little, and never against strong evidence.
    pub siblings: Option<&'h Vote>,
}

/// The answer of [`detect`](crate::detect).
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The most likely encoding. For [`Evidence::Binary`] it is windows-1252,
    /// which can show any bytes.
    pub encoding: Encoding,
    /// How sure the answer is, from 0 to 1.
    pub confidence: f32,
    /// What decided.
    pub evidence: Evidence,
    /// The next likely encodings, best first. Empty unless the evidence is
    /// statistical.
    pub runners_up: Vec<RunnerUp>,
    /// Stretches in other encodings, in order; only UTF-8 has any.
    pub pieces: Vec<Piece>,
}

/// An encoding that was weighed and found less likely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunnerUp {
    /// The encoding.
    pub encoding: Encoding,
    /// How much longer a code for the text would be than with the best encoding, in
    /// bits: each bit is one to two against it.
    pub behind: f32,
    /// The number of the text that the bytes are in it: encodings with one number
    /// give the same text, and that of the best encoding is 0. Far behind texts are
    /// not compared: their number is [`RunnerUp::FAR`].
    pub text: u16,
}

impl RunnerUp {
    /// The number of all texts that are too far behind to matter.
    pub const FAR: u16 = u16::MAX;
}

/// What decided about an encoding, in about the order in which it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The caller knew.
    Given,
    /// A byte order mark.
    Bom,
    /// This is no text: the signature of a binary format, or too many bytes that
    /// no text has.
    Binary,
    /// The escape sequences of ISO-2022-JP, all of them valid.
    Escapes,
    /// The zero bytes of UTF-16 or UTF-32 stand where that encoding puts them, or the
    /// text is by far the likeliest in it.
    Structure,
    /// Every byte is ASCII.
    Ascii,
    /// Every multi-byte sequence is valid UTF-8.
    Utf8,
    /// A label of the transport or in the document, borne out by the bytes.
    Declared,
    /// UTF-8 with bad bytes: it has many times more good characters, or is the most
    /// likely text all the same.
    Utf8Damaged,
    /// The frequencies of characters.
    Statistics,
    /// The frequencies of characters, and what the documents beside it are in.
    Pooled,
}

impl Evidence {
    /// Whether it is the frequencies of characters alone that decided, so that what
    /// lies beside a document has a say.
    #[must_use]
    pub const fn is_statistical(self) -> bool {
        matches!(self, Self::Statistics | Self::Utf8Damaged)
    }

    /// The word for it in records and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Bom => "bom",
            Self::Binary => "binary",
            Self::Escapes => "escapes",
            Self::Structure => "structure",
            Self::Ascii => "ascii",
            Self::Utf8 => "utf8",
            Self::Declared => "declared",
            Self::Utf8Damaged => "utf8_damaged",
            Self::Statistics => "statistics",
            Self::Pooled => "pooled",
        }
    }
}

impl Guess {
    /// The guess with the stretches that are in other encodings, if it is UTF-8 with
    /// damage.
    #[must_use]
    pub fn with_pieces(self, bytes: &[u8]) -> Self {
        let is_damaged = self.encoding == Encoding::Utf8
            && matches!(
                self.evidence,
                Evidence::Utf8Damaged | Evidence::Pooled | Evidence::Bom
            );
        Self {
            pieces: if is_damaged {
                find_pieces(bytes)
            } else {
                Vec::new()
            },
            ..self
        }
    }

    /// An answer that nothing competes with.
    pub(crate) fn certain(encoding: Encoding, evidence: Evidence, confidence: f32) -> Self {
        Self {
            encoding,
            confidence,
            evidence,
            runners_up: Vec::new(),
            pieces: Vec::new(),
        }
    }
}
