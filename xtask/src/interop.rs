//! `cargo xtask interop [INPUT]`: the output of an ingest, loaded by other people's tools.
//!
//! Python and its packages are installed into `target/interop`, where nothing else is.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::run;

/// How many documents there are when no input is named.
const DOCUMENTS: usize = 10_000;

/// Ingests the input, or documents made from those of the fixture corpus, and loads what
/// comes of it.
pub(crate) fn interop(arguments: &[OsString]) -> Result<ExitCode, String> {
    let folder = PathBuf::from("target/interop");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let python = environment(&folder)?;
    let input = match arguments {
        [input] => PathBuf::from(input),
        [] => make_documents(&folder.join("in")).map_err(|error| error.to_string())?,
        _ => return Err("name one input, or none".into()),
    };
    let out = folder.join("out");
    let _ = fs::remove_dir_all(&out);
    run::check(&mut run::cargo(&[
        "build",
        "--release",
        "--locked",
        "--quiet",
    ]))?;
    let mut ingest = Command::new("target/release/gristmill");
    ingest.arg("ingest").arg(&input).arg("--out").arg(&out);
    // Some of the documents may be none.
    run::status(&mut ingest)?;
    let mut load = Command::new(python);
    run::status(load.arg("xtask/interop/load.py").arg(&out)).map(run::exit_code)
}

/// The Python of an environment with the tools in it.
fn environment(folder: &Path) -> Result<PathBuf, String> {
    let environment = folder.join("venv");
    let python = environment.join("bin/python");
    let requirements = "xtask/interop/requirements.txt";
    let installed = environment.join("requirements.txt");
    let wanted = fs::read(requirements).map_err(|error| error.to_string())?;
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    run::check(
        Command::new("python3")
            .args(["-m", "venv"])
            .arg(&environment),
    )?;
    let mut pip = Command::new(&python);
    run::check(pip.args(["-m", "pip", "install", "--quiet", "-r", requirements]))?;
    fs::write(installed, wanted).map_err(|error| error.to_string())?;
    Ok(python)
}

/// The documents of the fixture corpus again and again, each with a line of its own.
fn make_documents(folder: &Path) -> std::io::Result<PathBuf> {
    let _ = fs::remove_dir_all(folder);
    let articles = fs::read_dir("fixtures/corpus/in/articles")?;
    let mut articles: Vec<PathBuf> = articles.flatten().map(|entry| entry.path()).collect();
    articles.retain(|path| path.is_file());
    articles.sort();
    for number in 0..DOCUMENTS {
        let mut bytes = fs::read(&articles[number % articles.len()])?;
        // One in ten is a copy.
        if number % 10 > 0 {
            bytes.extend_from_slice(format!("\n{number} sacks of rye\n").as_bytes());
        }
        let path = folder.join(format!("{:02}", number % 64));
        fs::create_dir_all(&path)?;
        fs::write(path.join(format!("{number:05}.txt")), bytes)?;
    }
    Ok(folder.to_owned())
}
