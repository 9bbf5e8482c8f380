//! Faults on demand, for tests: the n-th step in a folder fails, as on a full disk, or it
//! and all that follow, as when the process is killed.

#![cfg_attr(test, allow(unreachable_pub, reason = "fuzz targets use it, too"))]

use std::path::Path;
#[cfg(any(test, fuzzing))]
use std::path::PathBuf;
#[cfg(any(test, fuzzing))]
use std::sync::Mutex;

/// The place of every step that changes something on the disk. It fails in tests that
/// want it to.
#[cfg(not(any(test, fuzzing)))]
pub(crate) fn step(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(any(test, fuzzing))]
pub(crate) fn step(path: &Path) -> std::io::Result<()> {
    let mut plan = PLAN.lock().expect("nobody panics with it");
    let Some(plan) = plan.as_mut().filter(|plan| path.starts_with(&plan.folder)) else {
        return Ok(());
    };
    plan.steps += 1;
    let fails = match plan.fault {
        Fault::None => false,
        Fault::Once(at) => plan.steps == at,
        Fault::Death(at) => plan.steps >= at,
    };
    if fails {
        Err(std::io::Error::from_raw_os_error(28)) // ENOSPC
    } else {
        Ok(())
    }
}

#[cfg(any(test, fuzzing))]
static PLAN: Mutex<Option<Plan>> = Mutex::new(None);

#[cfg(any(test, fuzzing))]
struct Plan {
    folder: PathBuf,
    fault: Fault,
    steps: u64,
}

/// What goes wrong.
#[cfg(any(test, fuzzing))]
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// Nothing.
    None,
    /// This step fails.
    Once(u64),
    /// This step and all that follow fail.
    Death(u64),
}

/// Does something while a step in this folder fails; gives what it came to, and how many
/// steps there were.
///
/// # Panics
/// When it does.
#[cfg(any(test, fuzzing))]
pub fn with_fault<T>(folder: &Path, fault: Fault, what: impl FnOnce() -> T) -> (T, u64) {
    let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    *PLAN.lock().expect("nobody panics with it") = Some(Plan {
        folder,
        fault,
        steps: 0,
    });
    let done = what();
    let plan = PLAN.lock().expect("nobody panics with it").take();
    (done, plan.map_or(0, |plan| plan.steps))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{Portions, Settings, ingest};

    /// Files and their contents, but for what the output keeps for itself.
    fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.expect("the folder is there");
            let name = entry.path().strip_prefix(folder).expect("it is below");
            let is_ours = name.starts_with(".gristmill");
            if entry.file_type().is_file() && !is_ours {
                let bytes = fs::read(entry.path()).expect("it can be read");
                files.push((name.display().to_string(), bytes));
            }
        }
        files
    }

    fn settings(inputs: &Path, out: &Path) -> Settings {
        Settings {
            threads: 1,
            portions: Portions {
                lot_bytes: 16 << 10,
                ..Portions::default()
            },
            ..Settings::new([inputs], out)
        }
    }

    fn write(inputs: &Path, number: usize, text: &str) {
        let path = inputs.join(format!("{number:02}.txt"));
        fs::write(path, text).expect("there is room");
    }

    /// Documents, copies of them, and rejects.
    fn inputs() -> tempfile::TempDir {
        let inputs = tempfile::tempdir().expect("there is room");
        for number in 0..14 {
            let text = match number % 6 {
                4 => "the same in several lots".to_owned(),
                5 => String::new(),
                _ => format!("document {number} &amp;amp; more"),
            };
            write(inputs.path(), number, &text);
        }
        inputs
    }

    /// Runs with a fault; says whether the run ended well, and how many steps there were.
    fn run_with(settings: &Settings, fault: Fault) -> (bool, u64) {
        with_fault(&settings.out, fault, || ingest(settings, &|_| {}).is_ok())
    }

    /// Whatever step fails, the next run makes of it what a run without a fault does.
    ///
    /// # Panics
    /// When it does not.
    fn survives(prepare: impl Fn(&Settings), inputs: &Path, expected: &[(String, Vec<u8>)]) {
        let settings = settings(inputs, Path::new(""));
        let prepare = |out: &Path| {
            prepare(&Settings {
                out: out.to_owned(),
                ..settings.clone()
            });
        };
        survives_with(&settings, prepare, inputs, expected);
    }

    /// The same with other settings.
    fn survives_with(
        settings: &Settings,
        prepare: impl Fn(&Path),
        inputs: &Path,
        expected: &[(String, Vec<u8>)],
    ) {
        let with_out = |check: &dyn Fn(&Settings)| {
            let out = tempfile::tempdir().expect("there is room");
            let settings = Settings {
                inputs: vec![inputs.to_owned()],
                out: out.path().to_owned(),
                ..settings.clone()
            };
            prepare(out.path());
            check(&settings);
        };
        let mut n_steps = 0;
        with_out(&|settings| {
            let (is_good, steps) = run_with(settings, Fault::None);
            assert!(is_good && tree(&settings.out) == expected);
            // Shared with the closures below by value.
            STEPS.store(steps, std::sync::atomic::Ordering::Relaxed);
        });
        n_steps += STEPS.load(std::sync::atomic::Ordering::Relaxed);
        assert!(n_steps > 20, "there are many steps: {n_steps}");
        for step in 1..=n_steps {
            for fault in [Fault::Once(step), Fault::Death(step)] {
                with_out(&|settings| {
                    let (is_good, _) = run_with(settings, fault);
                    let there = tree(&settings.out);
                    let has_manifest = there.iter().any(|(name, _)| name == "manifest.json");
                    assert!(
                        !is_good || there == expected,
                        "{fault:?}: it says that all is well"
                    );
                    if has_manifest {
                        let verified =
                            crate::verify(&settings.out, true).expect("there is a manifest");
                        assert!(verified.problems.is_empty(), "{fault:?}: {verified:?}");
                    }
                    let (is_good, _) = run_with(settings, Fault::None);
                    assert!(is_good, "{fault:?}: the next run fails");
                    assert!(tree(&settings.out) == expected, "{fault:?}: another output");
                    let left = fs::read_dir(settings.out.join(".gristmill"));
                    let left = left
                        .expect("it is there")
                        .map(|entry| entry.map(|e| e.file_name()));
                    let mut left: Vec<_> = left.flatten().collect();
                    left.sort();
                    assert_eq!(left, ["index.json", "lock", "lots"], "{fault:?}");
                });
            }
        }
    }

    /// One plan at a time.
    static TURN: Mutex<()> = Mutex::new(());

    static STEPS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);

    #[test]
    fn whatever_step_fails_the_next_run_makes_it_good() {
        let _turn = TURN.lock();
        let inputs = inputs();
        let reference = tempfile::tempdir().expect("there is room");
        let fresh = |out: &Path| {
            ingest(&settings(inputs.path(), out), &|_| {}).expect("nothing is wrong");
            tree(out)
        };
        let before = fresh(&reference.path().join("before"));
        survives(|_| {}, inputs.path(), &before);

        // The same when an output is brought up to date: one file more, one less, one
        // other, so that shards change, stay, and get other numbers.
        let old = tempfile::tempdir().expect("there is room");
        for number in 0..14 {
            let name = format!("{number:02}.txt");
            fs::copy(inputs.path().join(&name), old.path().join(&name)).expect("there is room");
        }
        write(inputs.path(), 2, "another document");
        write(inputs.path(), 30, "one more document");
        for number in [0, 1, 3, 4] {
            fs::remove_file(inputs.path().join(format!("{number:02}.txt"))).expect("it is there");
        }
        let after = fresh(&reference.path().join("after"));
        assert_ne!(before, after);
        let bring_back = |settings: &Settings| {
            let of_old = Settings {
                inputs: vec![old.path().to_owned()],
                source: settings.source.clone(),
                ..settings.clone()
            };
            ingest(&of_old, &|_| {}).expect("nothing is wrong");
        };
        survives(bring_back, inputs.path(), &after);

        // The same when nothing has to be milled: all that is left stays where it is.
        let fewer = tempfile::tempdir().expect("there is room");
        let kept = Settings {
            source: Some("fewer".into()),
            ..settings(old.path(), Path::new(""))
        };
        for number in 0..14 {
            let name = format!("{number:02}.txt");
            fs::hard_link(old.path().join(&name), fewer.path().join(&name)).expect("there is room");
        }
        let ingest_into = |inputs: &Path, out: &Path| {
            let settings = Settings {
                inputs: vec![inputs.to_owned()],
                out: out.to_owned(),
                ..kept.clone()
            };
            ingest(&settings, &|_| {}).expect("nothing is wrong").lots
        };
        let lots = ingest_into(fewer.path(), &reference.path().join("all"));
        let mut last = 13;
        while ingest_into(fewer.path(), &reference.path().join("fewer")) == lots {
            fs::remove_file(fewer.path().join(format!("{last:02}.txt"))).expect("it is there");
            last -= 1;
        }
        let after = tree(&reference.path().join("fewer"));
        survives_with(
            &kept,
            |out| {
                ingest_into(old.path(), out);
            },
            fewer.path(),
            &after,
        );
    }

    #[test]
    fn the_same_where_all_documents_are_compared() {
        let _turn = TURN.lock();
        let inputs = tempfile::tempdir().expect("there is room");
        let words = |from: usize, to: usize| {
            let words: Vec<_> = (from..to).map(|word| format!("word{word}")).collect();
            words.join(" ")
        };
        // Three in a chain, the middle one of which is the hub; one more; copies.
        for (number, text) in [
            words(0, 100),
            words(6, 106),
            words(12, 112),
            words(300, 400),
            words(6, 106),
            String::new(),
        ]
        .iter()
        .enumerate()
        {
            write(inputs.path(), number, text);
        }
        let near = Settings {
            source: Some("near".into()),
            dedup: crate::Dedup::Near(0.8),
            portions: Portions {
                lot_bytes: 12 << 10,
                ..Portions::default()
            },
            ..settings(inputs.path(), Path::new(""))
        };
        let reference = tempfile::tempdir().expect("there is room");
        let ingest_into = |out: &Path| {
            let settings = Settings {
                out: out.to_owned(),
                ..near.clone()
            };
            ingest(&settings, &|_| {}).expect("nothing is wrong")
        };
        let ingested = ingest_into(&reference.path().join("before"));
        let counts = &ingested.manifest.counts;
        assert_eq!((counts.kept, counts.duplicates, counts.rejects), (2, 3, 1));
        assert!(ingested.lots > 1);
        let before = tree(&reference.path().join("before"));
        survives_with(&near, |_| {}, inputs.path(), &before);

        // Another document, and the hub is another one: what was dropped is kept again.
        let old = tempfile::tempdir().expect("there is room");
        for entry in fs::read_dir(inputs.path()).expect("it is there").flatten() {
            fs::copy(entry.path(), old.path().join(entry.file_name())).expect("there is room");
        }
        write(inputs.path(), 6, &words(18, 118));
        write(inputs.path(), 1, &words(500, 600));
        fs::remove_file(inputs.path().join("04.txt")).expect("it is there");
        ingest_into(&reference.path().join("after"));
        let after = tree(&reference.path().join("after"));
        let bring_back = |out: &Path| {
            let of_old = Settings {
                inputs: vec![old.path().to_owned()],
                out: out.to_owned(),
                ..near.clone()
            };
            ingest(&of_old, &|_| {}).expect("nothing is wrong");
        };
        survives_with(&near, bring_back, inputs.path(), &after);
    }
}
