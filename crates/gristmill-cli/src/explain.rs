//! `gristmill explain`

use std::io::{self, Write};

use crate::Exit;
use crate::args::ExplainArgs;
use crate::say::Failure;

/// A page for each rule; `cargo xtask tidy` sees to it that none is missing.
const PAGES: &str = include_str!("../../../docs/rules.md");

/// Prints the pages of the rules whose names begin so, or the names of all.
pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let text = match &args.rule {
        Some(rule) => pages(rule).ok_or_else(|| {
            let hint = "gristmill explain lists all rules";
            Failure::usage(format!("there is no rule `{rule}`"), Some(hint))
        })?,
        None => list(),
    };
    let mut out = io::stdout().lock();
    let written = writeln!(out, "{text}").and_then(|()| out.flush());
    written.map_err(|error| Failure::output(&error))?;
    Ok(Exit::Good)
}

/// The pages of a rule, or of all rules that begin with these parts of a name.
fn pages(wanted: &str) -> Option<String> {
    let named = gristmill::rules().into_iter();
    let named: Vec<&str> = named
        .filter(|rule| rule.is_named(wanted))
        .map(gristmill::Rule::name)
        .collect();
    let pages: Vec<&str> = rules()
        .filter(|(name, _)| named.contains(name))
        .map(|(_, page)| page)
        .collect();
    (!pages.is_empty()).then(|| pages.join("\n\n"))
}

/// A rule a line, with the first sentence of its page.
fn list() -> String {
    let width = rules().map(|(name, _)| name.len()).max().unwrap_or(0);
    let lines = rules().map(|(name, page)| {
        let about = page.split("\n\n").nth(1).unwrap_or_default();
        let end = about.find(". ").map_or(about.len(), |end| end + 1);
        format!("{name:width$}  {}", &about[..end])
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The name of each rule, and its page: the title, the text, an example.
fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAGES.split("\n### ").skip(1).filter_map(|section| {
        let page = section.split("\n## ").next()?;
        let (title, _) = page.split_once('\n')?;
        // The fixtures lie with the project, and not with the binary.
        let page = page.split("\n\nFixtures: ").next()?;
        Some((title.trim_matches('`'), page.trim_end()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page() {
        for rule in gristmill::rules() {
            let page = pages(rule.name()).unwrap_or_default();
            assert!(page.contains("Example"), "{}: {page}", rule.name());
        }
        assert_eq!(rules().count(), gristmill::rules().len());
    }

    #[test]
    fn parts_of_a_name_are_all_rules_below_it() {
        let entities = pages("repair.entity").expect("there are such rules");
        assert!(entities.contains("`repair.entity.numeric`"));
        assert!(!entities.contains("`repair.escape"));
        assert!(pages("repair.ent").is_none());
    }
}
