//! What is said, and the exit code that goes with it.

use tempfile::TempDir;

use crate::run::{Ingested, corpus, gristmill, ingest_into, said};

#[test]
fn wrong_arguments_are_2() {
    for args in [
        &["ingest"][..],
        &["ingest", "x"],
        &["ingest", "x", "--out", "y", "--threads", "0"],
        &["grind"],
    ] {
        assert_eq!(said(&gristmill(args)).0, 2, "{args:?}");
    }
    let unknown = gristmill(["ingest", "x", "--out", "y", "--encoding", "klingon"]);
    let (code, stderr) = said(&unknown);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("klingon") && stderr.contains("hint: "),
        "{stderr}"
    );
}

#[test]
fn help_says_what_it_is_and_what_there_is() {
    let help = gristmill(["--help"]);
    let text = String::from_utf8_lossy(&help.stdout).into_owned();
    assert!(
        text.starts_with("Turns piles of raw documents into a corpus"),
        "{text}"
    );
    for command in [
        "ingest", "detect", "repair", "split", "verify", "explain", "schema",
    ] {
        assert!(
            text.contains(&format!("\n  {command} ")),
            "{command}: {text}"
        );
    }
    let ingest = gristmill(["ingest", "--help"]);
    assert!(
        String::from_utf8_lossy(&ingest.stdout)
            .contains("Exit codes: 0 every input is accounted for")
    );
}

#[test]
fn arguments_cannot_drive_the_terminal() {
    for args in [
        &["ingest", "x", "--dedup", "\u{1B}[31mX\u{7}"][..],
        &["\u{1B}]0;owned\u{7}"],
    ] {
        let (code, stderr) = said(&gristmill(args));
        assert_eq!(code, 2);
        assert!(
            !stderr.contains('\u{1B}') && !stderr.contains('\u{7}'),
            "{stderr}"
        );
    }
}

#[test]
fn a_missing_input_is_1_and_named() {
    let out = TempDir::new().expect("there is room for a folder");
    let (code, stderr) = ingest_into(out.path(), &["no/such/folder".as_ref()], &[]);
    assert_eq!(code, 1);
    assert!(
        stderr.starts_with("error: cannot read `no/such/folder`"),
        "{stderr}"
    );
    assert!(!out.path().join("manifest.json").exists());
}

#[test]
fn an_output_that_cannot_be_made_is_1() {
    let folder = TempDir::new().expect("there is room for a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, b"x").expect("it can be written");
    let (code, stderr) = ingest_into(&file, &[&corpus()], &[]);
    assert_eq!(code, 1, "{stderr}");
}

#[test]
fn an_input_that_is_the_output_is_refused() {
    let folder = TempDir::new().expect("there is room for a folder");
    std::fs::write(folder.path().join("a.txt"), "a few words").expect("it can be written");
    let (code, stderr) = ingest_into(folder.path(), &[folder.path()], &[]);
    assert_eq!(code, 2, "{stderr}");
    assert!(!folder.path().join("manifest.json").exists());
}

#[test]
fn a_dry_run_writes_nothing() {
    let corpus = corpus();
    let (code, stderr) = said(&gristmill([
        "ingest".as_ref(),
        corpus.as_os_str(),
        "--dry-run".as_ref(),
    ]));
    assert_eq!(code, 0);
    assert!(stderr.starts_with("87 files of "), "{stderr}");
}

#[test]
fn the_summary_is_on_the_standard_error_and_can_be_silenced() {
    let articles = corpus().join("articles");
    let ingested = Ingested::from(&[&articles], &[]);
    assert!(
        ingested
            .stderr
            .contains("15 inputs = 15 kept + 0 duplicates + 0 rejects"),
        "{}",
        ingested.stderr
    );
    let quiet = Ingested::from(&[&articles], &["--quiet"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
}
