//! `gristmill.toml`: which rules are on.

use std::fs;
use std::path::Path;

use gristmill::{Config, NormalizeConfig, RepairConfig, SplitConfig};
use gristmill_ingest::show_path;
use serde::Deserialize;

use crate::say::Failure;

/// The configuration that a file asks for; what it does not mention stays on.
pub(crate) fn read(path: &Path) -> Result<Config, Failure> {
    let failed = |reason: &dyn std::fmt::Display| {
        Failure::usage(format!("cannot read `{}`: {reason}", show_path(path)), None)
    };
    let text = fs::read_to_string(path).map_err(|error| failed(&error))?;
    let file: File = toml::from_str(&text).map_err(|error| failed(&error.message()))?;
    Ok(file.config())
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    repair: Repair,
    normalize: Normalize,
    split: Split,
}

macro_rules! switches {
    ($name:ident => $config:ident { $($switch:ident),+ }) => {
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        struct $name {
            $($switch: Option<bool>,)+
        }

        impl $name {
            fn config(&self) -> $config {
                let default = $config::default();
                $config {
                    $($switch: self.$switch.unwrap_or(default.$switch),)+
                }
            }
        }
    };
}

switches!(Repair => RepairConfig { entities, escapes, transport, mojibake });
switches!(Normalize => NormalizeConfig {
    controls, terminal_sequences, byte_order_marks, line_ends, nfc, blank_runs, trailing_blanks, ends, empty_lines
});
switches!(Split => SplitConfig { headings, metadata });

impl File {
    fn config(&self) -> Config {
        Config {
            repair: self.repair.config(),
            normalize: self.normalize.config(),
            split: self.split.config(),
            ..Config::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_mentioned_stays_on() {
        let file: File = toml::from_str("[normalize]\nnfc = false\n").expect("the file is sound");
        let config = file.config();
        assert!(!config.normalize.nfc);
        assert!(config.normalize.line_ends && config.repair.entities);
    }

    #[test]
    fn a_misspelt_switch_is_an_error() {
        assert!(toml::from_str::<File>("[repair]\nentitys = false\n").is_err());
    }
}
