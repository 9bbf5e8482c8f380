//! The cost of splitting texts, beside a loop that finds nothing but labels in capitals
//! before a colon, and whether it grows with the text as it should.

use std::hint::black_box;

use gristmill_split::{SplitConfig, split};

use crate::{seconds, texts_of_stdin};

const ROUNDS: usize = 7;

/// Reads lines of JSON with a `text` from the standard input, and prints what they cost.
pub fn compare() {
    let texts = texts_of_stdin();
    let bytes: usize = texts.iter().map(String::len).sum();
    let config = SplitConfig::default();
    let found: usize = texts
        .iter()
        .map(|text| split(text, &config).all().len())
        .sum();
    let time = |texts: &[String]| {
        seconds(ROUNDS, || {
            for text in texts {
                black_box(split(text, &config));
            }
        })
    };
    let own = time(&texts);
    let floor = seconds(ROUNDS, || {
        for text in &texts {
            black_box(labels_in_capitals(text));
        }
    });
    let twice: Vec<String> = texts
        .iter()
        .map(|text| format!("{text}\n\n{text}"))
        .collect();
    let megabytes = bytes as f64 / 1e6;
    println!(
        "| texts | MB | sections | split alone, MB/s | of the floor's time | twice the text |"
    );
    println!("|---|---|---|---|---|---|");
    println!(
        "| {} | {megabytes:.1} | {found} | {:.0} | {:.1} | {:.2} times |",
        texts.len(),
        megabytes / own,
        own / floor,
        time(&twice) / own
    );
}

/// How many lines begin with two capitals or more and a colon behind them: what everybody
/// writes first.
fn labels_in_capitals(text: &str) -> usize {
    let is_label = |line: &&str| {
        let label = line.split(':').next().unwrap_or_default();
        label.len() > 1
            && label.len() < line.len()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b' ')
    };
    text.lines().filter(is_label).count()
}
