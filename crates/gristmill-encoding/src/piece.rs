//! Documents in more than one encoding.

use crate::Encoding;

/// A stretch of a document's bytes that is in another encoding than the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last one.
    pub end: usize,
    /// The encoding.
    pub encoding: Encoding,
}
