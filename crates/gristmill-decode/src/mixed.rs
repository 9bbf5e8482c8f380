//! UTF-8 with pieces of other encodings.

use gristmill_encoding::{Encoding, Piece};

use crate::decode::decode;
use crate::decoded::{BOM, Decoded, PIECE};
use crate::output::Output;
use crate::utf_8;

/// Reads the bytes in this encoding, but for the pieces, which are read in theirs:
/// each is an edit.
///
/// The pieces are in order and do not overlap; one that does, or is empty or out of
/// range, is passed over. Only UTF-8 can have pieces; with any other encoding this
/// is [`decode()`].
///
/// # Panics
/// As [`decode()`].
#[must_use]
pub fn decode_pieces<'b>(bytes: &'b [u8], encoding: Encoding, pieces: &[Piece]) -> Decoded<'b> {
    if pieces.is_empty() || encoding != Encoding::Utf8 {
        return decode(bytes, encoding);
    }
    let mut output = Output::with_capacity(bytes.len());
    if bytes.starts_with(utf_8::MARK) {
        output.keep_under(BOM, utf_8::MARK.len(), "");
    }
    for piece in pieces {
        let is_next = output.read() <= piece.start && piece.start < piece.end;
        if !is_next || piece.end > bytes.len() {
            continue;
        }
        utf_8::decode_stretch(&bytes[output.read()..piece.start], &mut output);
        let text = decode(&bytes[piece.start..piece.end], piece.encoding).text;
        output.keep_under(PIECE, piece.end - piece.start, &text);
    }
    utf_8::decode_stretch(&bytes[output.read()..], &mut output);
    output.finish()
}
