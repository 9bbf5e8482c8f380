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

/// A line of so many words, the first of which has this number.
fn words(id: &str, first: usize, many: usize) -> Vec<u8> {
    let words: Vec<String> = (first..first + many)
        .map(|word| format!("w{word}"))
        .collect();
    format!("{{\"id\":\"{id}\",\"text\":\"{}\"}}", words.join(" ")).into_bytes()
}

/// Three in a chain, of which the middle one is like both others; one that is like none.
fn chain() -> (TempDir, std::path::PathBuf) {
    let lines = [
        words("left", 0, 100),
        words("middle", 6, 106),
        words("right", 14, 101),
        words("alone", 500, 100),
        words("middle again", 6, 106),
    ];
    let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
    file(&lines)
}

fn kept_ids(output: &Ingested) -> Vec<String> {
    let text = String::from_utf8(kept(output)).expect("it was");
    let id = |line: &str| line.split('"').nth(3).map(str::to_owned);
    text.lines().filter_map(id).collect()
}

#[test]
fn near_duplicates_are_dropped_with_their_proof() {
    let (_folder, path) = chain();
    let output = Ingested::deduplicated(&[&path], &["--near", "0.8"]);
    assert_eq!(kept_ids(&output), ["middle", "alone"], "{}", output.stderr);
    let rows: Vec<_> = output
        .duplicates()
        .into_iter()
        .map(|row| (row.id, row.duplicate_of, row.similarity))
        .collect();
    let row = |id: &str, similarity: f64| (id.to_owned(), "middle".to_owned(), similarity);
    // 96 and 102 shingles, of which they share 90; 97 and 102, and 94.
    let expected = [
        row("left", 0.833_333),
        row("right", 0.895_238),
        row("middle again", 1.0),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn which_one_is_kept_can_be_chosen() {
    let (_folder, path) = chain();
    for (keep, kept) in [
        ("first", vec!["left", "right", "alone"]),
        ("longest", vec!["middle", "alone"]),
        ("priority:elsewhere", vec!["left", "right", "alone"]),
    ] {
        let output = Ingested::deduplicated(&[&path], &["--near", "0.8", "--keep", keep]);
        assert_eq!(kept_ids(&output), kept, "{keep}");
    }
    let output = Ingested::deduplicated(&[&path], &["--keep", "newest"]);
    assert_eq!(output.code, 2, "{}", output.stderr);
}

#[test]
fn duplicates_can_be_marked_and_clusters_told() {
    let (_folder, path) = chain();
    for (args, n_kept) in [
        (["--near", "0.8", "--clusters"].as_slice(), 2),
        (&["--near", "0.8", "--dedup-action", "mark"], 5),
    ] {
        let output = Ingested::deduplicated(&[&path], args);
        assert_eq!(kept_ids(&output).len(), n_kept, "{}", output.stderr);
        let path = output.path("clusters/part-00000.jsonl");
        let text = fs::read_to_string(path).expect("there are clusters");
        let rows = text.lines().map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
            [&row["id"], &row["cluster"], &row["role"]].map(|cell| cell.to_string())
        });
        let rows: Vec<String> = rows.map(|row| row.join(" ").replace('"', "")).collect();
        let expected = [
            "left middle near",
            "middle middle kept",
            "right middle near",
            "middle again middle exact",
        ];
        assert_eq!(rows, expected);
        let verified = gristmill([Path::new("verify"), output.folder.path()]);
        assert_eq!(said(&verified).0, 0, "{}", said(&verified).1);
    }
}

#[test]
fn what_another_corpus_has_is_dropped() {
    let (_folder, path) = chain();
    let others = [
        words("other", 0, 99),
        words("much the same", 1, 98),
        words("more", 900, 50),
    ];
    let others: Vec<&[u8]> = others.iter().map(Vec::as_slice).collect();
    let (_other_folder, other) = file(&others);
    let other = other.to_str().expect("temporary names are plain");
    for (args, kept) in [
        (["--near", "0.8"].as_slice(), ["right", "alone"].as_slice()),
        (&["--near", "0.95"], &["middle", "right", "alone"]),
        (&[], &["left", "middle", "right", "alone"]),
    ] {
        let args = [args, &["--against", other]].concat();
        let output = Ingested::deduplicated(&[&path], &args);
        assert_eq!(kept_ids(&output), kept, "{}", output.stderr);
        let left = output.duplicates().into_iter().find(|row| row.id == "left");
        let of = left.map(|row| row.duplicate_of);
        let expected = (kept[0] != "left").then(|| "other".to_owned());
        assert_eq!(of, expected);
        let verified = gristmill([Path::new("verify"), output.folder.path()]);
        assert_eq!(said(&verified).0, 0, "{}", said(&verified).1);
    }

    // An output is a corpus as well: nothing is left of the same again.
    let first = Ingested::deduplicated(&[&path], &[]);
    let out = first
        .folder
        .path()
        .to_str()
        .expect("temporary names are plain");
    let output = Ingested::deduplicated(&[&path], &["--against", out]);
    assert_eq!(output.manifest().counts.kept, 0, "{}", output.stderr);
}
