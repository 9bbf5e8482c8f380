//! `gristmill detect`

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use gristmill::{Evidence, Guess, Hints, Vote};
use gristmill_ingest::{show, show_path};
use serde::Serialize;

use crate::args::{DetectArgs, DetectFormat};
use crate::say::Failure;
use crate::{Exit, say};

/// How much of a file is looked at: its beginning, if it is larger.
const MOST: u64 = 64 << 20;

/// Tells the encoding of each file; one that cannot be read is reported, and the
/// rest goes on.
pub(crate) fn run(args: &DetectArgs) -> Result<Exit, Failure> {
    let mut exit = Exit::Good;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut pool = Vec::new();
    for path in &args.paths {
        match read(path) {
            Ok(bytes) => {
                let guess = gristmill::detect(&bytes, &Hints::default());
                if args.pool {
                    pool.push((path, guess));
                } else {
                    write(&mut out, &tell(path, &guess, args.format))?;
                }
            }
            Err(error) => {
                say::warning(&format!("cannot read `{}`: {error}", show_path(path)));
                exit = Exit::Partly;
            }
        }
    }
    for (path, guess) in pooled(pool) {
        write(&mut out, &tell(path, &guess, args.format))?;
    }
    out.flush().map_err(|error| Failure::output(&error))?;
    Ok(exit)
}

/// Each guess in the light of the others of its folder.
fn pooled(guesses: Vec<(&PathBuf, Guess)>) -> impl Iterator<Item = (&PathBuf, Guess)> {
    let mut votes: BTreeMap<PathBuf, Vote> = BTreeMap::new();
    for (path, guess) in &guesses {
        votes.entry(folder(path)).or_default().add(guess);
    }
    guesses.into_iter().map(move |(path, guess)| {
        let others = votes[&folder(path)].without(&guess);
        (path, others.decide(guess))
    })
}

/// The folder that a file lies in; `a.txt` and `./a.txt` lie in the same.
fn folder(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(path);
    let is_named = |part: &Component<'_>| *part != Component::CurDir;
    folder.components().filter(is_named).collect()
}

fn write(out: &mut impl Write, line: &str) -> Result<(), Failure> {
    writeln!(out, "{line}").map_err(|error| Failure::output(&error))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let stream: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else if fs::metadata(path)?.is_file() {
        Box::new(File::open(path)?)
    } else {
        return Err(io::Error::other("not a file"));
    };
    let mut bytes = Vec::new();
    stream.take(MOST).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == MOST {
        // What the limit cuts off is not the file's fault.
        let is_begun =
            |tail: &[u8]| std::str::from_utf8(tail).is_err_and(|error| error.error_len().is_none());
        let n_cut = (1..4).find(|&len| is_begun(&bytes[bytes.len() - len..]));
        bytes.truncate(bytes.len() - n_cut.unwrap_or(0));
    }
    Ok(bytes)
}

#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    encoding: Option<&'static str>,
    confidence: f64,
    evidence: &'static str,
}

fn tell(path: &Path, guess: &Guess, format: DetectFormat) -> String {
    let path = gristmill_ingest::path_text(path);
    let is_binary = guess.evidence == Evidence::Binary;
    let encoding = (!is_binary).then(|| guess.encoding.name());
    let (evidence, confidence) = (guess.evidence.name(), guess.confidence);
    match format {
        DetectFormat::Jsonl => gristmill_record::to_line(&Row {
            path: &path,
            encoding,
            confidence: gristmill_record::confidence(confidence),
            evidence,
        }),
        DetectFormat::Text => {
            let encoding = encoding.unwrap_or("no text");
            format!("{}: {encoding} ({evidence}, {confidence:.2})", show(&path))
        }
    }
}
