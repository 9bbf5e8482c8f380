//! The arrows between the crates: who may depend on whom.

use std::collections::BTreeSet;

use super::{TEXT_CRATE, Tree, stage_crates};

/// A crate, and the crates of this workspace that it may use.
type Row = (&'static str, &'static [&'static str]);

/// Every crate of the workspace. A new crate, or a new arrow, is a decision
/// about the structure, and is made here.
const ARROWS: &[Row] = &[
    ("gristmill-text", &[]),
    ("gristmill-encoding", &[]),
    ("gristmill-language", &[]),
    (
        "gristmill-detect",
        &["gristmill-encoding", "gristmill-language"],
    ),
    (
        "gristmill-decode",
        &["gristmill-encoding", "gristmill-text"],
    ),
    (
        "gristmill-repair",
        &["gristmill-encoding", "gristmill-language", "gristmill-text"],
    ),
    ("gristmill-normalize", &["gristmill-text"]),
    ("gristmill-split", &["gristmill-text"]),
    ("gristmill-dedup", &[]),
    (
        "gristmill",
        &[
            "gristmill-text",
            "gristmill-encoding",
            "gristmill-language",
            "gristmill-detect",
            "gristmill-decode",
            "gristmill-repair",
            "gristmill-normalize",
            "gristmill-split",
            "gristmill-dedup",
        ],
    ),
    ("gristmill-record", &[]),
    ("gristmill-ingest", &["gristmill", "gristmill-record"]),
    (
        "gristmill-cli",
        &["gristmill-ingest", "gristmill", "gristmill-record"],
    ),
    ("gristmill-testkit", &["gristmill-text"]),
    ("gristmill-examples", &["gristmill"]),
    ("gristmill-tests", &[]),
    ("xtask", &[]),
    ("gristmill-train", &[]),
    (
        "gristmill-fuzz",
        &[
            "gristmill",
            "gristmill-encoding",
            "gristmill-ingest",
            "gristmill-record",
            "gristmill-testkit",
        ],
    ),
    (
        "gristmill-bench",
        &[
            "gristmill-decode",
            "gristmill-detect",
            "gristmill-encoding",
            "gristmill-language",
            "gristmill-repair",
            "gristmill-split",
        ],
    ),
];

/// Every arrow that is not in the table, and every crate on one side only.
pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut manifests = Vec::new();
    for (path, text) in tree.iter().filter(|(path, _)| is_member(path)) {
        match Manifest::parse(text) {
            Ok(manifest) => manifests.push(manifest),
            Err(error) => complaints.push(format!("{path}: {error}")),
        }
    }
    complaints.extend(manifests.iter().flat_map(forbidden_arrows));
    complaints.extend(manifests.iter().flat_map(stages_in_tests_of_stages));
    complaints.extend(rows_without_crate(&manifests));
    complaints
}

/// What the table is about, out of one `Cargo.toml`.
struct Manifest {
    name: String,
    /// Crates of this workspace that are needed to build it.
    needs: BTreeSet<String>,
    /// Crates of this workspace that its tests need on top.
    tests_need: BTreeSet<String>,
}

impl Manifest {
    fn parse(text: &str) -> Result<Self, String> {
        let manifest: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| error.message().to_owned())?;
        let name = manifest
            .get("package")
            .and_then(|package| package.get("name")?.as_str())
            .ok_or("there is no package.name")?;
        let mut needs = siblings(&manifest, "dependencies");
        needs.extend(siblings(&manifest, "build-dependencies"));
        Ok(Self {
            name: name.to_owned(),
            needs,
            tests_need: siblings(&manifest, "dev-dependencies"),
        })
    }
}

/// The crates of this workspace in a section of a manifest, for any platform.
fn siblings(manifest: &toml::Table, section: &str) -> BTreeSet<String> {
    let platforms = manifest.get("target").and_then(toml::Value::as_table);
    let tables = platforms.into_iter().flat_map(toml::Table::values);
    let sections = tables.map(|platform| platform.get(section));
    sections
        .chain([manifest.get(section)])
        .filter_map(|section| section?.as_table())
        .flatten()
        .map(|(key, value)| package_name(key, value))
        .filter(|name| name.starts_with("gristmill"))
        .map(str::to_owned)
        .collect()
}

/// The crate that a dependency is, whatever name it is given.
fn package_name<'m>(key: &'m str, value: &'m toml::Value) -> &'m str {
    let renamed = value.get("package").and_then(toml::Value::as_str);
    renamed.unwrap_or(key)
}

fn forbidden_arrows(manifest: &Manifest) -> Vec<String> {
    let name = &manifest.name;
    let Some((_, allowed)) = ARROWS.iter().find(|(row, _)| row == name) else {
        return vec![format!("crate {name} is not in the table of arrows")];
    };
    let forbidden = |needed: &&String| !allowed.contains(&needed.as_str());
    let needs = manifest.needs.iter().filter(forbidden);
    needs
        .map(|needed| format!("{name} must not depend on {needed}"))
        .collect()
}

/// A test that needs another stage is a test of the mill: it belongs there.
fn stages_in_tests_of_stages(manifest: &Manifest) -> Vec<String> {
    let name = &manifest.name;
    if !stage_crates().any(|stage| stage == *name) {
        return Vec::new();
    }
    stage_crates()
        .filter(|stage| stage != name && stage != TEXT_CRATE)
        .filter(|stage| manifest.tests_need.contains(stage))
        .map(|stage| format!("the tests of {name} must not depend on the stage {stage}"))
        .collect()
}

fn rows_without_crate(manifests: &[Manifest]) -> Vec<String> {
    let exists = |name: &str| manifests.iter().any(|manifest| manifest.name == name);
    let rows = ARROWS.iter().filter(|(name, _)| !exists(name));
    rows.map(|(name, _)| format!("crate {name} is in the table of arrows, but there is none"))
        .collect()
}

/// Whether the path is the manifest of a crate, not of the workspace and not
/// a fixture's.
fn is_member(path: &str) -> bool {
    path.ends_with("/Cargo.toml") && !path.starts_with("fixtures/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(manifest: &str) -> Result<Vec<String>, String> {
        let manifest = Manifest::parse(manifest)?;
        let mut complaints = forbidden_arrows(&manifest);
        complaints.extend(stages_in_tests_of_stages(&manifest));
        Ok(complaints)
    }

    #[test]
    fn every_arrow_leads_to_a_crate_of_the_table() {
        for needed in ARROWS.iter().flat_map(|(_, allowed)| *allowed) {
            assert!(ARROWS.iter().any(|(name, _)| name == needed), "{needed}");
        }
    }

    #[test]
    fn arrows_of_the_table_are_allowed() -> Result<(), String> {
        let manifest = "
            [package]
            name = 'gristmill-repair'
            [dependencies]
            gristmill-text.workspace = true
            memchr.workspace = true
            [dev-dependencies]
            gristmill-testkit.workspace = true
            gristmill-text.workspace = true";
        assert!(complaints(manifest)?.is_empty());
        Ok(())
    }

    #[test]
    fn a_stage_must_not_need_a_stage_in_any_section() -> Result<(), String> {
        let wrong = "gristmill-split must not depend on gristmill-repair";
        for section in [
            "[dependencies]\ngristmill-repair.workspace = true",
            "[dependencies]\nrepair = { package = 'gristmill-repair', path = '..' }",
            "[build-dependencies]\ngristmill-repair = '1'",
            "[target.'cfg(unix)'.dependencies]\ngristmill-repair = '1'",
        ] {
            let manifest = format!("[package]\nname = 'gristmill-split'\n{section}");
            assert_eq!(complaints(&manifest)?, [wrong], "{section}");
        }
        Ok(())
    }

    #[test]
    fn the_tests_of_a_stage_must_not_need_another_stage() -> Result<(), String> {
        let dev = "[dev-dependencies]\ngristmill-detect.workspace = true";
        let stage = format!("[package]\nname = 'gristmill-decode'\n{dev}");
        let edge = format!("[package]\nname = 'gristmill-ingest'\n{dev}");
        assert_eq!(
            complaints(&stage)?,
            ["the tests of gristmill-decode must not depend on the stage gristmill-detect"]
        );
        assert!(complaints(&edge)?.is_empty());
        Ok(())
    }

    #[test]
    fn a_crate_and_a_row_must_have_each_other() {
        let tree = super::super::tree_of(&[
            ("Cargo.toml", "[workspace]"),
            ("crates/new/Cargo.toml", "[package]\nname = 'new'"),
            ("crates/odd/Cargo.toml", "[package"),
            ("fixtures/corpus/in/Cargo.toml", "[package]\nname = 'data'"),
            ("xtask/Cargo.toml", "[package]\nname = 'xtask'"),
        ]);
        let complaints = check(&tree);
        let has = |wanted: &str| complaints.iter().any(|complaint| complaint == wanted);
        assert!(has("crate new is not in the table of arrows"));
        assert!(has(
            "crate gristmill is in the table of arrows, but there is none"
        ));
        assert!(
            complaints
                .iter()
                .any(|it| it.starts_with("crates/odd/Cargo.toml: "))
        );
        assert_eq!(complaints.len(), 2 + ARROWS.len() - 1);
    }
}
