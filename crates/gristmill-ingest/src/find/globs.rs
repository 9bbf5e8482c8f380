//! Which files are wanted.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::{Error, show};

/// Which files are wanted, by their paths: patterns of `*`, `?`, `[…]`, `{a,b}` and `**`
/// for any folders. A pattern without a `/` is one of names, in whatever folder.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    include: Vec<String>,
    exclude: Vec<String>,
    included: GlobSet,
    excluded: GlobSet,
}

impl Globs {
    /// The files that match one of the first patterns (all, when there are none), but for
    /// those that match one of the second.
    ///
    /// # Errors
    /// When a pattern is none.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, Error> {
        Ok(Self {
            include: include.to_vec(),
            exclude: exclude.to_vec(),
            included: set(include)?,
            excluded: set(exclude)?,
        })
    }

    /// Whether a file is wanted, by its path with `/` between folders.
    pub(crate) fn want(&self, path: &str) -> bool {
        let is_included = self.include.is_empty() || self.included.is_match(path);
        is_included && !self.exclude(path)
    }

    /// Whether a file, a folder or a member of an archive is not wanted.
    pub(crate) fn exclude(&self, path: &str) -> bool {
        !self.exclude.is_empty() && self.excluded.is_match(path)
    }
}

fn set(patterns: &[String]) -> Result<GlobSet, Error> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let anywhere = if pattern.contains('/') {
            pattern.clone()
        } else {
            format!("**/{pattern}")
        };
        let glob = GlobBuilder::new(&anywhere).literal_separator(true).build();
        let glob = glob.map_err(|error| {
            let message = format!("`{}` is no pattern: {}", show(pattern), error.kind());
            Error::usage(message)
        })?;
        set.add(glob);
    }
    set.build().map_err(|error| Error::usage(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(include: &[&str], exclude: &[&str]) -> Globs {
        let owned = |patterns: &[&str]| -> Vec<String> {
            patterns.iter().map(|&pattern| pattern.into()).collect()
        };
        Globs::new(&owned(include), &owned(exclude)).expect("they are patterns")
    }

    #[test]
    fn names_match_in_every_folder_and_paths_from_the_top() {
        let texts = globs(&["*.txt"], &[]);
        assert!(texts.want("a.txt") && texts.want("b/c/a.txt") && !texts.want("a.md"));
        let top = globs(&["notes/*.txt"], &[]);
        assert!(top.want("notes/a.txt") && !top.want("notes/old/a.txt") && !top.want("a.txt"));
        let old = globs(&[], &["old/**", "*.{tmp,bak}"]);
        assert!(old.want("a.txt") && !old.want("old/b/a.txt") && !old.want("x/a.bak"));
        assert!(globs(&[], &[]).want("anything"));
    }

    #[test]
    fn a_broken_pattern_is_an_error_of_usage() {
        let error = Globs::new(&["[a".into()], &[]).expect_err("it is no pattern");
        assert!(error.is_usage());
    }
}
