//! What a command costs.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The best of so many runs counts: what is above it is the machine's.
const ROUNDS: usize = 5;

/// What a command cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) cpu: f64,
    pub(crate) wall: f64,
    /// The most memory it had, in MB; 0 where nobody could tell.
    pub(crate) memory: f64,
}

/// What a command costs at its best; `before` every run something may have to be done.
pub(crate) fn best(before: impl Fn(), command: impl Fn() -> Command) -> Result<Cost, String> {
    let mut costs = Vec::new();
    for _ in 0..ROUNDS {
        before();
        costs.push(measure(&mut command())?);
    }
    let least = costs.into_iter().min_by(|a, b| a.cpu.total_cmp(&b.cpu));
    least.ok_or_else(|| "nothing was run".into())
}

/// What a command costs once.
pub(crate) fn measure(command: &mut Command) -> Result<Cost, String> {
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
pub(crate) fn size(path: &Path) -> std::io::Result<u64> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_dir() {
        return Ok(metadata.len());
    }
    fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum()
}
