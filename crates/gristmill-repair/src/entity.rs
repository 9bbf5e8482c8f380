//! HTML and XML entities, also escaped more than once.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::ToString;

use gristmill_text::{Kind, Rewrite, Rewriter, Rule, Span};
use html_escape::NAMED_ENTITIES;

use crate::gate::{self, Gate};
use crate::windows_1252;

pub(crate) const NAMED: Rule = Rule::new("repair.entity.named", Kind::Entity);
pub(crate) const NUMERIC: Rule = Rule::new("repair.entity.numeric", Kind::Entity);

/// The longest name has 31 letters (`CounterClockwiseContourIntegral`).
const LONGEST: usize = 31;

/// Decodes the entities of a text that is no markup.
pub(crate) fn decode(text: &str) -> Rewrite<'_> {
    let mut rewriter = Rewriter::new(text);
    let mut candidates = memchr::memchr_iter(b'&', text.as_bytes())
        .filter_map(|at| entity_at(text, at).map(|entity| (at, entity)))
        .peekable();
    if candidates.peek().is_none() || gate::is_json(text) {
        return rewriter.finish();
    }
    let gate = Gate::of(text);
    if gate::is_markup(text, &gate) || are_shown(text, &gate) {
        return rewriter.finish();
    }
    // An escaper does not know lines of code from prose.
    let mut is_all_escaped = None;
    let mut is_all_escaped = || *is_all_escaped.get_or_insert_with(|| are_all_escaped(text, &gate));
    let (mut done, mut line) = (0, Line::at(text, 0));
    for (at, entity) in candidates {
        let span = Span::new(at, entity.end);
        if at >= line.span.end {
            line = Line::at(text, at);
        }
        // The ampersand of `&amp;rsquo;` is found again inside what it began.
        let is_free = at >= done && !entity.completes_another(text, at);
        if is_free && gate.is_open(span) && (!line.is_code || is_all_escaped()) {
            rewriter.replace(entity.rule, span, &entity.meaning);
            done = entity.end;
        }
    }
    rewriter.finish()
}

/// The signs that an escaper of XML or HTML replaces, those for quotes perhaps.
const SIGNS_OF_XML: [&str; 5] = ["&", "<", ">", "\"", "'"];

/// So many entities for signs of XML outside of code, and none of those signs anywhere, show
/// that an escaper has gone over all of a text.
const ENOUGH: usize = 4;

/// Whether a text has signs of XML as entities, and as nothing else.
fn are_all_escaped(text: &str, gate: &Gate) -> bool {
    let (mut escaped, mut bare) = ([false; 5], [false; 5]);
    let (mut n_open, mut done) = (0, 0);
    for (at, sign) in text.bytes().enumerate() {
        if at < done || !matches!(sign, b'&' | b'<' | b'>' | b'"' | b'\'') {
            continue;
        }
        let number = |meaning: &str| SIGNS_OF_XML.iter().position(|sign| *sign == meaning);
        if sign != b'&' {
            bare[number(&text[at..=at]).expect("it is one of them")] = true;
            continue;
        }
        let Some(entity) = entity_at(text, at) else {
            return false;
        };
        if let Some(number) = number(&entity.meaning) {
            escaped[number] = true;
            n_open += usize::from(gate.is_open(Span::new(at, entity.end)));
        }
        done = entity.end;
    }
    let mut kinds = escaped.into_iter().zip(bare);
    let is_markup = bare[1];
    n_open >= ENOUGH && !is_markup && kinds.all(|(escaped, bare)| !(escaped && bare))
}

/// Whether a text shows entities: every one of them stands alone between quotation marks;
/// or some of them are escaped more often than others, and one that is stands alone between
/// blanks; or a line lists those of XML.
fn are_shown(text: &str, gate: &Gate) -> bool {
    let is_blank =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "()[]“”\"'.,;:|".contains(c));
    let (mut n_once, mut n_alone, mut are_quoted) = (0_usize, 0_usize, true);
    let mut listed = (Span::empty(0), 0_u8);
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let Some(entity) = entity_at(text, at).filter(|_| gate.is_open(Span::new(at, at + 1)))
        else {
            continue;
        };
        let is_twice = text[at..].starts_with("&amp;") && entity.end > at + "&amp;".len();
        let is_alone =
            is_blank(text[..at].chars().next_back()) && is_blank(text[entity.end..].chars().next());
        n_once += usize::from(!is_twice);
        are_quoted &= is_quoted(text, Span::new(at, entity.end));
        let of_xml = SIGNS_OF_XML.iter().position(|sign| entity.meaning == *sign);
        if let Some(number) = of_xml.filter(|_| is_alone && !is_twice) {
            if at >= listed.0.end {
                listed = (gate::line_at(text, at), 0);
            }
            listed.1 |= 1 << number;
            if listed.1.count_ones() >= LIST {
                return true;
            }
        }
        n_alone += usize::from(is_twice && is_alone && "&<>".contains(&*entity.meaning));
    }
    n_once > 0 && (are_quoted || n_alone > 0)
}

/// Whether a range is all that stands between two quotation marks, as in "`&pound;' in HTML":
/// a text that names an entity writes it so, and one that has been escaped has others.
fn is_quoted(text: &str, span: Span) -> bool {
    let mut before = text[..span.start].chars();
    let opens = before
        .next_back()
        .is_some_and(|mark| "\"'`“‘„‚«‹".contains(mark));
    let follows_a_word = before.next_back().is_some_and(char::is_alphanumeric);
    let closes = text[span.end..].starts_with(['"', '\'', '”', '’', '“', '‘', '»', '›']);
    opens && closes && !follows_a_word
}

/// So many different ones alone in a line are a list.
const LIST: u32 = 3;

/// A line of the text, and whether it is program code.
struct Line {
    span: Span,
    is_code: bool,
}

impl Line {
    fn at(text: &str, offset: usize) -> Self {
        let span = gate::line_at(text, offset);
        Self {
            span,
            is_code: gate::has_code_signs(&text[span]),
        }
    }
}

/// An entity: where it ends, what it means in the end, and the rule of its
/// innermost form.
struct Entity {
    end: usize,
    meaning: Cow<'static, str>,
    rule: Rule,
}

impl Entity {
    /// Whether it means a part of the name of another entity that has begun before
    /// it, as in `&a&#109;p;`. Nobody writes that, and undoing it would take as many
    /// passes as it has levels.
    fn completes_another(&self, text: &str, at: usize) -> bool {
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
        let is_part = self.meaning.len() == 1
            && self
                .meaning
                .bytes()
                .all(|byte| is_name(&byte) || byte == b';');
        let before = text.as_bytes()[..at].iter().rev();
        let name_len = before
            .take(LONGEST)
            .take_while(|byte| is_name(byte))
            .count();
        is_part && text[..at - name_len].ends_with('&')
    }
}

/// The entity at `at`, undone to the end: where it means an ampersand that
/// begins another entity, that one is meant.
fn entity_at(text: &str, at: usize) -> Option<Entity> {
    let mut entity = one_layer(&text[at + 1..], at + 1)?;
    while entity.meaning == "&" {
        match one_layer(&text[entity.end..], entity.end) {
            Some(inner) => entity = inner,
            None => break,
        }
    }
    Some(entity)
}

/// The entity whose name or number begins right after its ampersand, at `start`.
fn one_layer(after: &str, start: usize) -> Option<Entity> {
    let name_len = after.bytes().take(LONGEST + 1).position(|b| b == b';');
    let whole = name_len.and_then(|name_len| {
        let name = after.get(..name_len)?;
        let (meaning, rule) = match name.strip_prefix('#') {
            Some(number) => (numeric(number)?.to_string().into(), NUMERIC),
            None => (named(name).or_else(|| in_capitals(name))?.into(), NAMED),
        };
        Some(Entity {
            end: start + name_len + 1,
            meaning,
            rule,
        })
    });
    whole.or_else(|| unclosed(after, start))
}

/// What stands for a name in HTML.
fn named(name: &str) -> Option<&'static str> {
    // Of what stands before a semicolon most is no name, and most names are those of XML.
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    match name {
        "amp" => return Some("&"),
        "lt" => return Some("<"),
        "gt" => return Some(">"),
        "quot" => return Some("\""),
        "apos" => return Some("'"),
        "nbsp" => return Some("\u{A0}"),
        _ => {}
    }
    let found = NAMED_ENTITIES.binary_search_by(|(own, _)| (*own).cmp(name.as_bytes()));
    found.ok().map(|at| NAMED_ENTITIES[at].1)
}

/// A letter whose name was put in capitals with the text around it: `&EACUTE;`.
fn in_capitals(name: &str) -> Option<&'static str> {
    let is_in_capitals = name.len() > 3 && name.bytes().all(|b| b.is_ascii_uppercase());
    if !is_in_capitals {
        return None;
    }
    // The names of ligatures have two capitals, those of signs none.
    [1, 2, 0].into_iter().find_map(|n_capitals| {
        let (capitals, rest) = name.split_at(n_capitals);
        let usual = format!("{capitals}{}", rest.to_ascii_lowercase());
        let is_usual = |c: char| c.is_uppercase() || !c.is_alphabetic() && !c.is_ascii();
        named(&usual).filter(|meaning| meaning.chars().all(is_usual))
    })
}

/// An entity that has lost its semicolon: a number with all of its digits, or the name
/// of a letter of Latin-1, which HTML reads without one as well.
fn unclosed(after: &str, start: usize) -> Option<Entity> {
    if let Some(digits) = after.strip_prefix('#') {
        let n_digits = digits
            .bytes()
            .take(7)
            .take_while(u8::is_ascii_digit)
            .count();
        let is_closed = digits[n_digits..].starts_with(';');
        let meaning = numeric(&digits[..n_digits]).filter(|c| !c.is_ascii())?;
        return (!is_closed).then(|| Entity {
            end: start + 1 + n_digits,
            meaning: meaning.to_string().into(),
            rule: NUMERIC,
        });
    }
    if !after.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let (name, meaning) = LATIN_1
        .split(' ')
        .filter(|name| after.starts_with(name))
        .filter_map(|name| Some((name, named(name)?)))
        .max_by_key(|(name, _)| name.len())?;
    // A parameter of an address: `&reg=2`.
    let is_parameter = after[name.len()..].starts_with(['=', ';']);
    (!is_parameter).then(|| Entity {
        end: start + name.len(),
        meaning: meaning.into(),
        rule: NAMED,
    })
}

/// The names of letters, and of a few signs, that HTML reads without a semicolon
/// (WHATWG, named character references); those of other signs begin words too often.
const LATIN_1: &str = "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute \
    Ecirc Euml Igrave Iacute Icirc Iuml Ntilde Ograve Oacute Ocirc Otilde Ouml Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
    egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml \
    oslash ugrave uacute ucirc uuml yacute thorn yuml nbsp laquo raquo middot iexcl iquest ETH";

/// The character of a number in decimal or, after an `x`, hexadecimal digits.
///
/// 128 to 159 are read as windows-1252, as HTML prescribes: nobody means the
/// controls that Unicode has there; the five that it does not have are half of what
/// was misread before. Other controls but tab and line ends, surrogates and numbers
/// beyond Unicode are no characters.
fn numeric(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    }
    .ok()
    .filter(|_| !digits.contains('+'))?;
    let character = match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9F) => windows_1252::to_char(byte),
        _ => char::from_u32(code)?,
    };
    let is_text = !character.is_control()
        || matches!(character, '\t' | '\n' | '\r')
        || (0x80..0xA0).contains(&code);
    is_text.then_some(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_html_is_found() {
        for (name, meaning) in NAMED_ENTITIES {
            let name = core::str::from_utf8(name).expect("names are of ASCII");
            assert_eq!(named(name), Some(meaning), "{name}");
        }
        assert_eq!(named("amps"), None);
        assert_eq!(named(""), None);
    }
}
