//! The filters: the standard input to the standard output.

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{corpus, gristmill, gristmill_reading, said};

fn rows(stdout: &[u8]) -> Vec<Value> {
    let text = String::from_utf8(stdout.to_vec()).expect("JSON lines are UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

#[test]
fn repair_tells_its_edits_in_code_points_of_what_came_in() {
    let input = "{\"id\":7,\"text\":\"Š the mayor\\\\'s &amp;rsquo;\"}\n";
    let output = gristmill_reading(&["repair", "--format", "jsonl"], input.as_bytes());
    assert_eq!(said(&output).0, 0);
    let row = &rows(&output.stdout)[0];
    assert_eq!(row["id"], 7);
    assert_eq!(row["text"], "Š the mayor's ’");
    let edits = row["edits"].as_array().expect("a list");
    assert_eq!(edits.len(), 2);
    assert_eq!(
        (edits[0]["start"].as_u64(), edits[0]["end"].as_u64()),
        (Some(11), Some(13))
    );
    assert_eq!(
        (
            edits[0]["original"].as_str(),
            edits[0]["replacement"].as_str()
        ),
        (Some("\\'"), Some("'"))
    );
    assert_eq!(edits[1]["rule"], "repair.entity.named");
    assert_eq!(edits[1]["kind"], "entity");
}

#[test]
fn what_a_source_does_to_all_its_texts_is_learnt() {
    let folder = TempDir::new().expect("there is room for a folder");
    let profile = folder.path().join("profile.json");
    let profile = profile
        .to_str()
        .expect("temporary folders have plain names");
    let line = |source: &str, text: &str| {
        serde_json::json!({"id": 1, "source": source, "text": text}).to_string() + "\n"
    };
    let code = "Write `x = \\'mill\\'` here.";
    let shown = "Write \\' for it, the miller's way.";
    let mut lines = [
        line("database", code),
        line("manual", shown),
        line("unheard of", code),
    ];
    lines[0] += &line("database", "the mayor\\'s mill").repeat(60);
    let learnt = gristmill_reading(
        &["repair", "--learn", profile],
        lines[..2].concat().as_bytes(),
    );
    assert_eq!(said(&learnt).0, 0);
    assert!(learnt.stdout.is_empty());
    let output = gristmill_reading(
        &["repair", "--profile-in", profile],
        lines.concat().as_bytes(),
    );
    let rows = rows(&output.stdout);
    assert_eq!(rows[0]["text"], "Write `x = 'mill'` here.");
    assert_eq!(rows[1]["text"], "the mayor's mill");
    let last = rows.len() - 1;
    assert_eq!(rows[last - 1]["text"], shown);
    assert_eq!(rows[last]["text"], code);
}

#[test]
fn split_tells_sections_and_metadata() {
    let input =
        "{\"id\":\"a\",\"text\":\"Š: x.\\nRESULTS: y\\nAUTHOR’S BIO: Ada Miller is a farmer.\"}";
    let output = gristmill_reading(&["split", "--format", "jsonl"], input.as_bytes());
    let row = &rows(&output.stdout)[0];
    let sections = row["sections"].as_array().expect("a list");
    let kinds: Vec<&str> = sections
        .iter()
        .filter_map(|section| section["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["body", "results", "author_bio"]);
    assert_eq!(sections[1]["start"], 6);
    assert_eq!(sections[1]["text"], "RESULTS: y\n");
    assert_eq!(row["metadata"]["author"], "Ada Miller");
}

#[test]
fn split_keeps_the_other_fields_and_tells_the_headings_above() {
    let text = "# Rye\n\n## Methods\n\nWe count.\n\n### Scales\n\nTwo.\n\n## Results\n\nThree.\n";
    let line = serde_json::json!({ "id": 7, "url": "x", "n": 1.5, "sections": [1], "text": text });
    let output = gristmill_reading(&["split", "--tree"], line.to_string().as_bytes());
    let row = &rows(&output.stdout)[0];
    assert_eq!(
        (&row["id"], &row["url"], &row["n"]),
        (&7.into(), &"x".into(), &1.5.into())
    );
    let sections = row["sections"].as_array().expect("a list");
    let paths: Vec<String> = sections
        .iter()
        .map(|section| section["path"].to_string())
        .collect();
    let expected = ["[]", r#"["Rye"]"#, r#"["Rye","Methods"]"#, r#"["Rye"]"#];
    assert_eq!(paths, expected);
    let whole: String = sections
        .iter()
        .filter_map(|section| section["text"].as_str())
        .collect();
    assert_eq!(whole, text);
}

#[test]
fn a_file_of_sections_goes_before_the_built_in_ones() {
    let folder = tempfile::TempDir::new().expect("there is room for a folder");
    let file = folder.path().join("own.toml");
    std::fs::write(
        &file,
        "[kind.recipe]\nen = ['dough']\n[kind.methods]\nen = ['results']",
    )
    .expect("it can be written");
    let file = file.to_str().expect("temporary folders have plain names");
    let input = br#"{"text":"DOUGH: rye.\nRESULTS: bread."}"#;
    let output = gristmill_reading(&["split", "--sections", file], input);
    let row = &rows(&output.stdout)[0];
    assert_eq!(row["sections"][0]["kind"], "recipe");
    assert_eq!(row["sections"][1]["kind"], "methods");

    std::fs::write(file, "[kind.recipe]\nen = 'dough'").expect("it can be written");
    let (code, stderr) = said(&gristmill_reading(&["split", "--sections", file], input));
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("`en` is no list of words"), "{stderr}");
}

#[test]
fn inspect_says_why_a_candidate_is_no_heading() {
    let text = "RESULTS: three \u{1B}[31m loaves.\n\nWe weighed with these\nnotes: none.\n";
    let output = gristmill_reading(&["inspect", "-"], text.as_bytes());
    let told = String::from_utf8(output.stdout).expect("it is UTF-8");
    assert!(told.contains("RESULTS  [results]"), "{told}");
    assert!(told.contains("[no heading: "), "{told}");
    assert!(!told.contains('\u{1B}'), "{told}");
}

#[test]
fn a_lone_surrogate_counts_as_one_code_point() {
    let input = br#"{"id":"a","text":"x\ud800 the mayor\\'s mill"}"#;
    let output = gristmill_reading(&["repair"], input);
    let row = &rows(&output.stdout)[0];
    assert_eq!(row["text"], "x\u{FFFD} the mayor's mill");
    assert_eq!(row["edits"][0]["start"], 12);
}

#[test]
fn a_bad_line_is_reported_and_passed_over() {
    let input =
        b"{\"id\":\"a\",\"text\":\"one\"}\nnonsense \x1B[31m\n\n{\"id\":\"b\",\"text\":\"two\"}\n";
    for command in ["repair", "split"] {
        let output = gristmill_reading(&[command], input);
        let (code, stderr) = said(&output);
        assert_eq!(code, 3, "{stderr}");
        assert!(
            stderr.contains("line 2 is passed over") && !stderr.contains('\u{1B}'),
            "{stderr}"
        );
        let ids: Vec<Value> = rows(&output.stdout)
            .into_iter()
            .map(|mut row| row["id"].take())
            .collect();
        assert_eq!(ids, ["a", "b"]);
    }
}

#[test]
fn detect_answers_for_each_path_and_goes_on() {
    let encodings = corpus().join("encodings");
    let image = corpus().join("rejects/picture.png");
    let paths =
        ["ru-windows-1251.txt", "gone.txt", "sv-utf-16be-bom.txt"].map(|name| encodings.join(name));
    let mut args = vec!["detect".as_ref(), "--format".as_ref(), "jsonl".as_ref()];
    args.extend(paths.iter().map(|path| path.as_os_str()));
    args.push(image.as_os_str());
    let output = gristmill(args);
    let (code, stderr) = said(&output);
    assert_eq!(code, 3);
    assert!(stderr.contains("gone.txt"), "{stderr}");
    let rows = rows(&output.stdout);
    assert_eq!(rows[0]["encoding"], "windows-1251");
    assert_eq!(rows[1]["evidence"], "bom");
    assert_eq!(
        (&rows[2]["encoding"], &rows[2]["evidence"]),
        (&Value::Null, &Value::from("binary"))
    );
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let lines = "{\"id\":\"a\",\"text\":\"some words of no importance\"}\n".repeat(200_000);
    let script = "\"$0\" repair | head -n 1";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script]).arg(crate::run::binary());
    command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("there is a shell");
    let mut stdin = child.stdin.take().expect("it was asked for");
    // The filter ends early, so this may fail, and should not matter.
    let writer =
        std::thread::spawn(move || std::io::Write::write_all(&mut stdin, lines.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    let _ = writer.join();
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(rows(&output.stdout).len(), 1);
}
