//! Any zip archive, made and then damaged, gives members and rejects within its limits.
#![no_main]

use std::io::Write;

use gristmill_ingest::{Input, Settings, read_inputs};
use libfuzzer_sys::fuzz_target;
use rawzip::{CompressionMethod, ZipArchiveWriter};

fuzz_target!(|input: (Vec<(&str, &[u8])>, Vec<(u16, u8)>, Option<u16>)| {
    let (files, changes, cut) = input;
    let Some(mut archive) = zip(&files) else { return };
    let is_sound = changes.is_empty() && cut.is_none();
    for (at, with) in changes {
        let at = usize::from(at) % archive.len();
        archive[at] = with;
    }
    if let Some(cut) = cut {
        archive.truncate(usize::from(cut) % archive.len());
    }
    let mut settings = Settings::new([""; 0], "");
    settings.limits.document_bytes = 100_000;
    settings.limits.archive_entries = 50;
    let mut documents = Vec::new();
    let mut total = 0;
    read_inputs("a.zip", &archive, &settings, &mut |input| {
        match input {
            Input::Document(_, bytes) => {
                total += bytes.len();
                documents.push(bytes);
            }
            Input::Record(_, line) => total += line.len(),
            Input::Reject(_) => {}
        }
        true
    });
    assert!(total <= 50 * 100_000);
    let are_plain = files.iter().all(|(name, _)| name.bytes().all(|byte| byte.is_ascii_lowercase()));
    if is_sound && are_plain && files.len() <= 50 {
        let expected: Vec<&[u8]> = files.iter().map(|(_, bytes)| *bytes).collect();
        assert_eq!(documents, expected);
    }
});

fn zip(files: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (number, (name, bytes)) in files.iter().enumerate() {
        let method = match number % 2 {
            0 => CompressionMethod::STORE,
            _ => CompressionMethod::DEFLATE,
        };
        let file = archive.new_file(*name).compression_method(method);
        let (mut entry, config) = file.start().ok()?;
        if method == CompressionMethod::STORE {
            entry.write_all(bytes).ok()?;
        } else {
            let level = flate2::Compression::fast();
            let mut encoder = flate2::write::DeflateEncoder::new(&mut entry, level);
            encoder.write_all(bytes).ok()?;
            encoder.finish().ok()?;
        }
        let mut measured = config.wrap(std::io::sink());
        measured.write_all(bytes).ok()?;
        let (_, descriptor) = measured.finish().ok()?;
        entry.finish(descriptor).ok()?;
    }
    archive.finish().ok()
}
