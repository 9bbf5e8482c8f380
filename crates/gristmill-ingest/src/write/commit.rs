//! How an output becomes final: a list of steps that can be gone through again.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::durable::{make_folder, read_json, remove_file, rename, sync_folder, write_json};
use super::names::{MANIFEST, PRIVATE};
use crate::Error;

/// The steps of a commit. All names are below the folder of the output.
///
/// First the manifest goes, and what is in the way: then files get their names, the
/// manifest last. Whoever finds the list goes on with it; a step that is done is passed
/// over.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Steps {
    /// Files that are moved away from their final names, for they will have others.
    pub(super) takes: Vec<(String, String)>,
    /// Files that are no longer part of the output.
    pub(super) removes: Vec<String>,
    /// Files that get their final names.
    pub(super) puts: Vec<(String, String)>,
    /// Files that keep their final names.
    pub(super) stays: Vec<String>,
}

/// The list of a commit of which nothing, or a part of the first half, is done.
const FIRST: &str = ".gristmill/commit-1.json";
/// The list of a commit of which the first half is done.
const SECOND: &str = ".gristmill/commit-2.json";

/// Writes the list down and goes through it.
pub(super) fn commit(out: &Path, steps: &Steps) -> Result<(), Error> {
    let aside = out.join(".gristmill/commit-0.json");
    write_json(&aside, steps)?;
    rename(&aside, &out.join(FIRST))?;
    sync_folder(&out.join(PRIVATE))?;
    go_on(out)
}

/// Whether a commit did not come to its end.
pub(super) fn is_under_way(out: &Path) -> bool {
    [FIRST, SECOND].iter().any(|list| out.join(list).exists())
}

/// Goes on with a commit that did not come to its end, if there is one.
///
/// # Errors
/// When the file system refuses.
pub(super) fn go_on(out: &Path) -> Result<(), Error> {
    if let Some(steps) = list(&out.join(FIRST))? {
        if steps.puts.iter().any(|(_, name)| name == MANIFEST) {
            remove_file(&out.join(MANIFEST))?;
            sync_folder(out)?;
        }
        for (from, to) in &steps.takes {
            move_on(out, from, to)?;
        }
        for name in &steps.removes {
            remove_file(&out.join(name))?;
        }
        rename(&out.join(FIRST), &out.join(SECOND))?;
        sync_folder(&out.join(PRIVATE))?;
    }
    let Some(steps) = list(&out.join(SECOND))? else {
        return Ok(());
    };
    let (manifest, puts): (Vec<_>, Vec<_>) = steps.puts.iter().partition(|(_, to)| to == MANIFEST);
    let is_whole = steps
        .puts
        .iter()
        .all(|(from, to)| out.join(from).exists() || out.join(to).exists());
    if is_whole {
        let mut folders = BTreeSet::new();
        for (from, to) in puts {
            folders.extend(Path::new(to).parent());
            move_on(out, from, to)?;
        }
        for folder in folders {
            sync_folder(&out.join(folder))?;
        }
        sync_folder(out)?;
        for (from, to) in manifest {
            move_on(out, from, to)?;
        }
        sync_folder(out)?;
    } else {
        // Somebody took a file away: then there is no output.
        let names = steps.puts.iter().map(|(_, name)| name);
        for name in names.chain(&steps.stays) {
            remove_file(&out.join(name))?;
        }
    }
    remove_file(&out.join(SECOND))?;
    sync_folder(&out.join(PRIVATE))
}

/// The steps in this file; nothing when there is no such file, or it names what no commit
/// would.
fn list(path: &Path) -> Result<Option<Steps>, Error> {
    let steps: Option<Steps> = read_json(path)?;
    let steps = steps.filter(|steps| {
        let pairs = steps.takes.iter().chain(&steps.puts);
        let names = pairs.flat_map(|(from, to)| [from, to]);
        let lists = names.chain(&steps.removes).chain(&steps.stays);
        lists.into_iter().all(|name| is_below(name))
    });
    Ok(steps)
}

fn is_below(name: &str) -> bool {
    let mut components = Path::new(name).components();
    !name.is_empty() && components.all(|part| matches!(part, Component::Normal(_)))
}

/// Moves a file, unless that was done before.
fn move_on(out: &Path, from: &str, to: &str) -> Result<(), Error> {
    let (from, to) = (out.join(from), out.join(to));
    if !from.exists() {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        make_folder(folder)?;
    }
    rename(&from, &to)
}
