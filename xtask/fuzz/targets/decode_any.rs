//! Decoding gives the text that encoding_rs gives, and keeps every byte.
#![no_main]

use gristmill::{Encoding, decode};
use gristmill_encoding::standard;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (number, bytes) = input;
    let encoding = Encoding::ALL[usize::from(number) % Encoding::ALL.len()];
    let decoded = decode(bytes, encoding);
    assert_eq!(decoded.alignment.old_len(), bytes.len());
    assert_eq!(decoded.alignment.new_len(), decoded.text.len());
    if let Some(standard) = standard(encoding) {
        let (text, _) = standard.decode_with_bom_removal(bytes);
        assert_eq!(decoded.text, text, "{}", encoding.name());
    }
});
