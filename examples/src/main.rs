//! A program of somebody else's: prints the sections of a document as markdown,
//! and below them what had to be done to it.
//!
//! ```sh
//! cargo run -p gristmill-examples -- fixtures/corpus/in/articles/analyst-03-backslash.txt
//! ```
//!
//! All it needs is the crate `gristmill`.

use std::io::Write;
use std::process::ExitCode;
use std::{env, fs, io};

use gristmill::{Config, Evidence, Hints, Milled, mill};

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1) else {
        return usage();
    };
    let printed = fs::read(path).and_then(|bytes| print(&bytes));
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    let _ = writeln!(io::stderr(), "usage: sections_to_markdown FILE");
    ExitCode::from(2)
}

fn print(bytes: &[u8]) -> io::Result<()> {
    let milled = mill(bytes, &Hints::default(), &Config::default());
    if milled.guess.evidence == Evidence::Binary {
        return Err(io::Error::other("this is no text"));
    }
    let mut out = io::stdout().lock();
    write!(out, "{}", markdown(&milled))?;
    writeln!(out, "\n---\n")?;
    for change in milled.changes(bytes) {
        let (start, end) = (change.source.start, change.source.end);
        let rule = change.rule.name();
        writeln!(
            out,
            "* bytes {start}..{end}: `{}` became `{}` ({rule})",
            change.before, change.after
        )?;
    }
    Ok(())
}

fn markdown(milled: &Milled<'_>) -> String {
    let mut markdown = String::new();
    for section in milled.sections.all() {
        let text = &milled.text[section.span];
        match section.heading {
            Some(heading) => {
                let body =
                    text[heading.end - section.span.start..].trim_start_matches([':', ' ', '\n']);
                markdown += &format!("## {}\n\n{}\n\n", &milled.text[heading], body.trim_end());
            }
            None => markdown += &format!("{}\n\n", text.trim_end()),
        }
    }
    markdown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_leave_their_colons() {
        let milled = mill(
            b"BACKGROUND: A mill.\nCONCLUSIONS: It turns.",
            &Hints::default(),
            &Config::default(),
        );
        assert_eq!(
            markdown(&milled),
            "## BACKGROUND\n\nA mill.\n\n## CONCLUSIONS\n\nIt turns.\n\n"
        );
    }
}
