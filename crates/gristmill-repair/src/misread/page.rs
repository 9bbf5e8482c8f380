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
    /// Its number.
    number: usize,
    /// Characters beyond the rows, and their bytes.
    beyond: Vec<(char, u8)>,
    /// The bytes that mean nothing: what was there has become U+FFFD, or is lost.
    pub(super) unmapped: Vec<u8>,
}

impl Page {
    /// The byte beyond ASCII that means a character. A control character from
    /// U+0080 to U+009F is the byte that Latin-1 has it for: the two are mixed up
    /// where the page has no character.
    pub(super) fn byte(&self, character: char) -> Option<u8> {
        let byte = in_pages(character)[self.number];
        if byte >= 0x80 {
            return Some(byte);
        }
        if (character as usize) < END {
            return None;
        }
        let found = self.beyond.iter().find(|&&(own, _)| own == character);
        found.map(|&(_, byte)| byte)
    }
}

/// The byte that means a character in each page, 0 where there is none; ASCII is the
/// same in all of them.
pub(super) type InPages = [u8; PAGES.len()];

/// The pages, in the order of [`PAGES`].
pub(super) fn pages() -> &'static [Page] {
    &all().pages
}

/// What a character is in each page.
pub(super) fn in_pages(character: char) -> &'static InPages {
    let all = all();
    let number = all.numbers.get(character as usize);
    &all.rows[number.map_or(0, |&number| usize::from(number))]
}

/// All pages, and a row for each character that any of them has.
struct Pages {
    pages: Vec<Page>,
    /// The number of each character's row; the first has no byte in any page.
    numbers: Vec<u16>,
    rows: Vec<InPages>,
}

/// The first character that has no row: what pages have beyond is ligatures and a logo.
const END: usize = 0x2600;

fn all() -> &'static Pages {
    static KNOWN: OnceBox<Pages> = OnceBox::new();
    KNOWN.get_or_init(|| Box::new(Pages::new()))
}

impl Pages {
    fn new() -> Self {
        let mut all = Self {
            pages: Vec::new(),
            numbers: alloc::vec![0; END],
            rows: alloc::vec![[0; PAGES.len()]],
        };
        let tables = PAGES.iter().filter_map(|&page| single_byte(page));
        for (number, table) in tables.enumerate() {
            let mut page = Page {
                number,
                beyond: Vec::new(),
                unmapped: Vec::new(),
            };
            // Controls beyond ASCII are their bytes.
            for byte in 0..=0x9F {
                all.insert(char::from(byte), number, byte);
            }
            for (byte, &code) in (0..=u8::MAX).zip(table).skip(0x80) {
                match char::from_u32(u32::from(code)) {
                    Some(character) if code >= 0xA0 && code != 0xFFFD => {
                        if !all.insert(character, number, byte) {
                            page.beyond.push((character, byte));
                        }
                    }
                    _ => page.unmapped.push(byte),
                }
            }
            all.pages.push(page);
        }
        all
    }

    /// Says whether there is a row for the character.
    fn insert(&mut self, character: char, page: usize, byte: u8) -> bool {
        let n_rows = self.rows.len();
        let Some(number) = self.numbers.get_mut(character as usize) else {
            return false;
        };
        if *number == 0 {
            *number = u16::try_from(n_rows).unwrap_or(0);
            self.rows.push([0; PAGES.len()]);
        }
        self.rows[usize::from(*number)][page] = byte;
        true
    }
}
