//! `gristmill plan` and `gristmill task`: the tasks of a plan, each in a process of its own, in
//! any order, twice, give the bytes of the undivided command.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{differences, gristmill, run_into, said};

/// Files of lines: copies, near copies and rejects.
fn inputs() -> TempDir {
    let folder = TempDir::new().expect("there is room");
    for file in 0..12 {
        let line = |number: usize| {
            // Every third is like one of another file, some of them word for word.
            let (base, end) = match number % 3 {
                0 => (number, number + file % 2),
                _ => (file * 1000 + number, 0),
            };
            let words: Vec<String> = (0..60)
                .map(|word| format!("w{}", base * 7 + word))
                .collect();
            format!("{{\"text\":\"{} end {end}\"}}\n", words.join(" "))
        };
        let lines: String = (0..40).map(line).collect();
        let path = folder.path().join(format!("{file:02}.jsonl"));
        fs::write(path, lines + "{\n").expect("there is room");
    }
    folder
}

fn task(plan: &Path, name: &str) -> (i32, String) {
    let plan = plan.to_str().expect("temporary names are plain");
    let args = ["task", "--plan", plan].into_iter().chain(name.split(' '));
    said(&gristmill(args))
}

/// Plans, and gives the file of the plan.
fn plan(command: &str, inputs: &Path, out: &Path, args: &[&str]) -> std::path::PathBuf {
    let paths = [inputs, Path::new("--out"), out];
    let paths = paths.map(|path| path.to_str().expect("temporary names are plain"));
    let all = ["plan", "--parts", "3", command].into_iter().chain(paths);
    let (code, stderr) = said(&gristmill(all.chain(args.iter().copied())));
    assert_eq!(code, 0, "{stderr}");
    out.join(".gristmill/plan.json")
}

/// Does the tasks of a plan and holds the output against that of the command itself.
fn check(command: &str, args: &[&str], order: impl Fn(usize) -> Vec<usize>) {
    let inputs = inputs();
    let whole = TempDir::new().expect("there is room");
    let (code, stderr) = run_into(command, whole.path(), &[inputs.path()], args);
    assert_eq!(code, 0, "{stderr}");

    let out = TempDir::new().expect("there is room");
    let plan = plan(command, inputs.path(), out.path(), args);
    let text = fs::read_to_string(&plan).expect("there is a plan");
    let parsed: Value = serde_json::from_str(&text).expect("it is JSON");
    let n_lots = parsed["plan"]["lots"].as_array().map_or(0, Vec::len);
    assert!(n_lots >= 1, "{text}");

    // What comes later cannot be done yet.
    assert_eq!(task(&plan, "components").0, 1);
    assert_eq!(task(&plan, "commit").0, 1);
    let all = |name: &str, many: usize| {
        for number in order(many) {
            let (code, stderr) = task(&plan, &format!("{name} {number}"));
            assert_eq!(code, 0, "{name} {number}: {stderr}");
        }
    };
    all("map", n_lots);
    assert_eq!(task(&plan, "write 0").0, 1);
    all("edges", 3);
    for _ in 0..2 {
        assert_eq!(task(&plan, "components").0, 0);
    }
    all("write", n_lots);
    let (code, stderr) = task(&plan, "commit");
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(differences(whole.path(), out.path()), [""; 0]);
    assert!(!out.path().join(".gristmill/run").exists());
    // All of it is done, whoever asks again.
    for name in ["commit", "map 0", "components"] {
        let (code, stderr) = task(&plan, name);
        assert_eq!(code, 0, "{name}: {stderr}");
    }

    // The command itself finds nothing left to do.
    let (code, stderr) = run_into(command, out.path(), &[inputs.path()], args);
    assert!(code == 0 && stderr.contains("nothing"), "{stderr}");
}

/// Each twice, from the last to the first.
fn twice_backwards(many: usize) -> Vec<usize> {
    (0..many)
        .rev()
        .flat_map(|number| [number, number])
        .collect()
}

/// In no order, and all of them again.
fn shuffled(many: usize) -> Vec<usize> {
    let once = (0..many).map(|number| (number * 5 + many / 2) % many.max(1));
    once.chain(0..many).collect()
}

#[test]
fn near_duplicates() {
    check("dedup", &["--near", "0.8"], twice_backwards);
    check("ingest", &["--near", "0.8"], shuffled);
}

#[test]
fn exact_duplicates() {
    check("ingest", &[], twice_backwards);
}

#[test]
fn a_task_of_other_inputs_is_refused() {
    let (inputs, out) = (inputs(), TempDir::new().expect("there is room"));
    let plan = plan("dedup", inputs.path(), out.path(), &[]);
    let new = inputs.path().join("new.jsonl");
    fs::write(new, "{\"text\":\"x\"}\n").expect("there is room");
    let (code, stderr) = task(&plan, "map 0");
    assert!(code == 1 && stderr.contains("plan again"), "{stderr}");
}
