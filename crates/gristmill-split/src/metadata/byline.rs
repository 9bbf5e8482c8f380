//! Bylines: `By NAME (3/12/2003 issue of the X)`, on a line of its own or right behind a
//! sentence, and a name below the title.

use alloc::vec::Vec;

use gristmill_text::Span;

use super::name::is_name;
use super::{Field, FieldName, date};

/// In how many written lines at the beginning a byline without an issue may be.
const FIRST_LINES: usize = 4;

/// The longest name, in bytes.
const LONGEST_NAME: usize = 80;

/// The words with which bylines begin.
const WORDS: [&str; 7] = ["By ", "BY ", "by ", "Von ", "Par ", "Por ", "Autor: "];

/// What bylines tell.
pub(super) fn fields(text: &str, from: usize) -> Vec<Field> {
    with_issue(text)
        .or_else(|| near_the_top(text, from))
        .unwrap_or_default()
}

/// `By NAME (3/12/2003 issue of the X)` anywhere.
fn with_issue(text: &str) -> Option<Vec<Field>> {
    memchr::memmem::find_iter(text.as_bytes(), "By ").find_map(|at| {
        let before = &text[..at];
        let begins = before.is_empty() || before.ends_with(['\n', '.', '!', '?', ' ', '”', '"']);
        let behind = &text[at + 3..];
        let open = behind
            .get(..behind.floor_char_boundary(LONGEST_NAME))?
            .find('(')
            .filter(|_| begins)?;
        let name = behind[..open].trim();
        let inside = &behind[open + 1..];
        let close = inside[..inside.floor_char_boundary(200)].find(')')?;
        let issue = inside[..close].find(" issue of ")?;
        let start = at + 3 + behind[..open].len() - behind[..open].trim_start().len();
        let inside_start = at + 3 + open + 1;
        let when = inside[..issue].trim();
        let when_lead = inside[..issue].len() - inside[..issue].trim_start().len();
        let skipped = when.strip_prefix("the ").map_or(0, |_| "the ".len());
        let what_start = issue + " issue of ".len();
        let what = &inside[what_start..close];
        let article = what.strip_prefix("the ").map_or(0, |_| "the ".len());
        if !is_name(name) || when.len() == skipped || what.len() == article {
            return None;
        }
        let field = |name, start: usize, len: usize| Field {
            name,
            span: Span::new(start, start + len),
            rule: "byline",
        };
        let when_start = inside_start + when_lead + skipped;
        Some(alloc::vec![
            field(FieldName::Author, start, name.len()),
            field(FieldName::Date, when_start, when.len() - skipped),
            field(
                FieldName::Publication,
                inside_start + what_start + article,
                what.trim_end().len() - article,
            ),
        ])
    })
}

/// `By NAME`, with a date behind it or on the next line, among the first lines.
fn near_the_top(text: &str, from: usize) -> Option<Vec<Field>> {
    let mut at = from;
    let mut n_written = 0;
    let mut fields = Vec::new();
    for line in text[from..].split_inclusive('\n') {
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
            fields.extend(author(text, span));
        } else if date::is_date(content) {
            fields.push(Field {
                name: FieldName::Date,
                span,
                rule: "byline",
            });
            break;
        }
    }
    (!fields.is_empty()).then_some(fields)
}

fn author(text: &str, line: Span) -> Option<Field> {
    let words = &text[line];
    let bare = words.trim_matches(['*', '_']);
    let lead = words.len() - words.trim_start_matches(['*', '_']).len();
    let word = WORDS.iter().find(|word| bare.starts_with(**word))?;
    let name = bare[word.len()..]
        .split([',', '|', '(', '·', '–'])
        .next()?
        .trim();
    let start = line.start + lead + word.len() + bare[word.len()..].len()
        - bare[word.len()..].trim_start().len();
    (name.len() <= LONGEST_NAME && is_name(name)).then(|| Field {
        name: FieldName::Author,
        span: Span::new(start, start + name.len()),
        rule: "byline",
    })
}
