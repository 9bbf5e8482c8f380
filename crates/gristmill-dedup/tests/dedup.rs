//! The fixtures of deduplication, and its laws.

use std::convert::Infallible;

use gristmill_dedup::{DedupConfig, Fingerprint, Seen};
use gristmill_testkit::dirt;
use gristmill_testkit::fixtures::{DedupCase, load};
use proptest::prelude::*;

fn fingerprint(text: &str) -> Fingerprint {
    Fingerprint::of(text, &DedupConfig::default())
}

fn check(case: &DedupCase) {
    let is_same = fingerprint(&case.first) == fingerprint(&case.second);
    assert_eq!(is_same, case.same, "{}: {}", case.name, case.why);
}

/// The number of the first document of each text.
fn originals(texts: &[String], key: impl Fn(&str) -> u64) -> Vec<usize> {
    let mut seen = Seen::default();
    let mut originals = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let key = key(text);
        let number_of = |number: u64| usize::try_from(number).expect("there are few");
        let is_it = |other: u64| Ok::<_, Infallible>(texts[number_of(other)] == *text);
        let Ok(original) = seen.find(key, is_it);
        if original.is_none() {
            seen.remember(key, number as u64);
        }
        originals.push(original.map_or(number, number_of));
    }
    originals
}

#[test]
fn fixtures() {
    load::<DedupCase>("dedup").iter().for_each(check);
}

#[test]
fn the_fingerprint_is_sha_256() {
    // FIPS 180-2, appendix B.1
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(fingerprint("abc").to_string(), expected);
}

proptest! {
    #[test]
    fn the_first_of_each_text_is_kept(texts in proptest::collection::vec(dirt::text(), 0..20)) {
        let position = |text: &String| texts.iter().position(|other| other == text);
        let expected: Vec<usize> = texts.iter().filter_map(position).collect();
        prop_assert_eq!(&originals(&texts, |text| fingerprint(text).key()), &expected);
        // Also where keys say nothing.
        prop_assert_eq!(&originals(&texts, |text| text.len() as u64 % 3), &expected);
    }
}

#[test]
fn many_are_remembered() {
    let texts: Vec<String> = (0..10_000)
        .map(|number| format!("{}", number % 7000))
        .collect();
    let originals = originals(&texts, |text| fingerprint(text).key());
    let expected: Vec<usize> = (0..10_000).map(|number| number % 7000).collect();
    assert_eq!(originals, expected);
}
