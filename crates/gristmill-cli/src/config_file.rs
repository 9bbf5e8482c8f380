//! `gristmill.toml`: which rules are on.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gristmill::{Config, NormalizeConfig, RepairConfig, SplitConfig, SplitRules};
use gristmill_ingest::show_path;
use serde::Deserialize;

use crate::args::{Layout, Profile};
use crate::rule_names;
use crate::say::Failure;
use crate::split_rules;

/// The configuration that a file asks for; what it does not mention is as the profile
/// has it.
pub(crate) fn read(path: &Path, profile: Option<Profile>) -> Result<Config, Failure> {
    let failed = |reason: &dyn std::fmt::Display| {
        Failure::usage(format!("cannot read `{}`: {reason}", show_path(path)), None)
    };
    let text = fs::read_to_string(path).map_err(|error| failed(&error))?;
    let file: File = toml::from_str(&text).map_err(|error| failed(&error.message()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    file.config(profile, folder).map_err(|error| failed(&error))
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    repair: Repair,
    normalize: Normalize,
    split: Split,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Repair {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Repair {
    fn config(&self) -> Result<RepairConfig, String> {
        let mut config = RepairConfig::default();
        rule_names::select(&mut config, &self.select)?;
        rule_names::ignore(&mut config, &self.ignore)?;
        Ok(config)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Split {
    headings: Option<bool>,
    metadata: Option<bool>,
    layout: Option<Layout>,
    /// A file of kinds, labels and keys, beside the configuration.
    sections: Option<PathBuf>,
}

impl Split {
    fn config(&self, folder: &Path) -> Result<SplitConfig, String> {
        let default = SplitConfig::default();
        let rules = self
            .sections
            .as_deref()
            .map(|sections| split_rules::read(&folder.join(sections), SplitRules::built_in()));
        Ok(SplitConfig {
            headings: self.headings.unwrap_or(default.headings),
            metadata: self.metadata.unwrap_or(default.metadata),
            profile: self.layout.map_or(default.profile, Into::into),
            rules: rules.transpose()?.map(Arc::new),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Normalize {
    profile: Option<Profile>,
    #[serde(flatten)]
    switches: BTreeMap<String, bool>,
}

impl Normalize {
    /// A profile of the command line goes before that of the file.
    fn config(&self, profile: Option<Profile>) -> Result<NormalizeConfig, String> {
        let profile = profile.or(self.profile).unwrap_or_default();
        let mut config = NormalizeConfig::of(profile.into());
        for (name, &is_on) in &self.switches {
            let switch = config.switch_mut(name);
            *switch.ok_or_else(|| format!("`normalize` has no switch `{name}`"))? = is_on;
        }
        Ok(config)
    }
}

impl File {
    fn config(&self, profile: Option<Profile>, folder: &Path) -> Result<Config, String> {
        Ok(Config {
            repair: self.repair.config()?,
            normalize: self.normalize.config(profile)?,
            split: self.split.config(folder)?,
            ..Config::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_mentioned_stays_on() {
        let file: File = toml::from_str("[normalize]\nnfc = false\n").expect("the file is sound");
        let config = file
            .config(None, Path::new(""))
            .expect("it has these switches");
        assert!(!config.normalize.nfc);
        assert!(config.normalize.line_ends && config.repair == RepairConfig::default());
    }

    #[test]
    fn a_misspelt_switch_is_an_error() {
        assert!(toml::from_str::<File>("[repair]\nignored = []\n").is_err());
        let file = "[repair]\nignore = [\"repair.entitys\"]\n";
        let file: File = toml::from_str(file).expect("it is TOML");
        assert!(file.config(None, Path::new("")).is_err());
        let file: File = toml::from_str("[normalize]\nnfd = true\n").expect("it is TOML");
        assert!(file.config(None, Path::new("")).is_err());
    }

    #[test]
    fn the_command_line_goes_before_the_file() {
        let text = "[normalize]\nprofile = \"llm\"\nwidth = false\n";
        let file: File = toml::from_str(text).expect("the file is sound");
        let config = file
            .config(None, Path::new(""))
            .expect("it has this switch")
            .normalize;
        assert!(config.quotes && !config.width);
        let config = file.config(Some(Profile::Archive), Path::new(""));
        let config = config.expect("it has this switch").normalize;
        assert!(!config.quotes && !config.blank_runs && !config.width);
    }
}
