//! What every byte is in the encodings of one byte a character, looked up once.

use alloc::boxed::Box;
use alloc::vec::Vec;

use gristmill_encoding::{Encoding, single_byte};
use gristmill_language::Glyph;
use once_cell::race::OnceBox;

use super::byte_set::ByteSet;
use super::candidates::{ASCII_COMPATIBLE, EBCDIC};

/// An encoding of one byte a character.
pub(super) struct Page {
    /// What each byte is.
    pub(super) glyphs: [Glyph; 256],
    /// The bytes that mean something.
    pub(super) bytes: ByteSet,
}

impl Page {
    /// The page of an encoding; none when it has more bytes a character, or is no
    /// candidate.
    pub(super) fn of(encoding: Encoding) -> Option<&'static Self> {
        static PAGES: OnceBox<Vec<Option<Page>>> = OnceBox::new();
        let pages = PAGES.get_or_init(|| {
            let mut pages: Vec<Option<Self>> = Encoding::ALL.iter().map(|_| None).collect();
            for candidate in ASCII_COMPATIBLE.iter().chain(EBCDIC) {
                pages[candidate.encoding as usize] = single_byte(candidate.encoding).map(Self::new);
            }
            Box::new(pages)
        });
        pages[encoding as usize].as_ref()
    }

    fn new(table: &[u16; 256]) -> Self {
        let mut bytes = ByteSet::default();
        let glyphs = core::array::from_fn(|at| {
            let code = u32::from(table[at]);
            if code != 0xFFFD {
                bytes.insert(u8::try_from(at).unwrap_or(0));
            }
            Glyph::of(char::from_u32(code).unwrap_or('\u{FFFD}'))
        });
        Self { glyphs, bytes }
    }
}
