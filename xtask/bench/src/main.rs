//! gristmill beside its peers, in one process: `cargo xtask bench detect FILES...`
//! and `cargo xtask bench language < SENTENCES`.
//!
//! Times are given as ratios to a peer in the same run, each the median of several
//! rounds, since machines are noisy.

mod detect;
mod language;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((what, paths)) if what == "detect" && !paths.is_empty() => detect::compare(paths),
        Some((what, [])) if what == "language" => language::compare(),
        _ => {
            eprintln!("usage: bench detect FILE-OR-FOLDER... | bench language < TAG<tab>SENTENCE");
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
