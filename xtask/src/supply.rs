//! What may come into the tree of dependencies: `cargo deny`, by `deny.toml`.

use std::path::Path;
use std::process::Command;

use crate::run;

/// The version that is installed where there is none.
const VERSION: &str = "0.20.2";

/// Where tools are installed, and nowhere else.
const TOOLS: &str = "target/tools";

/// Checks licences, sources and what is banned; and what is known to be unsound, where
/// the list of that can be had.
pub(crate) fn supply() -> Result<(), String> {
    let deny = format!("{TOOLS}/bin/cargo-deny");
    if !Path::new(&deny).exists() {
        let install = [
            "install",
            "--locked",
            "--quiet",
            "cargo-deny",
            "--version",
            VERSION,
        ];
        run::check(run::cargo(&install).args(["--root", TOOLS]))?;
    }
    let check = |args: &[&str]| {
        let mut command = Command::new(&deny);
        command.args(args);
        command
    };
    // What other systems need is looked at as well, and was not fetched for this one.
    run::check(&mut run::cargo(&["fetch", "--locked", "--quiet"]))?;
    run::check(&mut check(&[
        "--offline",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))?;
    if check(&["fetch", "db"])
        .output()
        .is_ok_and(|output| output.status.success())
    {
        return run::check(&mut check(&["check", "advisories"]));
    }
    eprintln!("the list of advisories cannot be had from here: nothing was held against it");
    Ok(())
}
