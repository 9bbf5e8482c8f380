//! The line that names the publication.

use gristmill_text::Span;

use crate::{Field, Metadata};

/// A header line: where it ends, blank lines after it included, and what it says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Header {
    pub(crate) span: Span,
    pub(crate) metadata: Metadata,
}

/// The keys that a header line may hold, in the order in which they stand there.
const KEYS: [&str; 3] = ["Publication:", "Volume:", "Issue:"];

/// The header on the first line of a text: `Publication: … Volume: … Issue: …`,
/// of which the last two may be missing.
pub(crate) fn find(text: &str) -> Option<Header> {
    let start = text.len() - text.trim_start().len();
    let line_len = text[start..].find('\n').unwrap_or(text.len() - start);
    let line = Span::new(start, start + line_len);
    if !text[line].starts_with(KEYS[0]) {
        return None;
    }
    let [publication, volume, issue] = KEYS.map(|key| value(text, line, key));
    let after = text[line.end..].trim_start();
    Some(Header {
        span: Span::new(0, text.len() - after.len()),
        metadata: Metadata {
            publication,
            volume,
            issue,
            author: None,
        },
    })
}

/// What stands after a key, up to the next key or the end of the line.
fn value(text: &str, line: Span, key: &str) -> Option<Field> {
    let start = line.start + text[line].find(key)? + key.len();
    let end = KEYS
        .iter()
        .filter_map(|next| text[start..line.end].find(next))
        .min()
        .map_or(line.end, |at| start + at);
    let trimmed = text[start..end].trim();
    let lead = text[start..end].len() - text[start..end].trim_start().len();
    let span = Span::new(start + lead, start + lead + trimmed.len());
    (!span.is_empty()).then_some(Field {
        span,
        rule: "header",
    })
}
