//! Two trees of files, compared byte for byte and told apart in words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files of a tree: path from its root, and content.
pub(crate) type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The engine's own folder in an output: lock, journal, spool.
const PRIVATE: &str = ".gristmill";

/// How much of a line is shown.
const SHOWN_CHARS: usize = 200;

/// How much of what two lines share is shown before they part.
const LEAD_BYTES: usize = 60;

/// What a reader must know to see where `found` is not as `expected`: an entry
/// a file that is missing, extra or different.
pub(crate) fn compare(expected: &Files, found: &Files) -> Vec<String> {
    let paths: BTreeSet<&PathBuf> = expected.keys().chain(found.keys()).collect();
    let complaint = |path: &PathBuf| {
        let difference = match (expected.get(path), found.get(path)) {
            (Some(_), None) => "missing from the output".to_owned(),
            (None, _) => "in the output, but not expected".to_owned(),
            (Some(expected), Some(found)) => difference(expected, found)?,
        };
        Some(format!("{}: {difference}", path.display()))
    };
    paths.into_iter().filter_map(complaint).collect()
}

/// Reads every file below a folder, except in folders named `.gristmill`.
pub(crate) fn read_tree(root: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        read_folder(&path, &folder, &mut files, &mut folders)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    }
    Ok(files)
}

/// Writes every file below a folder, which is made where it is not there.
pub(crate) fn write_tree(files: &Files, root: &Path) -> Result<(), String> {
    for (path, content) in files {
        let path = root.join(path);
        let folder = path.parent().unwrap_or(root);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, content))
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    Ok(())
}

/// Adds the files of one folder to `files` and the folders in it to `folders`.
fn read_folder(
    path: &Path,
    name: &Path,
    files: &mut Files,
    folders: &mut Vec<PathBuf>,
) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = name.join(entry.file_name());
        if !entry.file_type()?.is_dir() {
            files.insert(name, fs::read(entry.path())?);
        } else if entry.file_name() != PRIVATE {
            folders.push(name);
        }
    }
    Ok(())
}

/// The first line in which two files differ, in both forms; none if they do not.
fn difference(expected: &[u8], found: &[u8]) -> Option<String> {
    if expected == found {
        return None;
    }
    let mut old = expected.split(|&byte| byte == b'\n');
    let mut new = found.split(|&byte| byte == b'\n');
    let mut line = 1;
    loop {
        match (old.next(), new.next()) {
            (Some(old), Some(new)) if old == new => line += 1,
            (old, new) => return Some(parted(line, old, new)),
        }
    }
}

fn parted(line: usize, expected: Option<&[u8]>, found: Option<&[u8]>) -> String {
    let shared = expected
        .unwrap_or_default()
        .iter()
        .zip(found.unwrap_or_default())
        .take_while(|(old, new)| old == new)
        .count();
    format!(
        "line {line} differs\n  expected: {}\n  found:    {}",
        shown(expected, shared),
        shown(found, shared)
    )
}

/// The piece of a line from shortly before the byte `parting`, safe to print.
fn shown(line: Option<&[u8]>, parting: usize) -> String {
    let Some(line) = line else {
        return "(end of file)".to_owned();
    };
    let start = character_start(line, parting.saturating_sub(LEAD_BYTES));
    let piece = escaped(&line[start..]);
    let mut cut: String = piece.chars().take(SHOWN_CHARS).collect();
    if cut.len() < piece.len() {
        cut.push('…');
    }
    if start > 0 {
        cut.insert(0, '…');
    }
    cut
}

/// The start of the UTF-8 character that the byte at `offset` belongs to.
fn character_start(line: &[u8], offset: usize) -> usize {
    let continues = |offset: &usize| line.get(*offset).is_some_and(|byte| byte >> 6 == 0b10);
    (0..=offset).rev().find(|at| !continues(at)).unwrap_or(0)
}

/// The text with nothing in it that a terminal would obey or hide.
fn escaped(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' | '\'' | '\\' => text.push(c),
                _ => text.extend(c.escape_debug()),
            }
        }
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> Files {
        let owned = |(path, text): &(&str, &str)| (path.into(), text.as_bytes().to_vec());
        entries.iter().map(owned).collect()
    }

    #[test]
    fn equal_trees_differ_in_nothing() {
        let tree = files(&[("a", "1\n"), ("b/c", "")]);
        assert!(compare(&tree, &tree.clone()).is_empty());
    }

    #[test]
    fn missing_extra_and_different_files_are_told_apart() {
        let expected = files(&[("gone", ""), ("same", "x"), ("text", "a\nb\nc\n")]);
        let found = files(&[("new", ""), ("same", "x"), ("text", "a\nB\nC\n")]);
        assert_eq!(
            compare(&expected, &found),
            [
                "gone: missing from the output",
                "new: in the output, but not expected",
                "text: line 2 differs\n  expected: b\n  found:    B",
            ]
        );
    }

    #[test]
    fn a_file_that_ends_early_differs_where_it_ends() {
        assert_eq!(
            difference(b"a\nb", b"a").as_deref(),
            Some("line 2 differs\n  expected: b\n  found:    (end of file)")
        );
        assert_eq!(
            difference(b"a", b"a\n").as_deref(),
            Some("line 2 differs\n  expected: (end of file)\n  found:    ")
        );
    }

    #[test]
    fn a_long_line_is_shown_around_the_place_where_it_parts() {
        let [old, new] = ["old", "new"].map(|end| format!("{}{end}", "ж".repeat(500)));
        let shown = difference(old.as_bytes(), new.as_bytes()).unwrap_or_default();
        let lead = format!("…{}", "ж".repeat(LEAD_BYTES / 2));
        assert_eq!(
            shown,
            format!("line 1 differs\n  expected: {lead}old\n  found:    {lead}new")
        );
        let long = "y".repeat(1000);
        assert_eq!(
            self::shown(Some(long.as_bytes()), 0).chars().count(),
            SHOWN_CHARS + 1
        );
    }

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        assert_eq!(
            escaped("\"a\\n\" \u{1b}[31m\u{202e} Ж\r".as_bytes()),
            "\"a\\n\" \\u{1b}[31m\\u{202e} Ж\\r"
        );
        assert_eq!(escaped(b"a\xffb"), "a\\xffb");
    }

    #[test]
    fn a_tree_is_read_without_the_engines_own_folder_and_written_back() -> Result<(), String> {
        let root = std::env::temp_dir().join(format!("xtask-compare-{}", std::process::id()));
        let wanted = files(&[("documents/part", "1\n"), ("manifest", "{}")]);
        let private = files(&[(".gristmill/lock", "7")]);
        write_tree(&wanted, &root)?;
        write_tree(&private, &root)?;
        let read = read_tree(&root);
        fs::remove_dir_all(&root).map_err(|error| error.to_string())?;
        assert_eq!(read?, wanted);
        Ok(())
    }
}
