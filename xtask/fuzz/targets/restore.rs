//! Whatever is milled can be had back, byte for byte.
#![no_main]

use gristmill::{Config, Encoding, Hints, mill, restore};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (number, bytes) = input;
    // Every other input is detected, the others are said to be in some encoding.
    let given =
        (number % 2 == 1).then(|| Encoding::ALL[usize::from(number / 2) % Encoding::ALL.len()]);
    let hints = Hints {
        given,
        ..Hints::default()
    };
    let milled = mill(bytes, &hints, &Config::default());
    let changes: Vec<_> = milled.changes(bytes).collect();
    let restored = restore(&milled.text, milled.guess.encoding, &changes);
    assert_eq!(restored.as_deref(), Ok(bytes));
});
