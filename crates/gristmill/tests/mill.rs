//! The laws of the whole way: every byte can be had back, and each stage has
//! nothing left to do on its own output.

use std::fs;
use std::path::PathBuf;

use gristmill::{
    Config, Encoding, Evidence, Hints, NormalizeConfig, RepairConfig, Span, mill, normalize,
    repair, restore, rules,
};
use gristmill_decode::decode;
use gristmill_testkit::fixtures::{DecodeCase, DetectCase, SplitCase, TextCase, load};
use gristmill_testkit::{dirt, fixtures, laws};
use proptest::prelude::*;

fn given(encoding: Encoding) -> Hints<'static> {
    Hints {
        given: Some(encoding),
        pieces: &[],
        label: None,
        siblings: None,
    }
}

/// Mills the bytes, and rebuilds them from what a record keeps.
fn restores(bytes: &[u8], hints: &Hints<'_>) {
    let milled = mill(bytes, hints, &Config::default());
    let changes: Vec<_> = milled.changes(bytes).collect();
    let restored = restore(&milled.text, milled.guess.encoding, &changes);
    assert_eq!(
        restored.as_deref(),
        Ok(bytes),
        "{:?} {:?}",
        milled.guess.encoding,
        milled.text
    );
}

fn leads_back(bytes: &[u8], hints: &Hints<'_>) {
    let milled = mill(bytes, hints, &Config::default());
    for (at, character) in milled.text.char_indices() {
        let output = Span::new(at, at + character.len_utf8());
        assert!(!milled.trace.to_source(output).is_empty());
    }
    assert_eq!(milled.trace.flatten().new_len(), milled.text.len());
}

/// Repairing what is repaired, and normalising what is normal, changes nothing.
fn stages_are_idempotent(bytes: &[u8], encoding: Encoding) {
    let decoded = decode(bytes, encoding);
    laws::text_to_text(&decoded.text, |text| repair(text, &RepairConfig::default()));
    let repaired = repair(&decoded.text, &RepairConfig::default());
    laws::text_to_text(repaired.text(), |text| {
        normalize(text, &NormalizeConfig::default())
    });
}

#[test]
fn an_untouched_text_is_borrowed() {
    let bytes = "Grain goes in, flour comes out: “coarse” or fine.".as_bytes();
    let milled = mill(bytes, &Hints::default(), &Config::default());
    assert!(matches!(milled.text, std::borrow::Cow::Borrowed(_)));
    assert_eq!(milled.trace.n_edits(), 0);
}

#[test]
fn the_wrong_text_is_not_restored_silently() {
    let bytes = b"the parliament\\'s law";
    let milled = mill(bytes, &Hints::default(), &Config::default());
    let changes: Vec<_> = milled.changes(bytes).collect();
    assert!(restore(&milled.text, Encoding::Utf16Le, &changes).is_err());
    let error =
        restore("the", Encoding::Utf8, &changes).expect_err("the edit lies beyond the text");
    assert!(error.to_string().contains("cannot restore"));
}

#[test]
fn rules_have_names_of_their_own() {
    let mut names: Vec<&str> = rules().iter().map(|rule| rule.name()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

/// Every file of the corpus fixture, whatever it is.
fn corpus() -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![fixtures::folder().join("corpus/in")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the corpus fixture is there") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.clone(), fs::read(path).expect("its files can be read")));
            }
        }
    }
    assert!(
        files.len() >= 40,
        "the corpus fixture is smaller than promised"
    );
    files
}

#[test]
fn every_file_of_the_corpus_can_be_had_back() {
    for (_, bytes) in corpus() {
        restores(&bytes, &Hints::default());
        leads_back(&bytes, &Hints::default());
    }
}

#[test]
fn every_fixture_of_every_stage_can_be_had_back() {
    let bytes = |written: &str| fixtures::bytes(written);
    let mut inputs: Vec<Vec<u8>> = Vec::new();
    inputs.extend(
        load::<DetectCase>("detect")
            .iter()
            .map(|case| bytes(&case.bytes)),
    );
    inputs.extend(
        load::<DecodeCase>("decode")
            .iter()
            .map(|case| bytes(&case.bytes)),
    );
    for stage in ["repair", "normalize"] {
        inputs.extend(
            load::<TextCase>(stage)
                .into_iter()
                .map(|case| case.input.into_bytes()),
        );
    }
    inputs.extend(
        load::<SplitCase>("split")
            .into_iter()
            .map(|case| case.input.into_bytes()),
    );
    assert!(inputs.len() > 300, "only {} fixtures", inputs.len());
    for input in inputs {
        restores(&input, &Hints::default());
        leads_back(&input, &Hints::default());
        stages_are_idempotent(&input, Encoding::Utf8);
    }
}

#[test]
fn milling_what_was_milled_changes_nothing_in_the_corpus() {
    for (path, bytes) in corpus() {
        let once = mill(&bytes, &Hints::default(), &Config::default());
        if once.guess.evidence == Evidence::Binary {
            continue; // no text, and so never part of a corpus
        }
        let twice = mill(
            once.text.as_bytes(),
            &given(Encoding::Utf8),
            &Config::default(),
        );
        assert_eq!(once.text, twice.text, "{}", path.display());
    }
}

/// The encodings in which nothing is where ASCII has it.
fn is_unlike_ascii(encoding: Encoding) -> bool {
    let name = encoding.name();
    let mainframe = [
        "cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140",
    ];
    name.starts_with("utf-16") || name.starts_with("utf-32") || mainframe.contains(&name)
}

/// Markup must not appear out of bytes that hold none: it could pass a filter.
fn no_markup_appears(bytes: &[u8]) {
    const MARKUP: &[u8] = b"<>&\"'";
    let bytes: Vec<u8> = bytes
        .iter()
        .map(|byte| if MARKUP.contains(byte) { b'-' } else { *byte })
        .collect();
    let guess = gristmill::detect(&bytes, &Hints::default());
    if guess.evidence == Evidence::Binary || is_unlike_ascii(guess.encoding) {
        return;
    }
    let text = decode(&bytes, guess.encoding).text;
    let found = text
        .chars()
        .find(|&c| c.is_ascii() && MARKUP.contains(&(c as u8)));
    assert_eq!(found, None, "{:?} {bytes:X?}", guess.encoding);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn no_markup_comes_out_of_bytes_without(bytes in dirt::bytes()) {
        no_markup_appears(&bytes);
    }

    #[test]
    fn any_bytes_can_be_had_back(bytes in dirt::bytes()) {
        restores(&bytes, &Hints::default());
        leads_back(&bytes, &Hints::default());
    }

    #[test]
    fn any_bytes_in_any_encoding_can_be_had_back(bytes in dirt::bytes(), at in 0..Encoding::ALL.len()) {
        restores(&bytes, &given(Encoding::ALL[at]));
        leads_back(&bytes, &given(Encoding::ALL[at]));
    }

    #[test]
    fn stages_are_idempotent_on_any_bytes(bytes in dirt::bytes(), at in 0..Encoding::ALL.len()) {
        stages_are_idempotent(&bytes, Encoding::ALL[at]);
        stages_are_idempotent(&bytes, Encoding::Utf8);
    }
}
