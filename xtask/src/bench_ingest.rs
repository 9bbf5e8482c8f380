//! `cargo xtask bench ingest INPUT`: what a whole ingest costs, beside the floors.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::measure::{Cost, best, measure, size};
use crate::run;

/// Prints a table of the floors (reading the bytes, hashing them) and of ingests.
pub(crate) fn bench_ingest(arguments: &[OsString]) -> Result<ExitCode, String> {
    let [input] = arguments else {
        return Err("name a folder of inputs".into());
    };
    run::check(&mut run::cargo(&[
        "build",
        "--release",
        "--locked",
        "--quiet",
    ]))?;
    let bytes = size(Path::new(input)).map_err(|error| error.to_string())?;
    let megabytes = bytes as f64 / 1e6;
    let out = "target/bench-ingest";
    let find = |then: &str| {
        let mut find = Command::new("find");
        find.arg(input).args(["-type", "f", "-exec"]);
        find.args(then.split(' ')).args(["{}", "+"]);
        find
    };
    let ingest = |args: &str| {
        let mut ingest = Command::new("target/release/gristmill");
        ingest
            .arg("ingest")
            .arg(input)
            .args(["--out", out, "--quiet"]);
        ingest.args(args.split_whitespace());
        ingest
    };
    let fresh = || {
        let _ = fs::remove_dir_all(out);
    };
    println!("{megabytes:.1} MB in files\n");
    println!("| what | CPU s | wall s | MB per CPU s | x SHA-256 | cores busy | peak MB |");
    println!("|---|---|---|---|---|---|---|");
    let floor = best(|| {}, || find("openssl dgst -sha256"))?;
    let row = |name: &str, cost: Cost| {
        println!(
            "| {name} | {:.2} | {:.2} | {:.0} | {:.1} | {:.2} | {:.0} |",
            cost.cpu,
            cost.wall,
            megabytes / cost.cpu,
            cost.cpu / floor.cpu,
            cost.cpu / cost.wall,
            cost.memory,
        );
    };
    row("cat", best(|| {}, || find("cat"))?);
    row("openssl dgst -sha256", floor);
    for args in ["--threads 1", "--threads 2", "--threads 2 --no-edits"] {
        row(
            &format!("gristmill ingest {args}"),
            best(fresh, || ingest(args))?,
        );
    }
    fresh();
    measure(&mut ingest(""))?;
    row(
        "the same again, nothing changed",
        best(|| {}, || ingest(""))?,
    );
    Ok(ExitCode::SUCCESS)
}
