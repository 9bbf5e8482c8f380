//! Which rules to apply.

use gristmill_text::Rule;

use crate::RULES;

/// Which rules to apply; all of them by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RepairConfig {
    // A bit for each rule of `RULES`.
    ignored: u32,
}

const _: () = assert!(RULES.len() <= u32::BITS as usize);

impl RepairConfig {
    /// Does without the rule of this name, or all rules whose names begin with it, as
    /// `repair.entity` is the beginning of `repair.entity.named`. Says how many rules
    /// there are of this name.
    pub fn ignore(&mut self, name: &str) -> usize {
        let named = named(name);
        self.ignored |= named;
        named.count_ones() as usize
    }

    /// Does without any rule but those of these names. Says which of the names no rule
    /// has.
    pub fn select<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        let mut selected = 0;
        let mut unknown = None;
        for name in names {
            selected |= named(name);
            if named(name) == 0 {
                unknown = unknown.or(Some(name));
            }
        }
        self.ignored |= !selected;
        unknown
    }

    /// Whether a rule is applied.
    #[must_use]
    pub fn applies(&self, rule: Rule) -> bool {
        let number = RULES.iter().position(|&other| other == rule);
        number.is_none_or(|number| self.ignored >> number & 1 == 0)
    }

    /// Whether all rules are applied.
    pub(crate) fn applies_all(&self) -> bool {
        self.ignored == 0
    }
}

/// The rules of a name, a bit each.
fn named(name: &str) -> u32 {
    let rules = RULES.iter().enumerate();
    rules
        .filter(|(_, rule)| rule.is_named(name))
        .fold(0, |bits, (number, _)| bits | 1 << number)
}
