//! Which of some similar documents are kept.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::{Bands, ShingleSet};

/// Which of the documents of a group are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The one that is similar to most others, then the one that is similar to most of the
    /// rest, and so on: the fewest are kept.
    #[default]
    Hub,
    /// Each that is similar to none that is kept already, from the first to the last.
    First,
}

/// The proof that a document is a duplicate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proof {
    /// The number of the document that is kept.
    pub kept: usize,
    /// How similar the two are.
    pub similarity: f64,
}

/// How many documents of a group are all compared with each other, and how many shingles
/// they may have together. In a larger group each is compared with those that are kept.
const SMALL: usize = 512;
const SMALL_SHINGLES: u64 = 1 << 22;

/// Among how many of the documents that were kept last a larger group is searched, and
/// with how many of them a document is compared.
const REMEMBERED: usize = 1 << 14;
const COMPARED: usize = 64;
/// How many of those with a key are looked at.
const OF_A_KEY: usize = 256;

/// Decides which documents of a group are dropped: each that is at least so similar to one
/// that is kept, and that is the proof. Nothing is dropped for one that is dropped itself,
/// so no group is lost.
///
/// The group is given by how many shingles each of its documents has, the one that is
/// preferred first, and by `load`, which gives the shingles of a document.
///
/// The first `n_fixed` of them are kept whatever they are similar to: they are of another
/// corpus, which nothing is dropped from.
///
/// At most 512 documents are all compared with each other. In a larger group
/// [`Keep::Hub`] is [`Keep::First`], and a document is compared with the 64 of the last
/// 16,384 kept ones that share most keys with it: so work and memory stay in proportion.
///
/// # Errors
/// Those of `load`.
pub fn choose<E>(
    n_shingles: &[u64],
    n_fixed: usize,
    load: impl FnMut(usize) -> Result<ShingleSet, E>,
    least: f64,
    keep: Keep,
) -> Result<Vec<Option<Proof>>, E> {
    if n_shingles.len() > SMALL || n_shingles.iter().sum::<u64>() > SMALL_SHINGLES {
        return in_a_large_group(n_shingles.len(), n_fixed, load, least);
    }
    let sets: Result<Vec<ShingleSet>, E> = (0..n_shingles.len()).map(load).collect();
    let neighbours = neighbours(&sets?, least);
    let is_kept = match keep {
        Keep::Hub => hubs(&neighbours, n_fixed),
        Keep::First => firsts(&neighbours, n_fixed),
    };
    let proofs = neighbours
        .iter()
        .zip(&is_kept)
        .map(|(around, is_kept_itself)| {
            let kept = around.iter().filter(|proof| is_kept[proof.kept]);
            if *is_kept_itself { None } else { best(kept) }
        });
    Ok(proofs.collect())
}

/// The most similar one; of several the one that is preferred.
fn best<'p>(proofs: impl Iterator<Item = &'p Proof>) -> Option<Proof> {
    proofs.copied().reduce(|best, proof| {
        if proof.similarity > best.similarity {
            proof
        } else {
            best
        }
    })
}

/// Of every document those that are similar to it, in order.
fn neighbours(sets: &[ShingleSet], least: f64) -> Vec<Vec<Proof>> {
    let mut neighbours = alloc::vec![Vec::new(); sets.len()];
    for (number, set) in sets.iter().enumerate() {
        for (before, other) in sets[..number].iter().enumerate() {
            if let Some(similarity) = set.similarity(other, least) {
                let proof = |kept| Proof { kept, similarity };
                neighbours[number].push(proof(before));
                neighbours[before].push(proof(number));
            }
        }
    }
    neighbours
}

/// Keeps, again and again, the document with most neighbours of which nothing is decided
/// yet, and so decides about these.
fn hubs(neighbours: &[Vec<Proof>], n_fixed: usize) -> Vec<bool> {
    let mut is_kept = alloc::vec![false; neighbours.len()];
    let mut degrees: Vec<Option<usize>> = neighbours.iter().map(|all| Some(all.len())).collect();
    let open = |degrees: &[Option<usize>]| {
        let open = degrees.iter().enumerate();
        let open = open.filter_map(|(number, degree)| Some((number, (*degree)?)));
        open.max_by_key(|&(number, degree)| (degree, Reverse(number)))
    };
    let mut fixed = 0..n_fixed;
    while let Some(hub) = fixed.next().or_else(|| Some(open(&degrees)?.0)) {
        is_kept[hub] = true;
        let around = neighbours[hub].iter().map(|proof| proof.kept);
        let decided: Vec<usize> = around
            .chain([hub])
            .filter(|&number| degrees[number].is_some())
            .collect();
        for &number in &decided {
            degrees[number] = None;
        }
        for proof in decided.iter().flat_map(|&number| &neighbours[number]) {
            if let Some(degree) = &mut degrees[proof.kept] {
                *degree -= 1;
            }
        }
    }
    is_kept
}

/// Keeps each document that is similar to no kept one before it.
fn firsts(neighbours: &[Vec<Proof>], n_fixed: usize) -> Vec<bool> {
    let mut is_kept = Vec::with_capacity(neighbours.len());
    for around in neighbours {
        let is_similar = |proof: &Proof| is_kept.get(proof.kept) == Some(&true);
        let is_duplicate = around.iter().any(is_similar);
        is_kept.push(!is_duplicate || is_kept.len() < n_fixed);
    }
    is_kept
}

/// Goes through a group from the first document to the last.
fn in_a_large_group<E>(
    len: usize,
    n_fixed: usize,
    mut load: impl FnMut(usize) -> Result<ShingleSet, E>,
    least: f64,
) -> Result<Vec<Option<Proof>>, E> {
    let bands = Bands::for_similarity(least);
    let mut kept = Remembered::default();
    let mut proofs = Vec::with_capacity(len);
    let mut keys = Vec::new();
    for number in 0..len {
        let set = load(number)?;
        keys.clear();
        bands.keys(set.as_slice(), &mut keys);
        if number < n_fixed {
            kept.push(number, &keys);
            proofs.push(None);
            continue;
        }
        let mut found: Vec<Proof> = Vec::new();
        for other in kept.most_like(&keys) {
            if let Some(similarity) = set.similarity(&load(other)?, least) {
                found.push(Proof {
                    kept: other,
                    similarity,
                });
            }
        }
        found.sort_unstable_by_key(|proof| proof.kept);
        let proof = best(found.iter());
        if proof.is_none() {
            kept.push(number, &keys);
        }
        proofs.push(proof);
    }
    Ok(proofs)
}

/// The documents that were kept last, by their keys.
#[derive(Default)]
struct Remembered {
    by_key: BTreeMap<u64, VecDeque<usize>>,
    all: VecDeque<(usize, Vec<u64>)>,
}

impl Remembered {
    /// Those with most of these keys.
    fn most_like(&self, keys: &[u64]) -> Vec<usize> {
        let with_key = keys.iter().filter_map(|key| self.by_key.get(key));
        let mut n_shared: BTreeMap<usize, usize> = BTreeMap::new();
        for &number in with_key.flatten() {
            *n_shared.entry(number).or_default() += 1;
        }
        let mut all: Vec<_> = n_shared.into_iter().collect();
        all.sort_by_key(|&(_, n_shared)| Reverse(n_shared));
        all.truncate(COMPARED);
        all.into_iter().map(|(number, _)| number).collect()
    }

    fn push(&mut self, number: usize, keys: &[u64]) {
        if self.all.len() == REMEMBERED {
            self.forget_oldest();
        }
        for key in keys {
            let numbers = self.by_key.entry(*key).or_default();
            if numbers.len() == OF_A_KEY {
                numbers.pop_front();
            }
            numbers.push_back(number);
        }
        self.all.push_back((number, keys.to_vec()));
    }

    fn forget_oldest(&mut self) {
        let Some((number, keys)) = self.all.pop_front() else {
            return;
        };
        for key in keys {
            if let Some(numbers) = self.by_key.get_mut(&key) {
                numbers.retain(|&other| other != number);
                if numbers.is_empty() {
                    self.by_key.remove(&key);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Never = core::convert::Infallible;

    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

    fn chosen(sets: &[core::ops::Range<u64>], least: f64, keep: Keep) -> Vec<Option<usize>> {
        let load = |number: usize| Ok::<_, Never>(ShingleSet::of(sets[number].clone().collect()));
        let n_shingles: Vec<u64> = sets.iter().map(|set| set.end - set.start).collect();
        let Ok(proofs) = choose(&n_shingles, 0, load, least, keep);
        let proofs = proofs.into_iter();
        proofs.map(|proof| proof.map(|proof| proof.kept)).collect()
    }

    #[test]
    fn the_hub_is_kept_and_chains_drop_nothing() {
        // Each is like its neighbours and not like the others.
        let chain = [0..100, 10..110, 20..120];
        assert_eq!(chosen(&chain, 0.8, Keep::Hub), [Some(1), None, Some(1)]);
        assert_eq!(chosen(&chain, 0.8, Keep::First), [None, Some(0), None]);
    }

    #[test]
    fn the_most_similar_of_the_kept_ones_is_the_proof() {
        // The third is like both of the others, which are not like each other.
        let group = [0..100, 30..130, 16..116];
        assert_eq!(chosen(&group, 0.7, Keep::First), [None, None, Some(1)]);
        assert_eq!(chosen(&group, 0.7, Keep::Hub), [Some(2), Some(2), None]);
    }

    #[test]
    fn what_is_fixed_is_kept_and_drops_others() {
        let sets = [0..100, 2..102, 4..104, 300..310];
        let load = |number: usize| {
            // Evenly spread, as shingles are.
            let shingles = sets[number].clone().map(|n: u64| n.wrapping_mul(SPREAD));
            Ok::<_, Never>(ShingleSet::of(shingles.collect()))
        };
        for keep in [Keep::Hub, Keep::First] {
            let Ok(proofs) = choose(&[100, 100, 100, 10], 2, load, 0.8, keep);
            let kept: Vec<_> = proofs
                .iter()
                .map(|proof| proof.map(|proof| proof.kept))
                .collect();
            assert_eq!(kept, [None, None, Some(1), None]);
        }
        let Ok(proofs) = in_a_large_group(4, 2, load, 0.8);
        let kept: Vec<_> = proofs
            .iter()
            .map(|proof| proof.map(|proof| proof.kept))
            .collect();
        assert_eq!(kept, [None, None, Some(1), None]);
    }

    #[test]
    fn a_large_group_keeps_one_of_each_kind() {
        let group: Vec<_> = (0..2_000).map(|n| n % 3 * 100..n % 3 * 100 + 50).collect();
        let first = |number: usize| (number >= 3).then_some(number % 3);
        let expected: Vec<_> = (0..2_000).map(first).collect();
        assert_eq!(chosen(&group, 0.8, Keep::Hub), expected);
    }

    #[test]
    fn what_was_kept_long_ago_is_forgotten() {
        let mut kept = Remembered::default();
        for number in 0..REMEMBERED + 10 {
            kept.push(number, &[number as u64, 7]);
        }
        assert!(kept.most_like(&[9]).is_empty());
        assert_eq!(kept.most_like(&[10]), [10]);
        assert_eq!(kept.most_like(&[7]).len(), COMPARED);
        assert_eq!(kept.by_key.len(), REMEMBERED + 1);
    }
}
