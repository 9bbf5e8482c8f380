//! gristmill beside its peers, in one process: `cargo xtask bench detect FILES...`,
//! `bench decode FILES...`, `bench encoding < SENTENCES`, `bench language < SENTENCES`
//! and `bench repair|split < JSONL`.
//!
//! Times are given as ratios to a peer in the same run, each the median of several
//! rounds, since machines are noisy.

mod decode;
mod detect;
mod encoding;
mod language;
mod repair;
mod split;

use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((what, paths)) if what == "detect" && !paths.is_empty() => detect::compare(paths),
        Some((what, paths)) if what == "decode" && !paths.is_empty() => decode::compare(paths),
        Some((what, [])) if what == "encoding" => encoding::compare(),
        Some((what, [])) if what == "language" => language::compare(),
        Some((what, [])) if what == "repair" => repair::compare(),
        Some((what, [])) if what == "split" => split::compare(),
        _ => {
            eprintln!(
                "usage: bench detect|decode FILE-OR-FOLDER...\n       bench encoding|language < TAG<tab>SENTENCE\n       bench repair|split < JSONL"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// The median of the seconds that some rounds of work take.
fn seconds(rounds: usize, mut work: impl FnMut()) -> f64 {
    let mut taken: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = std::time::Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    taken[rounds / 2]
}

/// The texts of the lines of JSON on the standard input.
fn texts_of_stdin() -> Vec<String> {
    let lines = std::io::stdin().lock().lines();
    let values = lines.filter_map(|line| serde_json::from_str::<Value>(&line.ok()?).ok());
    values
        .filter_map(|line| Some(line.get("text")?.as_str()?.to_owned()))
        .collect()
}

/// The contents of these files, and of those in these folders, in the order of names.
fn collect(paths: &[String]) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for path in paths {
        collect_into(Path::new(path), &mut files);
    }
    files
}

fn collect_into(path: &Path, files: &mut Vec<Vec<u8>>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("the folder can be read");
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        for path in paths {
            collect_into(&path, files);
        }
    } else if let Ok(bytes) = fs::read(path) {
        files.push(bytes);
    }
}
