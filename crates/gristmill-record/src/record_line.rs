//! A record as a line of JSON.

use crate::line::push_value;
use crate::string::push_string;
use crate::{EditCounts, Metadata, Origin, Record, Section};

impl Record<'_> {
    /// The record as one line of JSON, without its line feed: what
    /// [`to_line`](crate::to_line) gives, and sooner.
    #[must_use]
    pub fn to_line(&self) -> Vec<u8> {
        // JSON takes little more room than a text.
        let mut line = Vec::with_capacity(self.text.len() + self.text.len() / 32 + 1024);
        string(&mut line, "{\"id\":", &self.id);
        string(&mut line, ",\"text\":", &self.text);
        string(&mut line, ",\"source\":", &self.source);
        string(&mut line, ",\"lang\":", &self.lang);
        number(&mut line, ",\"chars\":", self.chars);
        metadata(&mut line, &self.metadata);
        sections(&mut line, &self.sections);
        origin(&mut line, &self.origin);
        edits(&mut line, &self.edits);
        string(&mut line, ",\"text_sha256\":", &self.text_sha256);
        string(&mut line, ",\"schema\":", &self.schema);
        line.push(b'}');
        line
    }
}

/// Adds a field; `key` is written as it is, with what stands before it.
fn string(line: &mut Vec<u8>, key: &str, value: &str) {
    line.extend_from_slice(key.as_bytes());
    push_string(line, value);
}

fn number(line: &mut Vec<u8>, key: &str, value: u64) {
    line.extend_from_slice(key.as_bytes());
    push_value(line, &value);
}

fn metadata(line: &mut Vec<u8>, metadata: &Metadata) {
    string(line, ",\"metadata\":{\"title\":", &metadata.title);
    string(line, ",\"author\":", &metadata.author);
    string(line, ",\"publication\":", &metadata.publication);
    string(line, ",\"volume\":", &metadata.volume);
    string(line, ",\"issue\":", &metadata.issue);
    string(line, ",\"url\":", &metadata.url);
    number(line, ",\"year\":", metadata.year.into());
    number(line, ",\"month\":", metadata.month.into());
    number(line, ",\"day\":", metadata.day.into());
    string(line, ",\"extra\":", &metadata.extra);
    line.push(b'}');
}

fn sections(line: &mut Vec<u8>, sections: &[Section]) {
    line.extend_from_slice(b",\"sections\":[");
    for (at, section) in sections.iter().enumerate() {
        let open = if at == 0 { "{\"kind\":" } else { ",{\"kind\":" };
        string(line, open, &section.kind);
        string(line, ",\"heading\":", &section.heading);
        number(line, ",\"level\":", section.level.into());
        number(line, ",\"start\":", section.start);
        number(line, ",\"end\":", section.end);
        line.push(b'}');
    }
    line.push(b']');
}

fn origin(line: &mut Vec<u8>, origin: &Origin) {
    string(line, ",\"origin\":{\"path\":", &origin.path);
    string(line, ",\"member\":", &origin.member);
    number(line, ",\"record\":", origin.record);
    number(line, ",\"bytes\":", origin.bytes);
    string(line, ",\"sha256\":", &origin.sha256);
    string(line, ",\"encoding\":", &origin.encoding);
    string(line, ",\"evidence\":", &origin.evidence);
    line.extend_from_slice(b",\"confidence\":");
    push_value(line, &origin.confidence);
    line.push(b'}');
}

fn edits(line: &mut Vec<u8>, edits: &EditCounts) {
    number(line, ",\"edits\":{\"total\":", edits.total);
    number(line, ",\"decode\":", edits.decode);
    number(line, ",\"escape\":", edits.escape);
    number(line, ",\"entity\":", edits.entity);
    number(line, ",\"transport\":", edits.transport);
    number(line, ",\"mojibake\":", edits.mojibake);
    number(line, ",\"unicode\":", edits.unicode);
    number(line, ",\"whitespace\":", edits.whitespace);
    number(line, ",\"control\":", edits.control);
    line.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SCHEMA, to_line};

    #[test]
    fn a_record_is_written_as_any_line_is() {
        let section = |start| Section {
            kind: "body".into(),
            heading: "The wheel".into(),
            level: 2,
            start,
            end: 22,
        };
        let mut record = Record {
            id: "a\"b".into(),
            text: "The mill\n\"turns\" \u{1} – ü".into(),
            source: "mills".into(),
            lang: "en".into(),
            chars: 22,
            metadata: Metadata {
                title: "The \\ mill".into(),
                author: "A. Miller".into(),
                publication: "Mills".into(),
                volume: "IV".into(),
                issue: "3".into(),
                url: "https://mill.example/".into(),
                year: 1822,
                month: 7,
                day: 9,
                extra: "{\"a\":1}".into(),
            },
            sections: Vec::new(),
            origin: Origin {
                path: "a\tb.txt".into(),
                member: String::new(),
                record: 3,
                bytes: 26,
                sha256: "sha256:00".into(),
                encoding: "utf-8".into(),
                evidence: "valid-utf-8".into(),
                confidence: 0.99,
            },
            edits: EditCounts {
                total: 36,
                decode: 1,
                escape: 2,
                entity: 3,
                transport: 4,
                mojibake: 5,
                unicode: 6,
                whitespace: 7,
                control: 8,
            },
            text_sha256: "sha256:01".into(),
            schema: SCHEMA.into(),
        };
        for start in 0..3 {
            let line = String::from_utf8(record.to_line()).expect("it is UTF-8");
            assert_eq!(line, to_line(&record));
            let read: Record<'_> = serde_json::from_str(&line).expect("it is JSON");
            assert_eq!(read, record);
            record.sections.push(section(start));
        }
    }
}
