//! The document of the README gives the record of the README.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{Ingested, root};

/// The first block of the README in this language.
fn block(language: &str) -> String {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let mut blocks = readme.split("```");
    let block = blocks.find_map(|block| block.strip_prefix(language)?.strip_prefix('\n'));
    block.expect("there is such a block").to_owned()
}

#[test]
fn the_record_is_the_one_that_is_shown() {
    let parent = TempDir::new().expect("there is room for a folder");
    let articles = parent.path().join("articles");
    fs::create_dir(&articles).expect("it can be made");
    fs::write(articles.join("weir.txt"), block("text")).expect("it can be written");
    let ingested = Ingested::from(&[&articles], &[]);
    let record = serde_json::to_value(&ingested.documents()[0]).expect("a record is JSON");
    let shown: Value = serde_json::from_str(&block("json")).expect("the README shows JSON");
    assert_part(&shown, &record, "");
    let edits =
        fs::read_to_string(ingested.path("edits/part-00000.jsonl")).expect("there are edits");
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let first = edits.lines().next().expect("there is one");
    let (_, without_id) = first.split_once(',').expect("it has fields");
    assert!(readme.contains(without_id), "{first}");
}

/// Everything that is shown is in the record; fields may be left out.
fn assert_part(shown: &Value, record: &Value, path: &str) {
    match (shown, record) {
        (Value::Object(shown), Value::Object(record)) => {
            for (key, value) in shown {
                assert_part(value, &record[key], &format!("{path}.{key}"));
            }
        }
        (Value::Array(shown), Value::Array(record)) => {
            assert_eq!(shown.len(), record.len(), "{path}");
            for (shown, record) in shown.iter().zip(record) {
                assert_part(shown, record, path);
            }
        }
        _ => assert_eq!(shown, record, "{path}"),
    }
}
