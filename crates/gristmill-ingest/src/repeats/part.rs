//! The parts of a document that may be repeated.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::kept::Kept;

/// How many letters and digits a part has at least: what is shorter is repeated by chance.
const LEAST_CHARS: usize = 16;

/// A part of a document.
pub(super) struct Part {
    /// Its number among all parts of its kind in the document, from 0.
    pub(super) number: u32,
    /// Half the SHA-256 of what is compared.
    pub(super) key: [u64; 2],
    /// Where what is compared stands, in bytes of the text.
    pub(super) range: Range<usize>,
}

/// The sections of a document, compared by what stands below their headings.
pub(super) fn sections(kept: &Kept<'_>) -> Vec<Part> {
    let text = &*kept.text;
    let mut ends = Offsets {
        text,
        chars: 0,
        bytes: 0,
    };
    let numbered = (0..).zip(&kept.sections);
    let parts = numbered.filter_map(|(number, section)| {
        let start = ends.byte_of(section.start);
        let whole = start..ends.byte_of(section.end);
        let body = below(text.get(whole)?, &section.heading);
        has_enough(body).then(|| Part {
            number,
            key: key(&[body.as_bytes()]),
            range: range_in(text, body),
        })
    });
    parts.collect()
}

/// The lines of a document, compared within its collection.
pub(super) fn lines(kept: &Kept<'_>) -> Vec<Part> {
    let numbered = (0..).zip(kept.text.split('\n').map(str::trim));
    let lines = numbered.filter(|(_, line)| has_enough(line));
    let parts = lines.map(|(number, line)| Part {
        number,
        key: key(&[kept.source.as_bytes(), b"\0", line.as_bytes()]),
        range: range_in(&kept.text, line),
    });
    parts.collect()
}

/// What stands below the heading of a section, or behind it in its line.
fn below<'t>(section: &'t str, heading: &str) -> &'t str {
    let first = section.trim_start();
    let line_len = first.find('\n').unwrap_or(first.len());
    let found = if heading.is_empty() {
        None
    } else {
        first[..line_len].find(heading)
    };
    let body = match found {
        Some(at) => first[at + heading.len()..].trim_start_matches(|c: char| !c.is_alphanumeric()),
        None => first,
    };
    body.trim_end()
}

fn has_enough(part: &str) -> bool {
    part.chars()
        .filter(|c| c.is_alphanumeric())
        .nth(LEAST_CHARS - 1)
        .is_some()
}

fn key(parts: &[&[u8]]) -> [u64; 2] {
    let digest = parts
        .iter()
        .fold(Sha256::new(), Sha256::chain_update)
        .finalize();
    let number = |half: &[u8]| {
        half.iter()
            .fold(0, |number, &byte| number << 8 | u64::from(byte))
    };
    [number(&digest[..8]), number(&digest[8..16])]
}

/// Where a part of a text stands in it, in bytes.
fn range_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}

/// Goes from code points to bytes, forwards.
struct Offsets<'t> {
    text: &'t str,
    chars: u64,
    bytes: usize,
}

impl Offsets<'_> {
    /// The byte at which this code point begins; the end of the text when there are fewer.
    fn byte_of(&mut self, chars: u64) -> usize {
        let more = usize::try_from(chars.saturating_sub(self.chars)).unwrap_or(usize::MAX);
        let rest = &self.text[self.bytes..];
        self.bytes += rest
            .char_indices()
            .nth(more)
            .map_or(rest.len(), |(at, _)| at);
        self.chars = self.chars.max(chars);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use gristmill_record::Section;

    use super::*;

    fn kept(text: &str, sections: &[(&str, u64, u64)]) -> Kept<'static> {
        let sections = sections.iter().map(|&(heading, start, end)| Section {
            kind: "other".into(),
            heading: heading.into(),
            level: 1,
            start,
            end,
        });
        Kept {
            id: "a".into(),
            text: text.to_owned().into(),
            source: "s".into(),
            sections: sections.collect(),
        }
    }

    #[test]
    fn sections_are_compared_without_their_headings() {
        let text = "ÄHRE\n\nThe mill at the river grinds rye.\n\n## Mühle\n\nThe mill at the river grinds rye.\n";
        let chars = text.chars().count() as u64;
        let at = text.chars().position(|c| c == '#').expect("there is one") as u64;
        let kept = kept(text, &[("ÄHRE", 0, at), ("Mühle", at, chars)]);
        let parts = sections(&kept);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].key, parts[1].key);
        for part in &parts {
            assert_eq!(
                &text[part.range.clone()],
                "The mill at the river grinds rye."
            );
        }
    }

    #[test]
    fn what_is_short_is_no_part() {
        assert!(sections(&kept("Yes, of course.", &[("", 0, 15)])).is_empty());
        let lines = lines(&kept(
            "no\n\n * * * * * * * * * * * *\nsubscribe to our letter today\n",
            &[],
        ));
        assert_eq!(
            lines.iter().map(|line| line.number).collect::<Vec<_>>(),
            [3]
        );
    }
}
