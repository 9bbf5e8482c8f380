//! How documents are split, as the arguments and the configuration say.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use gristmill::{SplitConfig, SplitRules};
use gristmill_ingest::show_path;

use crate::args::SplitRuleArgs;
use crate::say::Failure;

/// Lets the arguments go before what a configuration says.
pub(crate) fn apply(config: &mut SplitConfig, args: &SplitRuleArgs) -> Result<(), Failure> {
    if let Some(layout) = args.layout {
        config.profile = layout.into();
    }
    if let Some(path) = &args.sections {
        let rules = read(path, config.rules());
        let rules = rules.map_err(|message| Failure::usage(message, None))?;
        config.rules = Some(Arc::new(rules));
    }
    Ok(())
}

/// The rules of a file, and behind them those that are there.
pub(crate) fn read(path: &Path, rules: &SplitRules) -> Result<SplitRules, String> {
    let failed =
        |reason: &dyn std::fmt::Display| format!("cannot read `{}`: {reason}", show_path(path));
    let text = fs::read_to_string(path).map_err(|error| failed(&error))?;
    rules.with(&text).map_err(|error| failed(&error))
}
