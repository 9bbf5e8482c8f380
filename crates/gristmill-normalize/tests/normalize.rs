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
    let config = config(case);
    case.check(&normalize(&case.input, &config));
    laws::text_to_text(&case.input, |text| normalize(text, &config));
}

fn config(case: &TextCase) -> NormalizeConfig {
    let mut config = NormalizeConfig::default();
    let off = case.without.iter().map(|name| (name, false));
    let on = case.with.iter().map(|name| (name, true));
    for (name, is_on) in off.chain(on) {
        match config.switch_mut(name) {
            Some(switch) => *switch = is_on,
            None => panic!("there is no switch `{name}`"),
        }
    }
    config
}

/// Every switch on or off.
fn any_config() -> impl Strategy<Value = NormalizeConfig> {
    let n_switches = NormalizeConfig::default().switches().len();
    proptest::collection::vec(any::<bool>(), n_switches).prop_map(|on| {
        let mut config = NormalizeConfig::default();
        for ((name, _), on) in NormalizeConfig::default().switches().into_iter().zip(on) {
            *config.switch_mut(name).expect("it is a switch") = on;
        }
        config
    })
}

#[test]
fn fixtures() {
    load::<TextCase>("normalize").iter().for_each(check);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn laws_hold_with_any_switches(text in dirt::text(), config in any_config()) {
        laws::text_to_text(&text, |text| normalize(text, &config));
    }

    #[test]
    fn laws_hold_for_signs_and_cut_words(text in "([a-e\u{E9}]{1,3}|[ \n\r-]|-\n|\u{AD}|\u{200B}|\u{200D}|\u{200F}|\u{5D0}|\u{FB01}|\u{FF21}|\u{FF76}\u{FF9E}|\u{2019}|\u{A0}|\u{3000}|\u{BD}|\u{1F468}){0,24}", config in any_config()) {
        laws::text_to_text(&text, |text| normalize(text, &config));
    }

    #[test]
    fn laws_hold_for_any_text(text in dirt::text()) {
        laws::text_to_text(&text, |text| normalize(text, &NormalizeConfig::default()));
    }

    #[test]
    fn the_form_is_that_of_unicode_normalization(text in dirt::text()) {
        use unicode_normalization::UnicodeNormalization;
        let composed: String = text.nfc().collect();
        let mut only_nfc = NormalizeConfig::default();
        for (name, _) in only_nfc.switches() {
            *only_nfc.switch_mut(name).expect("it is a switch") = name == "nfc";
        }
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
