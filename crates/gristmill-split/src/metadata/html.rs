//! What an HTML page says about itself: `<title>`, `<meta>`, the canonical link, JSON-LD.

use alloc::vec::Vec;

use gristmill_text::Span;

use super::{Field, FieldName, value};
use crate::SplitRules;
use crate::ascii::find_ignoring_case;

/// How much of a page is looked at, in bytes.
const HEAD: usize = 1 << 18;

/// The fields of a page; none when the text is no page.
pub(super) fn fields(text: &str, rules: &SplitRules) -> Vec<Field> {
    let mut fields = Vec::new();
    let first = text.trim_start();
    if !first.starts_with('<') {
        return fields;
    }
    let head = &text[..text.floor_char_boundary(HEAD)];
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &head.as_bytes()[at..]) {
        let start = at + open;
        let Some(len) = head[start..].find('>') else {
            break;
        };
        let tag = Span::new(start + 1, start + len);
        at = start + len + 1;
        let name_len = head[tag]
            .bytes()
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        let mut add = |name: FieldName, span: Option<Span>| {
            let is_new =
                fields.iter().all(|field: &Field| field.name != name) || name == FieldName::Author;
            if let Some(span) = span.filter(|_| is_new) {
                fields.push(Field {
                    name,
                    span,
                    rule: "html",
                });
            }
        };
        match head[tag][..name_len].to_ascii_lowercase().as_str() {
            "svg" => {
                at += head[at..].find("</svg").unwrap_or(head.len() - at);
            }
            "title" => {
                let end = head[at..].find('<').map_or(head.len(), |end| at + end);
                add(FieldName::Title, value(text, at, end));
            }
            "meta" => {
                let key = attribute(text, tag, "name").or_else(|| attribute(text, tag, "property"));
                let name = key.and_then(|key| field_name(&text[key], rules));
                if let Some(name) = name {
                    add(name, attribute(text, tag, "content"));
                }
            }
            "link" => {
                let is_canonical =
                    attribute(text, tag, "rel").is_some_and(|rel| &text[rel] == "canonical");
                if is_canonical {
                    add(FieldName::Url, attribute(text, tag, "href"));
                }
            }
            "script" if head[tag].contains("ld+json") => {
                let end = head[at..].find("</").map_or(head.len(), |end| at + end);
                json_ld(text, Span::new(at, end), &mut fields);
                at = end;
            }
            "body" => break,
            _ => {}
        }
    }
    // An article's own title before that of the page; Open Graph last.
    fields
}

/// The field that a `<meta>` is about: `article:published_time`, `DC.creator`, `author`.
fn field_name(key: &str, rules: &SplitRules) -> Option<FieldName> {
    let small = key.to_ascii_lowercase();
    let last = small.rsplit([':', '.', '_']).next().unwrap_or_default();
    Some(match small.as_str() {
        "article:published_time"
        | "citation_publication_date"
        | "citation_date"
        | "dcterms.created" => FieldName::Date,
        "og:site_name" | "citation_journal_title" | "dc.publisher" => FieldName::Publication,
        "dc.creator" | "article:author" | "citation_author" | "dcterms.creator" => {
            FieldName::Author
        }
        "article:section" | "og:image:url" | "article:modified_time" | "twitter:site" => {
            return None;
        }
        _ => return rules.field(&small).or_else(|| rules.field(last)),
    })
}

/// The value of an attribute, between quotes or without.
fn attribute(text: &str, tag: Span, name: &str) -> Option<Span> {
    let inside = &text[tag];
    let mut from = 0;
    loop {
        let at = from + find_ignoring_case(&inside[from..], name)?;
        let is_own = inside[..at].ends_with(|c: char| c.is_ascii_whitespace());
        let behind = inside[at + name.len()..].trim_start();
        if let Some(rest) = behind.strip_prefix('=').filter(|_| is_own) {
            let rest = rest.trim_start();
            let start = tag.end - rest.len();
            let quote = rest.chars().next().filter(|c| ['"', '\''].contains(c));
            let end = match quote {
                Some(quote) => start + 1 + rest[1..].find(quote)?,
                None => start + rest.find([' ', '\t', '\n']).unwrap_or(rest.len()),
            };
            return value(text, start + usize::from(quote.is_some()), end);
        }
        from = at + name.len();
    }
}

/// The plain fields of JSON-LD: strings behind known keys, as they stand there.
fn json_ld(text: &str, script: Span, fields: &mut Vec<Field>) {
    const KEYS: [(&str, FieldName); 4] = [
        ("\"headline\"", FieldName::Title),
        ("\"datePublished\"", FieldName::Date),
        ("\"url\"", FieldName::Url),
        ("\"author\"", FieldName::Author),
    ];
    for (key, name) in KEYS {
        let Some(at) = text[script].find(key) else {
            continue;
        };
        let mut from = script.start + at + key.len();
        if name == FieldName::Author {
            // `"author": "X"`, or an object that has a name.
            let inner = text[from..script.end]
                .find("\"name\"")
                .filter(|&at| at < 120);
            let is_plain = text[from..script.end]
                .trim_start_matches([':', ' ', '\n'])
                .starts_with('"');
            match inner {
                Some(inner) if !is_plain => from += inner + "\"name\"".len(),
                _ if !is_plain => continue,
                _ => {}
            }
        }
        let is_new = fields.iter().all(|field| field.name != name);
        if let Some(span) = string_behind(text, from, script.end).filter(|_| is_new) {
            fields.push(Field {
                name,
                span,
                rule: "html",
            });
        }
    }
}

/// The string behind a colon, without its quotation marks.
fn string_behind(text: &str, from: usize, end: usize) -> Option<Span> {
    let rest = text[from..end].trim_start();
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let rest = rest.trim_start().strip_prefix('"')?;
    let start = end - rest.len();
    let close = rest
        .match_indices('"')
        .map(|(at, _)| at)
        .find(|&at| !rest[..at].ends_with('\\'))?;
    value(text, start, start + close)
}
