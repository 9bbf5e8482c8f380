//! The fixtures of the stage, and the laws of every stage from text to text.

use gristmill_repair::{RULES, RepairConfig, repair};
use gristmill_testkit::fixtures::{TextCase, load};
use gristmill_testkit::{dirt, laws};
use proptest::prelude::*;

fn check(case: &TextCase) {
    case.check(&repair(&case.input, &config(&case.without)));
    laws::text_to_text(&case.input, |text| repair(text, &config(&case.without)));
}

fn config(without: &[String]) -> RepairConfig {
    let mut config = RepairConfig::default();
    for name in without {
        assert!(config.ignore(name) > 0, "there is no rule `{name}`");
    }
    config
}

#[test]
fn only_selected_rules_are_applied() {
    let mut config = RepairConfig::default();
    assert_eq!(
        config.select(["repair.entity", "repair.escape.quote"]),
        None
    );
    let text = "the mill\\'s &eacute;lite cafÃ© and cafÃ©s";
    assert_eq!(
        repair(text, &config).text(),
        "the mill's élite cafÃ© and cafÃ©s"
    );
    assert_eq!(
        config.select(["repair.entity.names"]),
        Some("repair.entity.names")
    );
}

#[test]
fn fixtures() {
    load::<TextCase>("repair").iter().for_each(check);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn laws_hold_with_any_switches(text in dirt::text(), off in proptest::sample::subsequence(RULES.to_vec(), 0..=RULES.len())) {
        let without: Vec<String> = off.iter().map(|rule| rule.name().to_owned()).collect();
        laws::text_to_text(&text, |text| repair(text, &config(&without)));
    }

    #[test]
    fn laws_hold_for_any_text(text in dirt::text()) {
        laws::text_to_text(&text, |text| repair(text, &RepairConfig::default()));
    }
}
