//! Headings of markdown and its kin.

use gristmill_text::Span;

use super::{Close, Surface, alone, marked, trimmed};
use crate::line::{Line, Lines};

/// How far a line of code is indented in markdown.
const CODE: usize = 4;

/// The longest heading, in bytes: a longer line is a paragraph.
const LONGEST: usize = 300;

/// `## Results`, with or without signs at the end.
pub(super) fn atx(text: &str, line: Line) -> Option<Surface> {
    let words = &text[line.words];
    let signs = words.bytes().take_while(|&byte| byte == b'#').count();
    let is_apart = words[signs..].starts_with([' ', '\t']);
    if line.indent >= CODE || signs > 6 || !is_apart || words.len() > LONGEST {
        return None;
    }
    let end = line.words.start + words.trim_end_matches('#').len();
    let inside = trimmed(text, line.words.start + signs, end);
    let level = u8::try_from(signs).ok()?;
    Some(marked(text, "atx", level, line.words.start, inside))
}

/// A line that is underlined by the next one.
pub(super) fn setext(lines: &Lines<'_>, at: usize, line: Line) -> Option<Surface> {
    let (text, next) = (lines.text, lines.words(at + 1));
    let underline = |sign: u8| next.len() >= 3 && next.bytes().all(|byte| byte == sign);
    let level = match next.as_bytes().first()? {
        b'=' if underline(b'=') => 1,
        b'-' if underline(b'-') => 2,
        b'~' if underline(b'~') => 3,
        b'^' if underline(b'^') => 4,
        _ => return None,
    };
    // What is underlined is about as long as the line below it.
    let n_letters = text[line.words].chars().take(LONGEST).count();
    let is_rule = level == 2 && n_letters > 2 * next.len().max(40);
    let words = &text[line.words];
    let is_row = words.starts_with('|') || words.contains("   ") || words.contains('\t');
    (!is_rule && !is_row && n_letters < LONGEST && lines.is_after_blank(at))
        .then(|| marked(text, "setext", level, line.words.start, line.words))
}

/// `== Results ==`
pub(super) fn wiki(text: &str, line: Span) -> Option<Surface> {
    let words = &text[line];
    let signs = words.bytes().take_while(|&byte| byte == b'=').count();
    let behind = words.bytes().rev().take_while(|&byte| byte == b'=').count();
    // AsciiDoc has them in front only.
    let is_closed = behind == signs || behind == 0 && words[signs..].starts_with(' ');
    let inside = trimmed(
        text,
        line.start + signs,
        line.end - behind.min(words.len() - signs),
    );
    if signs > 6 || !is_closed || inside.is_empty() || words.len() > LONGEST {
        return None;
    }
    let level = u8::try_from(signs.saturating_sub(1).max(1)).ok()?;
    Some(marked(text, "wiki", level, line.start, inside))
}

/// `\section{Results}`
pub(super) fn latex(text: &str, line: Span) -> Option<Surface> {
    const COMMANDS: [(&str, u8); 6] = [
        ("\\part", 1),
        ("\\chapter", 1),
        ("\\section", 1),
        ("\\subsection", 2),
        ("\\subsubsection", 3),
        ("\\paragraph", 4),
    ];
    let words = &text[line];
    let (name, level) = COMMANDS.iter().find(|(name, _)| words.starts_with(name))?;
    let star = usize::from(words[name.len()..].starts_with('*'));
    let open = name.len() + star;
    if !words[open..].starts_with('{') {
        return None;
    }
    let start = line.start + open + 1;
    let len = text[start..line.end].find('}')?;
    let words = trimmed(text, start, start + len);
    Some(marked(text, "latex", *level, line.start, words))
}

/// `.SH NAME`, `.SS Options` of roff; `=head1 NAME` of Perl.
pub(super) fn roff(text: &str, line: Span) -> Option<Surface> {
    const COMMANDS: [(&str, u8); 5] = [
        (".SH ", 1),
        (".SS ", 2),
        ("=head1 ", 1),
        ("=head2 ", 2),
        ("=head3 ", 3),
    ];
    let words = &text[line];
    let (command, level) = COMMANDS
        .iter()
        .find(|(command, _)| words.starts_with(command))?;
    let inside = trimmed(text, line.start + command.len(), line.end);
    let quotes = usize::from(text[inside].starts_with('"') && inside.len() > 2);
    let inside = Span::new(inside.start + quotes, inside.end - quotes);
    Some(marked(text, "roff", *level, line.start, inside))
}
/// `**Results**` alone, `**Results:** text`, `*Results*: text`.
pub(super) fn emphasis(text: &str, line: Span) -> Option<Surface> {
    let words = &text[line];
    let mark = ["***", "**", "__", "*", "_"]
        .into_iter()
        .find(|mark| words.starts_with(mark))?;
    let start = line.start + mark.len();
    if text[start..line.end].starts_with([' ', '\t']) {
        return None; // an item of a list
    }
    let end = start + text[start..line.end].find(mark)?;
    wrapped(text, line, Span::new(start, end), end + mark.len())
}

/// Words within marks: alone on the line, or with a colon before or after the
/// closing mark and text behind.
pub(super) fn wrapped(text: &str, line: Span, words: Span, after: usize) -> Option<Surface> {
    let rest = text[after..line.end].trim_start();
    let rest = without_tags(rest);
    let colons = [':', '：'];
    let inside = text[words].trim_end();
    let has_colon = inside.ends_with(colons) || rest.starts_with(colons);
    let stands_alone = rest.trim_matches([':', '：', ' ']).is_empty();
    let has_stop = inside.ends_with('.');
    if words.len() > LONGEST || !stands_alone && !has_colon && !has_stop {
        return None;
    }
    let inner = inside.trim_end_matches(colons);
    let inner = if stands_alone {
        inner
    } else {
        inner.trim_end_matches('.')
    };
    let words = trimmed(text, words.start, words.start + inner.len());
    let found = marked(text, "bold", 1, line.start, words);
    Some(Surface {
        rule: "bold",
        is_marked: false,
        stands_alone,
        close: if has_colon {
            Close::Colon
        } else if stands_alone {
            Close::Line
        } else {
            Close::Stop
        },
        number: found.number,
        ..alone(line.start, found.words)
    })
}

/// A text without the tags at its beginning: `</p>`, `<br/>`.
fn without_tags(mut rest: &str) -> &str {
    while let Some(end) = rest.find('>').filter(|_| rest.starts_with('<')) {
        rest = rest[end + 1..].trim_start();
    }
    rest
}
