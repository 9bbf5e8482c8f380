//! Ids for documents that have none.

use gristmill_record::Place;
use sha2::{Digest, Sha256};

/// How many letters and digits an id has, 5 bits each: 130 bits, so that two
/// documents never share one.
const LEN: usize = 26;

/// The alphabet of RFC 4648, in lower case.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// `gm` and 26 letters and digits made from where the document is from: the same
/// in every run and on every machine, and never a number.
pub(crate) fn made_id(place: &Place) -> String {
    let digest = Sha256::new()
        .chain_update(&place.source)
        .chain_update([0])
        .chain_update(&place.path)
        .chain_update([0])
        .chain_update(&place.member)
        .chain_update([0])
        .chain_update(place.record.to_string())
        .finalize();
    let bit = |at: usize| digest[at / 8] >> (7 - at % 8) & 1;
    let letter = |at: usize| {
        (0..5).fold(0, |value, offset| {
            value << 1 | usize::from(bit(5 * at + offset))
        })
    };
    let letters = (0..LEN).map(|at| char::from(ALPHABET[letter(at)]));
    "gm".chars().chain(letters).collect()
}

/// Whether an id looks as if it had been made.
pub(crate) fn is_made_id(id: &str) -> bool {
    id.strip_prefix("gm")
        .is_some_and(|rest| rest.len() == LEN && rest.bytes().all(|byte| ALPHABET.contains(&byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_base32_of_the_digest() {
        let place = Place {
            source: "seeds".into(),
            path: "a.txt".into(),
            ..Place::default()
        };
        // python: base64.b32encode(sha256(b'seeds\0a.txt\0\0' + b'0').digest())[:26]
        assert_eq!(made_id(&place), "gmlnm2dnq2sqmzr3ygbmigdbm4am");
        assert!(is_made_id(&made_id(&place)));
        assert!(!is_made_id("gm") && !is_made_id("d0001"));
        let next = Place {
            record: 1,
            ..place.clone()
        };
        assert_ne!(made_id(&next), made_id(&place));
    }
}
