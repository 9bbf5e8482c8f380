//! `cargo xtask tidy`: what the compiler does not check about the workspace.
//!
//! A check is a function from the tracked text files to complaints, so a test
//! can hand it a workspace of three lines.

mod arrows;
mod rooms;
mod rules;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::run;

/// The text files of the workspace: path from its root, with `/`, and content.
type Tree = BTreeMap<String, String>;

/// The endings of the files that are looked into.
const TEXT_FILES: &[&str] = &["rs", "toml", "md", "sh", "yml"];

/// The stages of the mill: `gristmill-NAME` in `crates`, with `fixtures/NAME`.
const STAGES: &[&str] = &["detect", "decode", "repair", "normalize", "split", "dedup"];

/// The crate that every stage may build on, and that keeps the same laws.
const TEXT_CRATE: &str = "gristmill-text";

/// Makes every check and prints every complaint.
pub(crate) fn tidy() -> Result<(), String> {
    let tree = tracked_texts()?;
    let checks = [arrows::check, rooms::check, rules::check, words::check];
    let complaints: Vec<String> = checks.iter().flat_map(|check| check(&tree)).collect();
    for complaint in &complaints {
        eprintln!("tidy: {complaint}");
    }
    match complaints.len() {
        0 => {
            eprintln!("{} files are tidy", tree.len());
            Ok(())
        }
        1 => Err("1 thing is untidy".to_owned()),
        n => Err(format!("{n} things are untidy")),
    }
}

/// The names of the crates that keep the laws of a stage.
fn stage_crates() -> impl Iterator<Item = String> {
    let stages = STAGES.iter().map(|stage| format!("gristmill-{stage}"));
    std::iter::once(TEXT_CRATE.to_owned()).chain(stages)
}

/// Reads the text files that git tracks, and new ones that it would.
fn tracked_texts() -> Result<Tree, String> {
    let root = run::root();
    let mut tree = Tree::new();
    for path in tracked_files()? {
        // A file that was deleted, but not yet in the index, is still listed.
        if is_text(&path) && root.join(&path).is_file() {
            let bytes = fs::read(root.join(&path))
                .map_err(|error| format!("cannot read {path}: {error}"))?;
            tree.insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(tree)
}

fn tracked_files() -> Result<Vec<String>, String> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(run::root())
        .output()
        .map_err(|error| format!("cannot start `git ls-files`: {error}"))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`git ls-files` failed: {}", message.trim_end()));
    }
    let paths = output.stdout.split(|&byte| byte == 0);
    let named = paths.filter(|path| !path.is_empty());
    Ok(named
        .map(|path| String::from_utf8_lossy(path).into_owned())
        .collect())
}

fn is_text(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| TEXT_FILES.contains(&ending))
}

/// A workspace made of `(path, text)`, for the tests of the checks.
#[cfg(test)]
fn tree_of(files: &[(&str, &str)]) -> Tree {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    files.iter().map(owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_file_is_known_by_its_ending() {
        assert!(is_text("a/b.rs"));
        assert!(!is_text("a/rs"));
        assert!(!is_text("a/b.rs.gz"));
    }

    #[test]
    fn the_text_crate_and_the_stages_keep_the_laws() {
        let crates: Vec<String> = stage_crates().collect();
        assert_eq!(crates.len(), 7);
        assert!(crates.contains(&"gristmill-text".to_owned()));
        assert!(crates.contains(&"gristmill-dedup".to_owned()));
    }
}
