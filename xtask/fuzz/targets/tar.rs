//! Any tar archive gives members and rejects within its limits, and each its own place.
#![no_main]

use std::collections::BTreeSet;

use gristmill_ingest::{Input, Settings, read_inputs};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, &[u8])| {
    let (mends, bytes) = input;
    // Short pieces fill blocks, so that little input makes many headers.
    let mut archive: Vec<u8> = bytes
        .chunks(24)
        .flat_map(|piece| {
            let mut block = [0; 512];
            let (name, rest) = piece.split_at(piece.len().min(8));
            block[..name.len()].copy_from_slice(name);
            // Size, kind and magic.
            let size = rest.first().map_or(0, |&size| usize::from(size) * 8);
            block[124..136].copy_from_slice(format!("{size:011o}\0").as_bytes());
            block[156] = *rest.get(1).unwrap_or(&b'0');
            block[257..265].copy_from_slice(b"ustar  \0");
            for (place, byte) in rest.get(2..).unwrap_or_default().chunks_exact(2).map(|p| (p[0], p[1])) {
                block[usize::from(place) * 2] = byte;
            }
            block
        })
        .collect();
    if mends {
        for block in archive.chunks_exact_mut(512) {
            block[148..156].copy_from_slice(b"        ");
            let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
            block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        }
    }
    let mut settings = Settings::new([""; 0], "");
    settings.limits.document_bytes = 1000;
    settings.limits.archive_bytes = 5000;
    settings.limits.archive_entries = 10;
    let (mut total, mut many) = (0, 0);
    let mut places = BTreeSet::new();
    read_inputs("a.tar", &archive, &settings, &mut |input| {
        let place = match input {
            Input::Document(place, bytes) => {
                total += bytes.len();
                assert!(bytes.len() <= 1000);
                place
            }
            Input::Record(place, line) => {
                total += line.len();
                place
            }
            Input::Reject(reject) => reject.origin,
        };
        many += 1;
        if !place.member.is_empty() {
            assert!(places.insert((place.member.clone(), place.record)), "{}", place.member);
        }
        true
    });
    assert!(total <= 5000 + 64 * 1024, "{total}");
    assert!(many <= 10_000);
});
