//! Encodings of one byte a character, as what a text was taken for.

use alloc::boxed::Box;
use alloc::vec::Vec;

use gristmill_encoding::{Encoding, single_byte};
use once_cell::race::OnceBox;

/// The encodings that software takes text for, those first that it does most often.
pub(super) const PAGES: [Encoding; 23] = [
    Encoding::Windows1252,
    Encoding::Windows1254,
    Encoding::Iso8859_15,
    Encoding::Windows1250,
    Encoding::Windows1251,
    Encoding::Windows1257,
    Encoding::Windows1253,
    Encoding::Windows1258,
    Encoding::Windows1255,
    Encoding::Windows1256,
    Encoding::Windows874,
    Encoding::Iso8859_2,
    Encoding::Iso8859_5,
    Encoding::Iso8859_7,
    Encoding::Macintosh,
    Encoding::Cp437,
    Encoding::Cp850,
    Encoding::Cp852,
    Encoding::Ibm866,
    Encoding::Koi8R,
    Encoding::Koi8U,
    Encoding::XMacCyrillic,
    Encoding::MacCe,
];

/// A page: which byte means a character.
pub(super) struct Page {
    /// Characters beyond ASCII in their order, and their bytes.
    bytes: Vec<(char, u8)>,
    /// The bytes that mean nothing: what was there has become U+FFFD, or is lost.
    pub(super) unmapped: Vec<u8>,
}

impl Page {
    fn new(table: &[u16; 256]) -> Self {
        let mut bytes = Vec::new();
        let mut unmapped = Vec::new();
        for (byte, &code) in (0..=u8::MAX).zip(table).skip(0x80) {
            match char::from_u32(u32::from(code)) {
                Some(character) if code >= 0xA0 && code != 0xFFFD => bytes.push((character, byte)),
                _ => unmapped.push(byte),
            }
        }
        bytes.sort_unstable();
        Self { bytes, unmapped }
    }

    /// The byte beyond ASCII that means a character. A control character from
    /// U+0080 to U+009F is the byte that Latin-1 has it for: the two are mixed up
    /// where the page has no character.
    pub(super) fn byte(&self, character: char) -> Option<u8> {
        if let '\u{80}'..='\u{9F}' = character {
            return u8::try_from(u32::from(character)).ok();
        }
        let at = self.bytes.binary_search_by_key(&character, |&(own, _)| own);
        at.ok().map(|at| self.bytes[at].1)
    }
}

/// The pages, in the order of [`PAGES`].
pub(super) fn pages() -> &'static [Page] {
    static KNOWN: OnceBox<Vec<Page>> = OnceBox::new();
    KNOWN.get_or_init(|| {
        let tables = PAGES.iter().filter_map(|&page| single_byte(page));
        Box::new(tables.map(Page::new).collect())
    })
}

/// The byte that means a character beyond ASCII in each page, 0 where there is none;
/// ASCII is the same in all of them.
pub(super) type InPages = [u8; PAGES.len()];

/// What a character is in each page.
pub(super) fn in_pages(character: char) -> &'static InPages {
    static KNOWN: OnceBox<Rows> = OnceBox::new();
    KNOWN.get_or_init(|| Box::new(Rows::new())).of(character)
}

/// A row for each character that any page has.
struct Rows {
    /// The number of each character's row; the first has no byte in any page.
    numbers: Vec<u16>,
    rows: Vec<InPages>,
}

/// What pages have beyond, ligatures and a logo, tells nothing.
const LAST: usize = 0x2600;

impl Rows {
    fn new() -> Self {
        let mut rows = Self {
            numbers: alloc::vec![0; LAST],
            rows: alloc::vec![[0; PAGES.len()]],
        };
        for (n, page) in pages().iter().enumerate() {
            // Controls beyond ASCII are their bytes, as in [`Page::byte`].
            for byte in 0..=0x9F {
                rows.insert(char::from(byte), n, byte);
            }
            for &(character, byte) in &page.bytes {
                rows.insert(character, n, byte);
            }
        }
        rows
    }

    fn insert(&mut self, character: char, page: usize, byte: u8) {
        let n_rows = self.rows.len();
        let Some(number) = self.numbers.get_mut(character as usize) else {
            return;
        };
        if *number == 0 {
            *number = u16::try_from(n_rows).unwrap_or(0);
            self.rows.push([0; PAGES.len()]);
        }
        self.rows[usize::from(*number)][page] = byte;
    }

    fn of(&self, character: char) -> &InPages {
        let number = self.numbers.get(character as usize);
        &self.rows[number.map_or(0, |&number| usize::from(number))]
    }
}
