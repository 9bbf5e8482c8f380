//! Strings of JSON, written as serde_json writes them, and sooner: texts are most of what is
//! written.

/// Adds a string of JSON.
pub(crate) fn push_string(line: &mut Vec<u8>, string: &str) {
    line.push(b'"');
    let is_short = string.len() < SHORT;
    if is_short
        || string
            .bytes()
            .fold(false, |any, byte| any | is_control(byte))
    {
        push_rest(line, string.as_bytes(), |rest| {
            rest.iter().position(|&byte| IS_ESCAPED[usize::from(byte)])
        });
    } else {
        push_rest(line, string.as_bytes(), |rest| {
            memchr::memchr3(b'\n', b'"', b'\\', rest)
        });
    }
    line.push(b'"');
}

/// Shorter strings are asked byte for byte.
const SHORT: usize = 64;

/// Whether this is a control character other than the one that texts have.
fn is_control(byte: u8) -> bool {
    (byte < b' ') & (byte != b'\n')
}

/// Which bytes JSON has only as an escape.
const IS_ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        escaped[byte] = true;
        byte += 1;
    }
    escaped[b'"' as usize] = true;
    escaped[b'\\' as usize] = true;
    escaped
};

/// Adds bytes and escapes, of which `next` finds the first.
fn push_rest(line: &mut Vec<u8>, mut rest: &[u8], next: impl Fn(&[u8]) -> Option<usize>) {
    while let Some(at) = next(rest) {
        line.extend_from_slice(&rest[..at]);
        push_escape(line, rest[at]);
        rest = &rest[at + 1..];
    }
    line.extend_from_slice(rest);
}

fn push_escape(line: &mut Vec<u8>, byte: u8) {
    let sign = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0C => b'f',
        b'\r' => b'r',
        _ => {
            const DIGITS: [u8; 16] = *b"0123456789abcdef";
            let digits = [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
            line.extend_from_slice(b"\\u00");
            line.extend_from_slice(&digits);
            return;
        }
    };
    line.extend_from_slice(&[b'\\', sign]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_written_as_the_library_writes_it() {
        let all: String = ('\0'..='\u{180}')
            .chain(['\u{2028}', '\u{FEFF}', '😀'])
            .collect();
        for from in all.char_indices().map(|(at, _)| at) {
            for string in [&all[from..], &all[..from], &"x".repeat(from)] {
                let mut line = Vec::new();
                push_string(&mut line, string);
                let expected = serde_json::to_vec(string).expect("a string is JSON");
                assert_eq!(line, expected, "{string:?}");
            }
        }
    }
}
