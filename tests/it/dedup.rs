//! `gristmill dedup`: lines pass through byte for byte, and none is dropped without proof.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::run::{Ingested, gristmill, said};

/// A file of these lines.
fn file(lines: &[&[u8]]) -> (TempDir, std::path::PathBuf) {
    let folder = TempDir::new().expect("there is room");
    let path = folder.path().join("lines.jsonl");
    fs::write(&path, lines.join(&b"\n"[..])).expect("there is room");
    (folder, path)
}

fn kept(output: &Ingested) -> Vec<u8> {
    fs::read(output.path("documents/part-00000.jsonl")).expect("something was kept")
}

#[test]
fn one_of_each_text_is_kept_byte_for_byte() {
    let lines: [&[u8]; 9] = [
        r#"{ "text" : "Un caf\u00e9,  bien noir.\n", "n":1.50, "n":2, "id":"a"}"#.as_bytes(),
        br#"{"id":"NFD","text":"Un cafe\u0301, bien noir."}"#,
        br#"{"id":"BOM","text":"\ufeffUn caf\u00e9, bien noir."}"#,
        r#"{"id":"CRLF","text":"Un café, bien noir.\r\n"}"#.as_bytes(),
        br#"{"id":"case","text":"un caf\u00e9, bien noir."}"#,
        b"{\"id\":\"stray byte\",\"text\":\"caf\xE9\"}",
        b"{\"id\":\"another\",\"text\":\"caf\xE8\"}",
        br#"{"id":"empty","text":""}"#,
        br#"{"id":"blank","text":" \n"}"#,
    ];
    let (_folder, path) = file(&lines);
    let output = Ingested::deduplicated(&[&path], &[]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let mut expected = [lines[0], lines[4], lines[5], lines[6], lines[7]].join(&b"\n"[..]);
    expected.push(b'\n');
    assert_eq!(kept(&output), expected);
    let duplicates = output.duplicates().into_iter();
    let pairs: Vec<_> = duplicates.map(|row| (row.id, row.duplicate_of)).collect();
    let pair = |id: &str, of: &str| (id.to_owned(), of.to_owned());
    let expected = [
        pair("NFD", "a"),
        pair("BOM", "a"),
        pair("CRLF", "a"),
        pair("blank", "empty"),
    ];
    assert_eq!(pairs, expected);
    let verified = gristmill([Path::new("verify"), output.folder.path()]);
    assert_eq!(said(&verified).0, 0, "{}", said(&verified).1);
}

#[test]
fn what_is_no_line_of_json_is_a_reject() {
    let (_folder, path) = file(&[b"{", b"[]", b"{\"id\":1}", b"{\"text\":\"kept\"}"]);
    let output = Ingested::deduplicated(&[&path], &[]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let reasons: Vec<_> = output
        .rejects()
        .iter()
        .map(|reject| reject.reason.name())
        .collect();
    assert_eq!(reasons, ["bad_json", "not_an_object", "no_text"]);
    assert_eq!(kept(&output), b"{\"text\":\"kept\"}\n");
}
