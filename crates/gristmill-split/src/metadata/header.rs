//! Header lines: `Publication: … Volume: … Issue: …`, on one line or several, and those of
//! mail.

use alloc::vec::Vec;

use gristmill_text::Span;

use super::{Extra, Field, FieldName, Front, value};
use crate::SplitRules;
use crate::line::lines_of;

/// How many lines a header has at most.
const MOST_LINES: usize = 40;

/// The longest key, in bytes.
const LONGEST_KEY: usize = 32;

/// The longest header line that begins with a key and is no prose, in bytes.
const LONGEST_LINE: usize = 400;

/// Keys with which mail begins.
const MAIL: [&str; 8] = [
    "Received",
    "Return-Path",
    "Delivered-To",
    "Message-ID",
    "MIME-Version",
    "To",
    "X-Mailer",
    "DKIM-Signature",
];

/// A key and its value.
struct Entry {
    key: Span,
    value: Span,
    name: Option<FieldName>,
}

/// The header at the beginning of a text.
pub(super) fn read(text: &str, rules: &SplitRules) -> Option<Front> {
    let start = text.len() - text.trim_start().len();
    let mut entries: Vec<Entry> = Vec::new();
    let mut end = start;
    let mut ends_blank = false;
    for line in lines_of(&text[start..]).take(MOST_LINES) {
        let span = Span::new(end, end + line.trim_end().len());
        if span.is_empty() {
            ends_blank = true;
            break;
        }
        if line.starts_with([' ', '\t']) && !entries.is_empty() {
            // A header of mail goes on.
            if let Some(last) = entries.last_mut() {
                last.value.end = span.end;
            }
        } else if !add_line(text, span, rules, &mut entries) {
            break;
        }
        end += line.len();
    }
    ends_blank |= end == text.len();
    let names = || entries.iter().filter_map(|entry| entry.name);
    let n_fields = names().count();
    let is_certain = names().next() == Some(FieldName::Publication);
    // One key may be that of a sentence; a list of them is none.
    let own = [
        FieldName::Title,
        FieldName::Author,
        FieldName::Publication,
        FieldName::Date,
        FieldName::Url,
    ];
    let has_own = names().any(|name| own.contains(&name));
    let is_list = has_own && (n_fields >= 2 || entries.len() == 1);
    if !(is_certain || ends_blank && is_list) {
        return None;
    }
    let after = text[end..].trim_start();
    let mut front = Front {
        end: text.len() - after.len(),
        fields: Vec::new(),
        extra: Vec::new(),
    };
    // `From` is of an author where an address stands behind it, or a subject below.
    let has_subject = entries
        .iter()
        .any(|entry| text[entry.key].eq_ignore_ascii_case("subject"));
    for mut entry in entries {
        let is_from = text[entry.key].eq_ignore_ascii_case("from");
        if is_from && !has_subject && !text[entry.value].contains('@') {
            entry.name = None;
        }
        let bare = text[entry.value].trim_end_matches(['|', ';', ',', ' ', '*', '_']);
        let bare = bare.trim_start_matches(['*', '_', ' ']);
        let start = entry.value.start + text[entry.value].find(bare).unwrap_or(0);
        let Some(span) = value(text, start, start + bare.len()) else {
            continue;
        };
        let span = if is_from {
            without_address(text, span)
        } else {
            span
        };
        match entry.name {
            Some(name) => front.fields.push(Field {
                name,
                span,
                rule: "header",
            }),
            None => front.extra.push(Extra {
                key: entry.key,
                value: span,
            }),
        }
    }
    Some(front)
}

/// Adds the entries of a line; says whether it has any.
fn add_line(text: &str, line: Span, rules: &SplitRules, entries: &mut Vec<Entry>) -> bool {
    if line.len() > LONGEST_LINE {
        return false;
    }
    let Some(first) = key_at(text, line.start, line.end) else {
        return false;
    };
    let name = rules.field(&text[first]);
    // Other keys stand below a first one that is known, or one of mail.
    let is_of_mail = MAIL
        .iter()
        .any(|key| key.eq_ignore_ascii_case(&text[first]));
    if name.is_none() && entries.is_empty() && !is_of_mail {
        return false;
    }
    let from = colon_behind(text, first);
    entries.push(Entry {
        key: first,
        value: Span::new(from, line.end),
        name,
    });
    if name.is_none() {
        return true;
    }
    // More keys of fields on the same line.
    for (at, _) in text[line].match_indices(':') {
        let colon = line.start + at;
        let is_glued = colon + 1 < line.end && !text[colon + 1..].starts_with(' ');
        if colon < from || is_glued {
            continue;
        }
        let before = &text[from..colon];
        let key = before.rsplit([' ', '\u{A0}']).next().unwrap_or_default();
        let start = colon - key.len();
        if key.is_empty() || start <= from || !key.starts_with(char::is_uppercase) {
            continue;
        }
        if let Some(name) = rules.field(key) {
            if let Some(last) = entries.last_mut() {
                last.value.end = start;
            }
            entries.push(Entry {
                key: Span::new(start, colon),
                value: Span::new(colon + 1, line.end),
                name: Some(name),
            });
        }
    }
    true
}

/// The key with which a line begins: a word or three before a colon.
fn key_at(text: &str, start: usize, end: usize) -> Option<Span> {
    let marks = text[start..end]
        .bytes()
        .take_while(|byte| b"*_".contains(byte))
        .count();
    let start = start + marks;
    let line = &text[start..end];
    let colon = line
        .find([':', '：'])
        .filter(|&colon| colon > 0 && colon <= LONGEST_KEY)?;
    let key = line[..colon].trim_end();
    let is_key = key.split(' ').count() <= 3
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        && !line[colon..].starts_with("://");
    is_key.then(|| Span::new(start, start + key.len()))
}

fn colon_behind(text: &str, key: Span) -> usize {
    let behind = text[key.end..].trim_start();
    text.len() - behind.len() + behind.chars().next().map_or(0, char::len_utf8)
}

/// A name without the address of mail behind it.
fn without_address(text: &str, span: Span) -> Span {
    let name = text[span].split(" <").next().unwrap_or_default();
    let name = name.trim_matches('"');
    match text[span].find(name).filter(|_| !name.is_empty()) {
        Some(at) => Span::new(span.start + at, span.start + at + name.len()),
        None => span,
    }
}
