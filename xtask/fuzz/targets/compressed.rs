//! Compressed bytes, sound or not, give a document or a reject, and never more than may be.
#![no_main]

use std::io::Write;

use gristmill_ingest::{Input, Settings, read_inputs};
use libfuzzer_sys::fuzz_target;

const ENDINGS: [&str; 4] = ["gz", "bz2", "zst", "xz"];

fuzz_target!(|input: (u8, &[u8], Vec<(u16, u8)>)| {
    let (mode, bytes, changes) = input;
    let ending = ENDINGS[usize::from(mode) % 4];
    let is_sound = mode & 128 != 0 && ending != "xz";
    let mut packed = if is_sound { pack(ending, bytes) } else { bytes.to_vec() };
    let mut is_changed = false;
    for (at, with) in changes {
        if let Some(byte) = packed.get_mut(usize::from(at)) {
            is_changed |= *byte != with;
            *byte = with;
        }
    }
    let mut settings = Settings::new([""; 0], "");
    settings.limits.document_bytes = 4096;
    let mut n_inputs = 0;
    read_inputs(&format!("a.txt.{ending}"), &packed, &settings, &mut |input| {
        n_inputs += 1;
        match input {
            Input::Document(_, read) => {
                assert!(read.len() <= 4096);
                assert!(!is_sound || is_changed || read == bytes);
            }
            Input::Reject(_) => assert!(!is_sound || is_changed || bytes.len() > 4096),
            Input::Record(..) => unreachable!("a document has no lines"),
        }
        true
    });
    assert_eq!(n_inputs, 1);
});

fn pack(ending: &str, bytes: &[u8]) -> Vec<u8> {
    match ending {
        "gz" => {
            let level = flate2::Compression::fast();
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
            encoder.write_all(bytes).expect("memory takes all");
            encoder.finish().expect("memory takes all")
        }
        "bz2" => {
            let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
            encoder.write_all(bytes).expect("memory takes all");
            encoder.finish().expect("memory takes all")
        }
        _ => zstd::encode_all(bytes, 1).expect("memory takes all"),
    }
}
