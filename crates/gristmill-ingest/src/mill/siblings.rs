//! What the documents beside a document are in.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::OnceLock;

use gristmill::{Guess, Hints, Vote, detect};

use crate::find::{Found, What};
use crate::read::{Shape, open};

/// How many documents of a folder are asked at most.
const MOST: usize = 64;

/// How much of each is read.
const HEAD: u64 = 64 << 10;

/// How far another text may be behind, in bits, for a document to be in doubt.
const DOUBTFUL: f32 = 40.0;

/// The folders of a run, each with its documents.
///
/// What a folder says is a function of its files alone. It is asked for when the
/// first document is in doubt, so that folders of UTF-8 cost nothing.
pub(crate) struct Siblings<'f> {
    folders: BTreeMap<(&'f str, &'f str), Folder<'f>>,
}

#[derive(Default)]
struct Folder<'f> {
    members: Vec<&'f Found>,
    said: OnceLock<Said<'f>>,
}

/// The sum of what the members said, and what each did.
struct Said<'f> {
    vote: Vote,
    guesses: BTreeMap<&'f str, Guess>,
}

impl<'f> Siblings<'f> {
    /// Groups the documents that were found; nothing is read yet.
    pub(crate) fn of(found: &'f [Found]) -> Self {
        let mut folders: BTreeMap<_, Folder<'f>> = BTreeMap::new();
        for found in found {
            let is_file = matches!(found.what, What::File { .. });
            if is_file && !Shape::of(&found.path).is_jsonl {
                folders.entry(key(found)).or_default().members.push(found);
            }
        }
        Self { folders }
    }

    /// The guess about a document, in the light of the documents of its folder when
    /// it is in doubt.
    pub(crate) fn decide(&self, found: &Found, guess: Guess) -> Guess {
        let Some(folder) = self.folders.get(&key(found)) else {
            return guess;
        };
        if folder.members.len() < 2 || !is_doubtful(&guess) {
            return guess;
        }
        let said = folder.said.get_or_init(|| ask(&folder.members));
        match said.guesses.get(found.path.as_str()) {
            Some(own) => said.vote.without(own).decide(guess),
            None => said.vote.decide(guess),
        }
    }
}

fn key(found: &Found) -> (&str, &str) {
    let folder = found.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    (&found.source, folder)
}

fn name(found: &Found) -> &str {
    let name = found.path.rsplit_once('/').map(|(_, name)| name);
    name.unwrap_or(&found.path)
}

fn is_doubtful(guess: &Guess) -> bool {
    let mut others = guess.runners_up.iter();
    guess.evidence.is_statistical()
        && others.any(|other| other.text != 0 && other.behind < DOUBTFUL)
}

fn ask<'f>(members: &[&'f Found]) -> Said<'f> {
    let mut asked = members.to_vec();
    // By a number of the name in the folder, so that one more file changes few of those
    // asked, and another place of the folder none.
    asked.sort_by_key(|found| (fnv(name(found).as_bytes()), name(found)));
    asked.truncate(MOST);
    let mut said = Said {
        vote: Vote::default(),
        guesses: BTreeMap::new(),
    };
    for found in asked {
        if let Some(guess) = guess_of(found) {
            said.vote.add(&guess);
            said.guesses.insert(&found.path, guess);
        }
    }
    said
}

/// What the beginning of a document is in; nothing when it cannot be read.
fn guess_of(found: &Found) -> Option<Guess> {
    let stream = open(found, Shape::of(&found.path).compression).ok()?;
    let mut head = Vec::new();
    stream.take(HEAD).read_to_end(&mut head).ok()?;
    (!head.is_empty()).then(|| detect(&head, &Hints::default()))
}

/// The FNV-1a hash, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    })
}
