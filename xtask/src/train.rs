//! `cargo xtask train`: makes the tables that are checked in anew.
//!
//! What makes them is a workspace of its own, `xtask/train`, since it needs
//! seventy-five crates of n-gram frequencies that nothing else does. Besides, it
//! takes Python, pip, apt-get and dpkg-deb: the sources are packages.

use std::fs;
use std::process::Command;

use crate::run;

/// A script of `xtask/train` whose output is a file of gristmill-encoding.
const SCRIPTS: [(&str, &str); 3] = [
    ("encodings.py", "single_byte/tables.rs"),
    ("jisx0213.py", "double_byte/jisx0213.bin"),
    ("cns11643.py", "double_byte/cns11643.bin"),
];

/// Makes every table.
pub(crate) fn train() -> Result<(), String> {
    let manifest = ["--manifest-path", "xtask/train/Cargo.toml"];
    run::check(run::cargo(&["run", "--release", "--locked"]).args(manifest))?;
    for (script, target) in SCRIPTS {
        let made = Command::new("python3")
            .arg(run::root().join("xtask/train").join(script))
            .output()
            .map_err(|error| format!("cannot start python3: {error}"))?;
        if !made.status.success() {
            let message = String::from_utf8_lossy(&made.stderr).into_owned();
            return Err(format!("{script} failed: {message}"));
        }
        let path = run::root()
            .join("crates/gristmill-encoding/src")
            .join(target);
        fs::write(&path, made.stdout)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    run::check(&mut run::cargo(&["fmt", "--all"]))
}
