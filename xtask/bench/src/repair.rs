//! The cost of repairing text that is sound for the most part, beside reading and
//! writing it as JSON with a look for the signs of damage.

use std::hint::black_box;

use gristmill_repair::{RepairConfig, repair};
use serde_json::{Value, json};

use crate::{seconds, texts_of_stdin};

const ROUNDS: usize = 7;

/// Reads lines of JSON with a `text` from the standard input, and prints a row for those
/// in ASCII and for the others.
pub fn compare() {
    let texts = texts_of_stdin();
    let (ascii, others): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| text.is_ascii());
    println!("| texts | number | MB | changed | repair alone, MB/s | of the floor's time |");
    println!("|---|---|---|---|---|---|");
    row("ASCII", &ascii);
    row("beyond ASCII", &others);
}

fn row(name: &str, texts: &[String]) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let config = RepairConfig::default();
    let changed = texts
        .iter()
        .filter(|text| repair(text, &config).is_changed());
    let n_changed = changed.count();
    let own = seconds(ROUNDS, || {
        for text in texts {
            black_box(repair(text, &config));
        }
    });
    let lines: Vec<String> = texts
        .iter()
        .map(|text| json!({ "text": text }).to_string())
        .collect();
    let floor = seconds(ROUNDS, || {
        for line in &lines {
            let value: Value = serde_json::from_str(line).expect("it was written as JSON");
            let text = value["text"].as_str().unwrap_or_default();
            black_box(memchr::memchr2(b'&', b'\\', text.as_bytes()));
            black_box(value.to_string());
        }
    });
    let megabytes = bytes as f64 / 1e6;
    println!(
        "| {name} | {} | {megabytes:.1} | {n_changed} | {:.0} | {:.2} |",
        texts.len(),
        megabytes / own,
        own / floor
    );
}
