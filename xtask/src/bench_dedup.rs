//! `cargo xtask bench dedup` and `bench growth`: what deduplication costs, and how right it
//! is.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::measure::{Cost, best, measure, size};
use crate::{made_corpus, run};

/// Where corpora are made, and deduplicated.
const MADE: &str = "target/bench-dedup/in";
const OUT: &str = "target/bench-dedup/out";

/// How many documents the table is made of: about 50 MB.
const DOCUMENTS: u64 = 12_500;

/// How similar near duplicates are.
const LEAST: f64 = 0.8;

/// What somebody writes in Python with the fastest library there is.
const RENSA: &str = include_str!("rensa_dedup.py");

/// Prints a table of the floor (hashing the bytes), of gristmill, and of rensa where Python
/// has it; for a corpus that is made, how right they are.
pub(crate) fn bench_dedup(arguments: &[OsString]) -> Result<ExitCode, String> {
    build()?;
    let input = match arguments {
        [] => {
            made_corpus::write(Path::new(MADE), DOCUMENTS).map_err(|error| error.to_string())?;
            MADE.into()
        }
        [input] => input.clone(),
        _ => return Err("name one folder of JSON lines, or none".into()),
    };
    let is_made = arguments.is_empty();
    let bytes = size(Path::new(&input)).map_err(|error| error.to_string())?;
    let megabytes = bytes as f64 / 1e6;
    println!("{megabytes:.1} MB of JSON lines\n");
    println!("| what | CPU s | MB per CPU s | x SHA-256 | peak MB | precision | recall | lost |");
    println!("|---|---|---|---|---|---|---|---|");
    let mut find = Command::new("find");
    find.arg(&input).args([
        "-type", "f", "-exec", "openssl", "dgst", "-sha256", "{}", "+",
    ]);
    let floor = measure(&mut find)?;
    let row = |name: &str, cost: Cost, kept: Option<BTreeSet<u64>>| {
        let (cpu, memory) = (cost.cpu, cost.memory);
        let (speed, times) = (megabytes / cpu, cpu / floor.cpu);
        print!("| {name} | {cpu:.2} | {speed:.0} | {times:.1} | {memory:.0} |");
        match kept.map(|kept| made_corpus::score(&kept, DOCUMENTS, LEAST)) {
            Some(score) => println!(
                " {:.4} | {:.4} | {} |",
                score.precision, score.recall, score.lost
            ),
            None => println!(" | | |"),
        }
    };
    row("openssl dgst -sha256", floor, None);
    for (command, args, is_near) in [
        ("dedup", "--dedup exact", false),
        ("dedup", "--near 0.8", true),
        ("ingest", "--dedup exact", false),
        ("ingest", "--near 0.8", true),
    ] {
        let cost = best(fresh, || gristmill(command, Path::new(&input), args))?;
        let kept = (is_made && is_near).then(|| kept(Path::new(OUT)));
        row(
            &format!("gristmill {command} {args}"),
            cost,
            kept.transpose()?,
        );
    }
    let has_rensa = Command::new("python3")
        .args(["-c", "import rensa"])
        .output();
    if has_rensa.is_ok_and(|ended| ended.status.success()) {
        let cost = best(fresh, || {
            let mut rensa = Command::new("python3");
            rensa
                .args(["-c", RENSA])
                .arg(&input)
                .arg(OUT)
                .arg(LEAST.to_string());
            rensa
        })?;
        let kept = is_made.then(|| kept(Path::new(OUT)));
        row("rensa (Python), near", cost, kept.transpose()?);
    } else {
        println!("\nrensa is not installed: `pip install rensa` puts it into the table");
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints how cost and memory grow with the number of documents.
pub(crate) fn bench_growth(arguments: &[OsString]) -> Result<ExitCode, String> {
    let most = match arguments {
        [] => 1_000_000,
        [most] => most
            .to_string_lossy()
            .parse()
            .map_err(|_| "name a number of documents")?,
        _ => return Err("name one number of documents, or none".into()),
    };
    build()?;
    println!("| documents | MB | what | CPU s | exponent | peak MB |");
    println!("|---|---|---|---|---|---|");
    let mut before: Vec<Option<f64>> = vec![None; 2];
    let mut n_documents = most;
    while n_documents > 20_000 {
        n_documents /= 4;
    }
    while n_documents <= most {
        let folder = Path::new(MADE);
        made_corpus::write(folder, n_documents).map_err(|error| error.to_string())?;
        // What the kernel has to write of it is no part of what comes after.
        let _ = Command::new("sync").status();
        let megabytes = size(folder).map_err(|error| error.to_string())? as f64 / 1e6;
        let ways = ["--dedup exact", "--near 0.8"];
        for (args, before) in ways.iter().zip(&mut before) {
            fresh();
            let cost = measure(&mut gristmill("dedup", folder, args))?;
            let exponent = before.map_or(String::new(), |before| {
                format!("{:.3}", (cost.cpu / before).log(4.0))
            });
            println!(
                "| {n_documents} | {megabytes:.0} | {args} | {:.2} | {exponent} | {:.0} |",
                cost.cpu, cost.memory
            );
            *before = Some(cost.cpu);
        }
        n_documents *= 4;
    }
    fresh();
    let _ = fs::remove_dir_all(MADE);
    Ok(ExitCode::SUCCESS)
}

fn build() -> Result<(), String> {
    run::check(&mut run::cargo(&[
        "build",
        "--release",
        "--locked",
        "--quiet",
    ]))
}

fn fresh() {
    let _ = fs::remove_dir_all(OUT);
}

fn gristmill(command: &str, input: &Path, args: &str) -> Command {
    let mut gristmill = Command::new("target/release/gristmill");
    gristmill
        .arg(command)
        .arg(input)
        .args(["--out", OUT, "--quiet"]);
    gristmill.args(args.split_whitespace());
    gristmill
}

/// The numbers of the documents that were kept.
fn kept(out: &Path) -> Result<BTreeSet<u64>, String> {
    let documents = out.join("documents");
    let mut kept = BTreeSet::new();
    for entry in fs::read_dir(&documents).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        let ids = text.lines().filter_map(|line| {
            let rest = line.strip_prefix("{\"id\":\"")?;
            rest.split('"').next()?.parse::<u64>().ok()
        });
        kept.extend(ids);
    }
    Ok(kept)
}
