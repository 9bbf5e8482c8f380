//! Compressed files and archives: the same documents as the plain files, and nothing lost
//! when they are damaged or hostile.

use std::fs;
use std::io::Write;

use gristmill_record::Record;
use rawzip::{CompressionMethod, ZipArchiveWriter};
use tempfile::TempDir;

use crate::run::Ingested;

/// Files by their paths.
const FILES: [(&str, &[u8]); 4] = [
    ("mill.txt", b"The mill by the river grinds rye all day.\n"),
    (
        "old/caf\u{e9}.txt",
        b"caf\xE9 au lait, cr\xE8me br\xFBl\xE9e, d\xE9j\xE0 vu\n",
    ),
    (
        "old/records.jsonl",
        b"{\"id\":\"a\",\"text\":\"one record\"}\n{bad\n{\"text\":\"another record\"}\n",
    ),
    (
        "picture.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02",
    ),
];

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive
            .append_data(&mut header, name, *bytes)
            .expect("memory takes all");
    }
    archive.into_inner().expect("memory takes all")
}

fn zip(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in files {
        let file = archive.new_file(name).compression_method(method);
        let (mut entry, config) = file.start().expect("memory takes all");
        let compressed = match method {
            CompressionMethod::DEFLATE => deflate(bytes),
            CompressionMethod::BZIP2 => bzip2(bytes),
            CompressionMethod::ZSTD => zstd(bytes),
            _ => bytes.to_vec(),
        };
        entry.write_all(&compressed).expect("memory takes all");
        let mut measured = config.wrap(std::io::sink());
        measured.write_all(bytes).expect("a sink takes all");
        let (_, descriptor) = measured.finish().expect("a sink takes all");
        entry.finish(descriptor).expect("memory takes all");
    }
    archive.finish().expect("memory takes all")
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let level = flate2::Compression::default();
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), level);
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let level = flate2::Compression::default();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).expect("memory takes all")
}

/// Ingests files, and removes no duplicates.
fn ingest(files: &[(&str, &[u8])], args: &[&str]) -> Ingested {
    let folder = TempDir::new().expect("there is room for a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("there is room");
        fs::write(path, bytes).expect("there is room");
    }
    let args = [&["--dedup", "off", "--source", "s"], args].concat();
    Ingested::from(&[folder.path()], &args)
}

/// What documents say, wherever they are from.
fn contents(ingested: &Ingested) -> Vec<String> {
    let content = |record: Record<'_>| {
        let origin = &record.origin;
        let all = [
            &*record.text,
            &*origin.sha256,
            &*origin.encoding,
            &*record.lang,
        ];
        format!("{all:?} {:?} {:?}", record.edits, record.sections)
    };
    let mut contents: Vec<String> = ingested.documents().into_iter().map(content).collect();
    contents.sort();
    contents
}

/// Every reject as `member line reason`.
fn rejects(ingested: &Ingested) -> Vec<String> {
    let rejects = ingested.rejects().into_iter();
    rejects
        .map(|reject| {
            let place = reject.origin;
            let reason = reject.reason.name();
            format!("{} {} {reason}", place.member, place.line)
        })
        .collect()
}

#[test]
fn a_compressed_or_archived_input_gives_the_same_documents() {
    // A folder tells more about a file than an archive about a member, unless it is not
    // asked.
    let plain = contents(&ingest(&FILES, &["--no-pool"]));
    assert_eq!(plain.len(), 4);
    let archives = [
        ("a.tar", tar(&FILES)),
        ("a.tar.gz", gzip(&tar(&FILES))),
        ("a.TGZ", gzip(&tar(&FILES))),
        ("a.tbz2", bzip2(&tar(&FILES))),
        ("a.tar.zst", zstd(&tar(&FILES))),
        ("a.zip", zip(&FILES, CompressionMethod::STORE)),
        ("b.zip", zip(&FILES, CompressionMethod::DEFLATE)),
        ("c.zip", zip(&FILES, CompressionMethod::BZIP2)),
        ("d.zip", zip(&FILES, CompressionMethod::ZSTD)),
        ("a.zip.gz", gzip(&zip(&FILES, CompressionMethod::DEFLATE))),
    ];
    for (name, bytes) in &archives {
        let ingested = ingest(&[(name, bytes)], &[]);
        assert_eq!(contents(&ingested), plain, "{name}");
        let expected = ["old/records.jsonl 2 bad_json", "picture.png 0 binary"];
        assert_eq!(rejects(&ingested), expected, "{name}");
    }
    for (ending, pack) in [
        ("gz", gzip as fn(&[u8]) -> Vec<u8>),
        ("bz2", bzip2),
        ("zst", zstd),
    ] {
        let packed = FILES.map(|(name, bytes)| (format!("{name}.{ending}"), pack(bytes)));
        let packed: Vec<(&str, &[u8])> = packed.iter().map(|(n, b)| (&**n, &**b)).collect();
        assert_eq!(
            contents(&ingest(&packed, &["--no-pool"])),
            plain,
            "{ending}"
        );
    }
}

#[test]
fn members_say_where_they_are_from() {
    let inner = zip(&FILES[..1], CompressionMethod::DEFLATE);
    let files: [(&str, &[u8]); 3] = [("x/inner.zip", &inner), FILES[0], FILES[0]];
    let ingested = ingest(&[("outer.tar.gz", &gzip(&tar(&files)))], &[]);
    let origins: Vec<String> = ingested
        .documents()
        .into_iter()
        .map(|record| format!("{} {}", record.origin.path, record.origin.member))
        .collect();
    let expected = [
        "outer.tar.gz x/inner.zip!/mill.txt",
        "outer.tar.gz mill.txt",
        "outer.tar.gz mill.txt#2",
    ];
    assert_eq!(origins, expected);
    let ids: std::collections::BTreeSet<String> = ingested
        .documents()
        .into_iter()
        .map(|record| record.id)
        .collect();
    assert_eq!(ids.len(), 3, "each has an id of its own");
}

#[test]
fn no_two_members_have_one_place() {
    let names = ["a", "a#2", "a", "a", "a#2", "b", "b"];
    let files: Vec<(&str, &[u8])> = names.map(|name| (name, &b"some text"[..])).into();
    let ingested = ingest(&[("a.tar", &tar(&files))], &[]);
    let documents = ingested.documents().into_iter();
    let members: Vec<String> = documents.map(|record| record.origin.member).collect();
    assert_eq!(members, ["a", "a#2", "a#3", "a#4", "a#2#2", "b", "b#2"]);
}

#[test]
fn what_is_excluded_is_no_member_either() {
    let archive = tar(&FILES);
    let ingested = ingest(
        &[("a.tar", &archive)],
        &["--exclude", "*.png", "--exclude", "old/**"],
    );
    assert_eq!(ingested.documents().len(), 1);
    assert!(rejects(&ingested).is_empty());
}

#[test]
fn archives_within_archives_end_somewhere() {
    let mut archive = zip(&FILES[..1], CompressionMethod::DEFLATE);
    for _ in 0..3 {
        archive = zip(
            &[("in.zip", &archive), FILES[0]],
            CompressionMethod::DEFLATE,
        );
    }
    let ingested = ingest(&[("a.zip", &archive)], &[]);
    assert_eq!(ingested.documents().len(), 3, "one at each depth");
    assert_eq!(rejects(&ingested), ["in.zip!/in.zip!/in.zip 0 too_nested"]);
    let deeper = ingest(&[("a.zip", &archive)], &["--max-nesting", "4"]);
    assert_eq!(deeper.documents().len(), 4);
}

#[test]
fn nothing_lies_behind_the_end_unseen() {
    let two = [tar(&FILES[..1]), tar(&FILES[1..2])].concat();
    let ingested = ingest(&[("a.tar", &two)], &[]);
    assert_eq!(ingested.documents().len(), 2);
    let rubbish = [tar(&FILES[..1]), b"rubbish".repeat(100)].concat();
    let ingested = ingest(&[("a.tar", &rubbish)], &[]);
    assert_eq!(ingested.documents().len(), 1);
    assert_eq!(rejects(&ingested), [" 0 broken_archive"]);
    assert_eq!(rejects(&ingest(&[("a.tar", b"")], &[])), [" 0 empty"]);
    let padded = [tar(&FILES[..1]), vec![0; 3 << 20]].concat();
    let ingested = ingest(&[("a.tar", &padded)], &[]);
    assert_eq!(ingested.documents().len(), 1);
    assert!(rejects(&ingested).is_empty());
    // A folder with contents is none.
    let odd = zip(
        &[("odd/", b"some text"), ("empty/", b"")],
        CompressionMethod::STORE,
    );
    assert_eq!(ingest(&[("a.zip", &odd)], &[]).documents().len(), 1);
}

#[test]
fn a_cut_costs_what_is_behind_it() {
    let whole = tar(&FILES);
    // Behind the first member, which has one block of header and one of data.
    for len in [1024 + 100, 1024 + 512 + 10] {
        let ingested = ingest(&[("a.tar", &whole[..len])], &[]);
        assert_eq!(ingested.documents().len(), 1, "{len}");
        let rejects = rejects(&ingested);
        assert!(
            rejects
                .last()
                .is_some_and(|last| last.ends_with("broken_archive")),
            "{rejects:?}"
        );
    }
    let cut = zip(&FILES, CompressionMethod::STORE);
    let ingested = ingest(&[("a.zip", &cut[..cut.len() - 30])], &[]);
    assert_eq!(rejects(&ingested), [" 0 broken_archive"]);
    let packed = gzip(&whole);
    let ingested = ingest(&[("a.tar.gz", &packed[..packed.len() - 20])], &[]);
    assert!(!rejects(&ingested).is_empty());
}

#[test]
fn a_flipped_bit_costs_its_member() {
    let whole = zip(&FILES[..2], CompressionMethod::STORE);
    let mut flipped = whole.clone();
    let at = whole
        .windows(5)
        .position(|bytes| bytes == b"river")
        .expect("it is stored");
    flipped[at] ^= 1;
    let ingested = ingest(&[("a.zip", &flipped)], &[]);
    assert_eq!(ingested.documents().len(), 1);
    assert_eq!(rejects(&ingested), ["mill.txt 0 broken_compression"]);
}

#[test]
fn limits_hold_for_archives() {
    let zeros = vec![b' '; 3 << 20];
    let bomb = zip(
        &[("bomb.txt", &zeros), FILES[0]],
        CompressionMethod::DEFLATE,
    );
    let ingested = ingest(&[("a.zip", &bomb)], &[]);
    assert_eq!(rejects(&ingested), ["bomb.txt 0 bomb"]);
    assert_eq!(ingested.documents().len(), 1);

    let many: Vec<(String, Vec<u8>)> = (0..20)
        .map(|n| {
            (
                format!("{n}.txt"),
                format!("document number {n}").into_bytes(),
            )
        })
        .collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (&**n, &**b)).collect();
    for archive in [
        ("a.zip", zip(&many, CompressionMethod::STORE)),
        ("a.tar", tar(&many)),
    ] {
        let ingested = ingest(&[(archive.0, &archive.1)], &["--max-archive-entries", "15"]);
        assert_eq!(ingested.documents().len(), 15);
        assert_eq!(rejects(&ingested), [" 0 archive_limit"]);
        let ingested = ingest(&[(archive.0, &archive.1)], &["--max-archive-bytes", "100"]);
        assert!((1..10).contains(&ingested.documents().len()));
        assert!(
            rejects(&ingested)
                .last()
                .is_some_and(|last| last == " 0 archive_limit")
        );
    }
    let large = tar(&[("large.txt", &zeros), FILES[0]]);
    let ingested = ingest(&[("a.tar", &large)], &["--max-document-bytes", "1000000"]);
    assert_eq!(rejects(&ingested), ["large.txt 0 too_large"]);
    assert_eq!(ingested.documents().len(), 1);
}

#[test]
fn members_that_share_bytes_are_read_once() {
    let whole = zip(&FILES[..1], CompressionMethod::STORE);
    // The directory names the one member twice.
    let start = whole
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .expect("a directory");
    let end = whole
        .windows(4)
        .rposition(|bytes| bytes == b"PK\x05\x06")
        .expect("an end");
    let entry = &whole[start..end];
    let mut twice = [&whole[..end], entry, &whole[end..]].concat();
    let end = end + entry.len();
    for at in [end + 8, end + 10] {
        twice[at] = 2;
    }
    let len = u32::try_from(2 * entry.len())
        .expect("it is short")
        .to_le_bytes();
    twice[end + 12..end + 16].copy_from_slice(&len);
    let ingested = ingest(&[("a.zip", &twice)], &[]);
    assert_eq!(ingested.documents().len(), 1);
    assert_eq!(rejects(&ingested), ["mill.txt#2 0 bomb"]);
}

#[test]
fn links_and_encrypted_members_are_rejects() {
    let mut archive = tar::Builder::new(Vec::new());
    for (kind, name) in [
        (tar::EntryType::Symlink, "soft"),
        (tar::EntryType::Link, "hard"),
        (tar::EntryType::Fifo, "pipe"),
    ] {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        let add = archive.append_link(&mut header, name, "/etc/passwd");
        add.expect("memory takes all");
    }
    let archive = archive.into_inner().expect("memory takes all");
    let ingested = ingest(&[("a.tar", &archive)], &[]);
    assert_eq!(
        rejects(&ingested),
        ["soft 0 link", "hard 0 link", "pipe 0 not_a_file"]
    );

    let mut encrypted = zip(&FILES[..2], CompressionMethod::STORE);
    let entry = encrypted
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02");
    encrypted[entry.expect("a directory") + 8] |= 1;
    let ingested = ingest(&[("a.zip", &encrypted)], &[]);
    assert_eq!(rejects(&ingested), ["mill.txt 0 encrypted"]);
    assert_eq!(ingested.documents().len(), 1);
}

#[test]
fn names_stay_names() {
    let hostile = [
        "../../up.txt",
        "/etc/abs.txt",
        "a\n\u{1b}[31mb.txt",
        "c:\\d.txt",
    ];
    let files: Vec<(&str, &[u8])> = hostile.map(|name| (name, &b"some text"[..])).into();
    let ingested = ingest(&[("a.zip", &zip_raw(&files))], &[]);
    let members: Vec<String> = ingested
        .documents()
        .into_iter()
        .map(|record| record.origin.member)
        .collect();
    assert_eq!(members, hostile);
}

/// A zip archive with names as they are.
fn zip_raw(files: &[(&str, &[u8])]) -> Vec<u8> {
    let stand_ins: Vec<String> = (0..files.len())
        .map(|n| format!("{n}").repeat(files[n].0.len()))
        .collect();
    let renamed: Vec<(&str, &[u8])> = stand_ins
        .iter()
        .zip(files)
        .map(|(name, file)| (&**name, file.1))
        .collect();
    let mut archive = zip(&renamed, CompressionMethod::STORE);
    for (stand_in, (name, _)) in stand_ins.iter().zip(files) {
        while let Some(at) = archive
            .windows(name.len())
            .position(|bytes| bytes == stand_in.as_bytes())
        {
            archive[at..at + name.len()].copy_from_slice(name.as_bytes());
        }
    }
    archive
}
