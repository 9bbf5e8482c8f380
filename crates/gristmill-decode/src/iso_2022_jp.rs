//! ISO-2022-JP, the one encoding with a state.

use alloc::string::String;

use encoding_rs::{Decoder, DecoderResult, ISO_2022_JP};
use gristmill_encoding::Encoding;

use crate::decoded::{Decoded, SHIFT, VARIANT};
use crate::encode::encode;
use crate::output::Output;

/// Feeds encoding_rs byte by byte: what it has swallowed when a character comes
/// out is what the character was written with.
pub(crate) fn decode<'b>(bytes: &[u8]) -> Decoded<'b> {
    let mut output = Output::with_capacity(bytes.len());
    let mut decoder = ISO_2022_JP.new_decoder_without_bom_handling();
    for at in 0..bytes.len() {
        feed(&mut decoder, bytes, at, at + 1, &mut output);
    }
    feed(&mut decoder, bytes, bytes.len(), bytes.len(), &mut output);
    // An escape sequence at the very end brings no character out.
    settle(&bytes[output.read()..], "", &mut output);
    output.finish()
}

/// Feeds the bytes from `at` to `end`; none of them means the end of the input.
fn feed(decoder: &mut Decoder, bytes: &[u8], mut at: usize, end: usize, output: &mut Output) {
    let last = at == end;
    // What encoding_rs holds back after a malformed sequence must come out before
    // it swallows more.
    let mut holds_back = false;
    loop {
        let mut buffer = [0; 32];
        let next = if holds_back { &[] } else { &bytes[at..end] };
        let (result, taken, written) =
            decoder.decode_to_utf8_without_replacement(next, &mut buffer, last && !holds_back);
        at += taken;
        let text = core::str::from_utf8(&buffer[..written]).expect("encoding_rs writes UTF-8");
        let mut malformed = at..at;
        if let DecoderResult::Malformed(len, consumed_after) = result {
            malformed.end = at - usize::from(consumed_after);
            malformed.start = malformed.end - usize::from(len);
        }
        if !text.is_empty() || !malformed.is_empty() {
            settle(&bytes[output.read()..malformed.start], text, output);
        }
        if !malformed.is_empty() {
            output.malformed(malformed.len());
        }
        if result == DecoderResult::InputEmpty && !holds_back {
            return;
        }
        holds_back = malformed.end < at;
    }
}

/// These bytes are this text: escape sequences, which mean nothing, then the
/// bytes of the characters.
fn settle(mut bytes: &[u8], text: &str, output: &mut Output) {
    while bytes.first() == Some(&0x1B) && bytes.len() >= 3 {
        output.keep_under(SHIFT, 3, "");
        bytes = &bytes[3..];
    }
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (None, _) if bytes.is_empty() => {}
        (Some(character), None) => keep(bytes, character, output),
        (Some(_), Some(_)) if text.as_bytes() == bytes => output.keep_utf_8(text),
        _ => output.keep_under(VARIANT, bytes.len(), text),
    }
}

fn keep(bytes: &[u8], character: char, output: &mut Output) {
    let text: String = character.into();
    if encode(&text, Encoding::Iso2022Jp).as_deref() == Some(bytes) {
        output.keep(bytes.len(), character);
    } else {
        output.keep_under(VARIANT, bytes.len(), &text);
    }
}
