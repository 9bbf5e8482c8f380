//! Rules that are chosen by their names.

use gristmill::{Config, RepairConfig};
use gristmill_ingest::show;

use crate::args::RuleArgs;
use crate::say::Failure;

/// Leaves of all rules those that the arguments ask for.
pub(crate) fn apply(config: &mut Config, args: &RuleArgs) -> Result<(), Failure> {
    let chosen = select(&mut config.repair, &args.select).and_then(|()| {
        let mut names = args.ignore.iter();
        names.try_for_each(|name| {
            known(
                name,
                config.repair.ignore(name) + config.normalize.ignore(name),
            )
        })
    });
    let hint = "gristmill explain lists all rules";
    chosen.map_err(|message| Failure::usage(message, Some(hint)))
}

/// Leaves of the rules of repair those of these names; all of them when there are none.
pub(crate) fn select(config: &mut RepairConfig, names: &[String]) -> Result<(), String> {
    if names.is_empty() {
        return Ok(());
    }
    let unknown = config.select(names.iter().map(String::as_str));
    unknown.map_or(Ok(()), |name| known(name, 0))
}

/// Does without the rules of repair of these names.
pub(crate) fn ignore(config: &mut RepairConfig, names: &[String]) -> Result<(), String> {
    let mut names = names.iter();
    names.try_for_each(|name| known(name, config.ignore(name)))
}

fn known(name: &str, n_rules: usize) -> Result<(), String> {
    if n_rules > 0 {
        return Ok(());
    }
    let is_decode = gristmill::rules()
        .iter()
        .any(|rule| rule.is_named(name) && rule.name().starts_with("decode"));
    let name = show(name);
    Err(if is_decode {
        format!("without `{name}` the original could not be restored")
    } else {
        format!("there is no rule `{name}` to choose here")
    })
}
