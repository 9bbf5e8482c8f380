//! The rules: each has a page in `docs/rules.md` and a fixture that shows it.

use std::collections::{BTreeMap, BTreeSet};

use super::Tree;

const PAGE: &str = "docs/rules.md";

/// Rules that nobody can read about or see at work, and pages on no rule.
pub(super) fn check(tree: &Tree) -> Vec<String> {
    let rules = rules_of(tree);
    let page = tree.get(PAGE).map_or("", String::as_str);
    let documented = headings(page);
    let mut complaints = Vec::new();
    for (rule, path) in &rules {
        if !documented.contains(rule) {
            complaints.push(format!("{PAGE}: has no heading ### `{rule}` ({path})"));
        }
        if !has_fixture(tree, rule) {
            complaints.push(format!("fixtures: none has rule = \"{rule}\" ({path})"));
        }
    }
    let unknown = documented.iter().filter(|rule| !rules.contains_key(*rule));
    complaints.extend(unknown.map(|rule| format!("{PAGE}: there is no rule `{rule}`")));
    complaints
}

/// Every rule of the product, with a file that makes it.
fn rules_of(tree: &Tree) -> BTreeMap<String, &str> {
    let sources = tree.iter().filter(|(path, _)| is_product_source(path));
    sources
        .flat_map(|(path, text)| {
            rule_names(text)
                .into_iter()
                .map(move |rule| (rule, &**path))
        })
        .collect()
}

/// Whether the path is code that runs in the product, not in tests of it.
fn is_product_source(path: &str) -> bool {
    let in_crate = path
        .strip_prefix("crates/")
        .and_then(|it| it.split_once('/'));
    in_crate.is_some_and(|(name, file)| {
        name != "gristmill-testkit"
            && file.starts_with("src/")
            && file.ends_with(".rs")
            && !file.ends_with("/tests.rs")
            && !file.contains("/tests/")
    })
}

/// The names in `Rule::new("name")`, outside comments and tests.
fn rule_names(source: &str) -> BTreeSet<String> {
    let code = without_tests(source);
    let calls = code.split("Rule::new(").skip(1);
    calls
        .filter_map(|call| call.trim_start().strip_prefix('"')?.split_once('"'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// The source without lines of comment and without items for tests only.
///
/// It relies on the layout that `cargo fmt` gives: an item ends with the first
/// line at its own indentation that ends in `;` or `}`.
fn without_tests(source: &str) -> String {
    let mut code = String::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let content = line.trim_start();
        if content.starts_with("#[cfg(test)]") {
            let indentation = line.len() - content.len();
            lines.find(|line| ends_item(line, indentation));
        } else if !content.starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

fn ends_item(line: &str, indentation: usize) -> bool {
    line.len() - line.trim_start().len() == indentation && line.ends_with([';', '}'])
}

/// The names in lines that are a heading ``### `name` ``.
fn headings(page: &str) -> BTreeSet<String> {
    let names = page
        .lines()
        .filter_map(|line| line.trim_end().strip_prefix("### `")?.strip_suffix('`'));
    names.map(str::to_owned).collect()
}

fn has_fixture(tree: &Tree, rule: &str) -> bool {
    let wanted = format!("rule = \"{rule}\"");
    let is_fixture = |path: &str| path.starts_with("fixtures/") && path.ends_with(".toml");
    tree.iter()
        .any(|(path, text)| is_fixture(path) && text.contains(&wanted))
}

#[cfg(test)]
mod tests {
    use super::super::tree_of;
    use super::*;

    fn names(source: &str) -> Vec<String> {
        rule_names(source).into_iter().collect()
    }

    #[test]
    fn a_rule_is_found_however_the_call_is_laid_out() {
        let source = "
            pub const A: Rule = Rule::new(\"a.one\");
            rules(&[Rule::new(\"b.two\"), Rule::new(
                \"c.three\",
            )]);
            Rule::new(name);";
        assert_eq!(names(source), ["a.one", "b.two", "c.three"]);
    }

    #[test]
    fn comments_and_tests_make_no_rules() {
        let source = "\
//! let rule = Rule::new(\"doc\");
#[cfg(test)]
use crate::Rule;
#[cfg(test)]
#[expect(dead_code)]
fn sample() -> Rule {
    if true {
        return Rule::new(\"helper\");
    }
}
const A: Rule = Rule::new(\"real\");
mod inner {
    #[cfg(test)]
    mod tests {
        const B: Rule = Rule::new(\"inner.test\");
    }
    const C: Rule = Rule::new(\"inner.real\");
}
#[cfg(test)]
mod tests {
    const D: Rule = Rule::new(\"test\");
}
";
        assert_eq!(names(source), ["inner.real", "real"]);
    }

    #[test]
    fn a_heading_is_a_whole_line() {
        let page = "# Rules\n### `a.one` \ntext ### `b`\n#### `c`\n### d\n### `e` and more\n";
        assert_eq!(headings(page), BTreeSet::from(["a.one".to_owned()]));
    }

    #[test]
    fn rule_page_and_fixture_go_together() {
        let tree = tree_of(&[
            (
                "crates/gristmill-x/src/a.rs",
                "Rule::new(\"good\") Rule::new(\"bare\")",
            ),
            ("crates/gristmill-x/src/tests.rs", "Rule::new(\"test\")"),
            ("crates/gristmill-x/tests/law.rs", "Rule::new(\"law\")"),
            ("crates/gristmill-testkit/src/lib.rs", "Rule::new(\"kit\")"),
            ("docs/rules.md", "### `good`\n### `gone`\n"),
            ("fixtures/x/a.toml", "edits = [{ rule = \"good\" }]"),
            ("fixtures/x/b.toml", "edits = [{ rule = \"bare.more\" }]"),
        ]);
        assert_eq!(
            check(&tree),
            [
                "docs/rules.md: has no heading ### `bare` (crates/gristmill-x/src/a.rs)",
                "fixtures: none has rule = \"bare\" (crates/gristmill-x/src/a.rs)",
                "docs/rules.md: there is no rule `gone`",
            ]
        );
    }
}
