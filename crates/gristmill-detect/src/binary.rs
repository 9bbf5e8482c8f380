//! Files that are no text.

use gristmill_encoding::Encoding;

use crate::{Evidence, Guess};

/// How formats begin that turn up in piles of documents, from their
/// specifications. A text that begins with the name of a format (`GIF89a is …`) is
/// mistaken for one.
const SIGNATURES: [&[u8]; 23] = [
    b"\x89PNG\r\n\x1A\n",
    b"\xFF\xD8\xFF", // JPEG
    b"GIF87a",
    b"GIF89a",
    b"II*\x00", // TIFF, little-endian
    b"MM\x00*", // TIFF, big-endian
    b"%PDF-",
    b"PK\x03\x04",       // ZIP, and with it DOCX, ODT, EPUB
    b"PK\x05\x06",       // an empty ZIP
    b"\x1F\x8B\x08",     // gzip
    b"\x28\xB5\x2F\xFD", // Zstandard
    b"BZh",
    b"\xFD7zXZ\x00",
    b"7z\xBC\xAF\x27\x1C",
    b"Rar!\x1A\x07",
    b"\x7FELF",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", // OLE2: DOC, XLS, PPT
    b"SQLite format 3\x00",
    b"\xCA\xFE\xBA\xBE", // Java class, Mach-O
    b"\x00asm",          // WebAssembly
    b"\x00\x00\x01\x00", // icons of Windows
    b"OggS\x00",
    b"ID3\x03", // MP3
];

/// How many bytes are looked at for noise: the answer for a big file must not
/// cost a pass over all of it.
const SAMPLE: usize = 64 * 1024;

/// The signature of a binary format at the beginning.
pub(crate) fn look_for_signature(bytes: &[u8]) -> Option<Guess> {
    let signed = SIGNATURES
        .iter()
        .any(|signature| bytes.starts_with(signature) && !is_bzip_prose(bytes));
    (signed || is_tar(bytes) || is_riff(bytes)).then(binary)
}

/// How much noise a text may have, however short it is.
const STRAY: usize = 3;

/// More control characters than any text has: one byte in ten, or as [`is_noise`] says.
pub(crate) fn look_for_noise(bytes: &[u8]) -> Option<Guess> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let noise = n_controls(sample);
    let is_noise = noise > STRAY && noise * 10 > sample.len() || is_random(sample, noise);
    is_noise.then(binary)
}

/// Whether UTF-8 holds random bytes that were read as Latin-1: one byte in 32 is a control of
/// ASCII, one character in 32 a control beyond ASCII, and one in ten either. Those beyond
/// ASCII alone are mojibake; those of ASCII alone separate fields, or print letters twice
/// for bold ones. Zero bytes count double, and a few controls are in any text.
///
/// Of more than 64 KiB the first are looked at.
///
/// ```
/// use gristmill_detect::is_noise;
///
/// let noise: String = (0..=255).map(char::from).collect();
/// assert!(is_noise(noise.as_bytes()));
/// assert!(!is_noise("cafÃ\u{83}Â©, naÃ\u{83}Â¯f".as_bytes()));
/// assert!(!is_noise(b"N\x08NA\x08AM\x08ME\x08E"));
/// ```
#[must_use]
pub fn is_noise(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Most texts have none, which is sooner asked.
    let may_weigh = |&byte: &u8| (byte < b' ') & (byte.wrapping_sub(b'\t') > 4) | (byte == 0x7F);
    let (chunks, tail) = sample.as_chunks::<64>();
    let any = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | may_weigh(byte));
    (chunks.iter().any(|chunk| any(chunk)) || any(tail)) && is_random(sample, n_controls(sample))
}

/// How many control characters of ASCII there are that a text seldom has, zero bytes
/// counting double.
fn n_controls(sample: &[u8]) -> usize {
    // A sum of bytes is made sixteen at a time; 127 bytes do not overflow it.
    let noise = sample.chunks(127).map(|chunk| {
        // At most two a byte: a sum that is not checked is made of many bytes at once.
        let noise = chunk.iter().map(|&byte| weight(byte));
        usize::from(noise.fold(0, u8::wrapping_add))
    });
    noise.sum()
}

/// The same of a sample with so many controls of ASCII. It may cut a character.
fn is_random(sample: &[u8], n_ascii: usize) -> bool {
    if n_ascii <= STRAY || n_ascii * 32 <= sample.len() {
        return false;
    }
    let text = match core::str::from_utf8(sample) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            core::str::from_utf8(&sample[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let n_characters = text.chars().count();
    let beyond = text.chars().filter(|c| !c.is_ascii() && c.is_control());
    let n_beyond = beyond.count();
    n_beyond * 32 > n_characters && (n_ascii + n_beyond) * 10 > n_characters
}

// The header of the first member names the format at offset 257 (POSIX.1-1988).
fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar")
}

// WAV, AVI, WebP: the kind stands behind the length.
fn is_riff(bytes: &[u8]) -> bool {
    let kinds: [&[u8]; 3] = [b"WAVE", b"AVI ", b"WEBP"];
    bytes.starts_with(b"RIFF") && bytes.get(8..12).is_some_and(|kind| kinds.contains(&kind))
}

// "BZh" is followed by the level and a magic number in a file, by a letter in prose.
fn is_bzip_prose(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BZh") && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

fn weight(byte: u8) -> u8 {
    // Tab, line feed, vertical tab, form feed, carriage return, escape.
    let is_usual = matches!(byte, 0x09..=0x0D | 0x1B);
    let is_control = byte.is_ascii_control();
    u8::from(is_control & !is_usual) + u8::from(byte == 0)
}

pub(crate) fn binary() -> Guess {
    Guess::certain(Encoding::Windows1252, Evidence::Binary, 0.99)
}
