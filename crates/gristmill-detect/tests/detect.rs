//! The fixtures of detection, and its laws.

use gristmill_detect::{Evidence, Hints, detect};
use gristmill_encoding::Encoding;
use gristmill_encoding::encoding_for_label;
use gristmill_testkit::dirt;
use gristmill_testkit::fixtures::{DetectCase, bytes, load};
use proptest::prelude::*;

fn check(case: &DetectCase) {
    let hints = Hints {
        given: None,
        pieces: &[],
        label: case.label.as_deref(),
        siblings: None,
    };
    let guess = detect(&bytes(&case.bytes), &hints);
    let found = (guess.encoding.name(), guess.evidence.name());
    let expected = (case.encoding.as_str(), case.evidence.as_str());
    assert_eq!(found, expected, "{}: {}", case.name, case.why);
}

#[test]
fn fixtures() {
    load::<DetectCase>("detect").iter().for_each(check);
}

#[test]
fn every_encoding_is_found_by_its_own_name() {
    for &encoding in Encoding::ALL {
        assert_eq!(encoding_for_label(encoding.name()), Some(encoding));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_bytes_give_an_answer(bytes in dirt::bytes()) {
        let guess = detect(&bytes, &Hints::default());
        prop_assert!((0.0..=1.0).contains(&guess.confidence));
        prop_assert_eq!(&guess, &detect(&bytes, &Hints::default()));
    }

    #[test]
    fn what_is_given_is_not_questioned(bytes in dirt::bytes(), at in 0..Encoding::ALL.len()) {
        let hints = Hints { given: Some(Encoding::ALL[at]), pieces: &[], label: None, siblings: None };
        let guess = detect(&bytes, &hints);
        prop_assert_eq!((guess.encoding, guess.evidence), (Encoding::ALL[at], Evidence::Given));
    }
}
