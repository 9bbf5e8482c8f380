//! UTF-8.

use alloc::borrow::Cow;
use alloc::vec;

use gristmill_text::{Alignment, Edit, Span};

use crate::decoded::{BOM, Decoded};
use crate::output::Output;

pub(crate) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Borrows valid text, behind its byte order mark if it has one.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let mark_len = if bytes.starts_with(MARK) {
        MARK.len()
    } else {
        0
    };
    let rest = &bytes[mark_len..];
    match simdutf8::basic::from_utf8(rest) {
        Ok(text) => borrow(mark_len, text),
        Err(_) => decode_damaged(mark_len, rest),
    }
}

fn borrow(mark_len: usize, text: &str) -> Decoded<'_> {
    if mark_len == 0 {
        return Decoded {
            text: Cow::Borrowed(text),
            alignment: Alignment::identity(text.len()),
            edits: vec![],
        };
    }
    let mut alignment = Alignment::builder();
    alignment.push(mark_len, 0, 1).push(1, 1, text.len());
    Decoded {
        text: Cow::Borrowed(text),
        alignment: alignment.finish(),
        edits: vec![Edit {
            rule: BOM,
            old: Span::new(0, mark_len),
            new: Span::empty(0),
            confidence: 1.0,
        }],
    }
}

fn decode_damaged<'b>(mark_len: usize, rest: &[u8]) -> Decoded<'b> {
    let mut output = Output::with_capacity(mark_len + rest.len());
    if mark_len > 0 {
        output.keep_under(BOM, mark_len, "");
    }
    decode_stretch(rest, &mut output);
    output.finish()
}

/// Adds a stretch of bytes; what is malformed in it is marked.
pub(crate) fn decode_stretch(bytes: &[u8], output: &mut Output) {
    for chunk in bytes.utf8_chunks() {
        output.keep_utf_8(chunk.valid());
        if !chunk.invalid().is_empty() {
            output.malformed(chunk.invalid().len());
        }
    }
}
