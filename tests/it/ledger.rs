//! Nothing is lost.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::run::{Ingested, corpus, gristmill, ingest_into, said};

#[test]
fn every_input_is_somewhere_once() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    let counts = ingested.manifest().counts;
    assert_eq!(
        counts.inputs,
        counts.kept + counts.duplicates + counts.rejects
    );
    assert_eq!(counts.kept, ingested.documents().len() as u64);
    assert_eq!(counts.duplicates, ingested.duplicates().len() as u64);
    assert_eq!(counts.rejects, ingested.rejects().len() as u64);
    // Two inputs could not be read whole, and the exit code says so.
    assert_eq!(
        (ingested.code, counts.unread),
        (3, 2),
        "{}",
        ingested.stderr
    );
}

#[test]
fn copies_in_another_form_are_duplicates() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    let documents = ingested.documents();
    let found: BTreeSet<(String, String)> = ingested
        .duplicates()
        .iter()
        .map(|duplicate| {
            let kept = documents
                .iter()
                .find(|record| record.id == duplicate.duplicate_of);
            let kept = kept.map_or_else(String::new, |record| record.origin.path.clone());
            (kept, duplicate.origin.path.clone())
        })
        .collect();
    let pairs = [
        (
            "articles/analyst-05-two-headings.txt",
            "copies/school-language-utf-8-bom-crlf.txt",
        ),
        (
            "articles/news-02-harbour.txt",
            "copies/harbour-letter-windows-1252.txt",
        ),
        (
            "articles/news-03-orchard.txt",
            "copies/orchard-review-identical.txt",
        ),
        (
            "articles/news-04-rivers.txt",
            "copies/rivers-bulletin-utf-8-crlf.txt",
        ),
        (
            "copies/de-glocken-identical.txt",
            "encodings/de-windows-1252.txt",
        ),
        (
            "copies/el-vrochi-utf-16be-bom.txt",
            "encodings/el-windows-1253.txt",
        ),
        (
            "copies/fr-sel-utf-8-nfd.txt",
            "encodings/fr-windows-1252.txt",
        ),
        (
            "copies/ja-tanada-utf-16le-bom.txt",
            "encodings/ja-shift_jis.txt",
        ),
        ("copies/ko-sogeum-utf-8-nfd.txt", "encodings/ko-euc-kr.txt"),
        (
            "copies/pl-mlyn-windows-1250.txt",
            "encodings/pl-iso-8859-2.txt",
        ),
        (
            "copies/ru-mayak-windows-1251.txt",
            "encodings/ru-koi8-r.txt",
        ),
        ("copies/zh-chashan-utf-8.txt", "encodings/zh-big5.txt"),
    ];
    let expected: BTreeSet<(String, String)> = pairs
        .iter()
        .map(|&(kept, copy)| (kept.to_owned(), copy.to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn without_dedup_everything_is_kept() {
    let ingested = Ingested::from(&[&corpus()], &["--dedup", "off"]);
    let counts = ingested.manifest().counts;
    assert_eq!(counts.duplicates, 0);
    assert_eq!(counts.inputs, counts.kept + counts.rejects);
}

#[test]
fn a_sound_output_is_verified_and_any_change_is_found() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    let out = ingested.folder.path().to_owned();
    let verify = || said(&gristmill(["verify".as_ref(), out.as_os_str()])).0;
    assert_eq!(verify(), 0);
    for name in [
        "documents/part-00000.jsonl",
        "edits/part-00000.jsonl",
        "rejects.jsonl",
    ] {
        let path = ingested.path(name);
        let sound = fs::read(&path).expect("it is there");
        let mut flipped = sound.clone();
        flipped[sound.len() / 2] ^= 1;
        for damaged in [&flipped[..], &sound[..sound.len() - 7], &[]] {
            fs::write(&path, damaged).expect("it can be written");
            assert_eq!(verify(), 1, "{name}");
        }
        fs::remove_file(&path).expect("it can be removed");
        assert_eq!(verify(), 1, "{name} is missing");
        fs::write(&path, &sound).expect("it can be written");
    }
    let stranger = ingested.path("documents/part-00007.jsonl");
    fs::write(&stranger, b"{}\n").expect("it can be written");
    assert_eq!(verify(), 1, "a shard too many");
    fs::remove_file(&stranger).expect("it can be removed");
    assert_eq!(verify(), 0);
    fs::remove_file(ingested.path("manifest.json")).expect("it can be removed");
    assert_eq!(verify(), 1, "no manifest");
}

/// Changes a record of which there is a copy, and makes the manifest agree with the file again, so
/// that only its contents can tell.
fn forge(ingested: &Ingested, change: impl Fn(&mut Value)) {
    let name = "documents/part-00000.jsonl";
    let text = fs::read_to_string(ingested.path(name)).expect("it is there");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let copied = |line: &&mut String| line.contains("articles/analyst-05-two-headings.txt");
    let line = lines
        .iter_mut()
        .find(copied)
        .expect("it is kept, and has a copy");
    let mut record: Value = serde_json::from_str(line).expect("a line is JSON");
    change(&mut record);
    *line = record.to_string();
    let forged = lines.join("\n") + "\n";
    fs::write(ingested.path(name), &forged).expect("it can be written");
    let manifest = ingested.path("manifest.json");
    let mut sealed: Value =
        serde_json::from_slice(&fs::read(&manifest).expect("it is there")).expect("it is JSON");
    let files = sealed["files"].as_array_mut().expect("a list");
    let entry = files
        .iter_mut()
        .find(|file| file["path"] == name)
        .expect("it is listed");
    entry["bytes"] = forged.len().into();
    entry["sha256"] = sha256(&forged).into();
    fs::write(&manifest, sealed.to_string()).expect("it can be written");
}

fn sha256(text: &str) -> String {
    let config = gristmill::DedupConfig::default();
    format!("sha256:{}", gristmill::Fingerprint::of(text, &config))
}

#[test]
fn a_forged_record_is_found_though_the_digest_of_the_file_is_right() {
    type Forgery = fn(&mut Value);
    let forgeries: [(&str, Forgery); 9] = [
        ("text_sha256", |record| {
            record["text"] = Value::from("something else");
        }),
        ("chars", |record| {
            record["chars"] = Value::from(3);
        }),
        ("tile", |record| {
            record["sections"][0]["start"] = Value::from(1);
        }),
        ("schema", |record| {
            record["schema"] = Value::from("gristmill/9");
        }),
        ("whose turn it is", |record| {
            record["edits"]["total"] = Value::from(77);
        }),
        ("duplicate of nothing", |record| {
            record["id"] = Value::from("another");
        }),
        ("edits by kind", |record| {
            record["edits"]["decode"] = Value::from(9);
        }),
        ("encodings", |record| {
            record["origin"]["encoding"] = Value::from("ebcdic");
        }),
        ("unknown field", |record| {
            record["surprise"] = Value::from(1);
        }),
    ];
    for (what, change) in forgeries {
        let ingested = Ingested::from(&[&corpus()], &[]);
        forge(&ingested, |_| {});
        let verify = || {
            said(&gristmill([
                "verify".as_ref(),
                ingested.folder.path().as_os_str(),
            ]))
        };
        assert_eq!(verify().0, 0, "resealing alone breaks nothing");
        forge(&ingested, change);
        let (code, stderr) = verify();
        assert_eq!(code, 1, "{what}");
        assert!(stderr.contains(what), "{what}: {stderr}");
    }
}

#[test]
fn nothing_outside_the_output_is_touched_whatever_its_lists_say() {
    let parent = tempfile::TempDir::new().expect("there is room for a folder");
    let out = parent.path().join("out");
    fs::create_dir_all(out.join(".gristmill")).expect("it can be made");
    let precious = parent.path().join("part-00000.jsonl");
    fs::write(&precious, b"{}\n").expect("it can be written");
    fs::write(
        out.join(".gristmill/commit-1.json"),
        r#"{"takes":[],"removes":["../part-00000.jsonl","documents/../../part-00000.jsonl"],"puts":[],"stays":[]}"#,
    )
    .expect("it can be written");
    let (code, stderr) = ingest_into(&out, &[&corpus().join("articles")], &[]);
    assert_eq!(code, 0, "{stderr}");
    assert!(precious.exists());
}

#[test]
fn a_manifest_of_somebody_else_is_left_alone_and_one_of_another_version_is_not() {
    let out = tempfile::TempDir::new().expect("there is room for a folder");
    let manifest = out.path().join("manifest.json");
    let ingest = || ingest_into(out.path(), &[&corpus().join("articles")], &[]).0;
    fs::write(&manifest, br#"{"name":"an application"}"#).expect("it can be written");
    assert_eq!(ingest(), 1);
    assert_eq!(
        fs::read(&manifest).expect("it is there"),
        br#"{"name":"an application"}"#
    );
    fs::remove_file(&manifest).expect("it can be removed");
    assert_eq!(ingest(), 0);
    let text = fs::read_to_string(&manifest).expect("it is there");
    let newer = text.replacen('{', r#"{"new_in_version_9":true,"#, 1);
    fs::write(&manifest, newer).expect("it can be written");
    assert_eq!(ingest(), 0, "an output of another version is replaced");
}

#[test]
fn what_others_put_where_shards_go_is_never_overwritten() {
    for name in [
        "documents/part-00000.jsonl",
        "edits/part-00009.jsonl.zst",
        "rejects.jsonl",
    ] {
        let ingested = Ingested::from(&[&corpus().join("articles")], &[]);
        let out = ingested.folder.path();
        fs::remove_file(out.join("manifest.json")).expect("it can be removed");
        fs::remove_dir_all(out.join("documents")).expect("it can be removed");
        fs::remove_dir_all(out.join("edits")).expect("it can be removed");
        let path = out.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(&path, b"precious").expect("it can be written");
        let (code, stderr) = ingest_into(out, &[&corpus()], &[]);
        assert_eq!(code, 1, "{stderr}");
        assert!(
            stderr.contains("is in the way") && stderr.contains("hint: "),
            "{stderr}"
        );
        assert_eq!(fs::read(&path).expect("it is there"), b"precious");
    }
}

#[test]
fn a_second_run_replaces_the_first_and_leaves_the_rest_alone() {
    let ingested = Ingested::from(&[&corpus()], &["--format", "jsonl.gz"]);
    fs::write(ingested.path("notes.txt"), b"mine").expect("it can be written");
    fs::write(ingested.path("documents/notes.txt"), b"mine too").expect("it can be written");
    let out = ingested.folder.path();
    let (code, stderr) = ingest_into(out, &[&corpus().join("articles")], &["--force"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(!ingested.path("documents/part-00000.jsonl.gz").exists());
    assert!(!ingested.path("rejects.jsonl").exists());
    assert!(ingested.path("notes.txt").exists() && ingested.path("documents/notes.txt").exists());
    // What lies among the shards is none of ours, and a reader would load it.
    let verify = || said(&gristmill(["verify".as_ref(), out.as_os_str()]));
    assert_eq!(verify().0, 1);
    fs::remove_file(ingested.path("documents/notes.txt")).expect("it can be removed");
    assert_eq!(verify().0, 0, "{}", verify().1);
}
