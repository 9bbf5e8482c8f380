//! A corpus of JSON lines that is made, with what is known of its duplicates.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

/// How many words there are, and how many a document has.
const VOCABULARY: u64 = 20_000;
const WORDS: u64 = 550;

/// Numbers without pattern that are the same every time: splitmix64 (Steele, Lea and Flood
/// 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let number = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (number ^ number >> 31) % most
    }
}

/// A document of some words; those of one family are copies of each other, more or less.
struct Made {
    family: u64,
    words: Vec<u64>,
}

/// Makes the document of this number, or one like an earlier one: 8 of 100 are copies, 12
/// have some of their words replaced, in blocks or one by one, from one in 400 to one in 5.
fn make(number: u64) -> Made {
    let mut numbers = Numbers(number.wrapping_mul(0xD134_2543_DE82_EF95));
    let kind = numbers.below(100);
    if number == 0 || kind >= 20 {
        let words = (0..WORDS / 2 + numbers.below(WORDS)).map(|_| numbers.below(VOCABULARY));
        return Made {
            family: number,
            words: words.collect(),
        };
    }
    // A third of the copies are of few documents, so that there are large families.
    let among = if numbers.below(3) == 0 {
        number.div_ceil(100)
    } else {
        number
    };
    let mut original = make(numbers.below(among));
    if kind >= 8 {
        let len = original.words.len() as u64;
        let n_replaced = 1 + len / (5 + numbers.below(396));
        let is_block = numbers.below(2) == 0;
        let block = numbers.below(len);
        for at in 0..n_replaced {
            let place = if is_block {
                (block + at) % len
            } else {
                numbers.below(len)
            };
            if let Some(word) = usize::try_from(place)
                .ok()
                .and_then(|at| original.words.get_mut(at))
            {
                *word = numbers.below(VOCABULARY);
            }
        }
    }
    original
}

/// Writes a word: three to twelve letters, or in one document of eight a Han character.
fn push_word(text: &mut String, word: u64, is_han: bool) {
    if is_han {
        let character = u32::try_from(0x4E00 + word).ok().and_then(char::from_u32);
        text.extend(character);
        return;
    }
    if !text.is_empty() {
        text.push(if word.is_multiple_of(40) { '\n' } else { ' ' });
    }
    let mut numbers = Numbers(word);
    for _ in 0..3 + numbers.below(10) {
        let letter = u8::try_from(numbers.below(26)).unwrap_or(0);
        text.push(char::from(b'a' + letter));
    }
}

/// Writes so many documents into four files of JSON lines; their ids are their numbers.
pub(crate) fn write(folder: &Path, n_documents: u64) -> std::io::Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    let mut files = Vec::new();
    for file in 0..4 {
        files.push(BufWriter::new(File::create(
            folder.join(format!("{file}.jsonl")),
        )?));
    }
    let mut text = String::new();
    for number in 0..n_documents {
        let made = make(number);
        text.clear();
        for &word in &made.words {
            push_word(&mut text, word, made.family.is_multiple_of(8));
        }
        let file = usize::try_from(number % 4).unwrap_or(0);
        let text = text.replace('\n', "\\n");
        writeln!(files[file], "{{\"id\":\"{number}\",\"text\":\"{text}\"}}")?;
    }
    files.iter_mut().try_for_each(Write::flush)
}

/// How right a deduplication of a made corpus is.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// Of the documents that were dropped, how many had to be.
    pub(crate) precision: f64,
    /// Of those that had to be, how many were.
    pub(crate) recall: f64,
    /// How many groups were lost whole.
    pub(crate) lost: usize,
}

/// Holds what was kept of a made corpus against comparing all documents of each family: of
/// those that are joined by similarities of at least so much, all but one have to go.
/// Documents of two families have no five words in common.
pub(crate) fn score(kept: &BTreeSet<u64>, n_documents: u64, least: f64) -> Score {
    let mut families: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for number in 0..n_documents {
        families
            .entry(make(number).family)
            .or_default()
            .push(number);
    }
    let (mut due, mut right, mut lost) = (0_usize, 0_usize, 0);
    for family in families.values().filter(|family| family.len() > 1) {
        for group in groups(family, least) {
            let dropped = group.iter().filter(|number| !kept.contains(number)).count();
            due += group.len() - 1;
            right += dropped.min(group.len() - 1);
            lost += usize::from(dropped == group.len());
        }
    }
    let dropped = usize::try_from(n_documents).unwrap_or(usize::MAX) - kept.len();
    Score {
        precision: right as f64 / dropped.max(1) as f64,
        recall: right as f64 / due.max(1) as f64,
        lost,
    }
}

/// The members of a family in groups, joined by similarities.
fn groups(family: &[u64], least: f64) -> Vec<Vec<u64>> {
    let sets: Vec<BTreeSet<Vec<u64>>> = family
        .iter()
        .map(|&number| make(number).words.windows(5).map(<[u64]>::to_vec).collect())
        .collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, set) in sets.iter().enumerate() {
        let is_like = |other: &usize| {
            let shared = set.intersection(&sets[*other]).count();
            shared as f64 / (set.len() + sets[*other].len() - shared) as f64 >= least
        };
        let (mut joined, others): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|group| group.iter().any(is_like));
        let mut group: Vec<usize> = joined.drain(..).flatten().collect();
        group.push(at);
        groups = others;
        groups.push(group);
    }
    let numbers = |group: Vec<usize>| group.into_iter().map(|at| family[at]).collect();
    groups.into_iter().map(numbers).collect()
}
