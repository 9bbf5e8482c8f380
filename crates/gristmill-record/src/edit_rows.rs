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
    /// The rule, the kind and the confidence of the last row, as they are written: most
    /// edits are made by the rule that made the one before.
    rule: String,
    kind: String,
    names: Vec<u8>,
    confidence: f64,
    tail: Vec<u8>,
}

impl EditRows {
    /// The rows of the document with this id.
    #[must_use]
    pub fn of(id: &str) -> Self {
        let mut head = b"{\"id\":".to_vec();
        push_string(&mut head, id);
        Self {
            head,
            rule: String::new(),
            kind: String::new(),
            names: Vec::new(),
            confidence: 0.0,
            tail: Vec::new(),
        }
    }

    /// Adds a row of the document as one line of JSON, with its line feed; its id is that
    /// of the document.
    pub fn push(&mut self, lines: &mut Vec<u8>, row: &EditRow<'_>) {
        self.learn(row);
        lines.extend_from_slice(&self.head);
        lines.extend_from_slice(&self.names);
        push_value(lines, &row.start);
        let offsets = [
            (&b",\"end\":"[..], row.end),
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
        lines.extend_from_slice(&self.tail);
    }

    /// Writes what many rows have in common when this one has something else.
    fn learn(&mut self, row: &EditRow<'_>) {
        if self.names.is_empty() || self.rule != row.rule || self.kind != row.kind {
            self.rule = row.rule.as_ref().into();
            self.kind = row.kind.as_ref().into();
            self.names.clear();
            self.names.extend_from_slice(b",\"rule\":");
            push_string(&mut self.names, &row.rule);
            self.names.extend_from_slice(b",\"kind\":");
            push_string(&mut self.names, &row.kind);
            self.names.extend_from_slice(b",\"start\":");
        }
        if self.tail.is_empty() || self.confidence.to_bits() != row.confidence.to_bits() {
            self.confidence = row.confidence;
            self.tail.clear();
            self.tail.extend_from_slice(b",\"confidence\":");
            push_value(&mut self.tail, &row.confidence);
            self.tail.extend_from_slice(b"}\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{confidence, push_line};

    #[test]
    fn rows_are_written_as_any_line_is() {
        for id in ["a", "\"x\u{7F}\n", "ä/b"] {
            let mut rows = EditRows::of(id);
            let (mut lines, mut expected) = (Vec::new(), Vec::new());
            for (before, after) in [("\\'", "'"), ("\u{0}\t", ""), ("â€™", "’\u{2028}")] {
                for confident in [1.0, 0.99, 0.99, 0.123_456_7, 0.0] {
                    for (rule, kind) in [("repair.a", "a"), ("repair.a", "a"), ("repair.b", "a")] {
                        let row = EditRow {
                            id: id.into(),
                            rule: rule.into(),
                            kind: kind.into(),
                            start: 0,
                            end: 1,
                            source_start: u64::MAX,
                            source_end: 10_000,
                            before: before.into(),
                            after: after.into(),
                            confidence: confidence(confident),
                        };
                        rows.push(&mut lines, &row);
                        push_line(&mut expected, &row);
                    }
                }
            }
            assert_eq!(String::from_utf8(lines), String::from_utf8(expected));
        }
    }
}
