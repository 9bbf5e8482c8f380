//! Running commands: where, with which binaries, and echoed as they start.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// The root of the workspace.
///
/// Cargo says at run time where this crate is, so that a checkout which was
/// moved after the build is still found.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or(here.clone(), Path::to_path_buf)
}

/// The folder Cargo builds into: `CARGO_TARGET_DIR`, or `target` in the root.
pub(crate) fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The Cargo that runs this task, with arguments, in the workspace root.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// Builds the release binary `gristmill` and says where it is.
pub(crate) fn build_gristmill() -> Result<PathBuf, String> {
    let mut build = cargo(&["build", "--release", "--locked"]);
    check(build.args(["-p", "gristmill-cli"]))?;
    let name = format!("gristmill{}", std::env::consts::EXE_SUFFIX);
    Ok(target().join("release").join(name))
}

/// Runs a command to its end; anything but success is an error that names it.
pub(crate) fn check(command: &mut Command) -> Result<(), String> {
    let status = status(command)?;
    if status.success() {
        return Ok(());
    }
    Err(format!("`{}` failed: {status}", shown(command)))
}

/// Runs a command to its end and leaves it to the caller what the status means.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus, String> {
    echo(command);
    command
        .status()
        .map_err(|error| cannot_start(command, &error))
}

/// Becomes the command, so that its exit code and the signals sent to it are
/// its own; returns only when it cannot start.
#[cfg(unix)]
pub(crate) fn replace(command: &mut Command) -> Result<std::process::ExitCode, String> {
    echo(command);
    let error = std::os::unix::process::CommandExt::exec(command);
    Err(cannot_start(command, &error))
}

/// Runs the command and passes its exit code on.
#[cfg(not(unix))]
pub(crate) fn replace(command: &mut Command) -> Result<std::process::ExitCode, String> {
    status(command).map(exit_code)
}

/// The exit code that stands for a status: 1 where there is none of its own.
pub(crate) fn exit_code(status: ExitStatus) -> std::process::ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.unwrap_or(1).into()
}

fn echo(command: &Command) {
    eprintln!("$ {}", shown(command));
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("cannot start `{}`: {error}", shown(command))
}

/// The command as one would type it in a shell in the workspace root.
fn shown(command: &Command) -> String {
    let settings = command
        .get_envs()
        .filter_map(|(key, value)| Some(format!("{}={}", key.to_string_lossy(), quoted(value?))));
    let program = std::iter::once(program_shown(command.get_program()));
    let arguments = command.get_args().map(quoted);
    let words: Vec<String> = settings.chain(program).chain(arguments).collect();
    words.join(" ")
}

fn program_shown(program: &OsStr) -> String {
    if std::env::var_os("CARGO").is_some_and(|cargo| cargo == program) {
        return "cargo".to_owned();
    }
    let path = Path::new(program);
    quoted(path.strip_prefix(root()).unwrap_or(path).as_os_str())
}

/// The word in single quotes, unless a shell would take it as it is.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.into_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("tool");
        command
            .args(["in it", "", "it's", "--out=a/b"])
            .env("FLAGS", "-D warnings");
        assert_eq!(
            shown(&command),
            r"FLAGS='-D warnings' tool 'in it' '' 'it'\''s' --out=a/b"
        );
    }

    #[test]
    fn a_program_of_the_workspace_is_shown_from_its_root() {
        let program = root().join("target/release/gristmill");
        assert_eq!(
            program_shown(program.as_os_str()),
            "target/release/gristmill"
        );
    }

    #[test]
    fn the_root_is_the_folder_above_this_crate() {
        assert!(root().join("xtask/src/run.rs").is_file());
    }
}
