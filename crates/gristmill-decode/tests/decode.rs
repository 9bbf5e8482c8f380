//! The fixtures of decoding, and its laws: the text is encoding_rs's, and no byte
//! is lost.

use gristmill_decode::{Decoded, decode, decode_pieces, encode, from_legible, legible};
use gristmill_encoding::{Encoding, Piece};
use gristmill_testkit::dirt;
use gristmill_testkit::fixtures::{DecodeCase, EditCase, PieceCase, bytes, load};
use gristmill_text::Span;
use proptest::prelude::*;

fn check(case: &DecodeCase) {
    let encoding = Encoding::from_name(&case.encoding).expect("the fixture names an encoding");
    let input = bytes(&case.bytes);
    let input = input.as_slice();
    let pieces: Vec<Piece> = case.pieces.iter().map(piece).collect();
    let decoded = decode_pieces(input, encoding, &pieces);
    assert_eq!(decoded.text, case.output, "{}: {}", case.name, case.why);
    let tell = |edit: &gristmill_text::Edit| EditCase {
        rule: edit.rule.name().into(),
        before: input[edit.old]
            .iter()
            .map(|byte| format!("\\x{byte:02X}"))
            .collect(),
        after: decoded.text[edit.new].into(),
    };
    let edits: Vec<EditCase> = decoded.edits.iter().map(tell).collect();
    assert_eq!(edits, case.edits, "{}: {}", case.name, case.why);
    assert_eq!(restored(input, &decoded, encoding), input);
    keeps_every_byte(input, encoding);
}

fn piece(case: &PieceCase) -> Piece {
    Piece {
        start: case.start,
        end: case.end,
        encoding: Encoding::from_name(&case.encoding).expect("the fixture names an encoding"),
    }
}

#[test]
fn fixtures() {
    load::<DecodeCase>("decode").iter().for_each(check);
}

/// The bytes again: what no edit covers is encoded, the rest is remembered.
fn restored(input: &[u8], decoded: &Decoded<'_>, encoding: Encoding) -> Vec<u8> {
    let mut restored = Vec::new();
    let mut at = 0;
    let again = |text: &str| encode(text, encoding).expect("kept text has bytes");
    for edit in &decoded.edits {
        restored.extend(again(&decoded.text[at..edit.new.start]));
        restored.extend(&input[edit.old]);
        at = edit.new.end;
    }
    restored.extend(again(&decoded.text[at..]));
    restored
}

fn keeps_every_byte(input: &[u8], encoding: Encoding) {
    let decoded = decode(input, encoding);
    assert_eq!(
        restored(input, &decoded, encoding),
        input,
        "{} {input:X?}",
        encoding.name()
    );
    assert_eq!(decoded.alignment.old_len(), input.len());
    assert_eq!(decoded.alignment.new_len(), decoded.text.len());
    for (at, character) in decoded.text.char_indices() {
        let span = Span::new(at, at + character.len_utf8());
        assert!(!decoded.alignment.to_old(span).is_empty());
    }
}

/// What encoding_rs makes of the bytes, its byte order mark taken off.
fn standard(input: &[u8], encoding: Encoding) -> Option<String> {
    let standard = gristmill_encoding::standard(encoding)?;
    Some(standard.decode_with_bom_removal(input).0.into_owned())
}

fn agrees_with_the_standard(input: &[u8], encoding: Encoding) {
    if let Some(expected) = standard(input, encoding) {
        assert_eq!(
            decode(input, encoding).text,
            expected,
            "{} {input:X?}",
            encoding.name()
        );
    }
}

#[test]
fn all_single_bytes_and_pairs_of_them() {
    for &encoding in Encoding::ALL {
        // Where each byte stands for itself, pairs tell nothing more.
        let is_alone = gristmill_encoding::single_byte(encoding).is_some();
        let last = if is_alone { b' ' } else { u8::MAX };
        for first in 0..=u8::MAX {
            for second in (if is_alone { last } else { 0 })..=last {
                let input = [first, second];
                agrees_with_the_standard(&input, encoding);
                keeps_every_byte(&input, encoding);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_bytes_in_any_encoding(input in dirt::bytes(), at in 0..Encoding::ALL.len()) {
        let encoding = Encoding::ALL[at];
        agrees_with_the_standard(&input, encoding);
        keeps_every_byte(&input, encoding);
    }

    #[test]
    fn random_bytes_in_the_encodings_of_east_asia(
        input in proptest::collection::vec(prop_oneof![0x21_u8..0x80, 0x80_u8..=0xFF, Just(0x1B)], 0..40),
        encoding in proptest::sample::select(&[
            Encoding::Big5, Encoding::EucJp, Encoding::EucKr, Encoding::Gbk, Encoding::Gb18030,
            Encoding::ShiftJis, Encoding::Iso2022Jp,
        ][..]),
    ) {
        agrees_with_the_standard(&input, encoding);
        keeps_every_byte(&input, encoding);
    }

    #[test]
    fn legible_bytes_read_back(input in dirt::bytes(), at in 0..Encoding::ALL.len()) {
        let encoding = Encoding::ALL[at];
        let written = legible(&input, encoding);
        let read = from_legible(&written, encoding);
        prop_assert_eq!(read.as_deref(), Some(input.as_slice()), "{}", written);
    }

    #[test]
    fn sound_text_in_utf_16_has_no_edits(text in "[^\u{FEFF}]{0,40}") {
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Utf32Le, Encoding::Utf32Be] {
            let bytes = encode(&text, encoding).expect("every character has bytes");
            let decoded = decode(&bytes, encoding);
            prop_assert_eq!(&decoded.text, &text);
            prop_assert!(decoded.edits.is_empty());
        }
    }

    #[test]
    fn any_pieces_keep_every_byte(
        input in dirt::bytes(),
        pieces in proptest::collection::vec((0..300_usize, 0..300_usize, 0..Encoding::ALL.len()), 0..6),
    ) {
        let pieces: Vec<Piece> = pieces
            .into_iter()
            .map(|(start, end, at)| Piece { start, end, encoding: Encoding::ALL[at] })
            .collect();
        let decoded = decode_pieces(&input, Encoding::Utf8, &pieces);
        prop_assert_eq!(restored(&input, &decoded, Encoding::Utf8), input.as_slice());
        prop_assert_eq!(decoded.alignment.new_len(), decoded.text.len());
    }
}
