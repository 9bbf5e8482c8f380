//! Backslashes before quotes.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::BACKSLASH;
use crate::gate::{self, CodeLines, Gate};
use crate::word::{is_inside_a_word, word_around};

pub(crate) const QUOTE: Rule = Rule::new("repair.escape.quote", Kind::Escape);

/// Takes the backslashes off the quotes of every line that is prose and went
/// through an escaper.
pub(crate) fn unescape(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let n_escaped = escaped_quotes(text).count();
    if n_escaped == 0
        || gate::is_json(text)
        || gate::is_latex(text)
        || is_mostly_sound(text, n_escaped)
    {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    let is_whole = n_escaped >= ENOUGH && has_gone_over_all(text, &gate);
    let mut line = Line::at(text, 0);
    let mut done = 0;
    for span in escaped_quotes(text) {
        if span.start >= line.span.end {
            line = Line::at(text, span.start);
        }
        let is_image = line.escaped_prose || is_whole && !line.is_indented;
        if !is_image || !gate.is_open(span) {
            continue;
        }
        let stretch = Span::new(done.max(line.span.start), span.start);
        if line.escaped_prose {
            pairs_before(text, stretch, &gate, &mut rewriter);
        }
        rewriter.replace(QUOTE, span, &text[span.end - 1..span.end]);
        done = span.end;
        if !line.escaped_prose {
            continue;
        }
        let is_last = next_escaped(text, span.end).is_none_or(|next| next >= line.span.end);
        if is_last {
            pairs_before(text, Span::new(done, line.span.end), &gate, &mut rewriter);
            done = line.span.end;
        }
    }
    rewriter.finish()
}

/// So many escaped quotes of prose, and none that is bare, show that an escaper has gone over
/// all of a text.
const ENOUGH: usize = 4;

/// So many quotes, all of them escaped, are no accident when a few are apostrophes.
const MANY: usize = 10;

/// Whether an escaper has gone over all of a text, lines that read like code as well: no
/// quote is bare, and some of prose are escaped, all as often. What else has backslashes there was
/// not its work: then the quotes of prose must be apostrophes inside of words.
fn has_gone_over_all(text: &str, gate: &Gate) -> bool {
    let mut lines = CodeLines::new(text, gate::is_code_line);
    let n_backslashes = memchr::memchr_iter(b'\\', text.as_bytes()).count();
    let (mut usual, mut n_escaping) = (None, 0);
    let (mut n_quotes, mut n_of_prose, mut n_apostrophes) = (0, 0, 0);
    for at in memchr::memchr2_iter(b'\'', b'"', text.as_bytes()) {
        let depth = backslashes_before(text, at);
        if !matches!(depth, 1 | 3 | 7) || *usual.get_or_insert(depth) != depth {
            return false;
        }
        n_quotes += 1;
        n_escaping += depth;
        // A comment of roff, or markup that ends in a backtick, as in a line.
        let before = &text[..at - depth];
        let begins_a_line = before
            .strip_suffix(['.', '\''])
            .is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        if before.ends_with('`') || begins_a_line {
            return false;
        }
        let span = Span::new(at - depth, at + 1);
        let is_of_prose = gate.is_open(span) && !lines.holds(span.start);
        n_of_prose += usize::from(is_of_prose && is_at_a_word(text, span.start, span.end));
        if is_accent(text, span) {
            return false;
        }
        n_apostrophes += usize::from(is_of_prose && is_inside_a_word(text, span));
    }
    if n_backslashes > n_escaping {
        n_apostrophes >= ENOUGH || n_apostrophes >= ENOUGH / 2 && n_quotes >= MANY
    } else {
        n_of_prose >= ENOUGH
    }
}

/// Whether an escaped quote inside of a word is an accent of TeX on the letter behind it
/// (`Erd\"os`, `Poincar\'e`) and no apostrophe: what is behind it is no contraction, what is
/// before it no elision, and the letter takes an accent.
fn is_accent(text: &str, span: Span) -> bool {
    if !is_inside_a_word(text, span) {
        return false;
    }
    const CONTRACTIONS: [&str; 9] = ["s", "t", "re", "ll", "d", "ve", "m", "n", "clock"];
    // Of French, Catalan, Italian, Irish names and Uzbek; others end in `ll`, `qu` or `t`.
    const ELISIONS: [&str; 16] = [
        "l", "d", "c", "n", "j", "m", "s", "un", "o", "g", "aujourd", "anch", "com", "cos", "dov",
        "quand",
    ];
    let word = word_around(text, span, LONGEST_WORD);
    let is_letter = |c: char| c.is_alphabetic();
    let head = &text[word.start..span.start];
    let head = head.rsplit(|c| !is_letter(c)).next().unwrap_or_default();
    let head = &head.to_ascii_lowercase();
    let tail = &text[span.end..word.end];
    let tail = tail.split(|c| !is_letter(c)).next().unwrap_or_default();
    let is_one_of =
        |word: &str, list: &[&str]| list.iter().any(|own| word.eq_ignore_ascii_case(own));
    let takes_an_accent = |c: char| "aeiouycnszlr".contains(c.to_ascii_lowercase());
    let is_apostrophe = is_one_of(tail, &CONTRACTIONS)
        || is_one_of(head, &ELISIONS)
        || ["ll", "qu", "t"].iter().any(|end| head.ends_with(end));
    tail.starts_with(takes_an_accent) && (text[..span.end].ends_with('"') || !is_apostrophe)
}

/// How many bytes of a word are looked at on each side of a quote.
const LONGEST_WORD: usize = 32;

/// Takes one backslash off each pair of a stretch: the escaper that wrote those before the
/// quotes of its line wrote them, too.
fn pairs_before(text: &str, stretch: Span, gate: &Gate, rewriter: &mut Rewriter<'_>) {
    let mut done = stretch.start;
    for at in memchr::memchr_iter(b'\\', text[stretch].as_bytes()) {
        let span = Span::new(
            stretch.start + at,
            (stretch.start + at + 2).min(stretch.end),
        );
        if span.start >= done && &text[span] == "\\\\" && gate.is_open(span) {
            rewriter.replace(BACKSLASH, span, "\\");
            done = span.end;
        }
    }
}

/// Where the next escaped quote begins.
fn next_escaped(text: &str, from: usize) -> Option<usize> {
    escaped_quotes(&text[from..])
        .next()
        .map(|span| from + span.start)
}

/// How many sound apostrophes outweigh an escaped quote.
const SOUND_PER_ESCAPED: usize = 10;

/// Whether the text is so full of sound apostrophes that an escaper has not gone
/// over it: then its few escaped quotes are meant.
fn is_mostly_sound(text: &str, n_escaped: usize) -> bool {
    let apostrophes = memchr::memchr_iter(b'\'', text.as_bytes());
    let sound = apostrophes.filter(|&at| is_inside_a_word(text, Span::new(at, at + 1)));
    sound.take(n_escaped * SOUND_PER_ESCAPED).count() == n_escaped * SOUND_PER_ESCAPED
}

/// Each quote with the backslashes before it: one, or three or seven when it was
/// escaped twice or three times.
fn escaped_quotes(text: &str) -> impl Iterator<Item = Span> + '_ {
    memchr::memchr2_iter(b'\'', b'"', text.as_bytes()).filter_map(|at| {
        let backslashes = backslashes_before(text, at);
        matches!(backslashes, 1 | 3 | 7).then(|| Span::new(at - backslashes, at + 1))
    })
}

fn backslashes_before(text: &str, at: usize) -> usize {
    text.as_bytes()[..at]
        .iter()
        .rev()
        .take_while(|&&byte| byte == b'\\')
        .count()
}

/// A line of the text, and whether it is one that an escaper wrote.
struct Line {
    span: Span,
    escaped_prose: bool,
    /// As code is.
    is_indented: bool,
}

impl Line {
    fn at(text: &str, offset: usize) -> Self {
        let span = gate::line_at(text, offset);
        let line = &text[span];
        Self {
            span,
            escaped_prose: is_image_of_an_escaper(line) && !gate::is_code_line(line),
            is_indented: line.starts_with("    ") || line.starts_with('\t'),
        }
    }
}

/// Whether the line is one that an escaper could have written: every backslash
/// stands before a quote, every such quote is at a word, and no quote of the kind
/// that is escaped stands bare, but for apostrophes inside of words.
fn is_image_of_an_escaper(line: &str) -> bool {
    let quotes = memchr::memchr2_iter(b'\'', b'"', line.as_bytes());
    let (mut explained, mut n_quotes) = (0, 0);
    let (mut escaped, mut bare) = ([false; 2], [false; 2]);
    for at in quotes {
        let kind = usize::from(line.as_bytes()[at] == b'"');
        match backslashes_before(line, at) {
            0 => bare[kind] |= !is_inside_a_word(line, Span::new(at, at + 1)),
            // Markup that ends in a backtick wants a backslash between it and a word.
            backslashes if line[..at - backslashes].ends_with('`') => return false,
            backslashes if is_accent(line, Span::new(at - backslashes, at + 1)) => return false,
            backslashes @ (1 | 3 | 7) if is_at_a_word(line, at - backslashes, at + 1) => {
                explained += backslashes;
                n_quotes += 1;
                escaped[kind] = true;
            }
            _ => return false,
        }
    }
    let n_backslashes = memchr::memchr_iter(b'\\', line.as_bytes()).count();
    // Where several quotes were escaped once and none is bare, so was every backslash.
    let is_strict = explained == n_quotes && n_quotes > 1 && bare == [false; 2];
    let others = n_backslashes - explained;
    let are_pairs = is_strict && others == 2 * n_pairs(line);
    (others == 0 || are_pairs) && !(escaped[0] && bare[0]) && !(escaped[1] && bare[1])
}

/// How many runs of two backslashes a line has before anything but a quote.
fn n_pairs(line: &str) -> usize {
    let runs = line.split(|c| c != '\\').filter(|run| run.len() == 2);
    runs.count()
}

/// Whether a quote between these offsets closes after a word or a sentence, or
/// opens before a word: one with blanks, backticks or brackets on both sides is
/// spoken of, not meant. Quotes next to it do not count.
fn is_at_a_word(line: &str, start: usize, end: usize) -> bool {
    let is_quote = |byte: &&u8| matches!(byte, b'\\' | b'\'' | b'"');
    let (before, after) = line.as_bytes().split_at(start);
    let quotes_before = before
        .iter()
        .rev()
        .take(MOST_QUOTES)
        .take_while(is_quote)
        .count();
    let quotes_after = after[end - start..]
        .iter()
        .take(MOST_QUOTES)
        .take_while(is_quote)
        .count();
    let before = line[..start - quotes_before].chars().next_back();
    let after = line[end + quotes_after..].chars().next();
    let closes =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | '…' | '%');
    before.is_some_and(closes) || after.is_some_and(char::is_alphanumeric)
}

/// How many quotes and backslashes in a row are looked over.
const MOST_QUOTES: usize = 32;
