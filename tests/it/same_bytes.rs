//! The same inputs give the same bytes.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::run::{Ingested, corpus, tree};

#[test]
fn threads_make_no_difference() {
    let one = Ingested::from(&[&corpus()], &["--threads", "1"]);
    for threads in ["2", "8"] {
        let more = Ingested::from(&[&corpus()], &["--threads", threads]);
        assert_eq!(
            tree(one.folder.path()),
            tree(more.folder.path()),
            "{threads} threads"
        );
    }
}

#[test]
fn the_order_of_folders_and_arguments_makes_no_difference() {
    let copy = TempDir::new().expect("there is room for a folder");
    let root = copy.path().join("in");
    let mut files = tree(&corpus());
    files.reverse();
    for (name, bytes) in &files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, bytes).expect("it can be written");
    }
    let first = Ingested::from(&[&corpus()], &[]);
    let second = Ingested::from(&[&root], &[]);
    assert_eq!(tree(first.folder.path()), tree(second.folder.path()));

    let [a, b] = ["articles", "copies"].map(|name| root.join(name));
    let one_way = Ingested::from(&[&a, &b], &[]);
    let other_way = Ingested::from(&[&b, &a, &b], &[]);
    assert_eq!(tree(one_way.folder.path()), tree(other_way.folder.path()));
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
    assert_eq!(tree(plain.folder.path()), tree(elsewhere.path()));
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
}
