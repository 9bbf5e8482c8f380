//! The same inputs give the same bytes.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::run::{Ingested, corpus, differences, gristmill, said, tree};

#[test]
fn threads_make_no_difference() {
    let one = Ingested::from(&[&corpus()], &["--threads", "1"]);
    for threads in ["2", "8"] {
        let more = Ingested::from(&[&corpus()], &["--threads", threads]);
        let differences = differences(one.folder.path(), more.folder.path());
        assert!(differences.is_empty(), "{threads} threads: {differences:?}");
    }
}

/// The corpus in another place, its files made in this order.
fn copy(files: &[(String, Vec<u8>)]) -> (TempDir, PathBuf) {
    let parent = TempDir::new().expect("there is room for a folder");
    let root = parent.path().join("in");
    for (name, bytes) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, bytes).expect("it can be written");
    }
    (parent, root)
}

#[test]
fn the_order_of_folders_and_arguments_makes_no_difference() {
    let mut files = tree(&corpus());
    let (_one, forth) = copy(&files);
    files.reverse();
    let (_other, back) = copy(&files);
    let first = Ingested::from(&[&forth], &[]);
    let second = Ingested::from(&[&back], &[]);
    assert!(differences(first.folder.path(), second.folder.path()).is_empty());

    let [a, b] = ["articles", "copies"].map(|name| forth.join(name));
    let one_way = Ingested::from(&[&a, &b], &[]);
    let other_way = Ingested::from(&[&b, &a, &b], &[]);
    assert!(differences(one_way.folder.path(), other_way.folder.path()).is_empty());
}

#[test]
fn the_locale_and_the_folder_it_runs_in_make_no_difference() {
    let plain = Ingested::from(&[&corpus()], &[]);
    let elsewhere = TempDir::new().expect("there is room for a folder");
    let corpus = fs::canonicalize(corpus()).expect("it is there");
    let run = std::process::Command::new(crate::run::binary())
        .args([
            "ingest".as_ref(),
            corpus.as_os_str(),
            "--out".as_ref(),
            elsewhere.path().as_os_str(),
        ])
        .current_dir(Path::new("/"))
        .env_clear()
        .envs([("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Kathmandu")])
        .output()
        .expect("gristmill runs");
    assert_eq!(run.status.code(), Some(3));
    assert!(differences(plain.folder.path(), elsewhere.path()).is_empty());
}

#[test]
fn compressed_shards_hold_the_same_lines() {
    let plain = Ingested::from(&[&corpus()], &[]);
    let gzip = Ingested::from(&[&corpus()], &["--format", "jsonl.gz"]);
    let file = fs::File::open(gzip.path("documents/part-00000.jsonl.gz")).expect("it is there");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(file), &mut text)
        .expect("it is sound");
    let expected =
        fs::read_to_string(plain.path("documents/part-00000.jsonl")).expect("it is there");
    assert_eq!(text, expected);
    let zstd = Ingested::from(&[&corpus()], &["--format", "jsonl.zst"]);
    assert_eq!(zstd.manifest().counts, plain.manifest().counts);
    for out in [gzip.folder, zstd.folder] {
        let verified = gristmill(["verify".as_ref(), out.path().as_os_str()]);
        assert_eq!(said(&verified).0, 0);
    }
}
