//! What must stay as it is, however damaged it looks.

use alloc::vec::Vec;

use gristmill_text::Span;

/// The ranges of a text that are code or quote code.
pub(crate) struct Gate {
    // In order, and none touches the next.
    closed: Vec<Span>,
}

impl Gate {
    /// Finds fenced blocks, inline code, and the HTML elements that hold code.
    pub(crate) fn of(text: &str) -> Self {
        let mut closed = Vec::new();
        fenced_blocks(text, &mut closed);
        inline_code(text, &mut closed);
        for element in ["code", "pre", "script", "style", "kbd", "samp", "textarea"] {
            elements(text, element, &mut closed);
        }
        Self {
            closed: merged(closed),
        }
    }

    /// Whether a range may be changed: it lies outside of all code.
    pub(crate) fn is_open(&self, span: Span) -> bool {
        let before_its_end = self
            .closed
            .partition_point(|closed| closed.start < span.end);
        let last = before_its_end
            .checked_sub(1)
            .map(|index| self.closed[index]);
        !last.is_some_and(|closed| closed.overlaps(span))
    }
}

/// The same ranges in order, those that overlap or touch made one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}

/// Whether the whole document is HTML or XML source: it holds a tag of an
/// element that everybody uses. A lone `<`, or an address in angle brackets, is
/// none.
pub(crate) fn is_markup(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| begins_a_tag(&text[at + 1..]))
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
        && rest.bytes().take(LONGEST_TAG).any(|byte| byte == b'>')
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
    [
        "\\begin{",
        "\\documentclass",
        "\\usepackage",
        "\\section{",
        "\\chapter{",
        "\\cite{",
        "\\emph{",
        "\\textbf{",
        "\\textit{",
        "\\item ",
        "\\label{",
        "\\ref{",
    ]
    .iter()
    .any(|command| text.contains(command))
}

/// Whether a character ends a line, by Unicode: what `normalize` will make a
/// line feed ends one here already.
pub(crate) fn ends_a_line(character: char) -> bool {
    matches!(
        character,
        '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The line that an offset lies in, without its end.
pub(crate) fn line_at(text: &str, offset: usize) -> Span {
    let before = text[..offset].rsplit(ends_a_line).next();
    let start = offset - before.map_or(0, str::len);
    let after = text[offset..].find(ends_a_line);
    Span::new(start, after.map_or(text.len(), |at| offset + at))
}

/// Whether a line reads like program code, a shell command or a pattern rather
/// than prose: by how it begins or ends, or by the signs in it.
pub(crate) fn is_code_line(line: &str) -> bool {
    let trimmed = line.trim();
    let indented = line.starts_with("    ") || line.starts_with('\t');
    let begins = BEGINNINGS
        .iter()
        .any(|beginning| trimmed.starts_with(beginning));
    let ends =
        trimmed.ends_with(['{', '}', '\\']) || trimmed.ends_with(");") || trimmed.ends_with("),");
    indented || begins || ends || has_code_signs(trimmed)
}

/// Whether a line holds several signs of program code, and more than prose of its
/// length may have by accident.
pub(crate) fn has_code_signs(line: &str) -> bool {
    let signs = SIGNS
        .iter()
        .map(|sign| line.matches(sign).count())
        .sum::<usize>()
        + 2 * calls_with_a_string(line);
    signs >= 2 && signs * BYTES_PER_SIGN > line.len()
}

/// How many bytes of prose outweigh a sign of code: a paragraph may have one, and a
/// line of code has several.
const BYTES_PER_SIGN: usize = 200;

/// How lines of code begin: prompts, comments, commands.
const BEGINNINGS: [&str; 12] = [
    "$ ", ">>> ", "//", "/*", "#include", "#!", "echo ", "grep ", "sed ", "awk ", "print(",
    "printf",
];

/// What stands in code and patterns, and seldom in prose.
const SIGNS: [&str; 26] = [
    " = ", "==", "!=", "=>", "->", "::", "&&", "||", "()", "){", "${", "$(", "+=", "\\d", "\\s",
    "\\w", "[^", "(?", ".*", "</", "/>", "='", "=\"", "VALUES (", "SELECT ", ">>>",
];

// `open("…`, `f('…`: a quote in a parenthesis that follows a name without a blank.
fn calls_with_a_string(line: &str) -> usize {
    let calls = line.match_indices('(').filter(|&(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + 1..].trim_start_matches('\\');
        before.is_some_and(|c| c.is_alphanumeric() || c == '_') && after.starts_with(['"', '\''])
    });
    calls.count()
}

/// Blocks between lines of three backticks or tildes; one that is never closed
/// reaches to the end.
fn fenced_blocks(text: &str, closed: &mut Vec<Span>) {
    let mut open: Option<(usize, &str)> = None;
    let mut at = 0;
    for line in text.split_inclusive(ends_a_line) {
        let trimmed = line.trim_start();
        let fence = ["```", "~~~"]
            .into_iter()
            .find(|fence| trimmed.starts_with(fence));
        match (open, fence) {
            (None, Some(fence)) => open = Some((at, fence)),
            (Some((start, opened)), Some(fence)) if opened == fence => {
                closed.push(Span::new(start, at + line.len()));
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    if let Some((start, _)) = open {
        closed.push(Span::new(start, text.len()));
    }
}

/// What stands between two runs of equally many backticks on one line.
fn inline_code(text: &str, closed: &mut Vec<Span>) {
    let mut open: Option<(usize, usize)> = None;
    let mut done = 0;
    for (at, sign) in text.match_indices(|c| c == '`' || ends_a_line(c)) {
        if sign != "`" {
            open = None;
        } else if at >= done {
            let run = text[at..].bytes().take_while(|&byte| byte == b'`').count();
            done = at + run;
            open = match open {
                Some((start, opened)) if opened == run => {
                    closed.push(Span::new(start, done));
                    None
                }
                Some(still_open) => Some(still_open),
                None => Some((at, run)),
            };
        }
    }
}

/// What stands between `<element` and `</element`.
fn elements(text: &str, element: &str, closed: &mut Vec<Span>) {
    let mut rest = 0;
    while let Some(start) = find_tag(text, rest, "<", element) {
        // One that is never closed reaches to the end, and so ends the search.
        let end = find_tag(text, start, "</", element).unwrap_or(text.len());
        closed.push(Span::new(start, end));
        rest = end;
    }
}

fn find_tag(text: &str, from: usize, open: &str, element: &str) -> Option<usize> {
    let finder = memchr::memmem::find_iter(&text.as_bytes()[from..], open);
    finder.map(|at| from + at).find(|&at| {
        let name = &text[at + open.len()..];
        starts_with_ignoring_case(name, element)
            && !name[element.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
    })
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
