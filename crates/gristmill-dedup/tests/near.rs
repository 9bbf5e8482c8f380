//! Near duplicates, held against comparing all with all.

use std::collections::{BTreeSet, HashSet};
use std::convert::Infallible;
use std::sync::LazyLock;

use gristmill_dedup::{Bands, Keep, Proof, ShingleSet, Shingler, choose};
use gristmill_testkit::dirt;
use proptest::prelude::*;
use proptest::sample::select;

/// It takes a while to make.
static SHINGLER: LazyLock<Shingler> = LazyLock::new(Shingler::default);

fn shingles(text: &str) -> Vec<u64> {
    let mut shingles = Vec::new();
    SHINGLER.shingles(text, &mut shingles);
    shingles
}

/// The similarity as it is defined: without numbers for shingles, without bounds.
fn similarity(one: &str, two: &str) -> f64 {
    let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_lowercase).collect() };
    let set = |text: &str| -> BTreeSet<Vec<String>> {
        let words = words(text);
        let n_words = words.len().min(5);
        words.windows(n_words).map(<[String]>::to_vec).collect()
    };
    let (one, two) = (set(one), set(two));
    let shared = one.intersection(&two).count();
    shared as f64 / (one.len() + two.len() - shared) as f64
}

fn chosen(texts: &[String], least: f64, keep: Keep) -> Vec<Option<Proof>> {
    let sets: Vec<ShingleSet> = texts
        .iter()
        .map(|text| ShingleSet::of(shingles(text)))
        .collect();
    let n_shingles: Vec<u64> = sets.iter().map(|set| set.as_slice().len() as u64).collect();
    let load = |number: usize| Ok::<_, Infallible>(sets[number].clone());
    let Ok(proofs) = choose(&n_shingles, 0, load, least, keep);
    proofs
}

/// Texts of few words, so that many of them are similar.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = select(vec![
        "mill", "grist", "Stone", "wheel", "Ähre", "korn", "один",
    ]);
    let ending = proptest::collection::vec(word.clone(), 0..4);
    let beginning = proptest::collection::vec(word, 8..14);
    let beginnings = proptest::collection::vec(beginning, 1..4);
    beginnings.prop_flat_map(move |beginnings| {
        let text = (select(beginnings), ending.clone());
        let text = text.prop_map(|(beginning, ending)| [beginning, ending].concat().join(" "));
        proptest::collection::vec(text, 1..24)
    })
}

proptest! {
    #[test]
    fn every_dropped_text_is_proven_by_brute_force(texts in texts(), hubs: bool) {
        let keep = if hubs { Keep::Hub } else { Keep::First };
        let proofs = chosen(&texts, 0.6, keep);
        for (number, proof) in proofs.iter().enumerate() {
            let Some(Proof { kept, similarity: found }) = *proof else { continue };
            prop_assert!(proofs[kept].is_none(), "a chain");
            prop_assert!(found >= 0.6);
            prop_assert!((similarity(&texts[number], &texts[kept]) - found).abs() < 1e-12);
        }
        let kept = || (0..texts.len()).filter(|&number| proofs[number].is_none());
        for one in kept() {
            for two in kept().filter(|&two| two > one) {
                prop_assert!(similarity(&texts[one], &texts[two]) < 0.6, "{one} and {two}");
            }
        }
    }

    #[test]
    fn the_fewest_are_kept_by_hubs_of_one_group(texts in texts()) {
        let kept = |keep| chosen(&texts, 0.6, keep).iter().filter(|proof| proof.is_none()).count();
        // It is a heuristic: but it never needs half as many again.
        prop_assert!(kept(Keep::Hub) * 2 <= kept(Keep::First) * 3);
    }

    #[test]
    fn any_text_has_keys_or_no_words(text in dirt::text(), least in 0.0..=1.0) {
        let bands = Bands::for_similarity(least);
        let (shingles, mut keys) = (shingles(&text), Vec::new());
        bands.keys(&shingles, &mut keys);
        prop_assert_eq!(keys.len(), if shingles.is_empty() { 0 } else { bands.len() });
        let set = ShingleSet::of(shingles);
        let expected = (!set.as_slice().is_empty()).then_some(1.0);
        prop_assert_eq!(set.similarity(&set.clone(), least), expected);
    }

    #[test]
    fn similarity_asks_for_what_it_says(
        one in proptest::collection::vec(0..60_u64, 0..60),
        two in proptest::collection::vec(0..60_u64, 0..60),
        least in 0.0..=1.0,
    ) {
        let sets = [&one, &two].map(|set| set.iter().copied().collect::<HashSet<u64>>());
        let n_shared = sets[0].intersection(&sets[1]).count();
        let n_all = sets[0].union(&sets[1]).count();
        let expected = n_shared as f64 / n_all as f64;
        let found = ShingleSet::of(one.clone()).similarity(&ShingleSet::of(two.clone()), least);
        if one.is_empty() || two.is_empty() {
            prop_assert_eq!(found, None);
        } else {
            prop_assert_eq!(found, (expected >= least).then_some(expected));
        }
    }
}

/// The groups of texts that go together: who is dropped with the one that is kept.
fn groups(texts: &[String], keep: Keep) -> BTreeSet<Vec<&str>> {
    let proofs = chosen(texts, 0.6, keep);
    let kept = (0..texts.len()).filter(|&number| proofs[number].is_none());
    let group = |kept: usize| {
        let dropped = (0..texts.len())
            .filter(|&number| proofs[number].is_some_and(|proof| proof.kept == kept));
        let mut group: Vec<&str> = dropped
            .chain([kept])
            .map(|number| texts[number].as_str())
            .collect();
        group.sort_unstable();
        group
    };
    kept.map(group).collect()
}

proptest! {
    /// Of texts that are all alike or not alike at all, the groups are those of the texts,
    /// whatever their order.
    #[test]
    fn the_order_decides_nothing_about_the_groups(
        numbers in proptest::collection::vec((0..5_usize, 0..4_usize), 1..24),
        turn in 0..24_usize,
        hubs: bool,
    ) {
        let keep = if hubs { Keep::Hub } else { Keep::First };
        let text = |&(family, variant): &(usize, usize)| {
            let words = (0..40).map(|word| format!("f{family}w{word}"));
            words.chain([format!("v{variant}")]).collect::<Vec<_>>().join(" ")
        };
        let texts: Vec<String> = numbers.iter().map(text).collect();
        let mut others = texts.clone();
        others.rotate_left(turn % texts.len());
        others.reverse();
        prop_assert_eq!(groups(&texts, keep), groups(&others, keep));
    }
}
