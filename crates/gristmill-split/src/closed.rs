//! Stretches of lines in which nothing is a heading: code between fences or in `<pre>`,
//! comments of HTML, differences between files.

use crate::ascii::find_ignoring_case;

/// What is open at a line.
#[derive(Debug)]
pub(crate) struct Closed {
    inside: Option<Inside>,
    /// Whether there are tags anywhere.
    has_tags: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// Code between fences of so many signs.
    Fence(u8, usize),
    /// An element or a comment of HTML, up to what ends it.
    Html(&'static str),
    /// A part of a file before and after.
    Difference,
}

/// What opens a stretch of HTML in which tags and signs mean nothing, and what ends it.
const HTML: [(&str, &str); 4] = [
    ("<!--", "-->"),
    ("<pre", "</pre"),
    ("<script", "</script"),
    ("<style", "</style"),
];

impl Closed {
    /// Nothing, at the beginning of a text with tags or without.
    pub(crate) fn of(has_tags: bool) -> Self {
        Self {
            inside: None,
            has_tags,
        }
    }

    /// Whether a line may hold headings. `before` is the line before it.
    pub(crate) fn admits(&mut self, line: &str, before: &str) -> bool {
        match self.inside {
            Some(Inside::Fence(sign, n_signs)) => {
                let own = n_leading(line, sign);
                if own >= n_signs && line[own..].trim().is_empty() {
                    self.inside = None;
                }
                false
            }
            Some(Inside::Html(end)) => {
                if find_ignoring_case(line, end).is_some() {
                    self.inside = None;
                }
                false
            }
            Some(Inside::Difference) => {
                if !line.is_empty() {
                    return false;
                }
                self.inside = None;
                true
            }
            None => {
                self.inside = opened(line, before, self.has_tags);
                self.inside.is_none()
            }
        }
    }
}

fn opened(line: &str, before: &str, has_tags: bool) -> Option<Inside> {
    match line.as_bytes().first()? {
        &sign @ (b'`' | b'~') => {
            let n_signs = n_leading(line, sign);
            // Tildes right below a line underline it.
            let is_underline = sign == b'~' && n_signs == line.len() && !before.is_empty();
            let is_fence = n_signs >= 3 && !is_underline && !line[n_signs..].contains('`');
            is_fence.then_some(Inside::Fence(sign, n_signs))
        }
        b'@' if line.starts_with("@@ -") => Some(Inside::Difference),
        _ if has_tags && memchr::memchr(b'<', line.as_bytes()).is_some() => {
            let found = HTML.iter().find(|(open, end)| {
                let behind = find_ignoring_case(line, open).map(|at| &line[at..]);
                behind.is_some_and(|behind| find_ignoring_case(behind, end).is_none())
            });
            found.map(|&(_, end)| Inside::Html(end))
        }
        _ => None,
    }
}

fn n_leading(line: &str, sign: u8) -> usize {
    line.bytes().take_while(|&byte| byte == sign).count()
}
