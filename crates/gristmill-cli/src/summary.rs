//! What a run came to, for people.

use std::collections::BTreeMap;
use std::time::Duration;

use gristmill_ingest::{Ingested, Job, Settings, show_path};
use gristmill_record::Manifest;

use crate::say;

/// How many names of a list are shown.
const MOST: usize = 8;

/// Sums a run up on the standard error.
pub(crate) fn say(ingested: &Ingested, settings: &Settings, elapsed: Duration) {
    let manifest = &ingested.manifest;
    let counts = &manifest.counts;
    say::line(&format!(
        "{} inputs = {} kept + {} duplicates + {} rejects",
        counts.inputs, counts.kept, counts.duplicates, counts.rejects
    ));
    if counts.marked > 0 {
        let marked = format!("{} of the kept ones as duplicates", counts.marked);
        row("marked", &marked);
    }
    row("encodings", &list(&manifest.encodings));
    if settings.job == Job::Ingest {
        row("edits", &edits(manifest));
        row("sections", &counts.sections.to_string());
    }
    for file in &manifest.files {
        let what = match file.path.as_str() {
            "repeated_sections.jsonl" => "sections",
            "boilerplate.jsonl" => "lines",
            _ => continue,
        };
        row(
            "repeated",
            &format!("{} {what}: see {}", file.rows, file.path),
        );
    }
    row("rejects", &list(&manifest.rejects));
    if ingested.is_unchanged {
        row("changed", "nothing: the output is up to date");
    } else if ingested.taken_up > 0 {
        let (taken_up, lots) = (ingested.taken_up, ingested.lots);
        row("taken up", &format!("{taken_up} of {lots} lots"));
    } else {
        row("speed", &speed(counts.bytes, elapsed));
    }
    row("output", &show_path(&settings.out));
    if counts.unread > 0 {
        let many = counts.unread;
        say::warning(&format!(
            "{many} of the rejects could not be read whole: see rejects.jsonl"
        ));
    }
}

fn row(name: &str, value: &str) {
    if !value.is_empty() {
        say::line(&format!("  {name:<10} {value}"));
    }
}

fn edits(manifest: &Manifest) -> String {
    if manifest.rules.is_empty() {
        // Nothing was changed, or nobody wanted to know what.
        return manifest.edits.total.to_string();
    }
    format!("{}: {}", manifest.edits.total, list(&manifest.rules))
}

/// `utf-8 40, windows-1252 3, …`, the most frequent first.
fn list(counts: &BTreeMap<String, u64>) -> String {
    let mut counts: Vec<(&String, &u64)> = counts.iter().collect();
    counts.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    let more = counts.len().saturating_sub(MOST);
    let mut shown: Vec<String> = counts
        .iter()
        .take(MOST)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join(", ")
}

fn speed(bytes: u64, elapsed: Duration) -> String {
    let (micros, bytes) = (elapsed.as_micros().max(1), u128::from(bytes));
    let hundredths = bytes * 100 / micros;
    format!(
        "{}.{:02} MB in {}.{:02} s, {}.{:02} MB/s",
        bytes / 1_000_000,
        bytes / 10_000 % 100,
        elapsed.as_secs(),
        elapsed.subsec_millis() / 10,
        hundredths / 100,
        hundredths % 100,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_come_first() {
        let counts = [("b", 1), ("a", 1), ("c", 9)].map(|(name, count)| (name.to_owned(), count));
        assert_eq!(list(&BTreeMap::from(counts)), "c 9, a 1, b 1");
    }

    #[test]
    fn megabytes_are_millions_of_bytes() {
        assert_eq!(
            speed(3_500_000, Duration::from_millis(500)),
            "3.50 MB in 0.50 s, 7.00 MB/s"
        );
    }
}
