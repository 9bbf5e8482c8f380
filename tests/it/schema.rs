//! What is written is what the schema says.

use std::fs;

use serde_json::Value;

use crate::run::{Ingested, corpus, gristmill, said};

fn schema(table: &str) -> Value {
    let printed = gristmill(["schema", "--table", table]);
    assert_eq!(said(&printed).0, 0);
    serde_json::from_slice(&printed.stdout).expect("a schema is JSON")
}

#[test]
fn every_line_meets_the_json_schema() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    let files = [
        ("documents", "documents/part-00000.jsonl"),
        ("duplicates", "duplicates/part-00000.jsonl"),
        ("edits", "edits/part-00000.jsonl"),
        ("rejects", "rejects.jsonl"),
    ];
    for (table, file) in files {
        let validator = jsonschema::validator_for(&schema(table)).expect("the schema is sound");
        let text = fs::read_to_string(ingested.path(file)).expect("it is there");
        assert!(!text.is_empty(), "{file}");
        for line in text.lines() {
            let value: Value = serde_json::from_str(line).expect("a line is JSON");
            if let Err(error) = validator.validate(&value) {
                panic!("{file}: {error}: {line}");
            }
        }
    }
    let manifest: Value =
        serde_json::from_slice(&fs::read(ingested.path("manifest.json")).expect("it is there"))
            .expect("it is JSON");
    let validator = jsonschema::validator_for(&schema("manifest")).expect("the schema is sound");
    assert!(validator.is_valid(&manifest));
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let validator = jsonschema::validator_for(&schema("documents")).expect("the schema is sound");
    let ingested = Ingested::from(&[&corpus().join("articles")], &[]);
    let text =
        fs::read_to_string(ingested.path("documents/part-00000.jsonl")).expect("it is there");
    let sound: Value =
        serde_json::from_str(text.lines().next().expect("a line")).expect("it is JSON");
    assert!(validator.is_valid(&sound));
    let mut missing = sound.clone();
    missing.as_object_mut().expect("an object").remove("lang");
    let mut null = sound.clone();
    null["metadata"]["title"] = Value::Null;
    let mut more = sound;
    more["surprise"] = Value::from(1);
    for broken in [missing, null, more] {
        assert!(!validator.is_valid(&broken), "{broken}");
    }
}

#[test]
fn every_key_stands_in_every_record_in_the_same_order_without_nulls() {
    let ingested = Ingested::from(&[&corpus()], &[]);
    let text =
        fs::read_to_string(ingested.path("documents/part-00000.jsonl")).expect("it is there");
    let shape = |line: &str| -> Vec<String> {
        let value: Value = serde_json::from_str(line).expect("a line is JSON");
        let mut keys = Vec::new();
        walk("", &value, &mut keys);
        keys
    };
    let mut lines = text.lines();
    let first = shape(lines.next().expect("there is a line"));
    for line in lines {
        assert_eq!(shape(line), first);
    }
}

/// The keys and types of a value; of a list, those of its first item.
fn walk(path: &str, value: &Value, keys: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                walk(&format!("{path}.{key}"), value, keys);
            }
        }
        Value::Array(items) => {
            assert!(!items.is_empty(), "{path} is empty");
            walk(&format!("{path}[]"), &items[0], keys);
        }
        Value::Null => panic!("{path} is null"),
        Value::String(_) => keys.push(format!("{path} string")),
        Value::Number(number) if number.is_f64() => keys.push(format!("{path} float")),
        Value::Number(_) => keys.push(format!("{path} integer")),
        Value::Bool(_) => keys.push(format!("{path} bool")),
    }
}
