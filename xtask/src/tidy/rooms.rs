//! The rooms: what every file and every stage must have, and how long a file is.

use super::{STAGES, Tree, stage_crates};

/// The folders that hold Rust code.
const CODE: &[&str] = &["crates/", "examples/", "tests/", "xtask/"];

/// A longer file has more than one subject. A table may be longer: it is named
/// in [`LONG_FILES`].
const MOST_LINES: usize = 600;

/// Paths of files that may be longer than [`MOST_LINES`].
const LONG_FILES: &[&str] = &["crates/gristmill-encoding/src/single_byte/tables.rs"];

/// Files without a head or too long, and stages that miss what a stage has.
pub(super) fn check(tree: &Tree) -> Vec<String> {
    let sources = || tree.iter().filter(|(path, _)| is_source(path));
    let headless = sources().filter_map(|(path, text)| without_head(path, text));
    let long = sources().filter_map(|(path, text)| too_long(path, text));
    let with_std = stage_crates().filter_map(|name| without_no_std(tree, &name));
    let untested = STAGES
        .iter()
        .filter_map(|stage| without_fixtures(tree, stage));
    let mut complaints: Vec<String> = headless.chain(long).collect();
    complaints.extend(with_std.chain(untested));
    complaints
}

fn is_source(path: &str) -> bool {
    path.ends_with(".rs") && CODE.iter().any(|folder| path.starts_with(folder))
}

fn without_head(path: &str, text: &str) -> Option<String> {
    let headless = !text.starts_with("//!");
    headless.then(|| format!("{path}: must begin with `//!` and what the file is for"))
}

fn too_long(path: &str, text: &str) -> Option<String> {
    let n_lines = text.lines().count();
    let long = n_lines > MOST_LINES && !LONG_FILES.contains(&path);
    long.then(|| format!("{path}: has {n_lines} lines, more than {MOST_LINES}"))
}

/// That `std` is out of reach is how a stage is kept from files and clocks.
fn without_no_std(tree: &Tree, name: &str) -> Option<String> {
    let path = format!("crates/{name}/src/lib.rs");
    let lib = tree.get(&path).map_or("", String::as_str);
    let missing = !lib.lines().any(|line| line.trim_end() == "#![no_std]");
    missing.then(|| format!("{path}: must be there and say `#![no_std]`"))
}

fn without_fixtures(tree: &Tree, stage: &str) -> Option<String> {
    let folder = format!("fixtures/{stage}/");
    let missing = !tree.keys().any(|path| path.starts_with(&folder));
    missing.then(|| format!("{folder}: has no fixtures"))
}

#[cfg(test)]
mod tests {
    use super::super::tree_of;
    use super::*;

    #[test]
    fn a_source_begins_with_what_it_is_for() {
        assert_eq!(without_head("a.rs", "//! Its purpose.\nfn a() {}"), None);
        assert!(without_head("a.rs", "// A remark.\n//! Late.").is_some());
        assert!(without_head("a.rs", "").is_some());
    }

    #[test]
    fn a_source_ends_in_time() {
        assert_eq!(too_long("a.rs", &"\n".repeat(MOST_LINES)), None);
        assert_eq!(
            too_long("a.rs", &"\n".repeat(MOST_LINES + 1)).as_deref(),
            Some("a.rs: has 601 lines, more than 600")
        );
    }

    #[test]
    fn a_stage_says_no_std_in_code() {
        let path = "crates/gristmill-split/src/lib.rs";
        let complaint = |text| without_no_std(&tree_of(&[(path, text)]), "gristmill-split");
        assert_eq!(complaint("//! Splits.\n#![no_std]\n"), None);
        assert!(complaint("//! Is not `#![no_std]`.\n").is_some());
        assert!(without_no_std(&Tree::new(), "gristmill-split").is_some());
    }

    #[test]
    fn only_code_of_the_workspace_is_looked_at() {
        assert!(is_source("xtask/src/main.rs"));
        assert!(!is_source("fixtures/corpus/in/main.rs"));
        assert!(!is_source("tests/Cargo.toml"));
    }

    #[test]
    fn a_workspace_of_one_file_misses_all_the_rest() {
        let complaints = check(&tree_of(&[
            ("crates/gristmill-text/src/lib.rs", "fn a() {}\n#![no_std]"),
            ("fixtures/detect/ascii.toml", ""),
        ]));
        assert!(complaints[0].starts_with("crates/gristmill-text/src/lib.rs: must begin"));
        assert_eq!(complaints.len(), 1 + STAGES.len() + (STAGES.len() - 1));
    }
}
