//! `gristmill inspect`

use std::io::{self, Read, Write};
use std::path::Path;

use gristmill::{Config, Hints, SplitRules, explain_split, mill};
use gristmill_ingest::{escape, show_path};

use crate::Exit;
use crate::args::InspectArgs;
use crate::say::{self, Failure};
use crate::split_rules;

/// As many characters of a heading are shown.
const SHOWN: usize = 60;

/// Shows what looks like a heading in each file, and what became of it.
pub(crate) fn run(args: &InspectArgs) -> Result<Exit, Failure> {
    let mut config = Config::default();
    split_rules::apply(&mut config.split, &args.split)?;
    let mut exit = Exit::Good;
    let mut out = io::stdout().lock();
    for path in &args.paths {
        match read(path) {
            Ok(bytes) => {
                let milled = mill(&bytes, &Hints::default(), &config);
                let lines = candidates(&milled.text, &config);
                let written = writeln!(out, "{}\n{lines}", show_path(path));
                written.map_err(|error| Failure::output(&error))?;
            }
            Err(error) => {
                say::warning(&format!("cannot read `{}`: {error}", show_path(path)));
                exit = Exit::Partly;
            }
        }
    }
    out.flush().map_err(|error| Failure::output(&error))?;
    Ok(exit)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}

/// A candidate a line: its offset in code points, its surface, its kind or why it is none,
/// its words.
fn candidates(text: &str, config: &Config) -> String {
    let rules: &SplitRules = config.split.rules();
    let found = explain_split(text, &config.split);
    let mut code_points = gristmill::CodePoints::of(text);
    let lines = found.iter().map(|candidate| {
        let at = code_points.at(candidate.words.start);
        let words: String = text[candidate.words].chars().take(SHOWN).collect();
        let verdict = match candidate.lost {
            None => rules.name(candidate.kind).to_owned(),
            Some(why) => format!("no heading: {why}"),
        };
        format!(
            "{at:>8}  {:<10} {}  [{verdict}]\n",
            candidate.rule,
            escape(&words)
        )
    });
    lines.collect()
}
