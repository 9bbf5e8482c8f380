//! Whatever the texts are: each that is dropped is similar to one that is kept, and none that
//! is kept to another one.
#![no_main]

use std::convert::Infallible;
use std::sync::LazyLock;

use gristmill::{Bands, Keep, ShingleSet, Shingler, choose};
use libfuzzer_sys::fuzz_target;

static SHINGLER: LazyLock<Shingler> = LazyLock::new(Shingler::default);

fuzz_target!(|input: (u8, bool, u8, Vec<String>)| {
    let (least, is_hub, n_fixed, texts) = input;
    let least = f64::from(least) / 255.0;
    let keep = if is_hub { Keep::Hub } else { Keep::First };
    let bands = Bands::for_similarity(least);
    let sets: Vec<ShingleSet> = texts
        .iter()
        .map(|text| {
            let (mut shingles, mut keys) = (Vec::new(), Vec::new());
            SHINGLER.shingles(text, &mut shingles);
            bands.keys(&shingles, &mut keys);
            assert_eq!(
                keys.len(),
                if shingles.is_empty() { 0 } else { bands.len() }
            );
            ShingleSet::of(shingles)
        })
        .collect();
    let n_fixed = usize::from(n_fixed) % (sets.len() + 1);
    let n_shingles: Vec<u64> = sets.iter().map(|set| set.as_slice().len() as u64).collect();
    let load = |number: usize| Ok::<_, Infallible>(sets[number].clone());
    let Ok(proofs) = choose(&n_shingles, n_fixed, load, least, keep);
    for (number, proof) in proofs.iter().enumerate() {
        let Some(proof) = proof else { continue };
        assert!(number >= n_fixed && proofs[proof.kept].is_none());
        let similarity = sets[number].similarity(&sets[proof.kept], least);
        assert_eq!(similarity, Some(proof.similarity));
    }
    let kept: Vec<usize> = (0..sets.len())
        .filter(|&number| proofs[number].is_none())
        .collect();
    for (at, &one) in kept.iter().enumerate() {
        for &other in kept[at + 1..].iter().filter(|&&other| other >= n_fixed) {
            assert_eq!(sets[one].similarity(&sets[other], least), None);
        }
    }
});
