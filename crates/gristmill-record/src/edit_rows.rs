//! The rows of the edits of one document, written one after the other.

use crate::EditRow;
use crate::line::push_value;
use crate::string::push_string;

/// Writes the rows of one document as [`push_line`](crate::push_line) writes each of them,
/// and sooner: there are more edits than anything else, most of them a few characters long.
#[derive(Debug)]
pub struct EditRows {
    /// What each row begins with: the id.
    head: Vec<u8>,
}

impl EditRows {
    /// The rows of the document with this id.
    #[must_use]
    pub fn of(id: &str) -> Self {
        let mut head = b"{\"id\":".to_vec();
        push_string(&mut head, id);
        Self { head }
    }

    /// Adds a row of the document as one line of JSON, with its line feed; its id is that
    /// of the document.
    pub fn push(&self, lines: &mut Vec<u8>, row: &EditRow<'_>) {
        lines.extend_from_slice(&self.head);
        let names = [(&b",\"rule\":"[..], &row.rule), (b",\"kind\":", &row.kind)];
        for (key, name) in names {
            lines.extend_from_slice(key);
            push_string(lines, name);
        }
        let offsets = [
            (&b",\"start\":"[..], row.start),
            (b",\"end\":", row.end),
            (b",\"source_start\":", row.source_start),
            (b",\"source_end\":", row.source_end),
        ];
        for (key, offset) in offsets {
            lines.extend_from_slice(key);
            push_value(lines, &offset);
        }
        let texts = [
            (&b",\"before\":"[..], &row.before),
            (b",\"after\":", &row.after),
        ];
        for (key, text) in texts {
            lines.extend_from_slice(key);
            push_string(lines, text);
        }
        lines.extend_from_slice(b",\"confidence\":");
        push_value(lines, &row.confidence);
        lines.extend_from_slice(b"}\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{confidence, push_line};

    #[test]
    fn a_row_is_written_as_any_line_is() {
        for (id, before, after) in [
            ("a", "\\'", "'"),
            ("\"x\u{7F}\n", "\u{0}\t", ""),
            ("ä/b", "â€™", "’\u{2028}"),
        ] {
            for confident in [1.0, 0.99, 0.123_456_7, 0.0] {
                let row = EditRow {
                    id: id.into(),
                    rule: "repair.escape.quote".into(),
                    kind: "escape".into(),
                    start: 0,
                    end: 1,
                    source_start: u64::MAX,
                    source_end: 10_000,
                    before: before.into(),
                    after: after.into(),
                    confidence: confidence(confident),
                };
                let (mut lines, mut expected) = (Vec::new(), Vec::new());
                EditRows::of(id).push(&mut lines, &row);
                push_line(&mut expected, &row);
                assert_eq!(String::from_utf8(lines), String::from_utf8(expected));
            }
        }
    }
}
