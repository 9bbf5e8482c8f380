//! Lines, and those that are program code.

use gristmill_text::Span;

/// Whether a character ends a line, by Unicode: what `normalize` will make a
/// line feed ends one here already.
pub(crate) fn ends_a_line(character: char) -> bool {
    matches!(
        character,
        '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The line that an offset lies in, without its end.
pub(crate) fn line_at(text: &str, offset: usize) -> Span {
    let (before, behind) = text.as_bytes().split_at(offset);
    let ends = |&end: &usize| match before[end - 1] {
        b'\n'..=b'\r' => true,
        0x85 => before[..end].ends_with(b"\xC2\x85"),
        0xA8 | 0xA9 => before[..end - 1].ends_with(b"\xE2\x80"),
        _ => false,
    };
    let begins = |&at: &usize| match behind[at] {
        b'\n'..=b'\r' => true,
        0xC2 => behind[at..].starts_with(b"\xC2\x85"),
        0xE2 => matches!(behind[at + 1..], [0x80, 0xA8 | 0xA9, ..]),
        _ => false,
    };
    let start = (1..=before.len()).rev().find(ends);
    let len = (0..behind.len()).find(begins);
    Span::new(start.unwrap_or(0), offset + len.unwrap_or(behind.len()))
}

/// The lines of a text, asked in order whether they are program code: each is looked
/// at once, however many places of it are asked for.
pub(crate) struct CodeLines<'t> {
    text: &'t str,
    is_code: fn(&str) -> bool,
    line: Span,
    answer: bool,
}

impl<'t> CodeLines<'t> {
    /// Asks by this test.
    pub(crate) fn new(text: &'t str, is_code: fn(&str) -> bool) -> Self {
        let line = line_at(text, 0);
        Self {
            text,
            is_code,
            line,
            answer: is_code(&text[line]),
        }
    }

    /// Whether the line of this offset is program code; offsets only grow.
    pub(crate) fn holds(&mut self, offset: usize) -> bool {
        if offset >= self.line.end {
            self.line = line_at(self.text, offset);
            self.answer = (self.is_code)(&self.text[self.line]);
        }
        self.answer
    }
}

/// Whether a line reads like program code, a shell command or a pattern rather
/// than prose: by how it begins or ends, or by the signs in it.
pub(crate) fn is_code_line(line: &str) -> bool {
    let trimmed = line.trim();
    let indented = line.starts_with("    ") || line.starts_with('\t');
    let begins = BEGINNINGS
        .iter()
        .any(|beginning| trimmed.starts_with(beginning));
    let ends =
        trimmed.ends_with(['{', '}', '\\']) || trimmed.ends_with(");") || trimmed.ends_with("),");
    // A member of a JSON object.
    let is_member = trimmed.starts_with('"') && trimmed.contains("\":");
    indented || begins || ends || is_member || has_code_signs(trimmed)
}

/// Whether a line holds several signs of program code, and more than prose of its
/// length may have by accident.
pub(crate) fn has_code_signs(line: &str) -> bool {
    let signs = n_signs(line.as_bytes()) + 2 * calls_with_a_string(line);
    signs >= 2 && signs * BYTES_PER_SIGN > line.len()
}

/// How often signs of code stand in a line, in one pass over it.
fn n_signs(line: &[u8]) -> usize {
    let mut n_signs = 0;
    let mut ends = [0; SIGNS.len()];
    for (at, &first) in line.iter().enumerate() {
        let mut signs = SIGNS_BY_FIRST_BYTE[usize::from(first)];
        while signs != 0 {
            let number = signs.trailing_zeros() as usize;
            signs &= signs - 1;
            let sign = SIGNS[number].as_bytes();
            // Most are told by their second byte.
            let may_stand = line.get(at + 1) == Some(&sign[1]);
            if may_stand && at >= ends[number] && line[at..].starts_with(sign) {
                ends[number] = at + sign.len();
                n_signs += 1;
            }
        }
    }
    n_signs
}

/// How many bytes of prose outweigh a sign of code: a paragraph may have one, and a
/// line of code has several.
const BYTES_PER_SIGN: usize = 200;

/// How lines of code begin: prompts, comments, commands.
const BEGINNINGS: [&str; 12] = [
    "$ ", ">>> ", "//", "/*", "#include", "#!", "echo ", "grep ", "sed ", "awk ", "print(",
    "printf",
];

/// What stands in code and patterns, and seldom in prose.
const SIGNS: [&str; 29] = [
    " b'", "(b'", "': ", " = ", "==", "!=", "=>", "->", "::", "&&", "||", "()", "){", "${", "$(",
    "+=", "\\d", "\\s", "\\w", "[^", "(?", ".*", "</", "/>", "='", "=\"", "VALUES (", "SELECT ",
    ">>>",
];

/// For each byte, which signs begin with it, a bit each.
const SIGNS_BY_FIRST_BYTE: [u32; 256] = {
    let mut signs = [0; 256];
    let mut number = 0;
    while number < SIGNS.len() {
        signs[SIGNS[number].as_bytes()[0] as usize] |= 1 << number;
        number += 1;
    }
    signs
};

// `open("…`, `f('…`: a quote in a parenthesis that follows a name without a blank.
fn calls_with_a_string(line: &str) -> usize {
    let calls = line.match_indices('(').filter(|&(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + 1..].trim_start_matches('\\');
        before.is_some_and(|c| c.is_alphanumeric() || c == '_') && after.starts_with(['"', '\''])
    });
    calls.count()
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    #[test]
    fn lines_end_where_characters_say() {
        let ends: String = (0..=char::MAX as u32)
            .filter_map(char::from_u32)
            .filter(|&c| ends_a_line(c))
            .collect();
        let text = ["aé\u{A8}", &ends, "\u{E85}空\u{2029}\r\nb\u{C5}"].concat();
        for offset in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            let line = line_at(&text, offset);
            let before = text[..offset].rsplit(ends_a_line).next();
            let behind = text[offset..].split(ends_a_line).next();
            assert_eq!(
                [
                    Some(&text[line.start..offset]),
                    Some(&text[offset..line.end])
                ],
                [before, behind]
            );
        }
    }
}
