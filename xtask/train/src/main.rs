//! Makes the tables of gristmill-language: `cargo xtask train`.
//!
//! Run at the root of the workspace. The sources are fetched from the package
//! registries into `target/train`, once.

mod alphabet;
mod counts;
mod extract;
mod gather;
mod languages;
mod lingua;
mod model;
mod signs;
mod write;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::alphabet::{SCRIPTS, is_hangul, is_ideograph, script_of};
use crate::gather::Sources;
use crate::languages::LANGUAGES;
use crate::model::Alphabet;

/// Where the tables go.
const TARGET: &str = "crates/gristmill-language/src";

fn main() {
    if std::env::args().nth(1).as_deref() == Some("sentences") {
        return measuring_sentences();
    }
    let sources = Sources::gather(Path::new("target/train"));
    let mut signs = signs::Signs::default();
    let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for language in LANGUAGES {
        let text = counts::running_text(&sources, language);
        let n_chars: usize = text.iter().map(|p| p.chars().count()).sum();
        eprintln!("{}: {} characters of running text", language.tag, n_chars);
        for paragraph in text.iter().filter(|p| p.len() > 40) {
            signs.add(paragraph, 20_000.0 / (n_chars as f64 + 20_000.0));
        }
        for sentence in counts::training_sentences(language.lingua) {
            signs.add(sentence, 50.0);
        }
        texts.insert(language.tag, text);
    }
    let mut blob = write::Blob::default();
    let mut alphabets = Vec::new();
    let mut described = String::new();
    let mut tags: Vec<(&str, usize)> = Vec::new();
    for (script, (name, _)) in SCRIPTS.iter().enumerate() {
        let spoken: Vec<_> = LANGUAGES.iter().filter(|l| l.script == *name).collect();
        let counts: Vec<_> = spoken
            .iter()
            .map(|l| counts::of_language(&sources, l, script, &texts[l.tag]))
            .collect();
        for (language, counts) in spoken.iter().zip(&counts) {
            if counts.trigrams.is_empty() {
                eprintln!("{}: no source", language.tag);
            }
        }
        let (most_letters, most_triples) = match *name {
            "Latin" => (230, 26_000),
            "Cyrillic" => (120, 16_000),
            "Arabic" | "Japanese" => (200, 8_000),
            _ => (200, 4_000),
        };
        let learnt = Alphabet::learn(&counts, most_letters, most_triples);
        described.push_str(&write::alphabet(&mut blob, name, tags.len(), &learnt));
        tags.extend(spoken.iter().map(|l| (l.tag, script)));
        alphabets.push(learnt);
    }
    let east_asian: Vec<_> = ["ja", "ko", "zh-Hans", "zh-Hant"].to_vec();
    for tag in &east_asian[1..] {
        tags.push((tag, SCRIPTS.len()));
    }
    let costs = east_asian_costs(&sources, &texts);
    let (known, sign_table) = write::signs(&mut blob, &signs);
    let (index, pages) = write::characters(&mut blob, &alphabets, &known);
    let han = write::ideographs(&mut blob, &costs, (0x4E00, 0x9FFF));
    let hangul = write::ideographs(&mut blob, &costs, (0xAC00, 0xD7A3));
    let capitals = signs.capitals.map(|[small, capital]| {
        let all = small + capital;
        [small, capital].map(|count| (-((count + 1.0) / (all + 2.0)).log2() * 8.0).round() as u32)
    });
    eprintln!("capitals {capitals:?}, apostrophes {:?}", signs.apostrophes);
    let source = write::source(
        &tags,
        &described,
        &[
            ("SIGNS", sign_table),
            ("N_SIGNS", known.len()),
            ("PAGE_INDEX", index),
            ("PAGES", pages),
            ("HAN", han),
            ("HANGUL", hangul),
        ],
        &capitals,
    );
    let bytes = blob.finish();
    eprintln!("{} bytes in all, {} languages", bytes.len(), tags.len());
    let target = Path::new(TARGET);
    fs::write(target.join("model.bin"), bytes).expect("the model can be written");
    fs::write(target.join("tables.rs"), source).expect("the tables can be written");
}

/// Prints the sentences that no table was made of, as `TAG<tab>SENTENCE`.
fn measuring_sentences() {
    for language in LANGUAGES {
        for sentence in lingua::sentences(language.lingua)
            .into_iter()
            .skip(1)
            .step_by(2)
        {
            println!("{}\t{sentence}", language.tag);
        }
    }
}

/// For Japanese, Korean, simplified and traditional Chinese: what each character
/// costs, in bits.
fn east_asian_costs(
    sources: &Sources,
    texts: &BTreeMap<&str, Vec<String>>,
) -> [BTreeMap<char, f64>; 4] {
    let counted = ["ja", "ko", "zh-Hans", "zh-Hant"].map(|tag| {
        let language = LANGUAGES
            .iter()
            .find(|l| l.tag == tag)
            .expect("in the table");
        let mut shares: Vec<(BTreeMap<char, f64>, f64)> = Vec::new();
        let mut text = BTreeMap::new();
        for paragraph in &texts[tag] {
            count_characters(paragraph, 1.0, &mut text);
        }
        let mut list = BTreeMap::new();
        for (word, frequency) in counts::wordfreq(sources, language.wordfreq) {
            count_characters(&word, frequency, &mut list);
        }
        let mut letters = BTreeMap::new();
        for (letter, frequency) in lingua::frequencies(language.lingua, "unigrams") {
            count_characters(&letter, frequency, &mut letters);
        }
        let mut news = BTreeMap::new();
        for sentence in counts::training_sentences(language.lingua) {
            count_characters(sentence, 1.0, &mut news);
        }
        shares.push((text, 0.2));
        shares.push((list, 0.3));
        shares.push((letters, 0.3));
        shares.push((news, 0.2));
        let mut all: BTreeMap<char, f64> = BTreeMap::new();
        for (counts, share) in shares {
            let total: f64 = counts.values().sum();
            for (character, count) in counts {
                *all.entry(character).or_default() += count / total * share;
            }
        }
        all
    });
    let [ja, ko, mut hans, mut hant] = counted;
    // Sources of Chinese hold both ways of writing.
    for character in counts::traditional(sources) {
        if let Some(p) = hans.get_mut(&character) {
            *p *= 0.01;
        }
    }
    // There is little traditional text. Of characters that both ways of writing
    // share, the simplified frequencies are the better ones.
    for (&character, &p) in &hans {
        if hant.contains_key(&character) {
            *hant.entry(character).or_default() += p;
        }
    }
    [ja, ko, hans, hant].map(|counts| {
        let total: f64 = counts.values().sum();
        counts
            .into_iter()
            .map(|(character, p)| (character, -(p / total + 1e-7).log2()))
            .collect()
    })
}

fn count_characters(text: &str, weight: f64, counts: &mut BTreeMap<char, f64>) {
    let kana = SCRIPTS.iter().position(|(name, _)| *name == "Japanese");
    for character in text.chars() {
        if is_ideograph(character)
            || is_hangul(character)
            || script_of(character) == kana && kana.is_some()
        {
            *counts.entry(character).or_default() += weight;
        }
    }
}
