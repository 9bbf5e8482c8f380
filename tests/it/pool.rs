//! Documents that say little about their encoding follow their folder.

use std::fs;

use tempfile::TempDir;

use crate::run::{Ingested, gristmill, said};

/// Six sentences of Italian in the encoding of DOS; the first has one letter beyond
/// ASCII, which is a dash in the commonest encoding.
const SENTENCES: [&[u8]; 6] = [
    b"Il mugnaio apre il men\x97 della locanda\n",
    b"La farina \x8A bianca, per\x95 il grano \x8A giallo\n",
    b"Perch\x82 la ruota gira dalla mattina alla sera? Perch\x82 piove\n",
    b"La citt\x85 \x8A lontana e l'estate \x8A calda\n",
    b"Quaggi\x97 nessuno va di fretta\n",
    b"Gioved\x8D e luned\x8D il mercato \x8A chiuso\n",
];

fn folder() -> TempDir {
    let folder = TempDir::new().expect("there is room for a folder");
    for (number, sentence) in SENTENCES.iter().enumerate() {
        let path = folder.path().join(format!("{number}.txt"));
        fs::write(path, sentence).expect("it can be written");
    }
    folder
}

fn first(args: &[&str]) -> (String, String) {
    let folder = folder();
    let ingested = Ingested::from(&[folder.path()], args);
    let first = ingested.documents().remove(0);
    (first.text.into_owned(), first.origin.evidence)
}

#[test]
fn an_ingest_asks_the_folder() {
    let (text, evidence) = first(&[]);
    assert_eq!(text, "Il mugnaio apre il menù della locanda");
    assert_eq!(evidence, "pooled");
}

#[test]
fn an_ingest_does_not_when_told_so() {
    let (text, evidence) = first(&["--no-pool"]);
    assert_eq!(text, "Il mugnaio apre il men— della locanda");
    assert_eq!(evidence, "statistics");
}

#[test]
fn detect_pools_when_told_so() {
    let folder = folder();
    let paths = (0..6).map(|number| folder.path().join(format!("{number}.txt")));
    let mut args = vec!["detect".into(), "--pool".into()];
    args.extend(paths.map(std::path::PathBuf::into_os_string));
    let output = gristmill(args);
    assert_eq!(said(&output).0, 0);
    let lines = String::from_utf8(output.stdout).expect("it is UTF-8");
    assert!(lines.contains("(pooled, "), "{lines}");
    assert_eq!(lines.lines().count(), 6);
}

/// Documents of a database that escaped every quote; in the last one the quotes stand in
/// code, where a lone document keeps them.
fn escaped(number: usize) -> String {
    match number {
        9 => "run `mill --grain \\'rye\\'` at night".into(),
        _ => "the mill\\'s wheel, the miller\\'s \\\"rest\\\" and the brook\\'s bend".into(),
    }
}

#[test]
fn what_a_folder_escaped_is_unescaped() {
    let folder = TempDir::new().expect("there is room for a folder");
    for number in 0..12 {
        let path = folder.path().join(format!("{number:02}.txt"));
        fs::write(path, escaped(number)).expect("it can be written");
    }
    let text = |args: &[&str]| {
        let ingested = Ingested::from(&[folder.path()], &[args, &["--dedup", "off"]].concat());
        ingested.documents().remove(9).text
    };
    assert_eq!(text(&[]), "run `mill --grain 'rye'` at night");
    assert_eq!(text(&["--no-pool"]), escaped(9));

    let bare = folder.path().join("bare.txt");
    fs::write(bare, "the miller's").expect("it can be written");
    assert_eq!(text(&[]), escaped(9));
}

#[test]
fn what_a_file_of_records_escaped_is_unescaped() {
    let folder = TempDir::new().expect("there is room for a folder");
    let path = folder.path().join("dump.jsonl");
    let lines = (0..12).map(|number| serde_json::json!({ "text": escaped(number) }).to_string());
    fs::write(&path, lines.collect::<Vec<_>>().join("\n")).expect("it can be written");
    let ingested = Ingested::from(&[&path], &["--dedup", "off"]);
    assert_eq!(
        ingested.documents()[9].text,
        "run `mill --grain 'rye'` at night"
    );
}

#[test]
fn records_of_the_same_bytes_follow_each_its_own_file() {
    let folder = TempDir::new().expect("there is room for a folder");
    let shared = || escaped(9);
    let write = |name: &str, texts: Vec<String>| {
        let lines = texts.into_iter().enumerate();
        let lines = lines.map(|(number, text)| {
            let text = if text == shared() {
                text
            } else {
                format!("{text} ({name} {number})")
            };
            serde_json::json!({ "id": format!("{name}-{number}"), "text": text }).to_string()
        });
        let lines = lines.collect::<Vec<_>>().join("\n");
        fs::write(folder.path().join(name), lines).expect("it can be written");
    };
    // One database escaped every quote and the other one none.
    write("dump.jsonl", (0..12).map(escaped).collect());
    let bare = (0..12).map(|_| "the miller's wheel".into());
    write("plain.jsonl", bare.chain([shared()]).collect());

    for threads in ["1", "2", "8"] {
        let ingested = Ingested::from(&[folder.path()], &["--threads", threads]);
        let documents = ingested.documents();
        assert_eq!(documents.len(), 25, "{threads} threads");
        let text = |id: &str| {
            let mut found = documents.iter().filter(|document| document.id == id);
            found.next().map(|document| document.text.as_ref())
        };
        assert_eq!(
            text("dump.jsonl-9"),
            Some("run `mill --grain 'rye'` at night")
        );
        assert_eq!(text("plain.jsonl-12"), Some(shared().as_str()));
    }
}
