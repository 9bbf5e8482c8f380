//! The stateless encodings of East Asia: Big5, EUC-JP, EUC-KR, GBK, GB18030 and
//! Shift_JIS.

use alloc::string::String;

use encoding_rs::DecoderResult;
use gristmill_encoding::{Encoding, standard};

use crate::decoded::{Decoded, VARIANT};
use crate::output::Output;

/// encoding_rs says which bytes are valid and what they mean, stretch by
/// stretch; the lengths of the characters follow from their lead bytes.
pub(crate) fn decode<'b>(bytes: &[u8], encoding: Encoding) -> Decoded<'b> {
    let mut output = Output::with_capacity(bytes.len() + bytes.len() / 2);
    while output.read() < bytes.len() {
        let start = output.read();
        let stretch = valid_stretch(&bytes[start..], encoding);
        keep(
            &mut output,
            &bytes[start..start + stretch.len],
            &stretch.text,
            encoding,
        );
        if stretch.malformed_after > 0 {
            output.malformed(stretch.malformed_after);
        }
    }
    output.finish()
}

/// Valid bytes from the start on, what they mean, and how many bytes right after
/// them mean nothing.
struct Stretch {
    len: usize,
    text: String,
    malformed_after: usize,
}

fn valid_stretch(bytes: &[u8], encoding: Encoding) -> Stretch {
    let standard = standard(encoding).expect("these encodings are the standard's");
    let mut decoder = standard.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut buffer = [0; 2048];
    let mut read = 0;
    loop {
        let (result, taken, written) =
            decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut buffer, true);
        read += taken;
        text.push_str(core::str::from_utf8(&buffer[..written]).expect("encoding_rs writes UTF-8"));
        let (malformed_after, consumed_after) = match result {
            DecoderResult::OutputFull => continue,
            DecoderResult::InputEmpty => (0, 0),
            // What was consumed after the malformed bytes is read again, by a
            // new decoder: there is no state to carry over.
            DecoderResult::Malformed(len, after) => (usize::from(len), usize::from(after)),
        };
        return Stretch {
            len: read - consumed_after - malformed_after,
            text,
            malformed_after,
        };
    }
}

/// Adds valid bytes, character by character, and marks the sequences that an
/// encoder would spell otherwise.
fn keep(output: &mut Output, bytes: &[u8], text: &str, encoding: Encoding) {
    let standard = standard(encoding).expect("these encodings are the standard's");
    let canonical = *standard.encode(text).0 == *bytes;
    let mut rest = bytes;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let (unit, others) = rest.split_at(unit_len(rest, encoding));
        rest = others;
        let is_pair = is_pair(unit, encoding);
        if is_pair {
            characters.next();
        }
        let end = characters.peek().map_or(text.len(), |&(next, _)| next);
        let meaning = &text[at..end];
        if !is_pair && (canonical || *standard.encode(meaning).0 == *unit) {
            output.keep(unit.len(), character);
        } else {
            output.keep_under(VARIANT, unit.len(), meaning);
        }
    }
}

/// How many bytes the first character of valid bytes has.
fn unit_len(bytes: &[u8], encoding: Encoding) -> usize {
    match (bytes[0], encoding) {
        (0x00..=0x80, _) => 1,
        (0xA1..=0xDF, Encoding::ShiftJis) => 1,
        (0x8F, Encoding::EucJp) => 3,
        (_, Encoding::Gbk | Encoding::Gb18030) if bytes[1].is_ascii_digit() => 4,
        _ => 2,
    }
}

/// Whether this unit of Big5 is one of the four that mean a letter and a
/// combining mark (WHATWG Encoding Standard, section 12.1).
fn is_pair(unit: &[u8], encoding: Encoding) -> bool {
    encoding == Encoding::Big5 && matches!(unit, [0x88, 0x62 | 0x64 | 0xA3 | 0xA5])
}
