//! `cargo xtask bench ingest INPUT`: what a whole ingest costs, beside the floors.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use crate::run;

/// The best of so many runs counts: what is above it is the machine's.
const ROUNDS: usize = 5;

/// What a command cost.
#[derive(Clone, Copy, Debug)]
struct Cost {
    cpu: f64,
    wall: f64,
    /// The most memory it had, in MB; 0 where nobody could tell.
    memory: f64,
}

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

fn best(before: impl Fn(), command: impl Fn() -> Command) -> Result<Cost, String> {
    let mut costs = Vec::new();
    for _ in 0..ROUNDS {
        before();
        costs.push(measure(&mut command())?);
    }
    let least = costs.into_iter().min_by(|a, b| a.cpu.total_cmp(&b.cpu));
    least.ok_or_else(|| "nothing was run".into())
}

fn measure(command: &mut Command) -> Result<Cost, String> {
    let before = cpu_of_children()?;
    let start = Instant::now();
    let spawned = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = spawned.map_err(|error| format!("{command:?}: {error}"))?;
    let mut memory: f64 = 0.0;
    while child
        .try_wait()
        .map_err(|error| error.to_string())?
        .is_none()
    {
        memory = memory.max(peak(child.id()));
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(Cost {
        wall: start.elapsed().as_secs_f64(),
        cpu: (cpu_of_children()? - before).max(0.01),
        memory,
    })
}

/// The seconds of CPU that all ended children took, by the ticks of the kernel.
fn cpu_of_children() -> Result<f64, String> {
    let stat = fs::read_to_string("/proc/self/stat").map_err(|error| error.to_string())?;
    // Behind the name, which is in brackets: fields 16 and 17 of proc(5).
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2);
    let ticks: f64 = ticks.filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / 100.0)
}

/// The most memory that a process had so far, in MB.
fn peak(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    kilobytes
        .and_then(|kb| kb.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1e3
}

/// The bytes of all files in a folder.
fn size(path: &Path) -> std::io::Result<u64> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_dir() {
        return Ok(metadata.len());
    }
    fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum()
}
