//! Where documents say what they are in.

/// How much of the beginning may hold a declaration. The HTML standard asks for
/// the first 1,024 bytes; real pages have long heads.
const HEAD: usize = 4096;

/// How many lines at the beginning editors and interpreters look at (PEP 263: two;
/// Vim: five).
const FIRST_LINES: usize = 5;

/// The labels that a document gives, in the order in which they are believed.
pub(super) fn labels(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let head = &bytes[..bytes.len().min(HEAD)];
    xml_declaration(head)
        .into_iter()
        .chain(html_meta(head))
        .chain(css_charset(head))
        .chain(mail_header(head))
        .chain(editor_line(head))
        .chain(dictionary_line(head))
        .chain(latex_package(head))
        .chain(rich_text_page(head))
}

/// The value of `encoding="…"` in `<?xml …?>` at the beginning.
fn xml_declaration(head: &[u8]) -> Option<&[u8]> {
    let rest = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(rest, b"?>")?;
    let declaration = &rest[..end];
    let at = memchr::memmem::find(declaration, b"encoding")?;
    value(&declaration[at + b"encoding".len()..])
}

/// The value of `charset=…` in the first `<meta …>` that has it as an attribute,
/// or in its `content` when it stands for a header.
fn html_meta(head: &[u8]) -> Option<&[u8]> {
    tags(head, b"<meta").find_map(|tag| {
        let at = find_ignoring_case(tag, b"charset")?;
        let is_attribute = !tag[..at].contains(&b'=');
        let is_header = find_ignoring_case(tag, b"http-equiv").is_some();
        (is_attribute || is_header)
            .then(|| value(&tag[at + b"charset".len()..]))
            .flatten()
    })
}

/// `@charset "…";` at the very beginning of a style sheet.
fn css_charset(head: &[u8]) -> Option<&[u8]> {
    let rest = head.strip_prefix(b"@charset \"")?;
    label(rest)
}

/// The header of a mail, a news article or a message catalogue:
/// `Content-Type: text/plain; charset=…`.
fn mail_header(head: &[u8]) -> Option<&[u8]> {
    let next_lines = memchr::memchr_iter(b'\n', head).map(|end| &head[end + 1..]);
    core::iter::once(head).chain(next_lines).find_map(|rest| {
        let rest = rest.strip_prefix(b"\"").unwrap_or(rest);
        let name = rest.get(..b"content-type:".len())?;
        if !name.eq_ignore_ascii_case(b"content-type:") {
            return None;
        }
        let header = unfolded(rest);
        let at = find_ignoring_case(header, b"charset")?;
        value(&header[at + b"charset".len()..])
    })
}

/// A header line with those that continue it, which begin with a blank.
fn unfolded(text: &[u8]) -> &[u8] {
    let last = memchr::memchr_iter(b'\n', text)
        .find(|&end| !matches!(text.get(end + 1), Some(b' ' | b'\t')));
    &text[..last.unwrap_or(text.len())]
}

/// What Emacs, Python and Vim look for: `coding: …`, `coding=…`, `fileencoding=…`
/// and, in a Vim script, `scriptencoding …`.
fn editor_line(head: &[u8]) -> Option<&[u8]> {
    let script = || {
        lines(head).find_map(|line| {
            let rest = line.trim_ascii_start().strip_prefix(b"scriptencoding")?;
            rest.first().filter(|byte| byte.is_ascii_whitespace())?;
            label(rest.trim_ascii_start())
        })
    };
    lines(head)
        .take(FIRST_LINES)
        .filter(|line| is_remark(line))
        .find_map(|line| {
            let rest = [&b"coding"[..], b"fenc"].iter().find_map(|name| {
                let at = memchr::memmem::find(line, name)?;
                let rest = &line[at + name.len()..];
                rest.strip_prefix(b":").or(rest.strip_prefix(b"="))
            })?;
            let name = label(rest.trim_ascii_start())?;
            // Emacs says which line ends there are, too.
            let ends = [&b"-unix"[..], b"-dos", b"-mac"];
            Some(
                ends.iter()
                    .find_map(|end| name.strip_suffix(*end))
                    .unwrap_or(name),
            )
        })
        .or_else(script)
}

/// Whether a line begins as remarks do in some language.
fn is_remark(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    let starts: [&[u8]; 9] = [
        b"#", b"%", b";", b"\"", b"--", b"//", b"/*", b"<!--", b".\\\"",
    ];
    starts.iter().any(|start| line.starts_with(start))
}

/// `SET …` in the first line of a hunspell dictionary's rules.
fn dictionary_line(head: &[u8]) -> Option<&[u8]> {
    let rest = head.strip_prefix(b"SET ")?;
    let label = label(rest)?;
    let after = rest.get(label.len()..)?;
    matches!(after.first(), Some(b'\r' | b'\n')).then_some(label)
}

/// `\usepackage[…]{inputenc}`.
fn latex_package(head: &[u8]) -> Option<&[u8]> {
    let end = memchr::memmem::find(head, b"]{inputenc}")?;
    let start = memchr::memrchr(b'[', &head[..end])?;
    label(&head[start + 1..end])
}

/// The page of a rich text document: `\ansicpg1250`.
fn rich_text_page(head: &[u8]) -> Option<&[u8]> {
    let rest = head.strip_prefix(b"{\\rtf")?;
    let at = memchr::memmem::find(rest, b"\\ansicpg")?;
    label(&rest[at + b"\\ansicpg".len()..])
}

fn lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    head.split(|&byte| byte == b'\n')
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
    label(after)
}

/// The letters, digits and signs of a label that stand here.
fn label(text: &[u8]) -> Option<&[u8]> {
    let end = text
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.+".contains(byte)))
        .unwrap_or(text.len());
    Some(&text[..end]).filter(|label| !label.is_empty())
}
