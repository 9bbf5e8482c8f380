//! What a document or its transport says about its own encoding.

use gristmill_encoding::{Encoding, encoding_for_label};

use crate::reads_as::reads_as;
use crate::{Evidence, Guess};

/// How much of the beginning may hold a declaration. The HTML standard asks for
/// the first 1,024 bytes; real pages have long heads.
const HEAD: usize = 4096;

/// A declared encoding that the bytes bear out: the transport's label first,
/// then the document's own.
pub(crate) fn look(bytes: &[u8], transport: Option<&str>) -> Option<Guess> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let transport = transport.and_then(encoding_for_label);
    let own = || {
        xml_declaration(head)
            .or_else(|| html_meta(head))
            .and_then(for_label)
    };
    transport
        .into_iter()
        .chain(own())
        .find(|&encoding| is_borne_out(bytes, encoding))
        .map(|encoding| Guess::certain(encoding, Evidence::Declared, 0.95))
}

// A document whose label could be read byte by byte is not UTF-16, whatever the
// label says.
fn is_borne_out(bytes: &[u8], encoding: Encoding) -> bool {
    use Encoding::{Utf16Be, Utf16Le, Utf32Be, Utf32Le};
    !matches!(encoding, Utf16Le | Utf16Be | Utf32Le | Utf32Be) && reads_as(bytes, encoding)
}

/// The value of `encoding="…"` in `<?xml …?>` at the beginning.
fn xml_declaration(head: &[u8]) -> Option<&[u8]> {
    let head = head.trim_ascii_start();
    let rest = head.strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(rest, b"?>")?;
    let declaration = &rest[..end];
    let at = memchr::memmem::find(declaration, b"encoding")?;
    value(&declaration[at + b"encoding".len()..])
}

/// The value of `charset=…` in the first `<meta …>` that has one.
fn html_meta(head: &[u8]) -> Option<&[u8]> {
    tags(head, b"<meta").find_map(|tag| {
        let at = find_ignoring_case(tag, b"charset")?;
        value(&tag[at + b"charset".len()..])
    })
}

/// What stands between each `<meta` and the next `>`.
fn tags<'h>(head: &'h [u8], open: &'h [u8]) -> impl Iterator<Item = &'h [u8]> {
    let mut rest = head;
    core::iter::from_fn(move || {
        let at = find_ignoring_case(rest, open)?;
        let inside = &rest[at + open.len()..];
        let end = memchr::memchr(b'>', inside)?;
        rest = &inside[end..];
        Some(&inside[..end])
    })
}

fn find_ignoring_case(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window.eq_ignore_ascii_case(needle))
}

/// The label after an equals sign, with or without quotes.
fn value(after: &[u8]) -> Option<&[u8]> {
    let after = after
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let after = after
        .strip_prefix(b"\"")
        .or(after.strip_prefix(b"'"))
        .unwrap_or(after);
    let end = after
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.+".contains(byte)))
        .unwrap_or(after.len());
    Some(&after[..end]).filter(|label| !label.is_empty())
}

fn for_label(label: &[u8]) -> Option<Encoding> {
    encoding_for_label(core::str::from_utf8(label).ok()?)
}
