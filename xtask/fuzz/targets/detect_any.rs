//! Any bytes have an answer, the same one twice; whatever is answered can decode
//! them, and no markup appears out of bytes that hold none, but in encodings that
//! are nothing like ASCII.
#![no_main]

use gristmill::{Encoding, Evidence, Hints, decode, detect};
use libfuzzer_sys::fuzz_target;

const MARKUP: [char; 5] = ['<', '>', '&', '"', '\''];

fuzz_target!(|bytes: &[u8]| {
    let guess = detect(bytes, &Hints::default());
    assert_eq!(guess, detect(bytes, &Hints::default()));
    assert!((0.0..=1.0).contains(&guess.confidence));
    if guess.evidence == Evidence::Binary {
        return;
    }
    let decoded = decode(bytes, guess.encoding);
    if matches!(guess.evidence, Evidence::Statistics) && guess.confidence > 0.1 {
        let n_malformed = decoded
            .edits
            .iter()
            .filter(|edit| edit.rule.name() == "decode.malformed");
        // A character that the end cuts off, and little damage.
        let n_beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
        let most = 3 + 1 + n_beyond / 50;
        assert!(n_malformed.count() <= most, "{:?}", guess.encoding);
    }
    let holds_markup = MARKUP.iter().any(|&sign| bytes.contains(&(sign as u8)));
    if !holds_markup && is_like_ascii(guess.encoding) {
        assert!(!decoded.text.contains(MARKUP), "{:?}", guess.encoding);
    }
});

fn is_like_ascii(encoding: Encoding) -> bool {
    use Encoding as E;
    !matches!(
        encoding,
        E::Utf16Le
            | E::Utf16Be
            | E::Utf32Le
            | E::Utf32Be
            | E::Cp037
            | E::Cp273
            | E::Cp424
            | E::Cp500
            | E::Cp875
            | E::Cp1026
            | E::Cp1140
    )
}
