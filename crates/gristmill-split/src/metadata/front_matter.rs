//! The front matter of markdown: keys and values between two lines of dashes (YAML) or of
//! pluses (TOML).

use alloc::vec::Vec;

use gristmill_text::Span;

use super::{Extra, Field, Front, value};
use crate::{FieldName, SplitRules};

/// How long front matter is at most, in bytes.
const LONGEST: usize = 1 << 16;

/// The front matter at the beginning of a text.
pub(super) fn read(text: &str, rules: &SplitRules) -> Option<Front> {
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let (fence, sign) = [("---", ':'), ("+++", '=')]
        .into_iter()
        .find(|(fence, _)| begin.starts_with(fence))?;
    let mut lines = begin.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == fence)?;
    let mut front = Front::default();
    let mut at = text.len() - begin.len() + first.len();
    // The key to which items below it belong.
    let mut key: Option<Span> = None;
    let mut folded = false;
    for line in lines {
        let content = line.trim_end();
        if content == fence || content == "..." {
            let after = text[at + line.len()..].trim_start();
            front.end = text.len() - after.len();
            return Some(front);
        }
        if at > LONGEST {
            break;
        }
        let end = at + content.len();
        if let Some(item) = content.trim_start().strip_prefix("- ") {
            let item = item.strip_prefix("name:").unwrap_or(item);
            if let (Some(key), Some(span)) = (key, value(text, end - item.len(), end)) {
                add(&mut front, text, key, span, rules);
            }
        } else if line.starts_with([' ', '\t'])
            && let Some(own) = key
        {
            // The lines of a folded value, or the name of a person below its key.
            let inside = value(text, at, end);
            let is_name = rules.field(&text[own]) == Some(FieldName::Author);
            match inside {
                Some(inside) if is_name => {
                    if let Some(name) = text[inside].strip_prefix("name:")
                        && let Some(span) = value(text, inside.end - name.len(), inside.end)
                    {
                        add(&mut front, text, own, span, rules);
                    }
                }
                Some(inside) if folded => fold(&mut front, own, inside, text, rules),
                _ => {}
            }
        } else if !line.starts_with([' ', '\t', '#'])
            && let Some(colon) = content.find(sign)
        {
            let own = Span::new(at, at + content[..colon].trim_end().len());
            key = Some(own);
            folded = [">", "|", ">-", "|-"].contains(&content[colon + 1..].trim());
            if !folded {
                for span in values(text, at + colon + 1, end) {
                    add(&mut front, text, own, span, rules);
                }
            }
        } else if !content.is_empty() && !line.starts_with([' ', '\t', '#']) {
            return None; // a ruler, and text behind it
        }
        at += line.len();
    }
    None
}

/// Adds another line to the value of a key.
fn fold(front: &mut Front, key: Span, line: Span, text: &str, rules: &SplitRules) {
    let name = rules.field(&text[key]);
    match front
        .fields
        .iter_mut()
        .find(|field| Some(field.name) == name)
    {
        Some(field) => field.span.end = line.end,
        None if name.is_none() && front.extra.last().is_some_and(|last| last.key == key) => {
            if let Some(last) = front.extra.last_mut() {
                last.value.end = line.end;
            }
        }
        None => add(front, text, key, line, rules),
    }
}

fn add(front: &mut Front, text: &str, key: Span, span: Span, rules: &SplitRules) {
    match rules.field(&text[key]) {
        Some(FieldName::Author) => front.fields.push(field(FieldName::Author, span)),
        Some(name) if front.fields.iter().all(|field| field.name != name) => {
            front.fields.push(field(name, span));
        }
        _ => front.extra.push(Extra { key, value: span }),
    }
}

fn field(name: FieldName, span: Span) -> Field {
    Field {
        name,
        span,
        rule: "front-matter",
    }
}

/// The value behind a key, or those of a list in brackets.
fn values(text: &str, start: usize, end: usize) -> Vec<Span> {
    let Some(whole) = value(text, start, end) else {
        return Vec::new();
    };
    let list = text[whole]
        .strip_prefix('[')
        .and_then(|list| list.strip_suffix(']'));
    let Some(list) = list else {
        return alloc::vec![whole];
    };
    let mut at = whole.start + 1;
    let items = list.split(',').filter_map(|item| {
        let span = value(text, at, at + item.len());
        at += item.len() + 1;
        span
    });
    items.collect()
}
