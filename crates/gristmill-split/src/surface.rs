//! The surfaces of headings: what stands around their words.

use gristmill_text::Span;

use crate::label;

/// Where the words of a heading would be on a line, and what is around them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surface {
    /// The surface's name.
    pub(crate) rule: &'static str,
    /// Where the heading begins on the line: at its markup or number.
    pub(crate) start: usize,
    /// The words, as a range of the line.
    pub(crate) words: Span,
    /// How deep it lies, from 1.
    pub(crate) level: u8,
    /// Whether the markup says that it is a heading.
    pub(crate) is_marked: bool,
    /// Whether nothing else stands on the line.
    pub(crate) stands_alone: bool,
}

/// The surface of a line, if it has one that a heading may have. `next` is the
/// line after it.
pub(crate) fn read(line: &str, next: &str) -> Option<Surface> {
    let start = line.len() - line.trim_start().len();
    let inside = &line[start..];
    if inside.starts_with('#') {
        atx(line, start)
    } else if inside.starts_with('<') {
        html(line, start)
    } else if inside.starts_with("**") || inside.starts_with("__") {
        bold(line, start)
    } else if let Some(level) = setext(inside, next) {
        let words = Span::new(start, line.len());
        Some(Surface {
            rule: "setext",
            is_marked: true,
            level,
            ..alone(start, words)
        })
    } else if let Some((len, level)) = number(inside) {
        plain(line, start + len).map(|surface| Surface {
            rule: "numbered",
            start,
            level,
            ..surface
        })
    } else {
        plain(line, start)
    }
}

fn alone(start: usize, words: Span) -> Surface {
    Surface {
        rule: "own-line",
        start,
        words,
        level: 1,
        is_marked: false,
        stands_alone: true,
    }
}

/// How far a line of code is indented in markdown.
const MARKDOWN_CODE: usize = 4;

/// `## Results`, with or without signs at the end.
fn atx(line: &str, start: usize) -> Option<Surface> {
    let signs = line[start..]
        .bytes()
        .take_while(|&byte| byte == b'#')
        .count();
    let after = &line[start + signs..];
    if start >= MARKDOWN_CODE || signs > 6 || !after.starts_with([' ', '\t']) {
        return None;
    }
    let words = trimmed(line, start + signs, line.trim_end_matches('#').len());
    let level = u8::try_from(signs).ok()?;
    Some(Surface {
        rule: "atx",
        is_marked: true,
        level,
        ..alone(start, words)
    })
}

/// The level of a line that is underlined by the next one.
fn setext(inside: &str, next: &str) -> Option<u8> {
    let underline = |sign: u8| next.len() >= 3 && next.bytes().all(|byte| byte == sign);
    if inside.is_empty() || inside.len() > 200 {
        None
    } else if underline(b'=') {
        Some(1)
    } else if underline(b'-') {
        Some(2)
    } else {
        None
    }
}

/// `**Results**` alone, or `**Results:** text`.
fn bold(line: &str, start: usize) -> Option<Surface> {
    let mark = &line[start..start + 2];
    let end = start + 2 + line[start + 2..].find(mark)?;
    wrapped(line, start, Span::new(start + 2, end), end + 2, "bold")
}

/// `<h2>Results</h2>`, `<b>Results:</b> text`, also after `<p>`.
fn html(line: &str, start: usize) -> Option<Surface> {
    let after_p = start + line[start..].strip_prefix("<p>").map_or(0, |_| "<p>".len());
    let (name, open_end) = tag(line, after_p)?;
    let close = ["</", name, ">"];
    let end = open_end + line[open_end..].find(close[0])?;
    let rest = line[end..]
        .strip_prefix(close[0])?
        .strip_prefix(name)?
        .strip_prefix(close[2])?;
    let words = Span::new(open_end, end);
    if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()) {
        let words = trimmed(line, words.start, words.end);
        return Some(Surface {
            rule: "html",
            is_marked: true,
            level,
            ..alone(start, words)
        });
    }
    wrapped(line, start, words, line.len() - rest.len(), "html")
}

/// The name of the tag that begins here, and where its text begins; only of those
/// that headings are made with.
fn tag(line: &str, start: usize) -> Option<(&str, usize)> {
    let inside = line[start..].strip_prefix('<')?;
    let len = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &inside[..len];
    let is_known = ["b", "strong", "i", "em", "h1", "h2", "h3", "h4", "h5", "h6"].contains(&name);
    let close = inside.find('>').filter(|_| is_known)?;
    Some((name, start + 1 + close + 1))
}

/// Words within marks: alone on the line, or with a colon before or after the
/// closing mark and text behind.
fn wrapped(
    line: &str,
    start: usize,
    words: Span,
    after: usize,
    rule: &'static str,
) -> Option<Surface> {
    let rest = line[after..].trim_start();
    let rest = rest.strip_prefix("</p>").unwrap_or(rest);
    let has_colon = line[words].trim_end().ends_with([':', '：']) || rest.starts_with([':', '：']);
    let stands_alone = rest.trim_matches([':', '：', ' ']).is_empty();
    if !stands_alone && !has_colon {
        return None;
    }
    let inner_end = line[words].trim_end().trim_end_matches([':', '：']).len();
    let words = trimmed(line, words.start, words.start + inner_end);
    Some(Surface {
        rule,
        stands_alone,
        ..alone(start, words)
    })
}

/// How long a number before a heading is, blanks included, and the level that it
/// means: `1.`, `2.3`, `IV.`, `A)`.
fn number(inside: &str) -> Option<(usize, u8)> {
    let len = inside.find(' ')?;
    let (number, blank) = (
        &inside[..len],
        inside[len..].len() - inside[len..].trim_start().len(),
    );
    let bare = number.trim_end_matches(['.', ')', ':']);
    let is_closed = bare.len() < number.len();
    let is_decimal = bare
        .split('.')
        .all(|part| matches!(part.len(), 1..=2) && part.bytes().all(|b| b.is_ascii_digit()));
    let is_roman = is_closed && bare.bytes().all(|byte| b"IVXLC".contains(&byte));
    let is_letter = is_closed && matches!(bare.as_bytes(), [b'A'..=b'H']);
    if bare.is_empty() || !(is_decimal || is_roman || is_letter) {
        return None;
    }
    let level = if is_decimal {
        bare.split('.').count()
    } else {
        1
    };
    Some((len + blank, u8::try_from(level).ok()?))
}

/// Words before a colon or a dash, or alone.
fn plain(line: &str, start: usize) -> Option<Surface> {
    let near = &line[start..floor(line, start + label::LONGEST + 4)];
    if let Some(colon) = near.find([':', '：']) {
        let words = trimmed(line, start, start + colon);
        let after = &line[start + colon..];
        let stands_alone = after.chars().count() == 1;
        let rule = if stands_alone { "own-line" } else { "run-in" };
        return Some(Surface {
            rule,
            stands_alone,
            ..alone(start, words)
        });
    }
    if let Some(dash) = [" – ", " — "]
        .iter()
        .filter_map(|dash| near.find(dash))
        .min()
    {
        let words = trimmed(line, start, start + dash);
        return Some(Surface {
            rule: "dash",
            stands_alone: false,
            ..alone(start, words)
        });
    }
    (near.len() == line.len() - start).then(|| alone(start, Span::new(start, line.len())))
}

/// The nearest place for a cut at or before `at`.
fn floor(line: &str, at: usize) -> usize {
    let mut at = at.min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A range without the blanks at its ends.
fn trimmed(line: &str, start: usize, end: usize) -> Span {
    let inside = &line[start.min(end)..end];
    let lead = inside.len() - inside.trim_start().len();
    let words = inside.trim();
    Span::new(start.min(end) + lead, start.min(end) + lead + words.len())
}
