//! From counts to the costs that the model stores.

use std::collections::BTreeMap;

use crate::counts::{Counts, EDGE, Trigram};

/// Letters are numbered; these numbers are taken.
pub const FIRST_LETTER: usize = 3;

/// What a missing trigram costs more than its last two letters, in bits.
pub const BACKOFF: f64 = 2.0;

/// How many letters of running text the counts are taken to be.
const N_LETTERS: f64 = 1e6;

/// What is taken from every count for what was never seen.
const DISCOUNT: f64 = 0.5;

/// The trigram costs of the languages of a script.
pub struct Alphabet {
    /// The letters in the order of their numbers, from [`FIRST_LETTER`] on.
    pub letters: Vec<char>,
    /// How many languages a row has.
    pub n_languages: usize,
    /// A row for each number: what the letter costs, whatever stands before.
    pub single: Vec<Vec<f64>>,
    /// What the second costs after the first.
    pub pairs: BTreeMap<[usize; 2], Vec<f64>>,
    /// What the third costs after the first two.
    pub triples: BTreeMap<[usize; 3], Vec<f64>>,
}

/// The smoothed costs of one language, in bits.
struct Smoothed {
    singles: BTreeMap<char, f64>,
    pairs: BTreeMap<[char; 2], f64>,
    triples: BTreeMap<Trigram, f64>,
    pair_totals: BTreeMap<char, (f64, f64)>,
    triple_totals: BTreeMap<[char; 2], (f64, f64)>,
    total: f64,
    n_letters: f64,
}

impl Smoothed {
    fn new(counts: &Counts, n_letters: usize) -> Self {
        let mut singles = BTreeMap::new();
        let mut pairs: BTreeMap<[char; 2], f64> = BTreeMap::new();
        let mut triples = BTreeMap::new();
        for (&[a, b, c], &weight) in &counts.trigrams {
            let count = weight * N_LETTERS;
            triples.insert([a, b, c], count);
            *pairs.entry([b, c]).or_default() += count;
            *singles.entry(c).or_default() += count;
        }
        let mut pair_totals: BTreeMap<char, (f64, f64)> = BTreeMap::new();
        for (&[b, _], &count) in &pairs {
            let entry = pair_totals.entry(b).or_default();
            entry.0 += count;
            entry.1 += count.min(1.0);
        }
        let mut triple_totals: BTreeMap<[char; 2], (f64, f64)> = BTreeMap::new();
        for (&[a, b, _], &count) in &triples {
            let entry = triple_totals.entry([a, b]).or_default();
            entry.0 += count;
            entry.1 += count.min(1.0);
        }
        Self {
            singles,
            pairs,
            triples,
            pair_totals,
            triple_totals,
            total: N_LETTERS,
            n_letters: n_letters as f64,
        }
    }

    fn single(&self, c: char) -> f64 {
        let count = self.singles.get(&c).copied().unwrap_or(0.0);
        (count + 0.1) / (self.total + 0.1 * self.n_letters)
    }

    fn pair(&self, b: char, c: char) -> f64 {
        let count = self.pairs.get(&[b, c]).copied().unwrap_or(0.0);
        mixed(count, self.pair_totals.get(&b), self.single(c))
    }

    fn triple(&self, a: char, b: char, c: char) -> f64 {
        let count = self.triples.get(&[a, b, c]).copied().unwrap_or(0.0);
        mixed(count, self.triple_totals.get(&[a, b]), self.pair(b, c))
    }
}

/// Absolute discounting: what is taken from the counts goes to the shorter context.
fn mixed(count: f64, totals: Option<&(f64, f64)>, shorter: f64) -> f64 {
    let Some(&(total, types)) = totals else {
        return shorter;
    };
    let discounted = (count - DISCOUNT * count.min(1.0)).max(0.0);
    let total = total + 0.5;
    (discounted + (DISCOUNT * types + 0.5) * shorter) / total
}

fn bits(probability: f64) -> f64 {
    -probability.log2()
}

impl Alphabet {
    /// The model of the languages with these counts: at most so many letters and
    /// triples.
    pub fn learn(counts: &[Counts], most_letters: usize, most_triples: usize) -> Self {
        let letters = letters(counts, most_letters);
        let number: BTreeMap<char, usize> = letters
            .iter()
            .enumerate()
            .map(|(at, &letter)| (letter, at + FIRST_LETTER))
            .chain([(EDGE, 0), ('\'', 1)])
            .collect();
        let n_numbers = letters.len() + FIRST_LETTER;
        let smoothed: Vec<Smoothed> = counts
            .iter()
            .map(|counts| Smoothed::new(counts, n_numbers))
            .collect();
        let row = |cost: &dyn Fn(&Smoothed) -> f64| -> Vec<f64> {
            smoothed.iter().map(|s| bits(cost(s))).collect()
        };
        let mut single = vec![vec![99.0; counts.len()]; n_numbers];
        for (&letter, &at) in &number {
            single[at] = row(&|s| s.single(letter));
        }
        let mut pairs = BTreeMap::new();
        let mut gains: Vec<(f64, Trigram)> = Vec::new();
        let mut seen: BTreeMap<Trigram, f64> = BTreeMap::new();
        for counts in counts {
            for (&trigram, &weight) in &counts.trigrams {
                if trigram.iter().all(|letter| number.contains_key(letter)) {
                    let most = seen.entry(trigram).or_default();
                    *most = most.max(weight);
                }
            }
        }
        for (&[a, b, c], &most) in &seen {
            if most * N_LETTERS < 2.0 {
                continue;
            }
            pairs
                .entry([number[&b], number[&c]])
                .or_insert_with(|| row(&|s| s.pair(b, c)));
            let mut gain = 0.0;
            for s in &smoothed {
                let p = s.triples.get(&[a, b, c]).copied().unwrap_or(0.0) / N_LETTERS;
                let full = bits(s.triple(a, b, c)).min(15.0);
                let short = (bits(s.pair(b, c)) + BACKOFF).min(15.0);
                gain += (p + 1e-7) * (full - short).abs();
            }
            // Where the question is which encoding, the letters beyond ASCII decide.
            let weight = if [a, b, c].iter().all(char::is_ascii) {
                1.0
            } else {
                6.0
            };
            gains.push((gain * weight, [a, b, c]));
        }
        gains.sort_by(|one, other| other.0.total_cmp(&one.0));
        gains.truncate(most_triples);
        let triples = gains
            .iter()
            .map(|&(_, [a, b, c])| {
                let key = [number[&a], number[&b], number[&c]];
                (key, row(&|s| s.triple(a, b, c)))
            })
            .collect();
        Self {
            letters,
            n_languages: counts.len(),
            single,
            pairs,
            triples,
        }
    }
}

/// The letters of the languages, commonest first.
fn letters(counts: &[Counts], most: usize) -> Vec<char> {
    let mut share: BTreeMap<char, f64> = BTreeMap::new();
    for counts in counts {
        let mut own: BTreeMap<char, f64> = BTreeMap::new();
        for (&[_, _, c], &weight) in &counts.trigrams {
            *own.entry(c).or_default() += weight;
        }
        for (c, weight) in own {
            let most = share.entry(c).or_default();
            *most = most.max(weight);
        }
    }
    share.remove(&EDGE);
    share.remove(&'\'');
    let mut letters: Vec<(f64, char)> = share
        .into_iter()
        .filter(|&(_, weight)| weight > 2e-6)
        .map(|(letter, weight)| (weight, letter))
        .collect();
    // ASCII first, so that a number tells whether its letter is.
    letters.sort_by(|one, other| {
        let ascii = other.1.is_ascii().cmp(&one.1.is_ascii());
        ascii
            .then(other.0.total_cmp(&one.0))
            .then(one.1.cmp(&other.1))
    });
    letters.truncate(most);
    letters.into_iter().map(|(_, letter)| letter).collect()
}
