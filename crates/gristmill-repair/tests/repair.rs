//! The fixtures of the stage, and the laws of every stage from text to text.
#![expect(
    clippy::panic,
    reason = "a fixture with a switch that is not there fails the test"
)]

use gristmill_repair::{RepairConfig, repair};
use gristmill_testkit::fixtures::{TextCase, load};
use gristmill_testkit::{dirt, laws};
use proptest::prelude::*;

fn check(case: &TextCase) {
    case.check(&repair(&case.input, &config(&case.without)));
    laws::text_to_text(&case.input, |text| repair(text, &config(&case.without)));
}

const SWITCHES: &[&str] = &["entities", "escapes", "transport", "mojibake"];

fn config(without: &[String]) -> RepairConfig {
    let mut config = RepairConfig::default();
    for switch in without {
        match switch.as_str() {
            "entities" => config.entities = false,
            "escapes" => config.escapes = false,
            "transport" => config.transport = false,
            "mojibake" => config.mojibake = false,
            unknown => panic!("there is no switch `{unknown}`"),
        }
    }
    config
}

#[test]
fn fixtures() {
    load::<TextCase>("repair").iter().for_each(check);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn laws_hold_with_any_switches(text in dirt::text(), off in proptest::sample::subsequence(SWITCHES.to_vec(), 0..=SWITCHES.len())) {
        let without: Vec<String> = off.into_iter().map(String::from).collect();
        laws::text_to_text(&text, |text| repair(text, &config(&without)));
    }

    #[test]
    fn laws_hold_for_any_text(text in dirt::text()) {
        laws::text_to_text(&text, |text| repair(text, &RepairConfig::default()));
    }
}
