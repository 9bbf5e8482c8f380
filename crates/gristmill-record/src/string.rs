//! Strings of JSON, written as serde_json writes them, and sooner: texts are most of what is
//! written.

/// How many bytes are asked at once: as many as fit into a register or two, so that the
/// compiler asks them together.
const AT_ONCE: usize = 32;

/// Adds a string of JSON.
pub(crate) fn push_string(line: &mut Vec<u8>, string: &str) {
    line.push(b'"');
    let mut rest = string.as_bytes();
    while let Some(at) = next_escaped(rest) {
        line.extend_from_slice(&rest[..at]);
        push_escape(line, rest[at]);
        rest = &rest[at + 1..];
    }
    line.extend_from_slice(rest);
    line.push(b'"');
}

/// Whether JSON has no such byte inside of a string.
fn is_escaped(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

/// The place of the first byte that is escaped.
fn next_escaped(bytes: &[u8]) -> Option<usize> {
    let (chunks, _) = bytes.as_chunks::<AT_ONCE>();
    let has_one = |chunk: &[u8; AT_ONCE]| {
        let escaped = chunk.iter().map(|&byte| is_escaped(byte));
        escaped.fold(false, |any, is_one| any | is_one)
    };
    let n_clean = chunks.iter().take_while(|chunk| !has_one(chunk)).count();
    let clean = n_clean * AT_ONCE;
    let ahead = bytes[clean..].iter().position(|&byte| is_escaped(byte))?;
    Some(clean + ahead)
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
