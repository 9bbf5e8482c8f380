//! Running text out of message catalogues, help pages and manual pages.

use crate::gather::{Sources, gunzip};

/// The running text of a package's files, a paragraph or a message each.
pub fn paragraphs(sources: &Sources, package: &str) -> Vec<String> {
    let wanted = |path: &str| {
        path.ends_with(".mo")
            || (path.contains("/help/") && path.ends_with(".html"))
            || (path.contains("/share/man/") && path.ends_with(".gz"))
    };
    let mut found = Vec::new();
    for (path, content) in sources.debian_files(package, wanted) {
        if path.ends_with(".mo") {
            messages(&content, &mut found);
        } else if path.ends_with(".html") {
            html(&String::from_utf8_lossy(&content), &mut found);
        } else {
            manual(&String::from_utf8_lossy(&gunzip(&content)), &mut found);
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The names of countries, languages, currencies and signs in a language.
pub fn names(sources: &Sources, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let catalogue = format!("/locale/{code}/");
    for (_, content) in sources.debian_files("iso-codes", |path| {
        path.contains(&catalogue) && path.ends_with(".mo")
    }) {
        messages(&content, &mut found);
    }
    let page = format!("/{code}.xml");
    for (_, content) in sources.debian_files("unicode-cldr-core", |path| {
        path.ends_with(&page) && (path.contains("/main/") || path.contains("/annotations"))
    }) {
        for line in String::from_utf8_lossy(&content).lines() {
            found.extend(
                without_tags(line)
                    .split(" | ")
                    .map(|part| part.trim().to_owned()),
            );
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The translations of a GNU message catalogue.
fn messages(mo: &[u8], found: &mut Vec<String>) {
    let number = |at: usize| {
        mo.get(at..at + 4)
            .map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
    };
    let (count, table) = (number(8), number(16));
    for message in 1..count {
        let (len, start) = (number(table + message * 8), number(table + message * 8 + 4));
        let Some(bytes) = mo.get(start..start + len) else {
            continue;
        };
        for part in String::from_utf8_lossy(bytes).split(['\0', '\n']) {
            let text = without_tags(&part.replace(['~', '_'], ""));
            if text.len() > 3 {
                found.push(text);
            }
        }
    }
}

fn html(page: &str, found: &mut Vec<String>) {
    let body = page.find("<body").map_or(page, |at| &page[at..]);
    for part in body.split("</p>") {
        let part = part.rfind("<p ").map_or("", |at| &part[at..]);
        let text = without_tags(part);
        if text.len() > 20 {
            found.push(text.trim().to_owned());
        }
    }
}

fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for character in text.chars() {
        match character {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            '\n' | '\r' | '\t' => plain.push(' '),
            _ => plain.push(character),
        }
    }
    plain
        .replace("&nbsp;", "\u{A0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The lines of a manual page that are no requests, without their escapes.
fn manual(page: &str, found: &mut Vec<String>) {
    for line in page.lines() {
        if line.starts_with(['.', '\'']) {
            continue;
        }
        let mut plain = String::new();
        let mut rest = line.chars();
        while let Some(character) = rest.next() {
            if character != '\\' {
                plain.push(character);
                continue;
            }
            match rest.next() {
                Some('f') => match rest.next() {
                    Some('(') => {
                        rest.next();
                        rest.next();
                    }
                    Some('[') => {
                        rest.by_ref().find(|&c| c == ']');
                    }
                    _ => {}
                },
                Some('(') => {
                    rest.next();
                    rest.next();
                }
                Some('*' | '[') => {
                    rest.by_ref().find(|&c| c == ']');
                }
                Some('-') => plain.push('-'),
                _ => {}
            }
        }
        if plain.len() > 20 {
            found.push(plain);
        }
    }
}
