//! Bylines: `By NAME (3/12/2003 issue of the X)`, on a line of its own or right behind a
//! sentence, and a name below the title.

use alloc::vec::Vec;

use gristmill_text::Span;

use super::name::names;
use super::{Field, FieldName, date};
use crate::line::lines_of;

/// In how many written lines at the beginning a byline without an issue may be.
const FIRST_LINES: usize = 4;

/// The longest name, in bytes.
const LONGEST_NAME: usize = 80;

/// The words with which bylines begin.
const WORDS: [&str; 8] = [
    "By ", "BY ", "by ", "Von ", "von ", "Par ", "Por ", "Autor: ",
];

/// What bylines tell.
pub(super) fn fields(text: &str, from: usize) -> Vec<Field> {
    with_issue(text)
        .or_else(|| near_the_top(text, from))
        .unwrap_or_default()
}

/// `By NAME (3/12/2003 issue of the X)` anywhere.
fn with_issue(text: &str) -> Option<Vec<Field>> {
    let issues = memchr::memmem::find_iter(text.as_bytes(), " issue of ");
    issues
        .map(|at| (at, at + " issue of ".len()))
        .find_map(|(at, behind)| {
            let before = text.ceil_char_boundary(at.saturating_sub(LONGEST_BYLINE));
            let open = before + text[before..at].rfind('(')?;
            let close = text[behind..text.floor_char_boundary(behind + 200)].find(')')?;
            let by = by_before(text, before, open)?;
            let list = &text[by..open];
            let names = names(list.trim_end())?;
            let inner = |from: usize, to: usize| {
                let part = &text[from..to];
                let bare = part.trim_start();
                let bare = bare.strip_prefix("the ").unwrap_or(bare);
                let start = to - bare.len();
                let span = Span::new(start, start + bare.trim_end().len());
                (!span.is_empty()).then_some(span)
            };
            let field = |name, span| Field {
                name,
                span,
                rule: "byline",
            };
            let authors = names.iter().map(|(at, name)| {
                let start = by + at;
                field(FieldName::Author, Span::new(start, start + name.len()))
            });
            let mut fields: Vec<Field> = authors.collect();
            fields.push(field(FieldName::Date, inner(open + 1, at)?));
            fields.push(field(
                FieldName::Publication,
                inner(behind, behind + close)?,
            ));
            Some(fields)
        })
}

/// The longest byline before its issue, in bytes.
const LONGEST_BYLINE: usize = 200;

/// Where the names behind the last `By` before an offset begin: at the beginning of a line
/// or right behind a sentence.
fn by_before(text: &str, from: usize, to: usize) -> Option<usize> {
    let near = &text[from..to];
    let at = ["By ", "BY ", "by "]
        .iter()
        .filter_map(|by| near.rfind(by))
        .max()?;
    let before = text[..from + at].trim_end_matches([' ', '\u{A0}', '*', '_']);
    let begins = before.is_empty() || before.ends_with(['\n', '.', '!', '?', '”', '"', ')']);
    begins.then_some(from + at + "By ".len())
}

/// `By NAME`, with a date behind it or on the next line, among the first lines.
fn near_the_top(text: &str, from: usize) -> Option<Vec<Field>> {
    let mut at = from;
    let mut n_written = 0;
    let mut fields = Vec::new();
    for line in lines_of(&text[from..]) {
        let start = at;
        at += line.len();
        let content = line.trim();
        if content.is_empty() {
            continue;
        }
        n_written += 1;
        if n_written > FIRST_LINES || at - from > 4000 {
            break;
        }
        let lead = line.len() - line.trim_start().len();
        let span = Span::new(start + lead, start + lead + content.len());
        if fields.is_empty() {
            let authors = authors(text, span);
            // A sentence goes on in small letters.
            let goes_on = || {
                let next = text[at..].lines().next().unwrap_or_default();
                next.trim_start().starts_with(char::is_lowercase)
            };
            if !authors.is_empty() && !goes_on() {
                fields.extend(authors);
            }
        } else if date::is_date(content) {
            fields.push(Field {
                name: FieldName::Date,
                span,
                rule: "byline",
            });
            break;
        }
        if fields.iter().any(|field| field.name == FieldName::Date) {
            break;
        }
    }
    (!fields.is_empty()).then_some(fields)
}

/// The names of a byline, and the date behind them.
fn authors(text: &str, line: Span) -> Vec<Field> {
    let words = text[line].trim_end_matches(['*', '_']);
    let bare = words.trim_start_matches(['*', '_']);
    let Some(word) = WORDS.iter().find(|word| bare.starts_with(**word)) else {
        return Vec::new();
    };
    let start = line.start + words.len() - bare.len() + word.len();
    let list = &bare[word.len()..];
    let field = |name, start: usize, len: usize| Field {
        name,
        span: Span::new(start, start + len),
        rule: "byline",
    };
    // A date behind the names, or what they are.
    let signs = list.match_indices([',', '|', '(', '·', '–', '—']);
    let words = [" - ", " on "]
        .into_iter()
        .filter_map(|word| list.find(word));
    let cuts = signs.map(|(at, _)| at).chain(words);
    for end in core::iter::once(list.len()).chain(cuts) {
        let Some(names) = names(&list[..end]).filter(|_| end <= LONGEST_NAME * 3) else {
            continue;
        };
        let authors = names
            .iter()
            .map(|(at, name)| field(FieldName::Author, start + at, name.len()));
        let mut fields: Vec<Field> = authors.collect();
        let signs = [',', '|', '(', '·', '–', '—', ' ', '-'];
        let rest = list[end..].trim_start_matches(signs);
        let rest = rest.strip_prefix("on ").unwrap_or(rest);
        let when = rest.trim_end_matches([')', ' ']);
        if date::is_date(when) {
            fields.push(field(
                FieldName::Date,
                start + list.len() - rest.len(),
                when.len(),
            ));
        }
        return fields;
    }
    Vec::new()
}
