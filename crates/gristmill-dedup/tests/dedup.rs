//! The fixtures of deduplication, and its laws.

use gristmill_dedup::{DedupConfig, Fingerprint, Seen, Verdict};
use gristmill_testkit::dirt;
use gristmill_testkit::fixtures::{DedupCase, load};
use proptest::prelude::*;

fn fingerprint(text: &str) -> Fingerprint {
    Fingerprint::of(text, &DedupConfig::default())
}

fn check(case: &DedupCase) {
    let mut seen = Seen::default();
    assert_eq!(seen.insert(fingerprint(&case.first), 7), Verdict::First);
    let expected = if case.same {
        Verdict::Exact { of: 7 }
    } else {
        Verdict::First
    };
    let verdict = seen.insert(fingerprint(&case.second), 8);
    assert_eq!(verdict, expected, "{}: {}", case.name, case.why);
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
        let mut seen = Seen::default();
        for (ord, text) in texts.iter().enumerate() {
            let first = texts.iter().position(|other| other == text).expect("it is there");
            let expected = if first == ord { Verdict::First } else { Verdict::Exact { of: first as u64 } };
            prop_assert_eq!(seen.insert(fingerprint(text), ord as u64), expected);
        }
    }
}
