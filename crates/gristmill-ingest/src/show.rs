//! The one way in which anything that comes from the data reaches a person.

use std::fmt::Write;
use std::path::Path;

use gristmill::{Encoding, legible};

/// The most characters of a name or an excerpt that are shown.
const MOST: usize = 200;

/// A string from the data, fit for a terminal: control, bidirectional and other
/// invisible characters are written as `\u{…}`, and what is too long is cut in
/// the middle.
///
/// ```
/// use gristmill_ingest::show;
/// assert_eq!(show("a\u{1B}[31mb\nc\u{202E}d"), "a\\u{1b}[31mb\\nc\\u{202e}d");
/// ```
#[must_use]
pub fn show(text: &str) -> String {
    let n_chars = text.chars().count();
    if n_chars <= MOST {
        return escape(text);
    }
    let half = MOST / 2;
    let start = escape(text.chars().take(half).collect::<String>());
    let end = escape(text.chars().skip(n_chars - half).collect::<String>());
    format!("{start}…({} more)…{end}", n_chars - 2 * half)
}

/// A path from the data, fit for a terminal; bytes that are not UTF-8 are `\xNN`.
#[must_use]
pub fn show_path(path: &Path) -> String {
    show(&path_text(path))
}

/// A path as text, from which its bytes can be had back, with `/` between folders.
#[must_use]
pub fn path_text(path: &Path) -> String {
    let text = legible(path.as_os_str().as_encoded_bytes(), Encoding::Utf8);
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

/// A string with everything that a terminal might obey escaped, however long it
/// is. All that is said to a person goes through here.
#[must_use]
pub fn escape(text: impl AsRef<str>) -> String {
    let mut shown = String::new();
    for character in text.as_ref().chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            _ if is_unfit(character) => {
                write!(shown, "\\u{{{:x}}}", u32::from(character)).expect("strings take all");
            }
            _ => shown.push(character),
        }
    }
    shown
}

/// Whether a terminal might obey the character instead of showing it, or show
/// nothing: controls, the twelve of Unicode's property Bidi_Control, line and
/// paragraph separators, zero-width characters, tags.
fn is_unfit(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_in_the_middle() {
        let long = "a".repeat(1000);
        let shown = show(&long);
        assert!(shown.contains("(800 more)"), "{shown}");
        assert!(shown.chars().count() < 230);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_is_shown_by_its_bytes() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"caf\xE9\x1B.txt"));
        assert_eq!(show_path(path), "caf\\xE9\\u{1b}.txt");
    }
}
