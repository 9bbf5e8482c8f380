//! The cost of detection, beside chardetng and beside looking at every byte.

use std::hint::black_box;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use gristmill_detect::{Evidence, Hints, detect};

use crate::{collect, seconds};

const ROUNDS: usize = 5;

/// Reads the files once, and prints a row for all of them, for those in which
/// statistics decide, and for those of ASCII and UTF-8.
pub fn compare(paths: &[String]) {
    let files = collect(paths);
    let evidence = |bytes: &Vec<u8>| detect(bytes, &Hints::default()).evidence;
    let is_legacy = |bytes: &&Vec<u8>| evidence(bytes) == Evidence::Statistics;
    let is_unicode = |bytes: &&Vec<u8>| matches!(evidence(bytes), Evidence::Ascii | Evidence::Utf8);
    println!(
        "| files | number | MB | gristmill, MB/s | of chardetng's time | of a look at every byte |"
    );
    println!("|---|---|---|---|---|---|");
    row("all", &files.iter().collect::<Vec<_>>());
    row(
        "statistics decide",
        &files.iter().filter(is_legacy).collect::<Vec<_>>(),
    );
    row(
        "ASCII and UTF-8",
        &files.iter().filter(is_unicode).collect::<Vec<_>>(),
    );
}

fn row(name: &str, files: &[&Vec<u8>]) {
    let bytes: usize = files.iter().map(|file| file.len()).sum();
    let own = seconds(ROUNDS, || {
        for file in files {
            black_box(detect(file, &Hints::default()));
        }
    });
    let peer = seconds(ROUNDS, || {
        for file in files {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
            detector.feed(file, true);
            black_box(detector.guess(None, Utf8Detection::Allow));
        }
    });
    let floor = seconds(ROUNDS, || {
        for file in files {
            black_box(file.is_ascii());
            black_box(file.iter().fold(0_u8, |all, &byte| all ^ byte));
        }
    });
    let megabytes = bytes as f64 / 1e6;
    println!(
        "| {name} | {} | {megabytes:.1} | {:.0} | {:.2} | {:.1} |",
        files.len(),
        megabytes / own,
        own / peer,
        own / floor
    );
}
