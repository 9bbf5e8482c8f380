//! The numbers of headings: `1.`, `2.3`, `IV.`, `A)`, `Chapter 3:`, `第三章`.

/// How deep numbers go at most.
const DEEPEST: usize = 6;

/// A number before the words of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// How long it is in bytes, with the blanks behind it.
    pub(crate) len: usize,
    /// Its parts; those beyond its depth are 0.
    path: [u16; DEEPEST],
    depth: usize,
    /// How it is written.
    pub(crate) style: Style,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    Decimal,
    Roman,
    Letter,
    /// With a word before it, as in `Chapter 3`.
    Named,
    Ideograph,
}

impl Number {
    pub(crate) fn path(&self) -> &[u16] {
        &self.path[..self.depth]
    }

    /// The level that it means, from 1.
    pub(crate) fn level(&self) -> u8 {
        u8::try_from(self.depth).unwrap_or(u8::MAX).max(1)
    }

    /// Whether it may come after another one of its style, or first.
    pub(crate) fn follows(&self, before: Option<&Self>) -> bool {
        let path = self.path();
        let Some(before) = before.map(Self::path) else {
            return path.iter().all(|&part| part <= 1);
        };
        let same = before.iter().zip(path).take_while(|(a, b)| a == b).count();
        let Some((&next, below)) = path[same..].split_first() else {
            return false;
        };
        let last = before.get(same).copied().unwrap_or(0);
        next > last && next <= last + MOST_MISSED && below.iter().all(|&part| part <= 1)
    }

    /// Whether it is the very next number after another one of its depth.
    pub(crate) fn is_next_to(&self, before: &Self) -> bool {
        let (own, before) = (self.path().split_last(), before.path().split_last());
        match (own, before) {
            (Some((own, above)), Some((before, same))) => above == same && *own == before + 1,
            _ => false,
        }
    }

    fn single(len: usize, value: u16, style: Style) -> Self {
        let mut path = [0; DEEPEST];
        path[0] = value;
        Self {
            len,
            path,
            depth: 1,
            style,
        }
    }
}

/// Up to how many the next number may be ahead: one heading may have been missed.
const MOST_MISSED: u16 = 2;

/// Words that stand before the numbers of headings.
const WORDS: [&str; 27] = [
    "chapter",
    "section",
    "part",
    "article",
    "appendix",
    "annex",
    "kapitel",
    "abschnitt",
    "teil",
    "anhang",
    "chapitre",
    "partie",
    "annexe",
    "capítulo",
    "capitulo",
    "sección",
    "seção",
    "parte",
    "anexo",
    "capitolo",
    "sezione",
    "rozdział",
    "część",
    "глава",
    "раздел",
    "часть",
    "§",
];

/// The number with which a line begins, if words stand behind it.
pub(crate) fn number(line: &str) -> Option<Number> {
    let first = line.chars().next()?;
    if matches!(first, '第' | '（' | '一'..='\u{9FFF}') {
        return ideographs(line);
    }
    if let Some(named) = named(line) {
        return Some(named);
    }
    if !(first.is_ascii_digit() || first.is_ascii_uppercase() || matches!(first, '(' | 'a'..='h')) {
        return None;
    }
    // `Then`: no number has a small letter behind another letter.
    let second = line.as_bytes().get(1);
    if first.is_ascii_alphabetic() && second.is_some_and(u8::is_ascii_lowercase) {
        return None;
    }
    let near = &line[..line.floor_char_boundary(MOST_BYTES)];
    let token = near.split(|c: char| c.is_ascii_whitespace()).next()?;
    let (number, used) = token_number(token)?;
    let rest = &line[used..];
    let words = rest.trim_start();
    // `1 - Introduction`
    let dash = ["- ", "– ", "— "]
        .iter()
        .find_map(|dash| words.strip_prefix(dash));
    let words = dash.map_or(words, str::trim_start);
    // `1.Introduction`, but not `3D` or `1.5`.
    let is_apart = words.len() < rest.len()
        || token[..used].ends_with(['.', ')']) && words.starts_with(char::is_uppercase);
    (is_apart && !words.is_empty()).then_some(Number {
        len: line.len() - words.len(),
        ..number
    })
}

/// How long a number is at most, in bytes.
const MOST_BYTES: usize = 24;

/// A number at the beginning of a token, and where it ends.
fn token_number(token: &str) -> Option<(Number, usize)> {
    let open = usize::from(token.starts_with('('));
    let inside = &token[open..];
    let len = inside
        .bytes()
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'.'))
        .unwrap_or(inside.len());
    // `1.Introduction`: the number ends with its last stop.
    let glued = inside[..len].bytes().rposition(|byte| byte == b'.');
    let decimals = inside[..len]
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.');
    let n_decimals = decimals.count();
    let len = match glued {
        Some(stop) if n_decimals == stop + 1 && n_decimals < len => stop + 1,
        _ => len,
    };
    let bare = inside[..len].trim_end_matches('.');
    let closing = inside[len..].starts_with([')', ':']);
    let is_closed = closing || bare.len() < len;
    let used = open + len + usize::from(closing);
    if open == 1 && !closing {
        return None;
    }
    if bare.starts_with(|c: char| c.is_ascii_digit()) {
        return Some((decimal(bare)?, used));
    }
    if !is_closed {
        return None;
    }
    if let Some(value) = roman(bare) {
        return Some((Number::single(used, value, Style::Roman), used));
    }
    match *bare.as_bytes() {
        [letter @ b'A'..=b'Z'] => {
            let value = u16::from(letter - b'A') + 1;
            Some((Number::single(used, value, Style::Letter), used))
        }
        [letter @ b'a'..=b'h'] => {
            let value = u16::from(letter - b'a') + 1;
            Some((Number::single(used, value, Style::Letter), used))
        }
        // `A.1`
        [b'A'..=b'H', b'.', ..] => {
            let mut number = decimal(bare.get(2..)?)?;
            number.path.rotate_right(1);
            number.path[0] = u16::from(bare.as_bytes()[0] - b'A') + 1;
            number.depth = (number.depth + 1).min(DEEPEST);
            number.style = Style::Letter;
            Some((number, used))
        }
        _ => None,
    }
}

/// `2`, `2.3.1`, `4b`: parts of at most three digits.
fn decimal(bare: &str) -> Option<Number> {
    let mut number = Number::single(0, 0, Style::Decimal);
    number.depth = 0;
    for part in bare.split('.') {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
        if part.len() - digits.len() > 1 || digits.len() > 3 || number.depth == DEEPEST {
            return None;
        }
        number.path[number.depth] = digits.parse().ok()?;
        number.depth += 1;
        if let Some(letter) = part[digits.len()..].bytes().next()
            && number.depth < DEEPEST
        {
            number.path[number.depth] = u16::from(letter - b'a') + 1;
            number.depth += 1;
        }
    }
    Some(number)
}

/// A Roman number up to 89.
fn roman(bare: &str) -> Option<u16> {
    let value = |byte: u8| match byte {
        b'I' => Some(1_u16),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        _ => None,
    };
    let values: alloc::vec::Vec<u16> = bare.bytes().map(value).collect::<Option<_>>()?;
    if values.is_empty() || values.len() > 8 {
        return None;
    }
    let mut sum = 0;
    for (at, &value) in values.iter().enumerate() {
        let is_before_more = values.get(at + 1).is_some_and(|&next| next > value);
        sum += if is_before_more {
            -i32::from(value)
        } else {
            i32::from(value)
        };
    }
    u16::try_from(sum).ok().filter(|&sum| sum > 0)
}

/// `Chapter 3`, `Appendix A:`, with or without words behind.
fn named(line: &str) -> Option<Number> {
    let near = &line.as_bytes()[..line.len().min(MOST_BYTES)];
    let end = memchr::memchr(b' ', near)?;
    let rest = line[end..].trim_start();
    // Most lines leave here: their second word is no number.
    if !rest.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()) {
        return None;
    }
    let letters = || line[..end].chars().flat_map(char::to_lowercase);
    let mut buffer = [0; 4];
    let first = letters().next()?.encode_utf8(&mut buffer).as_bytes()[0];
    let mut words = WORDS.iter().filter(|word| word.as_bytes()[0] == first);
    if !words.any(|word| letters().eq(word.chars())) {
        return None;
    }
    let len = rest
        .bytes()
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'.'))
        .unwrap_or(rest.len());
    let bare = rest[..len].trim_end_matches('.');
    let value = match *bare.as_bytes() {
        [letter @ b'A'..=b'Z'] if letter != b'I' && letter != b'V' && letter != b'X' => {
            u16::from(letter - b'A') + 1
        }
        _ if bare.starts_with(|c: char| c.is_ascii_digit()) => decimal(bare)?.path[0],
        _ => roman(bare)?,
    };
    let after = rest[len..].trim_start_matches([':', '.', ')', '–', '—', '-', ' ']);
    (!after.is_empty()).then(|| Number::single(line.len() - after.len(), value, Style::Named))
}

/// `第三章 `, `（一）`, `一、`.
fn ideographs(line: &str) -> Option<Number> {
    const DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let inside = line.strip_prefix(['第', '（']).unwrap_or(line);
    let digits = inside
        .chars()
        .take_while(|c| DIGITS.contains(c) || c.is_ascii_digit())
        .count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let mut value = 0_u16;
    let mut behind = inside.chars();
    for digit in behind.by_ref().take(digits) {
        let place = DIGITS.iter().position(|&other| other == digit);
        value = match (
            place.and_then(|place| u16::try_from(place + 1).ok()),
            digit.to_digit(10),
        ) {
            (Some(10), _) => value.max(1) * 10,
            (Some(place), _) => value + place,
            (None, digit) => value * 10 + u16::try_from(digit.unwrap_or(0)).unwrap_or(0),
        };
    }
    let closes = match behind.next()? {
        '章' | '节' | '節' | '部' | '条' | '條' => line.starts_with('第'),
        '、' | '．' => !line.starts_with(['第', '（']),
        '）' => line.starts_with('（'),
        _ => false,
    };
    let words = behind.as_str().trim_start();
    (closes && !words.is_empty())
        .then(|| Number::single(line.len() - words.len(), value, Style::Ideograph))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(&str, alloc::vec::Vec<u16>)> {
        number(line).map(|number| (&line[number.len..], number.path().to_vec()))
    }

    #[test]
    fn numbers_of_headings() {
        for (line, words, path) in [
            ("1. Rye", "Rye", &[1][..]),
            ("2.3 Rye", "Rye", &[2, 3]),
            ("2.3. Rye", "Rye", &[2, 3]),
            ("10.  Rye", "Rye", &[10]),
            ("3) Rye", "Rye", &[3]),
            ("(4) Rye", "Rye", &[4]),
            ("4b. Rye", "Rye", &[4, 2]),
            ("1.Rye", "Rye", &[1]),
            ("IV. RYE", "RYE", &[4]),
            ("C) Rye", "Rye", &[3]),
            ("A.1. Rye", "Rye", &[1, 1]),
            ("Chapter 3: Rye", "Rye", &[3]),
            ("APPENDIX B – Rye", "Rye", &[2]),
            ("第三章 麦", "麦", &[3]),
            ("二、麦", "麦", &[2]),
        ] {
            assert_eq!(read(line), Some((words, path.to_vec())), "{line}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for line in [
            "1",
            "1.",
            "3D loaves",
            "1.5kg of rye",
            "2003 was dear",
            "Mix. Rye",
            "I baked",
            "A loaf",
            "(rye) bread",
            "12:30 bread",
            "一日",
            "Section of the mill",
        ] {
            let found = number(line);
            assert!(
                found.is_none() || line == "2003 was dear",
                "{line}: {found:?}"
            );
        }
        assert_eq!(read("2003 was dear"), None);
    }

    #[test]
    fn numbers_follow_one_another() {
        let at = |line: &str| number(line).expect("it has a number");
        for (before, after) in [
            ("1. a", "2. a"),
            ("1. a", "1.1 a"),
            ("1.4 a", "2. a"),
            ("1.4 a", "2.1 a"),
            ("2. a", "4. a"),
            ("2.1.3 a", "2.2 a"),
        ] {
            assert!(at(after).follows(Some(&at(before))), "{before} {after}");
        }
        for (before, after) in [
            ("2. a", "1. a"),
            ("2. a", "2. a"),
            ("1. a", "7. a"),
            ("1. a", "2.7 a"),
        ] {
            assert!(!at(after).follows(Some(&at(before))), "{before} {after}");
        }
        assert!(at("1. a").follows(None) && !at("3. a").follows(None));
    }
}
