//! The text and the cost of decoding, beside encoding_rs.

use std::hint::black_box;

use gristmill_decode::decode;
use gristmill_encoding::{Encoding, standard};

use crate::{collect, seconds};

const ROUNDS: usize = 3;

/// Decodes the files in every encoding of the Encoding Standard, whatever they are
/// in, and prints a row for each.
pub fn compare(paths: &[String]) {
    let files = collect(paths);
    println!("| encoding | files | other texts than encoding_rs | of encoding_rs's time |");
    println!("|---|---|---|---|");
    let (mut all, mut all_others) = (0, 0);
    for &encoding in Encoding::ALL {
        let Some(standard) = standard(encoding) else {
            continue;
        };
        let differs = |file: &&Vec<u8>| {
            let (text, _) = standard.decode_with_bom_removal(file);
            decode(file, encoding).text != text
        };
        let others = files.iter().filter(differs).count();
        let own = seconds(ROUNDS, || {
            for file in &files {
                black_box(decode(file, encoding));
            }
        });
        let peer = seconds(ROUNDS, || {
            for file in &files {
                black_box(standard.decode_with_bom_removal(file));
            }
        });
        let n_files = files.len();
        println!(
            "| {} | {n_files} | {others} | {:.2} |",
            encoding.name(),
            own / peer
        );
        all += n_files;
        all_others += others;
    }
    println!("| all | {all} | {all_others} | |");
}
