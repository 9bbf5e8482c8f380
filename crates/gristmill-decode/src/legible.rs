//! Bytes as something that a person and a JSON file can read.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use gristmill_encoding::Encoding;

use crate::{decode, encode};

/// These bytes as a string: text where the encoding gives one that encodes back
/// to them, `\xNN` for each other byte.
///
/// A backslash that would read as such an escape is itself written as one.
/// [`from_legible`] reads the string back.
///
/// ```
/// use gristmill_decode::{from_legible, legible};
/// use gristmill_encoding::Encoding;
///
/// assert_eq!(legible(b"caf\xC3\xA9 \x92", Encoding::Utf8), r"café \x92");
/// assert_eq!(legible(br"\x92 and \y", Encoding::Utf8), r"\x5Cx92 and \y");
/// assert_eq!(from_legible(r"\x5Cx92", Encoding::Utf8).unwrap(), br"\x92");
/// ```
#[must_use]
pub fn legible(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    if let Some(text) = text_as_it_stands(bytes, encoding) {
        return Cow::Borrowed(text);
    }
    let decoded = decode(bytes, encoding);
    let mut written = String::with_capacity(bytes.len());
    let mut at = 0;
    for edit in &decoded.edits {
        write_text(&mut written, &decoded.text[at..edit.new.start], encoding);
        write_bytes(&mut written, &bytes[edit.old]);
        at = edit.new.end;
    }
    write_text(&mut written, &decoded.text[at..], encoding);
    written.into()
}

/// The text that most bytes are: UTF-8 without a byte order mark or what reads as an escape.
fn text_as_it_stands(bytes: &[u8], encoding: Encoding) -> Option<&str> {
    let text = core::str::from_utf8(bytes).ok()?;
    let has_other = text.starts_with('\u{FEFF}') || first_escape(text).is_some();
    (encoding == Encoding::Utf8 && !has_other).then_some(text)
}

/// The bytes that [`legible`] wrote as this string; `None` when it cannot have.
#[must_use]
pub fn from_legible(written: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((at, byte)) = first_escape(rest) {
        bytes.append(&mut encode(&rest[..at], encoding)?);
        bytes.push(byte);
        rest = &rest[at + 4..];
    }
    bytes.append(&mut encode(rest, encoding)?);
    Some(bytes)
}

fn write_text(written: &mut String, mut text: &str, encoding: Encoding) {
    while let Some((at, _)) = first_escape(text) {
        written.push_str(&text[..at]);
        write_bytes(written, &encode("\\", encoding).unwrap_or_default());
        text = &text[at + 1..];
    }
    written.push_str(text);
}

fn write_bytes(written: &mut String, bytes: &[u8]) {
    for byte in bytes {
        write!(written, "\\x{byte:02X}").expect("writing to a string succeeds");
    }
}

/// Where the first `\xNN` stands, and the byte it means.
fn first_escape(text: &str) -> Option<(usize, u8)> {
    memchr::memchr_iter(b'\\', text.as_bytes()).find_map(|at| {
        let digits = text.get(at + 1..at + 4)?.strip_prefix('x')?;
        let is_hex = |b: u8| b.is_ascii_digit() || (b'A'..=b'F').contains(&b);
        let byte = u8::from_str_radix(digits, 16).ok()?;
        digits.bytes().all(is_hex).then_some((at, byte))
    })
}
