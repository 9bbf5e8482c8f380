//! The documents beside a document: what they are in, and what wrote them.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use gristmill::{Guess, Hints, Vote, detect};
use gristmill_record::Place;
use sha2::{Digest, Sha256};

use super::source::{Source, source_of_files, source_of_records};
use crate::Settings;
use crate::digest::fnv;
use crate::find::{Found, What};
use crate::plan::identify;
use crate::read::{Kind, Shape, read_beginning};

/// How many documents of a folder are asked at most.
const MOST: usize = 64;

/// How much of each is read.
const HEAD: u64 = 64 << 10;

/// How far another text may be behind, in bits, for a document to be in doubt.
const DOUBTFUL: f32 = 40.0;

/// The folders of a run, each with its documents, and its files of JSON lines.
///
/// What a folder says is a function of its files alone. It is asked for when the
/// first document is in doubt, so that folders of UTF-8 cost nothing.
pub(crate) struct Siblings<'f> {
    settings: &'f Settings,
    folders: BTreeMap<(&'f str, &'f str), Folder<'f>>,
    files_of_records: BTreeMap<(&'f str, &'f str), (&'f Found, OnceLock<Source>)>,
}

#[derive(Default)]
struct Folder<'f> {
    members: Vec<&'f Found>,
    said: OnceLock<Said<'f>>,
    source: OnceLock<Source>,
    identity: OnceLock<[u8; 32]>,
}

/// The sum of what the members said, and what each did.
struct Said<'f> {
    vote: Vote,
    guesses: BTreeMap<&'f str, Guess>,
}

impl<'f> Siblings<'f> {
    /// Groups the documents that were found; nothing is read yet.
    pub(crate) fn of(found: &'f [Found], settings: &'f Settings) -> Self {
        let mut siblings = Self {
            settings,
            folders: BTreeMap::new(),
            files_of_records: BTreeMap::new(),
        };
        let files = found.iter();
        for found in files.filter(|found| matches!(found.what, What::File(_))) {
            let (source, path) = (found.source(), found.path());
            match Shape::of(path).kind {
                Kind::Lines => {
                    let file = (found, OnceLock::new());
                    siblings.files_of_records.insert((source, path), file);
                }
                Kind::Document => {
                    let folder = siblings.folders.entry((source, folder_of(path)));
                    folder.or_default().members.push(found);
                }
                Kind::Tar | Kind::Zip => {}
            }
        }
        siblings
    }

    /// What tells those apart that the documents of these files are compared with: a digest
    /// of which they are, and of what the file system says about them.
    pub(crate) fn identity(&self, lot: &[Found]) -> Vec<u8> {
        let mut hasher = Sha256::new();
        let folders: BTreeSet<_> = lot
            .iter()
            .map(|found| (found.source(), folder_of(found.path())))
            .collect();
        for folder in folders.iter().filter_map(|key| self.folders.get(key)) {
            hasher.update(folder.identity.get_or_init(|| {
                let mut hasher = Sha256::new();
                asked(&folder.members).for_each(|found| identify(&mut hasher, found));
                hasher.finalize().into()
            }));
        }
        hasher.finalize().to_vec()
    }

    /// Somebody who asks about one document.
    pub(crate) fn asker(&self) -> Asker<'_, 'f> {
        Asker {
            siblings: self,
            has_asked: Cell::new(false),
        }
    }
}

/// Somebody who asks about one document, and remembers whether it did.
pub(crate) struct Asker<'s, 'f> {
    siblings: &'s Siblings<'f>,
    has_asked: Cell<bool>,
}

impl Asker<'_, '_> {
    /// Whether other files of a folder had a say in what was answered.
    pub(crate) fn has_asked(&self) -> bool {
        self.has_asked.get()
    }

    /// What the documents of its folder, or the records of its file, have in common.
    pub(crate) fn source(&self, place: &Place) -> Source {
        if !place.member.is_empty() {
            return Source::default();
        }
        let siblings = self.siblings;
        let limits = &siblings.settings.limits;
        let (source, path) = (place.source.as_str(), place.path.as_str());
        if let Some((found, shown)) = siblings.files_of_records.get(&(source, path)) {
            return *shown.get_or_init(|| source_of_records(found, siblings.settings));
        }
        let Some(folder) = siblings.folders.get(&(source, folder_of(path))) else {
            return Source::default();
        };
        self.has_asked.set(true);
        *folder
            .source
            .get_or_init(|| source_of_files(asked(&folder.members), HEAD, limits))
    }

    /// The guess about a document, in the light of the documents of its folder when
    /// it is in doubt.
    pub(crate) fn decide(&self, found: &Found, guess: Guess) -> Guess {
        let key = (found.source(), folder_of(found.path()));
        let Some(folder) = self.siblings.folders.get(&key) else {
            return guess;
        };
        if folder.members.len() < 2 || !is_doubtful(&guess) {
            return guess;
        }
        self.has_asked.set(true);
        let settings = self.siblings.settings;
        let said = folder.said.get_or_init(|| ask(&folder.members, settings));
        match said.guesses.get(found.path()) {
            Some(own) => said.vote.without(own).decide(guess),
            None => said.vote.decide(guess),
        }
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn name(found: &Found) -> &str {
    let name = found.path().rsplit_once('/').map(|(_, name)| name);
    name.unwrap_or(found.path())
}

fn is_doubtful(guess: &Guess) -> bool {
    let mut others = guess.runners_up.iter();
    guess.evidence.is_statistical()
        && others.any(|other| other.text != 0 && other.behind < DOUBTFUL)
}

/// Those of the members that are asked.
fn asked<'f>(members: &[&'f Found]) -> impl Iterator<Item = &'f Found> {
    let mut asked = members.to_vec();
    // By a number of the name in the folder, so that one more file changes few of those
    // asked, and another place of the folder none.
    asked.sort_by_cached_key(|found| (fnv(name(found).as_bytes()), name(found)));
    asked.into_iter().take(MOST)
}

fn ask<'f>(members: &[&'f Found], settings: &Settings) -> Said<'f> {
    let mut said = Said {
        vote: Vote::default(),
        guesses: BTreeMap::new(),
    };
    for found in asked(members) {
        if let Some(head) = read_beginning(found, HEAD, &settings.limits) {
            let guess = detect(&head, &Hints::default());
            said.vote.add(&guess);
            said.guesses.insert(found.path(), guess);
        }
    }
    said
}
