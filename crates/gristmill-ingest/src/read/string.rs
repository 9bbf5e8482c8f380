//! A string of JSON.

use std::borrow::Cow;

/// How much room a string with escapes has at first.
const ROOM: usize = 1 << 16;

/// The bytes that the string stands for with which a text begins, and what is behind it:
/// UTF-8, but for lone surrogates, which are three bytes each, as in WTF-8. Nothing when
/// there is none, it does not end, or an escape in it is none. Control characters are
/// passed on.
///
/// A library's reader looks at a string byte by byte, writes one with escapes into a buffer
/// that grows, and copies it from there.
pub(super) fn string_at(text: &str) -> Option<(Cow<'_, [u8]>, &str)> {
    let inside = text.strip_prefix('"')?;
    let bytes = inside.as_bytes();
    let mut at = memchr::memchr2(b'"', b'\\', bytes)?;
    if bytes[at] == b'"' {
        return Some((Cow::Borrowed(&bytes[..at]), &inside[at + 1..]));
    }
    // No escape is shorter than what it stands for.
    let mut plain = Vec::with_capacity(bytes.len().min(ROOM));
    plain.extend_from_slice(&bytes[..at]);
    loop {
        match *bytes.get(at)? {
            b'"' => return Some((Cow::Owned(plain), &inside[at + 1..])),
            b'\\' => at = push_escaped(&mut plain, bytes, at)?,
            _ => {
                let len = memchr::memchr2(b'"', b'\\', &bytes[at..])?;
                plain.extend_from_slice(&bytes[at..at + len]);
                at += len;
            }
        }
    }
}

/// Adds what an escape stands for; says where what it is written with ends.
fn push_escaped(plain: &mut Vec<u8>, bytes: &[u8], at: usize) -> Option<usize> {
    let simple = match *bytes.get(at + 1)? {
        sign @ (b'"' | b'\\' | b'/') => sign,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return push_unit(plain, bytes, at),
        _ => return None,
    };
    plain.push(simple);
    Some(at + 2)
}

/// Adds the character that an escape `\u` with four digits begins, or the surrogate; says
/// where what it is written with ends.
fn push_unit(plain: &mut Vec<u8>, bytes: &[u8], at: usize) -> Option<usize> {
    let unit = unit_at(bytes, at)?;
    let end = at + 6;
    if let Some(character) = char::from_u32(unit) {
        plain.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        return Some(end);
    }
    let low = unit_at(bytes, end).filter(|low| (0xDC00..0xE000).contains(low));
    if let Some(low) = low.filter(|_| unit < 0xDC00) {
        let character = char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))?;
        plain.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        return Some(end + 6);
    }
    let [_, high, low] = [unit >> 12, unit >> 6 & 0x3F, unit & 0x3F];
    plain.extend_from_slice(&[
        0xED,
        0x80 | high.to_le_bytes()[0],
        0x80 | low.to_le_bytes()[0],
    ]);
    Some(end)
}

/// The code unit of an escape `\u` with four digits.
fn unit_at(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let mut digits = digits.iter().map(|&digit| char::from(digit).to_digit(16));
    digits.try_fold(0, |unit, digit| Some(unit << 4 | digit?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What serde_json makes of the same string.
    fn of_library(inside: &str) -> Option<Vec<u8>> {
        struct Bytes;
        impl<'de> serde::de::Visitor<'de> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        let string = format!("\"{inside}\"");
        let mut deserializer = serde_json::Deserializer::from_str(&string);
        serde::Deserializer::deserialize_bytes(&mut deserializer, Bytes).ok()
    }

    #[test]
    fn escapes_are_what_the_library_says() {
        let parts = [
            "a",
            "é",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\b\\f\\r\\t",
            "\\u00e9",
            "\\u20AC",
            "\\ud83d",
            "\\uDE00",
            "\\ud83d\\ude00",
            "\\udBFF\\uDFFF",
            "\\u0000",
            "\\x",
            "\\u12",
            "\\u00g0",
        ];
        let mut n_sound = 0;
        for one in parts {
            for two in parts {
                for three in parts {
                    let inside = [one, two, three].concat();
                    let string = format!("\"{inside}\", ");
                    let own = string_at(&string).map(|(own, behind)| {
                        assert_eq!(behind, ", ");
                        own.into_owned()
                    });
                    n_sound += usize::from(own.is_some());
                    assert_eq!(own, of_library(&inside), "{inside}");
                }
            }
        }
        assert!(n_sound > 2000);
    }
}
