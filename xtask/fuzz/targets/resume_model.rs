//! Whatever is added, changed and removed, and wherever runs are cut short: the output is in
//! the end that of a fresh run.
#![no_main]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gristmill_ingest::faults::{Fault, with_fault};
use gristmill_ingest::{Dedup, Portions, Settings, ingest};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, Vec<(u8, u8)>)| {
    let (is_near, operations) = input;
    let dedup = if is_near {
        Dedup::Near(0.5)
    } else {
        Dedup::Exact
    };
    // In memory, where syncing costs nothing.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    let folder = folder.expect("there is room");
    let (inputs, out) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&inputs).expect("there is room");
    let mut is_there = false;
    for (what, which) in operations.into_iter().take(12) {
        let path = inputs.join(format!("{}.txt", which % 16));
        match what % 4 {
            // Few texts, so that there are copies.
            0 => {
                let (own, common) = (what / 4 % 5, what / 4 % 3);
                let text = format!("{common} is of a text that {own} &amp;amp; others may share");
                fs::write(path, text).expect("there is room");
            }
            1 => {
                let _ = fs::remove_file(path);
            }
            2 => {
                let fault = match which % 2 {
                    0 => Fault::Once(u64::from(what)),
                    _ => Fault::Death(u64::from(what)),
                };
                with_fault(&out, fault, || run(&inputs, &out, dedup).is_ok());
            }
            _ => {
                run(&inputs, &out, dedup).expect("nothing is wrong");
                is_there = true;
            }
        }
    }
    if !is_there {
        return;
    }
    run(&inputs, &out, dedup).expect("nothing is wrong");
    let fresh = folder.path().join("fresh");
    run(&inputs, &fresh, dedup).expect("nothing is wrong");
    assert_eq!(tree(&out), tree(&fresh));
});

fn run(inputs: &Path, out: &Path, dedup: Dedup) -> Result<(), gristmill_ingest::Error> {
    let settings = Settings {
        dedup,
        threads: 1,
        portions: Portions {
            lot_bytes: 16 << 10,
            ..Portions::default()
        },
        ..Settings::new([inputs], out)
    };
    ingest(&settings, &|_| {}).map(|_| ())
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in ["documents", "duplicates", "edits", ""] {
        let Ok(entries) = fs::read_dir(folder.join(name)) else {
            continue;
        };
        for entry in entries.flatten().filter(|entry| entry.path().is_file()) {
            let bytes = fs::read(entry.path()).expect("it is there");
            files.insert(format!("{name}/{}", entry.file_name().display()), bytes);
        }
    }
    files
}
