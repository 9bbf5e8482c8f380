//! Documents that are source code of some kind as a whole.

use gristmill_text::Span;

use super::{Gate, starts_with_ignoring_case};

/// Whether the whole document is HTML or XML source: it holds a tag of an
/// element that everybody uses. A lone `<`, or an address in angle brackets, is
/// none.
pub(crate) fn is_markup(text: &str, gate: &Gate) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes())
        .any(|at| begins_a_tag(&text[at + 1..]) && gate.is_open(Span::new(at, at + 1)))
}

/// How long a tag with its attributes may be, in bytes.
const LONGEST_TAG: usize = 4096;

fn begins_a_tag(inside: &str) -> bool {
    if starts_with_ignoring_case(inside, "!doctype") || inside.starts_with("?xml") {
        return true;
    }
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name_len = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = inside.split_at(name_len);
    ELEMENTS
        .iter()
        .any(|element| element.eq_ignore_ascii_case(name))
        && rest.starts_with(['>', ' ', '/', '\n', '\t'])
        && memchr::memchr(b'>', &rest.as_bytes()[..rest.len().min(LONGEST_TAG)]).is_some()
}

/// Elements of HTML that a page can hardly do without.
const ELEMENTS: [&str; 40] = [
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "html",
    "i",
    "img",
    "kbd",
    "li",
    "link",
    "meta",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "td",
    "title",
    "tr",
    "ul",
];

/// Whether the whole document is a JSON value: what stands in its strings is
/// escaped by right.
pub(crate) fn is_json(text: &str) -> bool {
    let text = text.trim();
    let object = text.starts_with('{') && text.ends_with('}') && text.contains("\":");
    let array = text.starts_with("[\"") && text.ends_with(']')
        || text.starts_with("[{") && text.ends_with("}]");
    object || array || is_json_string(text)
}

/// A text between two quotes, with none in it that is not escaped, and no escape
/// that JSON does not have.
fn is_json_string(text: &str) -> bool {
    let inside = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inside.is_some_and(|inside| {
        let bare = inside
            .match_indices('"')
            .any(|(at, _)| !inside[..at].ends_with('\\'));
        !bare && !inside.contains("\\'")
    })
}

/// Whether the whole document is LaTeX source, where `\'e` is a letter.
pub(crate) fn is_latex(text: &str) -> bool {
    memchr::memchr_iter(b'\\', text.as_bytes()).any(|at| {
        let behind = &text.as_bytes()[at + 1..];
        // Most backslashes stand before a sign.
        begins_with_letters(behind)
            && COMMANDS
                .iter()
                .any(|command| behind.starts_with(command.as_bytes()))
    })
}

/// Commands that LaTeX source can hardly do without.
const COMMANDS: [&str; 12] = [
    "begin{",
    "documentclass",
    "usepackage",
    "section{",
    "chapter{",
    "cite{",
    "emph{",
    "textbf{",
    "textit{",
    "item ",
    "label{",
    "ref{",
];

const _: () = {
    let mut number = 0;
    while number < COMMANDS.len() {
        assert!(begins_with_letters(COMMANDS[number].as_bytes()));
        number += 1;
    }
};

/// Whether two small letters of ASCII begin some bytes, as all [`COMMANDS`] do.
const fn begins_with_letters(bytes: &[u8]) -> bool {
    matches!(bytes, [b'a'..=b'z', b'a'..=b'z', ..])
}
