//! `cargo xtask test`: everything that must hold before a change is good.

use std::time::Instant;

use crate::run::{cargo, check};
use crate::{corpus, supply, tidy};

type Step = (&'static str, fn() -> Result<(), String>);

/// Cheap ones first: a wrong format should not wait for the tests.
const STEPS: &[Step] = &[
    ("format", format),
    ("lints", lints),
    ("tests", tests),
    ("docs", docs),
    ("validate", corpus::validate),
    ("tidy", tidy::tidy),
    ("supply", supply::supply),
];

/// Runs all checks in order and stops at the first that fails.
pub(crate) fn check_all() -> Result<(), String> {
    for (index, (name, run)) in STEPS.iter().enumerate() {
        let title = format!("[{}/{}] {name}", index + 1, STEPS.len());
        eprintln!("{title}");
        let start = Instant::now();
        let outcome = run();
        eprintln!("{title}: {:.1} s", start.elapsed().as_secs_f64());
        outcome?;
    }
    println!("all checks passed");
    Ok(())
}

fn format() -> Result<(), String> {
    check(&mut cargo(&["fmt", "--all", "--check"]))
}

fn lints() -> Result<(), String> {
    let mut clippy = cargo(&["clippy", "--workspace", "--all-targets", "--locked"]);
    check(clippy.args(["--", "-D", "warnings"]))
}

/// Unit, integration and doc tests.
fn tests() -> Result<(), String> {
    check(&mut cargo(&["test", "--workspace", "--locked"]))
}

fn docs() -> Result<(), String> {
    let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
    doc.arg("--document-private-items");
    check(doc.env("RUSTDOCFLAGS", "-D warnings"))
}
