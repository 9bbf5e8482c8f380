//! Backslashes before quotes.

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::BACKSLASH;
use super::source::{count_quotes, without_backslashes};
use crate::gate::{self, CodeLines, Gate};
use crate::word::is_inside_a_word;

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
    if n_escaped >= ENOUGH {
        let quotes = count_quotes(text);
        if quotes.bare == 0 && are_of_prose(text, &gate) {
            return without_backslashes(text, quotes.other_backslashes == 0);
        }
    }
    let mut line = Line::at(text, 0);
    let mut done = 0;
    for span in escaped_quotes(text) {
        if span.start >= line.span.end {
            line = Line::at(text, span.start);
        }
        if !line.escaped_prose || !gate.is_open(span) {
            continue;
        }
        pairs_before(
            text,
            Span::new(done.max(line.span.start), span.start),
            &gate,
            &mut rewriter,
        );
        rewriter.replace(QUOTE, span, &text[span.end - 1..span.end]);
        done = span.end;
        let is_last = next_escaped(text, span.end).is_none_or(|next| next >= line.span.end);
        if is_last {
            pairs_before(text, Span::new(done, line.span.end), &gate, &mut rewriter);
            done = line.span.end;
        }
    }
    rewriter.finish()
}

/// So many escaped quotes of prose, and none that is bare, show that an escaper has gone over
/// all of a text: over lines that read like code as well.
const ENOUGH: usize = 4;

/// Whether so many of the escaped quotes of a text are at words of prose: others may be
/// spoken of, or of code.
fn are_of_prose(text: &str, gate: &Gate) -> bool {
    // Manuals of Unix write both quotes with a backslash: \`so\'.
    if memchr::memmem::find(text.as_bytes(), b"\\`").is_some() {
        return false;
    }
    let mut lines = CodeLines::new(text, gate::is_code_line);
    let of_prose = escaped_quotes(text).filter(|&span| {
        is_at_a_word(text, span.start, span.end) && gate.is_open(span) && !lines.holds(span.start)
    });
    of_prose.take(ENOUGH).count() == ENOUGH
}

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
}

impl Line {
    fn at(text: &str, offset: usize) -> Self {
        let span = gate::line_at(text, offset);
        let line = &text[span];
        Self {
            span,
            escaped_prose: is_image_of_an_escaper(line) && !gate::is_code_line(line),
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
