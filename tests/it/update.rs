//! Running again: what is as it was stays, and the result is that of a fresh run.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::run::{binary, differences, ingest_into, tree};

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("there is room");
}

fn inputs() -> TempDir {
    let folder = TempDir::new().expect("there is room");
    for number in 0..40 {
        let name = format!("{number:02}.txt");
        write(folder.path(), &name, &format!("document {}", number % 30));
    }
    // Settled: long before the run.
    for entry in fs::read_dir(folder.path()).expect("it is there") {
        set_time(&entry.expect("it is there").path(), 1_000_000);
    }
    folder
}

fn set_time(path: &Path, seconds: u64) {
    let file = File::options().write(true).open(path).expect("it is there");
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    file.set_modified(time).expect("it is ours");
}

fn ingest(inputs: &Path, out: &Path, args: &[&str]) -> String {
    let args = [&["--source", "s"], args].concat();
    let (code, stderr) = ingest_into(out, &[inputs], &args);
    assert_eq!(code, 0, "{stderr}");
    stderr
}

/// Holds an output against that of a fresh run.
fn is_as_fresh(inputs: &Path, out: &Path) {
    let fresh = TempDir::new().expect("there is room");
    ingest(inputs, fresh.path(), &[]);
    assert_eq!(differences(out, fresh.path()), [""; 0]);
}

/// When each file of an output was written, and which one it is.
fn stamps(out: &Path) -> BTreeMap<String, (SystemTime, u64)> {
    let stamp = |name: &String| {
        let metadata = fs::metadata(out.join(name)).expect("it is there");
        let modified = metadata.modified().expect("there is a clock");
        (modified, metadata.len())
    };
    let names = tree(out).into_iter().map(|(name, _)| name);
    names.map(|name| (name.clone(), stamp(&name))).collect()
}

#[test]
fn nothing_is_done_when_nothing_has_changed() {
    let (inputs, out) = (inputs(), TempDir::new().expect("there is room"));
    ingest(inputs.path(), out.path(), &[]);
    let before = stamps(out.path());
    for args in [&[][..], &["--checksum"], &["--threads", "3"]] {
        let said = ingest(inputs.path(), out.path(), args);
        assert!(said.contains("up to date"), "{said}");
        assert_eq!(stamps(out.path()), before);
    }
}

#[test]
fn what_is_added_changed_or_removed_is_taken_up() {
    let (inputs, out) = (inputs(), TempDir::new().expect("there is room"));
    ingest(inputs.path(), out.path(), &[]);
    write(inputs.path(), "05.txt", "another text");
    write(inputs.path(), "99.txt", "one more");
    fs::remove_file(inputs.path().join("07.txt")).expect("it is there");
    ingest(inputs.path(), out.path(), &[]);
    is_as_fresh(inputs.path(), out.path());
}

#[test]
fn files_that_are_only_touched_write_nothing() {
    let (inputs, out) = (inputs(), TempDir::new().expect("there is room"));
    ingest(inputs.path(), out.path(), &[]);
    let before = stamps(out.path());
    set_time(&inputs.path().join("03.txt"), 2_000_000);
    ingest(inputs.path(), out.path(), &[]);
    assert_eq!(stamps(out.path()), before);
}

#[test]
fn a_change_that_hides_its_time_is_found() {
    let (inputs, out) = (inputs(), TempDir::new().expect("there is room"));
    ingest(inputs.path(), out.path(), &[]);
    let path = inputs.path().join("03.txt");
    let text = fs::read_to_string(&path).expect("it is there");
    // The same inode, length and time of writing.
    write(
        inputs.path(),
        "03.txt",
        &text.replace("document", "DOCUMENT"),
    );
    set_time(&path, 1_000_000);
    // Elsewhere a file system does not tell when a time was set.
    let args: &[&str] = if cfg!(unix) { &[] } else { &["--checksum"] };
    let said = ingest(inputs.path(), out.path(), args);
    assert!(!said.contains("up to date"), "{said}");
    is_as_fresh(inputs.path(), out.path());
}

#[test]
fn a_damaged_shard_is_made_again() {
    let (inputs, out) = (inputs(), TempDir::new().expect("there is room"));
    ingest(inputs.path(), out.path(), &[]);
    let shard = out.path().join("documents/part-00000.jsonl");
    let whole = fs::read(&shard).expect("it is there");
    fs::write(&shard, &whole[1..]).expect("it is ours");
    ingest(inputs.path(), out.path(), &[]);
    is_as_fresh(inputs.path(), out.path());
    // Of the same length, it must be read to be found.
    let mut other = whole;
    other[20] ^= 1;
    fs::write(&shard, &other).expect("it is ours");
    ingest(inputs.path(), out.path(), &["--checksum"]);
    is_as_fresh(inputs.path(), out.path());
}

#[test]
fn a_change_right_after_a_run_is_found() {
    let folder = TempDir::new().expect("there is room");
    let out = TempDir::new().expect("there is room");
    // Within a tick of the clock of the file system all may look the same.
    for round in 0..5 {
        write(folder.path(), "a.txt", &format!("round {round}"));
        ingest(folder.path(), out.path(), &[]);
        let documents = fs::read_to_string(out.path().join("documents/part-00000.jsonl"));
        let documents = documents.expect("there is one");
        assert!(documents.contains(&format!("round {round}")), "{documents}");
    }
}

#[test]
fn an_output_of_another_configuration_is_replaced_by_force_alone() {
    let (inputs, out) = (inputs(), TempDir::new().expect("there is room"));
    ingest(inputs.path(), out.path(), &[]);
    let before = tree(out.path());
    let again = |args: &[&str]| ingest_into(out.path(), &[inputs.path()], args);
    let (code, stderr) = again(&["--source", "s", "--dedup", "off"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("--force"), "{stderr}");
    assert_eq!(tree(out.path()), before);
    let (code, stderr) = again(&["--source", "s", "--dedup", "off", "--force"]);
    assert_eq!(code, 0, "{stderr}");
    let fresh = TempDir::new().expect("there is room");
    ingest(inputs.path(), fresh.path(), &["--dedup", "off"]);
    assert_eq!(differences(out.path(), fresh.path()), [""; 0]);
}

#[test]
fn a_shard_that_was_taken_away_is_made_again() {
    let (inputs, out) = (inputs(), TempDir::new().expect("there is room"));
    ingest(inputs.path(), out.path(), &[]);
    let before = tree(out.path());
    fs::remove_file(out.path().join("documents/part-00000.jsonl")).expect("it is there");
    ingest(inputs.path(), out.path(), &[]);
    assert_eq!(tree(out.path()), before);
}

#[test]
fn what_was_unreadable_is_read_when_it_can_be() {
    let (inputs, out) = (inputs(), TempDir::new().expect("there is room"));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    encoder
        .write_all(b"a sound text")
        .expect("memory takes all");
    let sound = encoder.finish().expect("memory takes all");
    let mut broken = sound.clone();
    broken[0] ^= 1;
    // The same inode, length and time: the file system tells no difference.
    let path = inputs.path().join("text.txt.gz");
    for (bytes, expected) in [(&broken, 3), (&broken, 3), (&sound, 0)] {
        fs::write(&path, bytes).expect("there is room");
        set_time(&path, 1_000_000);
        let (code, stderr) = ingest_into(out.path(), &[inputs.path()], &["--source", "s"]);
        assert_eq!(code, expected, "{stderr}");
    }
    is_as_fresh(inputs.path(), out.path());
}

#[test]
fn a_run_may_be_killed_at_any_moment() {
    let inputs = TempDir::new().expect("there is room");
    for number in 0..3000 {
        let text = format!("document {}\r\n&amp;amp;", number % 2500).repeat(20);
        write(inputs.path(), &format!("{number}.txt"), &text);
    }
    let fresh = TempDir::new().expect("there is room");
    let started = SystemTime::now();
    ingest(inputs.path(), fresh.path(), &[]);
    let whole = started.elapsed().expect("the clock goes on").as_micros();
    let out = TempDir::new().expect("there is room");
    for part in 0..20 {
        let mut run = Command::new(binary())
            .args(["ingest", "--source", "s", "--quiet"])
            .arg(inputs.path())
            .arg("--out")
            .arg(out.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("it can be run");
        let after = u64::try_from(whole * part / 20).expect("it is short");
        thread::sleep(Duration::from_micros(after));
        run.kill().expect("it is ours");
        run.wait().expect("it is ours");
        if part % 4 == 3 {
            ingest(inputs.path(), out.path(), &[]);
            assert_eq!(differences(out.path(), fresh.path()), [""; 0]);
            fs::remove_dir_all(out.path()).expect("it is ours");
        }
    }
}

#[test]
#[cfg(unix)]
fn a_run_that_is_told_to_stop_stops_at_once() {
    let inputs = TempDir::new().expect("there is room");
    for number in 0..3000 {
        let text = format!("document {number}\r\n&amp;amp;").repeat(100);
        write(inputs.path(), &format!("{number}.txt"), &text);
    }
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let out = TempDir::new().expect("there is room");
        let mut run = Command::new(binary())
            .args(["ingest", "--quiet"])
            .arg(inputs.path())
            .arg("--out")
            .arg(out.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("it can be run");
        // It is under way once it has a folder for that.
        while !out.path().join(".gristmill/run/kept-rows").exists() {
            thread::sleep(Duration::from_millis(1));
        }
        let kill = Command::new("kill")
            .args(["-s", signal, &run.id().to_string()])
            .status();
        assert!(kill.expect("there is a kill").success());
        let ended = run.wait().expect("it is ours");
        assert_eq!(ended.code(), Some(code));
        assert!(!out.path().join("manifest.json").exists());
        let (code, stderr) = ingest_into(out.path(), &[inputs.path()], &[]);
        assert_eq!(code, 0, "{stderr}");
    }
}
