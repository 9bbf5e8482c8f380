//! Every line of JSON lines is a record, a reject or blank, whatever the bytes; what a JSON
//! parser takes for an object with a text is a record with that text.
#![no_main]

use gristmill_ingest::{Input, RecordKeys, Settings, parse_record, read_inputs};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (most, bytes) = input;
    let mut settings = Settings::new([""; 0], "");
    settings.limits.document_bytes = u64::from(most);
    let mut lines = Vec::new();
    read_inputs("a.jsonl", bytes, &settings, &mut |input| {
        lines.push(match input {
            Input::Record(place, line) => {
                assert!(line.len() <= usize::from(most) + 1, "a line is no longer than may be");
                check(&line);
                place.line
            }
            Input::Reject(reject) => reject.origin.line,
            Input::Document(..) => unreachable!("lines are no documents"),
        });
        true
    });
    let n_lines = bytes.split(|&byte| byte == b'\n').count();
    let expected: Vec<u64> = (1..)
        .zip(bytes.split(|&byte| byte == b'\n'))
        .filter(|&(number, line)| {
            // The last one has no line feed that counts.
            let most = usize::from(most) + usize::from(number == n_lines as u64);
            let text = match number {
                1 => line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line),
                _ => line,
            };
            line.len() > most || !text.trim_ascii().is_empty()
        })
        .map(|(number, _)| number)
        .collect();
    assert_eq!(lines, expected);
});

fn check(line: &[u8]) {
    let parsed = parse_record(line, &RecordKeys::default());
    let value: Result<serde_json::Value, _> = serde_json::from_slice(line);
    if let (Ok(parsed), Ok(value)) = (&parsed, &value) {
        let text = value["text"].as_str().expect("there is a text");
        assert_eq!(parsed.text, text.as_bytes());
        let extra: serde_json::Value = serde_json::from_str(&parsed.extra).expect("it is JSON");
        assert!(extra.is_object());
    }
}
