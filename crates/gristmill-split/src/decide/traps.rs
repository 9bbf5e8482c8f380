//! Whole documents whose lines look like headings and are something else: forms,
//! dialogues, comments of programs, lists of words, the heads of pages.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::Lost;
use super::evidence::is_isolated;
use crate::candidate::Heading;
use crate::line::{Lines, shape};
use crate::surface::Close;

/// Up to how many bytes a value of a form has.
const LONGEST_VALUE: usize = 80;

/// What speaks against candidates of some sort in a document.
#[derive(Debug, Default)]
pub(super) struct Traps {
    /// Words before colons are keys or speakers.
    has_keys: Option<&'static str>,
    /// Lines that begin with `#` are comments.
    has_comments: bool,
    /// Candidates that are words of a list, or that every page has.
    others: BTreeMap<usize, &'static str>,
}

impl Traps {
    /// Looks at all candidates together.
    pub(super) fn of(candidates: &[Heading], lines: &Lines<'_>) -> Self {
        let mut traps = Self {
            has_keys: keys(candidates, lines),
            has_comments: has_comments(candidates, lines),
            others: BTreeMap::new(),
        };
        for at in word_list(candidates, lines) {
            traps.others.insert(at, "a word of a list");
        }
        for at in on_every_page(candidates, lines) {
            traps.others.insert(at, "a line that comes on every page");
        }
        traps
    }

    /// Why a candidate is no heading, if it is one of them.
    pub(super) fn lost(&self, at: usize, heading: &Heading, lines: &Lines<'_>) -> Lost {
        let surface = &heading.surface;
        if is_key(heading) && self.has_keys.is_some() {
            return self.has_keys;
        }
        if surface.rule == "atx" && self.has_comments {
            return Some("a comment of a program");
        }
        // A key above its keys: `methods:` and what is indented below it.
        let own = lines.all()[heading.line];
        let below = lines.all().get(heading.line + 1);
        let is_above_keys =
            below.is_some_and(|below| below.indent > own.indent && !below.is_blank());
        let begins_small = lines.text[surface.words].starts_with(char::is_lowercase);
        if surface.close == Close::Colon
            && begins_small
            && (is_above_keys || surface.rule == "bracketed")
        {
            return Some("a key");
        }
        self.others.get(&at).copied()
    }
}

/// Whether a candidate stands before a colon at the beginning of a line.
fn is_key(heading: &Heading) -> bool {
    let surface = &heading.surface;
    !surface.stands_alone && surface.close == Close::Colon && surface.rule == "run-in"
}

/// What the words before the colons of a document are, if they head no sections: keys, most
/// of which have a short value and no sentence, or speakers, who speak again.
fn keys(candidates: &[Heading], lines: &Lines<'_>) -> Lost {
    let keys: Vec<&Heading> = candidates
        .iter()
        .filter(|heading| is_key(heading))
        .collect();
    if keys.len() < 2 {
        return None;
    }
    let on_lines: BTreeSet<usize> = keys.iter().map(|key| key.line).collect();
    let mut spoken = BTreeSet::new();
    let (mut n_values, mut n_again) = (0, 0);
    for key in &keys {
        let line = lines.all()[key.line];
        let value = lines.text[key.surface.words.end..line.words.end].trim();
        let goes_on = lines.all().get(key.line + 1).is_some_and(|next| {
            !next.is_blank()
                && !on_lines.contains(&(key.line + 1))
                && next.words.len() > LONGEST_VALUE / 2
        });
        let is_sentence = value.ends_with([
            '.', '!', '?', '…', '”', '"', ')', '。', '！', '？', '。', '۔', '।', ';',
        ]);
        n_values += usize::from(value.len() < LONGEST_VALUE && !is_sentence && !goes_on);
        n_again += usize::from(!spoken.insert(lines.text[key.surface.words].to_lowercase()));
    }
    if n_values * 3 >= keys.len() * 2 {
        Some("a key of a form")
    } else if keys.len() >= 3 && n_again * 3 >= keys.len() {
        Some("a speaker, or a key that comes again")
    } else {
        None
    }
}

/// Whether most lines with a `#` stand right beside program code.
fn has_comments(candidates: &[Heading], lines: &Lines<'_>) -> bool {
    let signs = candidates
        .iter()
        .filter(|heading| heading.surface.rule == "atx");
    let (mut n_signs, mut n_beside_code) = (0, 0);
    for heading in signs {
        n_signs += 1;
        let before = heading
            .line
            .checked_sub(1)
            .map_or("", |before| lines.words(before));
        let is_beside = reads_like_code(lines.words(heading.line + 1)) || reads_like_code(before);
        n_beside_code += usize::from(is_beside);
    }
    n_signs > 0 && n_beside_code * 2 >= n_signs
}

/// Whether a line is one of a program, of its settings or of a shell.
fn reads_like_code(line: &str) -> bool {
    const BEGINNINGS: [&str; 21] = [
        "import ", "from ", "def ", "class ", "let ", "var ", "const ", "export ", "echo ", "set ",
        "FROM ", "RUN ", "COPY ", "ENV ", "SELECT ", "CREATE ", "library(", "#include", "#!", "$ ",
        "return ",
    ];
    const SIGNS: [&str; 12] = [
        " = ", " <- ", "()", "){", ") {", "==", ":=", "$(", "=\"", "='", "->", "::",
    ];
    let is_assignment = line.split_once('=').is_some_and(|(name, value)| {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.' || c == '-';
        !name.is_empty() && !value.is_empty() && name.trim_end().chars().all(is_name)
    });
    line.ends_with([';', '{', '}', '\\'])
        || is_assignment
        || BEGINNINGS
            .iter()
            .any(|beginning| line.starts_with(beginning))
        || SIGNS.iter().any(|sign| line.contains(sign))
}

/// How many known labels a list of words has among them.
const FEWEST_LISTED: usize = 3;

/// A few words on each of several lines, one right below the other, and three known labels
/// among them: a menu, a list of words.
fn word_list(candidates: &[Heading], lines: &Lines<'_>) -> Vec<usize> {
    let n_labels = candidates.iter().filter(|heading| heading.label.is_some());
    if n_labels.count() < FEWEST_LISTED {
        return Vec::new();
    }
    let is_bare = |heading: &Heading| {
        let surface = &heading.surface;
        let is_plain = surface.stands_alone && !surface.is_marked && surface.number.is_none();
        let has_few = || {
            let mut words = lines.text[surface.words].split_whitespace();
            words.nth(3).is_none()
        };
        is_plain && (heading.label.is_some() || has_few())
    };
    let mut listed = Vec::new();
    let bare = candidates
        .iter()
        .enumerate()
        .filter(|(_, heading)| is_bare(heading));
    let bare: Vec<(usize, &Heading)> = bare.collect();
    for run in bare.chunk_by(|(_, one), (_, next)| next.line == one.line + 1) {
        let n_labels = run
            .iter()
            .filter(|(_, heading)| heading.label.is_some())
            .count();
        if n_labels >= FEWEST_LISTED {
            listed.extend(run.iter().map(|&(at, _)| at));
        }
    }
    listed
}

/// Whether words have a digit of ASCII: most have none, so all bytes are asked at once.
fn has_digit(words: &str) -> bool {
    words
        .bytes()
        .fold(false, |any, byte| any | byte.is_ascii_digit())
}

/// Words with a number that stand alone three times, with another number each time.
fn on_every_page(candidates: &[Heading], lines: &Lines<'_>) -> Vec<usize> {
    let mut times: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for (at, heading) in candidates.iter().enumerate() {
        let words = &lines.text[heading.surface.words];
        let is_plain = heading.label.is_none() && heading.surface.number.is_none();
        if is_plain && is_isolated(heading) && has_digit(words) {
            times.entry(shape(words)).or_default().push(at);
        }
    }
    let often = times.into_values().filter(|places| places.len() > 2);
    often.flatten().collect()
}
