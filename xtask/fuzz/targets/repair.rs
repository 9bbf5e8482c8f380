//! Repairing and normalising keep the laws of every stage from text to text.
#![no_main]

use gristmill::{NormalizeConfig, Profile, RepairConfig, normalize, repair};
use gristmill_testkit::{dirt, laws};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (mode, bytes) = input;
    // Bytes as they are, or each of them a piece that damage is made of.
    let text = if mode % 4 == 0 {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        let pieces = bytes.iter().map(|&byte| dirt::PIECES[usize::from(byte) % dirt::PIECES.len()]);
        pieces.collect()
    };
    laws::text_to_text(&text, |text| repair(text, &RepairConfig::default()));
    let profile = match mode / 4 % 3 {
        0 => Profile::Archive,
        1 => Profile::Default,
        _ => Profile::Llm,
    };
    let config = NormalizeConfig::of(profile);
    laws::text_to_text(&text, |text| normalize(text, &config));
});
