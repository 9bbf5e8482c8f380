//! Many batches and many shards: the order is kept, and nothing depends on how
//! much is under way.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use gristmill_ingest::{Dedup, Portions, Settings, Task, ingest, plan_tasks, run_task};
use gristmill_record::{Manifest, Record};
use tempfile::TempDir;

/// Folders of small documents and two files of records, with copies among them.
fn inputs() -> TempDir {
    let folder = TempDir::new().expect("there is room for a folder");
    for number in 0..400 {
        let name = format!("{:02}/{number:04}.txt", number % 17);
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        let text = format!(
            "Mill number {} of {}&rsquo;s.\r\n",
            number % 300,
            "the guild ".repeat(number % 300 % 40)
        );
        fs::write(path, text).expect("it can be written");
    }
    for name in ["a.jsonl", "z.jsonl"] {
        let line = |number: usize| {
            format!(
                "{{\"id\":\"{name}-{number}\",\"text\":\"Record {}\"}}\n",
                number % 700
            )
        };
        let lines: String = (0..1000).map(line).collect();
        fs::write(folder.path().join(name), lines).expect("it can be written");
    }
    folder
}

fn run(inputs: &Path, threads: usize, portions: Portions) -> (TempDir, Manifest) {
    let out = TempDir::new().expect("there is room for a folder");
    let settings = Settings {
        threads,
        portions,
        // Where shards end depends on it, and the folder has another name each time.
        source: Some("mill".into()),
        ..Settings::new([inputs], out.path())
    };
    let manifest = ingest(&settings, &|_| {}).expect("the ingest succeeds");
    (out, manifest.manifest)
}

/// The lines of a table, shard after shard.
fn table(out: &Path, manifest: &Manifest, name: &str) -> String {
    let files = manifest
        .files
        .iter()
        .filter(|file| file.path.starts_with(name));
    files
        .map(|file| fs::read_to_string(out.join(&file.path)).expect("it is there"))
        .collect()
}

#[test]
fn batches_and_threads_change_no_byte() {
    let inputs = inputs();
    let portions = |batch_bytes, batch_items| Portions {
        lot_bytes: 256 << 10,
        batch_bytes,
        batch_items,
    };
    let (whole, expected) = run(inputs.path(), 1, portions(u64::MAX, usize::MAX));
    assert!(
        expected
            .files
            .iter()
            .filter(|file| file.path.starts_with("documents"))
            .count()
            > 3
    );
    // 400 files of which 300 differ, 2,000 records of which 700 do
    assert_eq!((expected.counts.inputs, expected.counts.kept), (2400, 1000));
    for (threads, batch_bytes, batch_items) in [(8, 1, 2048), (2, 4096, 2048), (3, 8 << 20, 7)] {
        let (out, manifest) = run(inputs.path(), threads, portions(batch_bytes, batch_items));
        assert_eq!(
            manifest, expected,
            "{threads} threads, {batch_bytes} bytes, {batch_items} items"
        );
        for name in ["documents", "duplicates", "edits"] {
            assert_eq!(
                table(out.path(), &manifest, name),
                table(whole.path(), &expected, name)
            );
        }
    }
}

#[test]
fn shards_follow_each_other_in_the_order_of_the_inputs() {
    let inputs = inputs();
    let portions = |lot_bytes| Portions {
        lot_bytes,
        ..Portions::default()
    };
    let (many_out, many) = run(inputs.path(), 2, portions(64 << 10));
    let (one_out, one) = run(inputs.path(), 2, portions(1 << 40));
    assert_eq!(
        one.files
            .iter()
            .filter(|file| file.path.starts_with("documents"))
            .count(),
        1
    );
    for name in ["documents", "duplicates", "edits"] {
        assert_eq!(
            table(many_out.path(), &many, name),
            table(one_out.path(), &one, name)
        );
    }
    let documents = table(one_out.path(), &one, "documents");
    let origins: Vec<(String, u64)> = documents
        .lines()
        .map(|line| {
            serde_json::from_str::<Record<'_>>(line)
                .expect("a line is a record")
                .origin
        })
        .map(|origin| (origin.path, origin.record))
        .collect();
    assert!(origins.is_sorted());
    for out in [many_out, one_out] {
        let verified = gristmill_ingest::verify(out.path(), true).expect("there is an output");
        assert_eq!(verified.problems, Vec::<String>::new());
    }
}

#[test]
fn only_the_shards_that_change_are_written_again() {
    let inputs = TempDir::new().expect("there is room for a folder");
    let write = |number: usize, text: &str| {
        let path = inputs.path().join(format!("{number:03}.txt"));
        fs::write(path, text).expect("it can be written");
    };
    // Copies lie in lots far from each other.
    (0..300).for_each(|number| write(number, &format!("document {}", number % 250)));
    let out = TempDir::new().expect("there is room for a folder");
    let into = |out: &Path| {
        let settings = Settings {
            portions: Portions {
                lot_bytes: 64 << 10,
                ..Portions::default()
            },
            source: Some("mill".into()),
            ..Settings::new([inputs.path()], out)
        };
        ingest(&settings, &|_| {}).expect("the ingest succeeds")
    };
    let stamps = || -> BTreeMap<String, SystemTime> {
        let stamp = |entry: walkdir::DirEntry| {
            let modified = entry.metadata().expect("it is there").modified();
            let name = entry.path().display().to_string();
            (name, modified.expect("there is a clock"))
        };
        let entries = walkdir::WalkDir::new(out.path().join("documents")).into_iter();
        let entries = entries.map(|entry| entry.expect("it is there"));
        entries
            .filter(|entry| entry.file_type().is_file())
            .map(stamp)
            .collect()
    };
    let first = into(out.path());
    assert!(first.lots > 10 && first.taken_up == 0, "{}", first.lots);
    let before = stamps();
    // The first of two copies goes, so that the second one is kept in its lot.
    write(7, "a document of its own");
    let second = into(out.path());
    assert_eq!(second.taken_up, second.lots - 2);
    let after = stamps();
    let same = before
        .iter()
        .filter(|&(name, time)| after.get(name) == Some(time));
    assert_eq!(same.count(), after.len() - 2);
    let fresh = TempDir::new().expect("there is room for a folder");
    assert_eq!(into(fresh.path()).manifest, second.manifest);
}

/// The files of an output, but for what it keeps for itself.
fn files(out: &Path, manifest: &Manifest) -> Vec<(String, Vec<u8>)> {
    let names = manifest.files.iter().map(|file| file.path.clone());
    names
        .chain(["manifest.json".to_owned()])
        .map(|name| {
            let bytes = fs::read(out.join(&name)).expect("it is there");
            (name, bytes)
        })
        .collect()
}

#[test]
fn memory_decides_nothing_but_the_way() {
    let inputs = inputs();
    for dedup in [Dedup::Exact, Dedup::Near(0.5)] {
        let run = |memory: u64, threads: usize| {
            let out = TempDir::new().expect("there is room for a folder");
            let settings = Settings {
                dedup,
                memory,
                threads,
                portions: Portions {
                    lot_bytes: 256 << 10,
                    ..Portions::default()
                },
                source: Some("mill".into()),
                ..Settings::new([inputs.path()], out.path())
            };
            let ingested = ingest(&settings, &|_| {}).expect("the ingest succeeds");
            assert!(ingested.lots > 2 && ingested.manifest.counts.duplicates > 100);
            files(out.path(), &ingested.manifest)
        };
        let plenty = run(1 << 30, 2);
        // Not enough for the documents, and their keys in a dozen parts.
        assert!(run(1, 2) == plenty, "{dedup:?}");
        assert!(run(1, 5) == plenty, "{dedup:?}");
    }
}

#[test]
fn tasks_in_any_order_give_the_same() {
    let inputs = inputs();
    for dedup in [Dedup::Exact, Dedup::Near(0.5)] {
        let settings = |out: &Path| Settings {
            dedup,
            portions: Portions {
                lot_bytes: 256 << 10,
                ..Portions::default()
            },
            source: Some("mill".into()),
            ..Settings::new([inputs.path()], out)
        };
        let whole = TempDir::new().expect("there is room for a folder");
        let ingested = ingest(&settings(whole.path()), &|_| {}).expect("the ingest succeeds");

        let out = TempDir::new().expect("there is room for a folder");
        let settings = settings(out.path());
        let plan = plan_tasks(&settings, Some(3)).expect("the inputs are there");
        assert!(plan.lots.len() > 2 && plan.parts == 3);
        let run = |task| run_task(&settings, &plan, task, &|_| {}).expect("its turn has come");
        let lots = || (0..plan.lots.len()).rev().chain(0..plan.lots.len());
        lots().for_each(|lot| assert!(run(Task::Map(lot)).is_none()));
        for part in [2, 0, 0, 1, 2] {
            run(Task::Edges(part));
        }
        run(Task::Components);
        lots().for_each(|lot| assert!(run(Task::Write(lot)).is_none()));
        let manifest = run(Task::Commit).expect("the last task tells");
        assert_eq!(manifest, ingested.manifest);
        let (tasks, whole) = (files(out.path(), &manifest), files(whole.path(), &manifest));
        assert!(tasks == whole, "{dedup:?}");
    }
}

#[test]
fn a_large_file_of_lines_is_as_many_small_lots() {
    let inputs = TempDir::new().expect("there is room for a folder");
    let mut lines = b"\xEF\xBB\xBF".to_vec();
    for number in 0..600 {
        let line = match number % 11 {
            3 => "\n".repeat(number % 5),
            5 => "{\"text\":\n".to_owned(),
            7 => format!("{{\"text\":\"{}\"}}\r\n", "long ".repeat(3000)),
            _ => format!("{{\"text\":\"Number {}\"}}\n", number % 400),
        };
        lines.extend(line.bytes());
    }
    lines.extend(b"{\"text\":\"the last line has no end\"}");
    fs::write(inputs.path().join("large.jsonl"), &lines).expect("there is room");
    for dedup in [Dedup::Exact, Dedup::Near(0.8)] {
        let run = |out: &Path, lot_bytes: u64| {
            let settings = Settings {
                dedup,
                portions: Portions {
                    lot_bytes,
                    ..Portions::default()
                },
                source: Some("mill".into()),
                ..Settings::new([inputs.path()], out)
            };
            ingest(&settings, &|_| {}).expect("the ingest succeeds")
        };
        let tables = |out: &Path, manifest: &Manifest| {
            ["documents", "duplicates", "edits", "rejects"].map(|name| table(out, manifest, name))
        };
        let whole = TempDir::new().expect("there is room for a folder");
        let manifest = run(whole.path(), 1 << 30).manifest;
        let expected = tables(whole.path(), &manifest);
        for lot_bytes in [9_999, 16 << 10, 77_777] {
            let out = TempDir::new().expect("there is room for a folder");
            let ingested = run(out.path(), lot_bytes);
            assert!(ingested.lots > 10, "{} lots", ingested.lots);
            assert_eq!(ingested.manifest.counts, manifest.counts);
            assert!(
                tables(out.path(), &ingested.manifest) == expected,
                "{lot_bytes}"
            );
            // A lot that is gone is made again from the middle of the file.
            if lot_bytes == 16 << 10 {
                let state = fs::read_dir(out.path().join(".gristmill/lots"));
                let state = state
                    .expect("it is there")
                    .flatten()
                    .nth(3)
                    .expect("there are more");
                fs::remove_file(state.path()).expect("it is ours");
                fs::remove_file(out.path().join("documents/part-00000.jsonl")).expect("it is ours");
                let again = run(out.path(), lot_bytes);
                assert!(!again.is_unchanged && again.manifest == ingested.manifest);
                assert!(tables(out.path(), &again.manifest) == expected);
            }
        }
    }
}
