//! What is written as a line is read as what it was, and is one line.
#![no_main]

use gristmill_record::{EditRow, Place, Reject, RejectReason, confidence, push_line, to_line};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, &str, u64, u8)| {
    let (one, two, three, number, which) = input;
    let reject = Reject {
        origin: Place {
            source: one.into(),
            path: two.into(),
            member: three.into(),
            record: number,
            line: number / 2,
            byte: number,
        },
        reason: RejectReason::ALL[usize::from(which) % RejectReason::ALL.len()],
        detail: one.into(),
    };
    let line = to_line(&reject);
    assert!(!line.contains(['\n', '\r']));
    assert_eq!(serde_json::from_str::<Reject>(&line).expect("it is one"), reject);
    let row = EditRow {
        id: one.into(),
        rule: two.into(),
        kind: three.into(),
        start: number,
        end: number,
        source_start: number,
        source_end: number,
        before: two.into(),
        after: three.into(),
        confidence: confidence(f32::from(which) / 255.0),
    };
    let mut lines = Vec::new();
    push_line(&mut lines, &row);
    assert_eq!(lines.iter().filter(|&&byte| byte == b'\n').count(), 1);
    assert_eq!(serde_json::from_slice::<EditRow<'_>>(&lines).expect("it is one"), row);
});
