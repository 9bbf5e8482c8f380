//! Running the binary.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::{env, fs};

use gristmill_record::{Duplicate, EditRow, Manifest, Record, Reject};
use serde_json::Value;
use tempfile::TempDir;

/// The binary, built once for all tests.
pub(crate) fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--locked", "--package", "gristmill-cli"]);
        build
            .args(["--message-format", "json-render-diagnostics"])
            .current_dir(root());
        let built = build.stderr(Stdio::inherit()).output().expect("cargo runs");
        assert!(built.status.success(), "gristmill does not build");
        let messages = String::from_utf8(built.stdout).expect("cargo's messages are UTF-8");
        let executable = messages.lines().rev().find_map(|line| {
            let message: Value = serde_json::from_str(line).ok()?;
            message["executable"].as_str().map(PathBuf::from)
        });
        executable.expect("cargo names the executable")
    })
}

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The input of the corpus fixture.
pub(crate) fn corpus() -> PathBuf {
    root().join("fixtures/corpus/in")
}

/// Runs the binary with these arguments.
pub(crate) fn gristmill<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Output {
    Command::new(binary())
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("gristmill runs")
}

/// Runs the binary with this standard input.
pub(crate) fn gristmill_reading(args: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(binary());
    command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("gristmill runs");
    let mut stdin = child.stdin.take().expect("it was asked for");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("gristmill ends");
    let _ = writer.join();
    output
}

/// The exit code and what was said.
pub(crate) fn said(output: &Output) -> (i32, String) {
    let code = output
        .status
        .code()
        .unwrap_or_else(|| panic!("gristmill was killed: {output:?}"));
    (code, String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Ingests these inputs into this folder with these further arguments: the exit code
/// and what was said.
pub(crate) fn ingest_into(out: &Path, inputs: &[&Path], args: &[&str]) -> (i32, String) {
    run_into("ingest", out, inputs, args)
}

/// The same with another command.
pub(crate) fn run_into(
    command: &str,
    out: &Path,
    inputs: &[&Path],
    args: &[&str],
) -> (i32, String) {
    let mut all: Vec<&OsStr> = vec![OsStr::new(command)];
    all.extend(inputs.iter().map(|input| input.as_os_str()));
    all.extend([OsStr::new("--out"), out.as_os_str()]);
    all.extend(args.iter().map(OsStr::new));
    said(&gristmill(all))
}

/// An ingest, and what it wrote.
pub(crate) struct Ingested {
    pub(crate) folder: TempDir,
    pub(crate) code: i32,
    pub(crate) stderr: String,
}

impl Ingested {
    /// Ingests these inputs with these further arguments.
    pub(crate) fn from(inputs: &[&Path], args: &[&str]) -> Self {
        let folder = TempDir::new().expect("there is room for a folder");
        let (code, stderr) = ingest_into(folder.path(), inputs, args);
        Self {
            folder,
            code,
            stderr,
        }
    }

    /// Drops duplicates from these inputs.
    pub(crate) fn deduplicated(inputs: &[&Path], args: &[&str]) -> Self {
        let folder = TempDir::new().expect("there is room for a folder");
        let (code, stderr) = run_into("dedup", folder.path(), inputs, args);
        Self {
            folder,
            code,
            stderr,
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn documents(&self) -> Vec<Record<'static>> {
        self.rows("documents")
    }

    pub(crate) fn duplicates(&self) -> Vec<Duplicate> {
        self.rows("duplicates")
    }

    pub(crate) fn edits(&self) -> Vec<EditRow<'static>> {
        self.rows("edits")
    }

    pub(crate) fn rejects(&self) -> Vec<Reject> {
        lines(&self.path("rejects.jsonl"))
    }

    pub(crate) fn manifest(&self) -> Manifest {
        let text = fs::read(self.path("manifest.json")).expect("there is a manifest");
        serde_json::from_slice(&text).expect("the manifest is of its schema")
    }

    /// The one document whose path ends so.
    pub(crate) fn document(&self, path: &str) -> Record<'static> {
        let mut all = self.documents();
        all.retain(|record| record.origin.path.ends_with(path));
        all.pop()
            .unwrap_or_else(|| panic!("there is no document {path}"))
    }

    fn rows<T: serde::de::DeserializeOwned>(&self, table: &str) -> Vec<T> {
        let Ok(entries) = fs::read_dir(self.path(table)) else {
            return Vec::new();
        };
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.expect("it can be read").path())
            .collect();
        paths.sort();
        paths.iter().flat_map(|path| lines(path)).collect()
    }
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Vec<T> {
    let Ok(text) = fs::read_to_string(path) else {
        return Vec::new();
    };
    let parse = |line| {
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    text.lines().map(parse).collect()
}

/// Every final file of an output, by its name.
pub(crate) fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("its entries can be read").path();
            let name = path
                .strip_prefix(folder)
                .expect("it is below")
                .to_string_lossy()
                .into_owned();
            if name == ".gristmill" {
                continue;
            } else if path.is_dir() {
                folders.push(path);
            } else {
                files.push((name, fs::read(&path).expect("it can be read")));
            }
        }
    }
    files.sort();
    files
}

/// The names of the files in which two outputs differ, missing ones included.
pub(crate) fn differences(one: &Path, other: &Path) -> Vec<String> {
    let (one, other) = (tree(one), tree(other));
    let differs = |file: &&(String, Vec<u8>), files: &[(String, Vec<u8>)]| !files.contains(file);
    let missing = one.iter().filter(|file| differs(file, &other));
    let surplus = other.iter().filter(|file| differs(file, &one));
    missing
        .chain(surplus)
        .map(|(name, _)| name.clone())
        .collect()
}
