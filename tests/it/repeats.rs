//! What kept documents repeat of each other is listed, and nothing of it is cut.

use std::fs;
use std::path::Path;

use gristmill_record::{Boilerplate, RepeatRole, RepeatedSection};
use serde::de::DeserializeOwned;
use tempfile::TempDir;

use crate::run::{Ingested, differences, gristmill, ingest_into, said};

const BIO: &str = "Anna Miller is a fellow of the Institute for Grain in Lisbon.";
const FOOT: &str = "Subscribe to our weekly letter on flour and bread.";
const ARGS: [&str; 5] = [
    "--source",
    "s",
    "--dedup-unit=section",
    "--boilerplate",
    "3",
];

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("there is room");
}

/// Four articles, of which three end in the same lines and two have one author.
fn articles() -> TempDir {
    let folder = TempDir::new().expect("there is room");
    let article = |about: &str, heading: &str, bio: &str, foot: &str| {
        format!(
            "BACKGROUND\n\nThe price of {about} rose in the spring of 2020.\n\n\
             {heading}\n\n{bio}\n\nNOTES\n\n{foot} {about}\n\n{foot}\n"
        )
    };
    let other = "Bela Szabo bakes in Pest, and writes about what he bakes.";
    let about_author = "ABOUT THE AUTHOR";
    write(
        folder.path(),
        "a.txt",
        &article("rye", "AUTHOR'S BIO", BIO, FOOT),
    );
    write(
        folder.path(),
        "b.txt",
        &article("oats", about_author, BIO, FOOT),
    );
    write(
        folder.path(),
        "c.txt",
        &article("spelt", about_author, other, FOOT),
    );
    write(
        folder.path(),
        "d.txt",
        &article("millet", "AUTHOR'S BIO", "He bakes.", "No foot."),
    );
    folder
}

fn rows<T: DeserializeOwned>(output: &Ingested, name: &str) -> Vec<T> {
    let text = fs::read_to_string(output.path(name)).expect("the table is there");
    let rows = text.lines().map(serde_json::from_str);
    rows.collect::<Result<_, _>>()
        .expect("rows follow the schema")
}

#[test]
fn repeated_sections_and_lines_are_listed() {
    let inputs = articles();
    let output = Ingested::from(&[inputs.path()], &ARGS);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let records = output.documents();
    assert_eq!(records.len(), 4);
    let repeated: Vec<RepeatedSection> = rows(&output, "repeated_sections.jsonl");
    let roles: Vec<RepeatRole> = repeated.iter().map(|row| row.role).collect();
    assert_eq!(roles, [RepeatRole::Kept, RepeatRole::Exact]);
    assert_eq!(repeated[0].cluster, repeated[1].cluster);
    for (row, record) in repeated.iter().zip(&records) {
        assert_eq!(row.id, record.id);
        let section = &record.sections[usize::try_from(row.section).expect("there are few")];
        assert_eq!((row.start, row.end), (section.start, section.end));
        let chars = record
            .text
            .chars()
            .skip(usize::try_from(row.start).expect("it is short"));
        let len = usize::try_from(row.end - row.start).expect("it is short");
        let text: String = chars.take(len).collect();
        assert!(text.contains(BIO), "{text}");
    }
    let lines: Vec<Boilerplate> = rows(&output, "boilerplate.jsonl");
    let expected = Boilerplate {
        source: "s".into(),
        line: FOOT.into(),
        documents: 3,
        first: records[0].id.clone(),
    };
    assert_eq!(lines, [expected]);
    let verified = gristmill([
        Path::new("verify"),
        output.folder.path(),
        Path::new("--deep"),
    ]);
    assert_eq!(said(&verified).0, 0, "{}", said(&verified).1);
    // A table that was tampered with is found.
    let path = output.path("repeated_sections.jsonl");
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, text.replace("exact", "kept")).expect("it is ours");
    let verified = gristmill([Path::new("verify"), output.folder.path()]);
    assert_eq!(said(&verified).0, 1, "{}", said(&verified).1);
}

#[test]
fn an_output_that_is_brought_up_to_date_is_that_of_a_fresh_run() {
    let inputs = articles();
    let updated = TempDir::new().expect("there is room");
    let into = |out: &TempDir| {
        let (code, stderr) = ingest_into(out.path(), &[inputs.path()], &ARGS);
        assert_eq!(code, 0, "{stderr}");
    };
    into(&updated);
    // The first of all is another one now, and then there is only one author left.
    let article = fs::read_to_string(inputs.path().join("b.txt")).expect("it is there");
    write(inputs.path(), "0.txt", &article.replace("oats", "barley"));
    into(&updated);
    let fresh = TempDir::new().expect("there is room");
    into(&fresh);
    assert_eq!(
        differences(updated.path(), fresh.path()),
        Vec::<String>::new()
    );
    for name in ["0.txt", "a.txt", "b.txt"] {
        fs::remove_file(inputs.path().join(name)).expect("it is there");
    }
    into(&updated);
    for name in ["repeated_sections.jsonl", "boilerplate.jsonl"] {
        assert!(!updated.path().join(name).exists(), "{name}");
    }
}
