//! Unicode's forms NFC and NFKC.

use alloc::string::String;
use core::iter::once;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick, is_nfkc_quick};

use crate::scan;

pub(crate) const NFKC: Rule = Rule::new("normalize.unicode.nfkc", Kind::Unicode);
pub(crate) const NFC: Rule = Rule::new("normalize.unicode.nfc", Kind::Unicode);

/// Composes letters and marks, and replaces the characters that Unicode keeps
/// only for the round trip to older standards.
pub(crate) fn compose(text: &str) -> Rewrite<'_> {
    let is_composed = text.is_ascii() || is_nfc_quick(questionable(text)) == IsNormalized::Yes;
    replace_clusters(
        text,
        NFC,
        is_composed,
        next_questionable,
        |cluster, into| {
            into.extend(cluster.nfc());
        },
    )
}

/// The characters of a text that may not be composed, or are marks, and one behind every run
/// of them that is neither. The others stand for themselves (NFC_Quick_Check=Yes) and combine
/// with nothing (canonical combining class 0), so that the answer is the same without them,
/// and is had sooner.
fn questionable(text: &str) -> impl Iterator<Item = char> {
    let is_settled = |character: &char| {
        matches!(
            character,
            '\0'..='\u{2FF}'
                | '\u{388}'..='\u{482}'
                | '\u{48A}'..='\u{52F}'
                | '\u{5D0}'..='\u{5EA}'
                | '\u{620}'..='\u{64A}'
                | '\u{671}'..='\u{6D3}'
                | '\u{1E00}'..='\u{1EFF}'
                | '\u{2002}'..='\u{20BF}'
                | '\u{3000}'..='\u{3029}'
                | '\u{3041}'..='\u{3096}'
                | '\u{30A1}'..='\u{30FF}'
                | '\u{4E00}'..='\u{9FFF}'
                | '\u{AC00}'..='\u{D7A3}'
                | '\u{FF01}'..='\u{FFDC}'
        )
    };
    let mut rest = text.chars();
    let mut until = 0;
    let mut was_settled = true;
    core::iter::from_fn(move || {
        loop {
            let at = text.len() - rest.as_str().len();
            if at >= until {
                // Where such bytes are, more of them follow: some characters are asked
                // one by one before many bytes are asked at once again.
                let start = next_questionable(text, at)?;
                // The last one that is passed over is enough.
                let before = text[at..start].char_indices().next_back();
                rest = text[before.map_or(start, |(before, _)| at + before)..].chars();
                until = start + ONE_BY_ONE;
            }
            let character = rest.next()?;
            let is_settled = is_settled(&character);
            // Marks of two letters are in no order.
            if !(is_settled && was_settled) {
                was_settled = is_settled;
                return Some(character);
            }
        }
    })
}

/// For how many bytes characters are asked one by one.
const ONE_BY_ONE: usize = 128;

/// The place of the next character from `at` on that may be questionable. Most texts have
/// few of the bytes with which such a one begins.
fn next_questionable(text: &str, at: usize) -> Option<usize> {
    // Cyrillic and most of Han are none.
    let may_be = |first: u8| {
        (first >= 0xCC) & !(0xCF..=0xD1).contains(&first) & !(0xE5..=0xE9).contains(&first)
    };
    let bytes = text.as_bytes();
    let mut at = at;
    loop {
        at = scan::next(text, at, may_be)?;
        // Where one may be others may be beside it: they are asked one by one.
        while let Some(&first) = bytes.get(at) {
            let lead = LEADS[usize::from(first)];
            if lead == 0 {
                break;
            }
            let behind = |place: usize| bytes.get(at + place).copied().unwrap_or(0);
            if lead >= MAY_BE && may_be_questionable(first, behind(1), behind(2)) {
                return Some(at);
            }
            at += usize::from(lead % MAY_BE);
        }
    }
}

/// How long a character is that begins with a byte, and [`MAY_BE`] when it may be questionable;
/// 0 for one of ASCII.
const LEADS: [u8; 256] = {
    let mut leads = [0; 256];
    let mut first = 0x80;
    while first < 256 {
        let len = match first {
            0..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        let is_settled =
            matches!(first, 0..=0xCB | 0xCF..=0xD1 | 0xD3 | 0xDA | 0xE5..=0xE9 | 0xEB | 0xEC);
        leads[first] = if is_settled { len } else { len + MAY_BE };
        first += 1;
    }
    leads
};
const MAY_BE: u8 = 8;

/// Whether a character may be questionable that begins with these bytes.
fn may_be_questionable(first: u8, second: u8, third: u8) -> bool {
    match first {
        0xCC | 0xCD | 0xD4..=0xD6 | 0xDC..=0xE0 | 0xEE | 0xF0.. => true,
        0xCE => second == 0x87,
        0xD2 => second < 0x8A,
        0xD7 => !(0x90..=0xAA).contains(&second),
        0xD8 => second < 0xA0,
        0xD9 => (0x8B..=0xB0).contains(&second),
        0xDB => second > 0x93,
        // Latin with two marks, as in Vietnamese, is none.
        0xE1 => !(0xB8..=0xBB).contains(&second),
        // Nor is typography,
        0xE2 => second > 0x82 || second == 0x80 && third < 0x82,
        // nor kana and the signs of East Asia.
        0xE3 => match second {
            0x80 => third > 0xA9,
            0x82 => matches!(third, 0x99 | 0x9A),
            _ => second > 0x83,
        },
        0xE4 => second < 0xB8,
        0xEA => second < 0xB0,
        0xED => second > 0x9D,
        0xEF => second < 0xBC,
        _ => false,
    }
}

/// The same in the form NFKC, which also replaces compatibility characters.
pub(crate) fn replace_compatible(text: &str) -> Rewrite<'_> {
    let is_replaced = is_nfkc_quick(text.chars()) == IsNormalized::Yes;
    let suspect = |text: &str, at| scan::next(text, at, |byte| !byte.is_ascii());
    replace_clusters(text, NFKC, is_replaced, suspect, |cluster, into| {
        into.extend(cluster.nfkc());
    })
}

/// Replaces every cluster that another form has otherwise, if any can be. Only clusters
/// with a place that is suspect are looked at: the next one from an offset on.
fn replace_clusters(
    text: &str,
    rule: Rule,
    is_in_form: bool,
    suspect: impl Fn(&str, usize) -> Option<usize>,
    form: impl Fn(&str, &mut String),
) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    if is_in_form {
        return rewriter.finish();
    }
    let mut formed = String::new();
    let mut clusters = Clusters::of(text);
    while let Some(at) = suspect(text, clusters.start) {
        clusters.skip_to(at);
        let Some(span) = clusters.next() else {
            break;
        };
        let cluster = &text[span];
        formed.clear();
        form(cluster, &mut formed);
        if formed != cluster {
            rewriter.replace(rule, span, &formed);
        }
    }
    rewriter.finish()
}

/// The stretches of a text that normalise on their own.
struct Clusters<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Clusters<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, start: 0 }
    }

    /// Passes over what is before the character at `at` but for the one that it may join:
    /// those that are not suspect begin clusters.
    fn skip_to(&mut self, at: usize) {
        let before = self.text[self.start..at].chars().next_back();
        self.start = at - before.map_or(0, char::len_utf8);
    }
}

impl Iterator for Clusters<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = &self.text[self.start..];
        let mut characters = rest.char_indices();
        characters.next()?;
        let len = characters
            .find(|&(_, character)| begins_a_cluster(character))
            .map_or(rest.len(), |(at, _)| at);
        let span = Span::new(self.start, self.start + len);
        self.start = span.end;
        Some(span)
    }
}

/// Whether nothing before this character can join it: it is no mark, and no
/// composition has it in second place.
fn begins_a_cluster(character: char) -> bool {
    character.is_ascii()
        || canonical_combining_class(character) == 0
            && is_nfc_quick(once(character)) != IsNormalized::Maybe
            && decomposes_to_a_starter(character)
}

// The first character of its decomposition may be a mark, or join what is before.
fn decomposes_to_a_starter(character: char) -> bool {
    once(character).nfd().next().is_none_or(|first| {
        canonical_combining_class(first) == 0 && is_nfc_quick(once(first)) != IsNormalized::Maybe
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_settled_is_no_question() {
        let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        let settled = all.filter(|&character| {
            let mut bytes = [0; 4];
            let text = character.encode_utf8(&mut bytes);
            questionable(text).next().is_none()
        });
        for character in settled {
            let is_yes = is_nfc_quick(core::iter::once(character)) == IsNormalized::Yes;
            assert!(
                is_yes && canonical_combining_class(character) == 0,
                "{character:?}"
            );
            assert!(begins_a_cluster(character), "{character:?}");
        }
    }

    #[test]
    fn what_is_left_out_changes_no_answer() {
        let parts = [
            "\u{5D0}", "\u{5B8}", "\u{5B0}", "\u{627}", "\u{650}", "\u{64E}", "e", "\u{301}",
            "\u{323}", "\u{3042}", "\u{3099}", "\u{1100}", "\u{1161}", "\u{E01}", "\u{E48}",
            "\u{2019}", "\u{2000}", "\u{212B}", "\u{4E00}", "\u{42F}", "\u{1EA1}", "\u{387}",
        ];
        let mut n_composed = 0;
        for first in parts {
            for second in parts {
                for third in parts {
                    for far in ["", &"x".repeat(200), &"\u{5D0}".repeat(100)] {
                        let text = [first, second, far, third, first, second].concat();
                        let answer = is_nfc_quick(text.chars());
                        n_composed += usize::from(answer == IsNormalized::Yes);
                        assert_eq!(is_nfc_quick(questionable(&text)), answer, "{text:?}");
                    }
                }
            }
        }
        assert!(n_composed > 1000, "{n_composed}");
    }
}
