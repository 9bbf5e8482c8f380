//! The fixtures of the stage, and the laws of every stage from text to text.
#![expect(
    clippy::panic,
    reason = "a fixture with a switch that is not there fails the test"
)]

use gristmill_normalize::{NormalizeConfig, normalize};
use gristmill_testkit::fixtures::{TextCase, load};
use gristmill_testkit::{dirt, laws};
use proptest::prelude::*;

fn check(case: &TextCase) {
    case.check(&normalize(&case.input, &config(&case.without)));
    laws::text_to_text(&case.input, |text| normalize(text, &config(&case.without)));
}

const SWITCHES: &[&str] = &[
    "controls",
    "terminal_sequences",
    "byte_order_marks",
    "line_ends",
    "nfc",
    "blank_runs",
    "trailing_blanks",
    "ends",
    "empty_lines",
];

fn config(without: &[String]) -> NormalizeConfig {
    let mut config = NormalizeConfig::default();
    for switch in without {
        match switch.as_str() {
            "controls" => config.controls = false,
            "terminal_sequences" => config.terminal_sequences = false,
            "byte_order_marks" => config.byte_order_marks = false,
            "line_ends" => config.line_ends = false,
            "nfc" => config.nfc = false,
            "blank_runs" => config.blank_runs = false,
            "trailing_blanks" => config.trailing_blanks = false,
            "ends" => config.ends = false,
            "empty_lines" => config.empty_lines = false,
            unknown => panic!("there is no switch `{unknown}`"),
        }
    }
    config
}

#[test]
fn fixtures() {
    load::<TextCase>("normalize").iter().for_each(check);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn laws_hold_with_any_switches(text in dirt::text(), off in proptest::sample::subsequence(SWITCHES.to_vec(), 0..=SWITCHES.len())) {
        let without: Vec<String> = off.into_iter().map(String::from).collect();
        laws::text_to_text(&text, |text| normalize(text, &config(&without)));
    }

    #[test]
    fn laws_hold_for_any_text(text in dirt::text()) {
        laws::text_to_text(&text, |text| normalize(text, &NormalizeConfig::default()));
    }

    #[test]
    fn the_form_is_that_of_unicode_normalization(text in dirt::text()) {
        use unicode_normalization::UnicodeNormalization;
        let composed: String = text.nfc().collect();
        let only_nfc = NormalizeConfig {
            controls: false,
            terminal_sequences: false,
            byte_order_marks: false,
            line_ends: false,
            nfc: true,
            blank_runs: false,
            trailing_blanks: false,
            ends: false,
            empty_lines: false,
        };
        let normal = normalize(&text, &only_nfc);
        prop_assert_eq!(normal.text(), composed);
    }

    #[test]
    fn marks_in_a_row_compose_as_unicode_says(text in "[a-eàéǖ\u{300}-\u{345}\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11A8}-\u{11C2}\u{AC00}\u{AC01}\u{9BE}\u{9C7}\u{FB1D}\u{F900}\u{1D15E}]{0,12}") {
        use unicode_normalization::UnicodeNormalization;
        let composed: String = text.nfc().collect();
        let normal = normalize(&text, &NormalizeConfig::default());
        prop_assert_eq!(normal.text(), composed);
    }
}
