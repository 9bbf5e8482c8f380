//! Escapes of C, JSON and Python in a text that has lost its quotes.

use alloc::vec::Vec;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};

use super::QUOTE;
use super::token::{Token, What, tokens};
use crate::bytes::{meanings, written};
use crate::gate::{self, CodeLines, Gate};

pub(crate) const CODE_POINT: Rule = Rule::new("repair.escape.code-point", Kind::Escape);
pub(crate) const CONTROL: Rule = Rule::new("repair.escape.control", Kind::Escape);
pub(crate) const BACKSLASH: Rule = Rule::new("repair.escape.backslash", Kind::Escape);

/// Undoes the escapes of a text that an escaper has gone over.
pub(crate) fn unescape_backslashes(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    // Line ends, tabs and characters beyond ASCII tell an escaper.
    let is_telling = |token: Token| is_control(&token) || is_beyond_ascii(token.what);
    if !tokens(text).any(is_telling) || gate::is_json(text) || gate::is_latex(text) {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    let mut open: Vec<Token> = tokens(text)
        .filter(|token| gate.is_open(Span::new(token.span.start, token.span.end)))
        .collect();
    let quoted = quoted(text, &open);
    let pairs = open.iter().zip(&quoted);
    let bare = pairs.filter(|(_, is_quoted)| !**is_quoted);
    let n_bare = n_characters(text, bare.map(|(token, _)| token));
    let n_quoted = quoted.iter().filter(|&&is_quoted| is_quoted).count();
    // In a text in which all characters are escaped those between quotes are no others.
    if !(text.is_ascii() && n_bare > MOST_SPOKEN_OF.max(4 * n_quoted)) {
        let mut is_quoted = quoted.iter();
        open.retain(|_| is_quoted.next() == Some(&false));
    }
    let Some(depth) = Depth::of(text, &open) else {
        return rewriter.finish();
    };
    let undone: Vec<&Token> = open.iter().filter(|token| depth.undoes(token)).collect();
    replace(&mut rewriter, &undone);
    rewriter.finish()
}

/// How much of a text an escaper has written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Everything: every backslash is an escape.
    All,
    /// Characters beyond ASCII, and every line end: there are none but escaped ones.
    Lines,
    /// Characters beyond ASCII.
    Characters,
}

/// More characters in words than a text has that speaks of escapes.
const MOST_SPOKEN_OF: usize = 20;

/// How many characters beyond ASCII are escaped in words.
fn n_characters<'t>(text: &str, tokens: impl Iterator<Item = &'t Token>) -> usize {
    let at_text = tokens.filter(|token| is_beyond_ascii(token.what) && is_at_text(text, token));
    at_text.count()
}

/// How many line ends alone tell that they were escaped.
const ENOUGH_LINE_ENDS: usize = 2;

impl Depth {
    fn of(text: &str, open: &[Token]) -> Option<Self> {
        let count = |is_it: fn(&What) -> bool| open.iter().filter(|t| is_it(&t.what)).count();
        let n_other = count(|what| matches!(what, What::Other));
        let n_characters = n_characters(text, open.iter());
        let n_line_ends = open
            .iter()
            .filter(|token| token.what == What::Control('\n') && ends_a_sentence(text, token))
            .count();
        let n_controls = count(|what| matches!(what, What::Control(_)));
        // Tabs and line ends that begin a name are a path or a pattern.
        let are_line_ends = n_line_ends >= ENOUGH_LINE_ENDS && n_line_ends * 2 >= n_controls
            || n_line_ends > 0 && n_characters > 0;
        let are_all_line_ends = || {
            let mut controls = open.iter().enumerate().filter(|(_, t)| is_control(t));
            controls.all(|(at, _)| is_line_end(text, open, at))
                && !text.trim_end().contains(gate::ends_a_line)
        };
        let depth = if n_other == 0 && (are_line_ends || n_characters > 0 && n_controls == 0) {
            Self::All
        } else if n_controls >= ENOUGH_LINE_ENDS
            && n_controls + n_characters > n_other
            && are_all_line_ends()
        {
            Self::Lines
        } else if n_characters > n_other {
            Self::Characters
        } else {
            return None;
        };
        let mut lines = CodeLines::new(text, gate::is_code_line);
        let is_code = |token: &Token| lines.holds(token.span.start) || ends_a_literal(text, token);
        (!open.iter().any(is_code)).then_some(depth)
    }

    fn undoes(self, token: &Token) -> bool {
        match self {
            Self::All => token.what != What::Other,
            Self::Lines => is_control(token) || is_beyond_ascii(token.what),
            Self::Characters => is_beyond_ascii(token.what),
        }
    }
}

/// Which escapes stand between two quotes with nothing else, alone or in a row: those
/// are spoken of.
fn quoted(text: &str, tokens: &[Token]) -> Vec<bool> {
    let mut quoted = Vec::with_capacity(tokens.len());
    for row in tokens.chunk_by(|one, next| one.span.end == next.span.start) {
        let ends = row.first().zip(row.last());
        let is_quoted = ends.is_some_and(|(first, last)| is_between_quotes(text, first, last));
        quoted.extend(row.iter().map(|_| is_quoted));
    }
    quoted
}

fn is_between_quotes(text: &str, first: &Token, last: &Token) -> bool {
    let before = text[..first.span.start].chars().next_back();
    let after = text[last.span.end..].chars().next();
    before == after && matches!(before, Some('"' | '\'' | '`'))
}

fn is_beyond_ascii(what: What) -> bool {
    match what {
        What::CodePoint(character) => character > '\u{7F}',
        What::Byte(byte) => byte > 0x7F,
        _ => false,
    }
}

/// Whether a character stands in a word, or beside another escape: between quotes or
/// blanks it is spoken of.
fn is_at_text(text: &str, token: &Token) -> bool {
    let is_text = |c: char| c.is_alphanumeric() || c == '\\';
    let before = text[..token.span.start].chars().next_back();
    let after = text[token.span.end..].chars().next();
    before.is_some_and(is_text) || after.is_some_and(is_text)
}

/// Whether a line end stands behind a sentence or another line end, or before a
/// capital or a blank.
fn ends_a_sentence(text: &str, token: &Token) -> bool {
    let before = text[..token.span.start].chars().next_back();
    let after = &text[token.span.end..];
    let is_next = after.starts_with(['\\', ' ', '-', '*', '•'])
        || after.is_empty()
        || after
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let opens = |c: char| {
        matches!(
            c,
            '\\' | '/' | '(' | '[' | '{' | '<' | '=' | '|' | '^' | '$'
        )
    };
    let closes = before.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace() && !opens(c));
    let is_in_run =
        text[..token.span.start].ends_with("\\n") || text[..token.span.start].ends_with("\\r");
    closes || is_in_run || is_next && before.is_some_and(char::is_alphanumeric)
}

fn is_control(token: &Token) -> bool {
    matches!(token.what, What::Control(_))
}

/// Whether a token can be nothing but a line end: it stands beside another one, or between
/// the end of a sentence and what is no small letter. `)\neq`, `C:\new` and `[.!?]\n` are
/// none.
fn is_line_end(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let is_end = |token: &Token| token.what == What::Control('\n');
    let touches = |one: Option<&Token>, next: Option<&Token>| {
        let pair = one.zip(next);
        pair.is_some_and(|(one, next)| {
            is_end(one) && is_end(next) && one.span.end == next.span.start
        })
    };
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_beside = touches(before, Some(token)) || touches(Some(token), tokens.get(at + 1));
    let closes = text[..token.span.start].ends_with(['.', '!', '?', '…', '。', '！', '？']);
    let after = text[token.span.end..].chars().next();
    is_end(token) && (is_beside || closes && after.is_none_or(|c| !c.is_lowercase() && c != '\\'))
}

/// Whether an escape is the last of a string in program code: `\n");`.
fn ends_a_literal(text: &str, token: &Token) -> bool {
    let rest = text[token.span.end..].strip_prefix(['"', '\'']);
    let is_code = |rest: &str| {
        [";", ");", "),", "])"]
            .iter()
            .any(|end| rest.starts_with(end))
    };
    matches!(token.what, What::Control(_)) && rest.is_some_and(is_code)
}

/// Undoes every escape of a text from an offset on.
pub(super) fn replace_all(rewriter: &mut Rewriter<'_>, text: &str, from: usize) {
    let mut all: Vec<Token> = tokens(&text[from..]).collect();
    for token in &mut all {
        token.span = token.span.start + from..token.span.end + from;
    }
    replace(rewriter, &all.iter().collect::<Vec<_>>());
}

fn replace(rewriter: &mut Rewriter<'_>, tokens: &[&Token]) {
    let mut rest = tokens;
    while let Some((token, others)) = rest.split_first() {
        let span = Span::new(token.span.start, token.span.end);
        let mut buffer = [0; 4];
        let mut put = |rule, character: char| {
            rewriter.replace(rule, span, character.encode_utf8(&mut buffer));
        };
        match token.what {
            What::Byte(_) => {
                let n = bytes_in_a_row(rest);
                let bytes: Vec<u8> = rest[..n].iter().filter_map(|token| byte(token)).collect();
                for (token, meaning) in rest[..n].iter().zip(meanings(&bytes, true)) {
                    let span = Span::new(token.span.start, token.span.end);
                    rewriter.replace(CODE_POINT, span, written(meaning, &mut [0; 4]));
                }
                rest = &rest[n..];
                continue;
            }
            What::CodePoint(character) => put(CODE_POINT, character),
            What::Control(character) => put(CONTROL, character),
            What::Quote(character) => put(QUOTE, character),
            What::Itself(character) => put(BACKSLASH, character),
            What::Other => {}
        }
        rest = others;
    }
}

fn byte(token: &Token) -> Option<u8> {
    match token.what {
        What::Byte(byte) => Some(byte),
        _ => None,
    }
}

/// How many of the first tokens are bytes, each right behind the last.
fn bytes_in_a_row(tokens: &[&Token]) -> usize {
    let follows = tokens
        .windows(2)
        .take_while(|pair| byte(pair[1]).is_some() && pair[0].span.end == pair[1].span.start);
    1 + follows.count()
}
