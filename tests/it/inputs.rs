//! What is read, and what becomes of what cannot be.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::run::{Ingested, corpus, gristmill_reading, ingest_into, said};

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("there is room for a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    folder
}

fn reason(ingested: &Ingested, path: &str) -> &'static str {
    let rejects = ingested.rejects();
    let reject = rejects
        .iter()
        .find(|reject| reject.origin.path.ends_with(path));
    reject.map_or("none", |reject| reject.reason.name())
}

#[test]
fn each_reason_is_given_where_it_applies() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    assert_eq!(reason(&ingested, "empty.txt"), "empty");
    assert_eq!(reason(&ingested, "white-space.txt"), "empty");
    assert_eq!(reason(&ingested, "picture.png"), "binary");
    assert_eq!(reason(&ingested, "noise.bin"), "binary");
    assert_eq!(reason(&ingested, "cut.txt.gz"), "broken_compression");
    assert_eq!(reason(&ingested, "not-gzip.txt.gz"), "broken_compression");
    assert_eq!(reason(&ingested, "duplicate-key.jsonl"), "duplicate_key");
    assert_eq!(reason(&ingested, "deep.jsonl"), "too_deep");
    assert_eq!(reason(&ingested, "bomb.txt.gz"), "bomb");
    assert_eq!(reason(&ingested, "link.txt"), "link");
    let reasons = ingested.manifest().rejects;
    for reason in ["bad_json", "no_text", "not_an_object"] {
        assert!(reasons.contains_key(reason), "{reason}: {reasons:?}");
    }
}

#[test]
fn records_keep_their_ids_and_their_fields() {
    let ingested = Ingested::from(&[&corpus().join("records")], &[]);
    let same: Vec<_> = ingested
        .documents()
        .into_iter()
        .filter(|record| record.id == "rec-005")
        .collect();
    assert_eq!(same.len(), 2, "an id is no hash");
    assert_ne!(same[0].text, same[1].text);
    let extra: serde_json::Value =
        serde_json::from_str(&same[0].metadata.extra).expect("it is JSON");
    assert!(extra.is_object() && !same[0].metadata.extra.contains("\"text\""));
    let paths: Vec<String> = ingested
        .documents()
        .iter()
        .map(|record| record.origin.path.clone())
        .collect();
    for path in [
        "more.jsonl.gz",
        "more.jsonl.zst",
        "small-weights.txt.gz",
        "turnip.txt.zst",
    ] {
        assert!(paths.contains(&path.to_owned()), "{path}: {paths:?}");
    }
}

#[test]
fn a_string_full_of_controls_is_no_text() {
    let noise: String = (0..=255).map(char::from).collect();
    let line = |text: &str| serde_json::json!({ "id": "a", "text": text }).to_string();
    let lines = [
        line(&noise),
        line("A bell\u{7} rings\u{7} in the mill."),
        line("N\u{8}NA\u{8}AM\u{8}ME\u{8}E\n_\u{8}m_\u{8}i_\u{8}l_\u{8}l"),
    ];
    let folder = folder(&[("a.jsonl", lines.join("\n").as_bytes())]);
    let ingested = Ingested::from(&[folder.path()], &[]);
    assert_eq!(ingested.documents().len(), 2);
    assert_eq!(ingested.manifest().rejects["binary"], 1);
}

#[test]
fn one_bad_line_costs_one_line() {
    let lines = b"{\"text\":\"good one\"}\n{broken\n{\"text\":\"good two\"}\n\xFF\xFE\n{\"text\":\"caf\xE9\"}";
    let folder = folder(&[("a.jsonl", lines)]);
    let ingested = Ingested::from(&[folder.path()], &[]);
    let texts: Vec<String> = ingested
        .documents()
        .into_iter()
        .map(|record| record.text.into_owned())
        .collect();
    assert_eq!(texts, ["good one", "good two", "caf\u{FFFD}"]);
    let places: Vec<(u64, u64)> = ingested
        .rejects()
        .iter()
        .map(|reject| (reject.origin.line, reject.origin.byte))
        .collect();
    assert_eq!(places, [(2, 20), (4, 48)]);
}

#[test]
fn what_is_too_large_is_a_reject_and_its_neighbours_are_kept() {
    let long = "word ".repeat(100);
    let line = format!("{{\"text\":\"{long}\"}}\n{{\"text\":\"short\"}}\n");
    let folder = folder(&[
        ("long.txt", long.as_bytes()),
        ("short.txt", b"a few words"),
        ("b.jsonl", line.as_bytes()),
    ]);
    let ingested = Ingested::from(&[folder.path()], &["--max-document-bytes", "100"]);
    assert_eq!(reason(&ingested, "long.txt"), "too_large");
    assert_eq!(reason(&ingested, "b.jsonl"), "too_large");
    assert_eq!(ingested.documents().len(), 2);
    assert_eq!(ingested.code, 0);
    let strict = Ingested::from(
        &[folder.path()],
        &["--max-document-bytes", "100", "--strict"],
    );
    assert_eq!(strict.code, 3);
}

#[test]
fn a_gzip_bomb_does_not_go_off() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, &vec![b'a'; 20 << 20]).expect("memory takes it");
    let folder = folder(&[("bomb.txt.gz", &encoder.finish().expect("memory takes it"))]);
    let ingested = Ingested::from(&[folder.path()], &[]);
    assert_eq!(reason(&ingested, "bomb.txt.gz"), "bomb");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_a_reject_and_never_waited_for() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let folder = folder(&[("a.txt", b"a few words")]);
    symlink("a.txt", folder.path().join("link.txt")).expect("links can be made");
    symlink(".", folder.path().join("loop")).expect("links can be made");
    symlink("nowhere", folder.path().join("dangling")).expect("links can be made");
    let _socket = UnixListener::bind(folder.path().join("socket")).expect("sockets can be made");
    let ingested = Ingested::from(&[folder.path()], &[]);
    assert_eq!(ingested.documents().len(), 1);
    for link in ["link.txt", "loop", "dangling"] {
        assert_eq!(reason(&ingested, link), "link", "{link}");
    }
    assert_eq!(reason(&ingested, "socket"), "not_a_file");
}

#[cfg(unix)]
#[test]
fn names_of_any_bytes_are_kept_and_never_reach_the_terminal_raw() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[]);
    let name = std::ffi::OsStr::from_bytes(b"caf\xE9\n\x1B[31m.txt");
    fs::write(folder.path().join(name), b"a few words").expect("it can be written");
    let ingested = Ingested::from(&[folder.path()], &[]);
    assert_eq!(
        ingested.documents()[0].origin.path,
        "caf\\xE9\n\u{1B}[31m.txt"
    );
    let gone = folder.path().join("gone\u{1B}[31m");
    let (code, stderr) = ingest_into(ingested.folder.path(), &[&gone], &[]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("gone\\u{1b}[31m") && !stderr.contains('\u{1B}'),
        "{stderr}"
    );
}

#[test]
fn the_output_folder_is_no_input() {
    let folder = folder(&[("a.txt", b"a few words")]);
    let out = folder.path().join("out");
    for _ in 0..2 {
        let (code, stderr) = ingest_into(&out, &[folder.path()], &[]);
        assert_eq!(code, 0, "{stderr}");
        assert!(stderr.contains("1 inputs = 1 kept"), "{stderr}");
    }
}

#[test]
fn the_standard_input_is_what_its_name_says() {
    let out = TempDir::new().expect("there is room for a folder");
    let path = out
        .path()
        .to_str()
        .expect("temporary folders have plain names");
    let run = gristmill_reading(&["ingest", "-", "--out", path], b"the mayor\\'s mill");
    assert_eq!(said(&run).0, 0);
    let written =
        fs::read_to_string(out.path().join("documents/part-00000.jsonl")).expect("it is there");
    assert!(written.contains("the mayor's mill"), "{written}");
    let args = ["ingest", "-", "--out", path, "--stdin-name", "x.jsonl"];
    let run = gristmill_reading(
        &args,
        b"{\"id\":\"a\",\"text\":\"one\"}\n{\"text\":\"two\"}\n",
    );
    let (code, stderr) = said(&run);
    assert_eq!(code, 0);
    assert!(stderr.contains("2 inputs = 2 kept"), "{stderr}");
}

#[test]
fn a_given_encoding_is_not_questioned() {
    let folder = folder(&[("a.txt", "Ветер".as_bytes())]);
    let ingested = Ingested::from(
        &[folder.path()],
        &["--encoding", "koi8-r", "--source", "mine"],
    );
    let record = &ingested.documents()[0];
    assert_eq!(
        (
            record.origin.encoding.as_str(),
            record.origin.evidence.as_str()
        ),
        ("koi8-r", "given")
    );
    assert_eq!(record.source, "mine");
}

#[test]
fn rules_can_be_switched_off() {
    let folder = folder(&[("a.txt", b"the mayor\\'s  mill&rsquo;s")]);
    let config = folder.path().join("gristmill.toml");
    fs::write(
        &config,
        "[repair]\nignore = [\"repair.escape.quote\"]\n[normalize]\nblank_runs = false\n",
    )
    .expect("it can be written");
    let input = folder.path().join("a.txt");
    let config = config.to_str().expect("temporary folders have plain names");
    let ingested = Ingested::from(&[&input], &["--config", config]);
    assert_eq!(ingested.documents()[0].text, "the mayor\\'s  mill’s");
    let off = ingested.manifest().configuration.switched_off;
    assert_eq!(off, ["normalize.blank_runs", "repair.escape.quote"]);

    let ignored = "repair.escape.quote,normalize.whitespace.run";
    let again = Ingested::from(&[&input], &["--ignore", ignored]);
    assert_eq!(again.documents()[0].text, ingested.documents()[0].text);
    assert_eq!(again.manifest().configuration.switched_off, off);
}

#[test]
fn two_inputs_of_one_name_are_refused() {
    let parent = TempDir::new().expect("there is room for a folder");
    for side in ["left", "right"] {
        let folder = parent.path().join(side).join("docs");
        fs::create_dir_all(&folder).expect("it can be made");
        fs::write(folder.join("a.txt"), side).expect("it can be written");
    }
    let [left, right] = ["left/docs", "right/docs"].map(|name| parent.path().join(name));
    let ingested = Ingested::from(&[Path::new(&left), Path::new(&right)], &[]);
    assert_eq!(ingested.code, 2, "{}", ingested.stderr);
    assert!(ingested.stderr.contains("hint: "), "{}", ingested.stderr);
    assert!(!ingested.path("manifest.json").exists());
}

#[test]
fn a_document_that_needs_too_many_edits_is_a_reject() {
    let folder = folder(&[
        ("a.txt", &b"a\r\nb\r\n".repeat(100)),
        ("b.txt", b"sound\r\n"),
    ]);
    let ingested = Ingested::from(&[folder.path()], &["--max-edits", "200"]);
    assert_eq!(reason(&ingested, "a.txt"), "too_many_edits");
    assert_eq!(ingested.documents().len(), 1);
    let ingested = Ingested::from(&[folder.path()], &["--max-edits", "201"]);
    assert_eq!(ingested.documents().len(), 2);
}

#[test]
fn texts_and_ids_may_have_other_names() {
    let lines = b"{\"doc\":7,\"body\":\"one\",\"text\":\"no\"}\n{\"doc\":8,\"text\":\"two\"}\n";
    let folder = folder(&[("a.jsonl", lines)]);
    let args = ["--text-field", "body", "--id-field", "doc"];
    let ingested = Ingested::from(&[folder.path()], &args);
    let documents = ingested.documents();
    assert_eq!((&*documents[0].id, &*documents[0].text), ("7", "one"));
    assert_eq!(documents[0].metadata.extra, r#"{"text":"no"}"#);
    assert_eq!(reason(&ingested, "a.jsonl"), "no_text");
}

#[test]
fn only_what_is_wanted_is_read() {
    let folder = folder(&[("a.txt", b"one"), ("b.md", b"two"), ("c.txt.bak", b"three")]);
    let kept = |args: &[&str]| -> Vec<String> {
        let documents = Ingested::from(&[folder.path()], args).documents();
        documents
            .into_iter()
            .map(|record| record.origin.path)
            .collect()
    };
    assert_eq!(
        kept(&["--include", "*.txt", "--include", "*.md"]),
        ["a.txt", "b.md"]
    );
    assert_eq!(kept(&["--exclude", "*.bak"]), ["a.txt", "b.md"]);
    assert_eq!(
        kept(&["--include", "*.{txt,md}", "--exclude", "b*"]),
        ["a.txt"]
    );
}
