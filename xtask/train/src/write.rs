//! The files that gristmill-language is built from.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::alphabet::{SCRIPTS, fold, letters};
use crate::model::{Alphabet, FIRST_LETTER};
use crate::signs::{N_SIDES, Signs};

/// Four bits a cost, in bits.
fn nibble(cost: f64) -> u8 {
    cost.round().clamp(0.0, 15.0) as u8
}

/// How many bytes a row has; long ones are as long as two registers.
fn width(n_languages: usize) -> usize {
    match n_languages.div_ceil(2) {
        17..=32 => 32,
        few => few,
    }
}

/// Pairs of costs in a byte each: the languages of the first half of a row in the
/// low nibbles, those of the second in the high ones.
fn pack(row: &[f64]) -> Vec<u8> {
    let half = width(row.len());
    (0..half)
        .map(|at| {
            row.get(at).map_or(0, |&cost| nibble(cost))
                | row.get(at + half).map_or(0, |&cost| nibble(cost)) << 4
        })
        .collect()
}

/// The binary part, and where in it everything stands.
#[derive(Default)]
pub struct Blob {
    bytes: Vec<u8>,
}

impl Blob {
    fn add(&mut self, bytes: &[u8]) -> usize {
        let at = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        at
    }

    fn add_numbers(&mut self, numbers: &[u16]) -> usize {
        let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        self.add(&bytes)
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Adds an alphabet; gives the Rust expression that describes it.
pub fn alphabet(blob: &mut Blob, name: &str, first_language: usize, alphabet: &Alphabet) -> String {
    let n_numbers = alphabet.letters.len() + FIRST_LETTER;
    let single: Vec<u8> = alphabet.single.iter().flat_map(|row| pack(row)).collect();
    // Every pair has a number, 0 for none.
    let mut matrix = vec![0_u16; n_numbers * n_numbers];
    let mut keys: Vec<[usize; 2]> = alphabet.pairs.keys().copied().collect();
    for &[a, b, _] in alphabet.triples.keys() {
        if !alphabet.pairs.contains_key(&[a, b]) && [a, b] != [0, 0] {
            keys.push([a, b]);
        }
    }
    keys.push([0, 0]);
    keys.sort_unstable();
    keys.dedup();
    let mut pair_rows = vec![pack(&vec![15.0; alphabet.n_languages])];
    let mut starts = vec![0_u16, 0];
    let mut thirds = Vec::new();
    let mut triple_rows = Vec::new();
    let mut by_pair: BTreeMap<[usize; 2], Vec<(usize, &Vec<f64>)>> = BTreeMap::new();
    for (&[a, b, c], row) in &alphabet.triples {
        by_pair.entry([a, b]).or_default().push((c, row));
    }
    for (at, key) in keys.iter().enumerate() {
        matrix[key[0] * n_numbers + key[1]] = u16::try_from(at + 1).expect("few pairs");
        pair_rows.push(match alphabet.pairs.get(key) {
            Some(row) => pack(row),
            None => pack(&vec![15.0; alphabet.n_languages]),
        });
        for (third, row) in by_pair.get(key).into_iter().flatten() {
            thirds.push(u8::try_from(*third).expect("few letters"));
            triple_rows.extend(pack(row));
        }
        starts.push(u16::try_from(thirds.len()).expect("few triples"));
    }
    let pair_rows: Vec<u8> = pair_rows.concat();
    let mut text = String::new();
    let _ = write!(
        text,
        "    Alphabet {{ script: \"{name}\", first_language: {first_language}, n_languages: {}, n_numbers: {n_numbers}, single: {}, matrix: {}, pairs: {}, starts: {}, thirds: {}, triples: {} }},\n",
        alphabet.n_languages,
        blob.add(&single),
        blob.add_numbers(&matrix),
        blob.add(&pair_rows),
        blob.add_numbers(&starts),
        blob.add(&thirds),
        blob.add(&triple_rows),
    );
    eprintln!(
        "{name}: {} letters, {} pairs, {} triples; {} + {} + {} bytes",
        alphabet.letters.len(),
        alphabet.pairs.len(),
        alphabet.triples.len(),
        matrix.len() * 2,
        pair_rows.len(),
        thirds.len() + triple_rows.len()
    );
    text
}

/// What each character is: a page index, and pages of 64 entries.
pub fn characters(blob: &mut Blob, alphabets: &[Alphabet], signs: &[char]) -> (usize, usize) {
    let mut entries: BTreeMap<u32, u16> = BTreeMap::new();
    for (script, alphabet) in alphabets.iter().enumerate() {
        for letter in letters(script) {
            let folded = fold(letter);
            let number = alphabet
                .letters
                .iter()
                .position(|&known| known == folded)
                .map_or(2, |at| at + FIRST_LETTER);
            // Of kana, those of half the width are marked instead.
            let is_half = (0xFF66..=0xFF9D).contains(&u32::from(letter));
            let upper = u16::from(folded != letter && letter.is_uppercase() || is_half);
            let entry = 1 << 14
                | upper << 13
                | u16::try_from(script).expect("few scripts") << 8
                | u16::try_from(number).expect("few letters");
            entries.insert(u32::from(letter), entry);
        }
    }
    for (at, &sign) in signs.iter().enumerate() {
        entries.insert(
            u32::from(sign),
            2 << 14 | u16::try_from(at).expect("few signs"),
        );
    }
    for digit in b'1'..=b'9' {
        let zero = entries[&u32::from(b'0')];
        entries.insert(u32::from(digit), zero);
    }
    let mut index = vec![0_u8; 1024];
    let mut pages = vec![vec![0_u16; 64]];
    for (&code, &entry) in &entries {
        let page = &mut index[code as usize >> 6];
        if *page == 0 {
            *page = u8::try_from(pages.len()).expect("few pages");
            pages.push(vec![0; 64]);
        }
        pages[usize::from(*page)][code as usize & 63] = entry;
    }
    (blob.add(&index), blob.add_numbers(&pages.concat()))
}

/// A sentence counts fifty.
const FEW: f64 = 50.0;

/// The signs that have a cost of their own, and the table of those costs in
/// eighths of a bit; the last row is that of any other sign.
pub fn signs(blob: &mut Blob, counted: &Signs) -> (Vec<char>, usize) {
    let mut totals: BTreeMap<char, f64> = BTreeMap::new();
    for place in &counted.between {
        for (&sign, &count) in place {
            *totals.entry(sign).or_default() += count;
        }
    }
    let all: f64 = totals.values().sum();
    let mut known: Vec<(f64, char)> = totals
        .iter()
        .filter(|&(&sign, &count)| {
            count / all > 3e-7 && u32::from(sign) < 0x1_0000 && !sign.is_control()
                || sign == '\n'
                || sign == '\t'
        })
        .map(|(&sign, &count)| (count, sign))
        .collect();
    known.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    known.truncate(254);
    let mut known: Vec<char> = known.into_iter().map(|(_, sign)| sign).collect();
    for must in [' ', '0', '\n', '\t', '\r', '\'', '\u{2019}'] {
        if !known.contains(&must) {
            known.push(must);
        }
    }
    known.sort_unstable();
    let mut table = Vec::new();
    let places: Vec<f64> = counted
        .between
        .iter()
        .map(|place| place.values().sum())
        .collect();
    for &sign in &known {
        let overall = totals.get(&sign).copied().unwrap_or(0.0) / all;
        for place in 0..N_SIDES * N_SIDES {
            let count = counted.between[place].get(&sign).copied().unwrap_or(0.0);
            // What was seen a few times, in one place, says nothing about the place.
            let own = (count - FEW).max(0.0) / places[place].max(1.0);
            let p = 0.85 * own + 0.15 * overall + 1e-8;
            // What the model has never seen costs 23 bits.
            table.push((-p.log2() * 8.0).round().clamp(0.0, 21.0 * 8.0) as u8);
        }
    }
    let at = blob.add(&table);
    (known, at)
}

/// A nibble each for four languages: the cost of a character of East Asia less
/// four bits.
pub fn ideographs(blob: &mut Blob, costs: &[BTreeMap<char, f64>; 4], range: (u32, u32)) -> usize {
    let mut table = Vec::new();
    for code in range.0..=range.1 {
        let character = char::from_u32(code).expect("no surrogates here");
        let cost = |language: usize| {
            nibble(costs[language].get(&character).copied().unwrap_or(99.0) - 4.0)
        };
        table.push(cost(0) | cost(1) << 4);
        table.push(cost(2) | cost(3) << 4);
    }
    blob.add(&table)
}

/// The Rust source of the tables.
pub fn source(
    languages: &[(&str, usize)],
    alphabets: &str,
    offsets: &[(&str, usize)],
    capitals: &[[u32; 2]; 4],
) -> String {
    let mut text = String::from(
        "//! Generated by `cargo xtask train`: what stands where in `model.bin`.\n\n\
         use crate::alphabet::Alphabet;\n\n\
         /// The languages of the model (BCP 47), those of a script together.\n",
    );
    let _ = writeln!(
        text,
        "pub(crate) const LANGUAGES: [&str; {}] = [",
        languages.len()
    );
    for (tag, _) in languages {
        let _ = writeln!(text, "    \"{tag}\",");
    }
    text.push_str("];\n\n/// The scripts that are modelled by trigrams of letters.\n");
    let _ = writeln!(
        text,
        "pub(crate) static ALPHABETS: [Alphabet; {}] = [",
        SCRIPTS.len()
    );
    text.push_str(alphabets);
    text.push_str("];\n\n");
    for (name, value) in offsets {
        let _ = writeln!(text, "pub(crate) const {name}: usize = {value};");
    }
    let _ = writeln!(
        text,
        "\n/// What a small letter and a capital cost in each state, in eighths of a bit.\npub(crate) const CAPITALS: [[u32; 2]; 4] = {capitals:?};"
    );
    text
}
