//! Which pages a text may have been taken for: a quick look at its characters.

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use super::page::{PAGES, is_latin, pages};

/// A set of pages, a bit each, in the order of [`pages`].
type Pages = u32;

/// In which pages a character is a byte that begins a sequence of UTF-8, and in
/// which it is one that continues it.
#[derive(Clone, Copy, Default)]
struct Role {
    begins: Pages,
    continues: Pages,
}

/// No page has a character beyond.
const LAST: usize = 0x2600;

fn roles() -> &'static [Role] {
    static ROLES: OnceBox<Vec<Role>> = OnceBox::new();
    ROLES.get_or_init(|| {
        let mut roles = alloc::vec![Role::default(); LAST];
        for (n, page) in pages().iter().enumerate() {
            let bit = 1 << n;
            let controls = ('\u{80}'..='\u{9F}').filter_map(|c| Some((c, page.byte(c)?)));
            for (character, byte) in page.characters().iter().copied().chain(controls) {
                let Some(role) = roles.get_mut(character as usize) else {
                    continue;
                };
                match byte {
                    0x80..=0xBF => role.continues |= bit,
                    0xC2..=0xF4 => role.begins |= bit,
                    _ => {}
                }
            }
        }
        Box::new(roles)
    })
}

/// The numbers of the pages in which a text may be UTF-8.
pub(super) fn suspects(text: &str) -> impl Iterator<Item = usize> {
    let suspects = suspected(text);
    (0..PAGES.len()).filter(move |&n| {
        suspects >> n & 1 == 1 && (is_latin(PAGES[n]) || is_mostly_in_pairs(text, n))
    })
}

/// The pages in which two characters next to each other may be one of UTF-8.
fn suspected(text: &str) -> Pages {
    let roles = roles();
    let (mut suspects, mut begun) = (0, 0);
    for character in text.chars() {
        let role = match character {
            '\0'..='\x7F' => Role::default(),
            // What was lost may have continued it.
            '\u{FFFD}' => Role {
                begins: 0,
                continues: Pages::MAX,
            },
            _ => roles.get(character as usize).copied().unwrap_or_default(),
        };
        suspects |= begun & role.continues;
        begun = role.begins;
    }
    suspects
}

/// How many characters beyond ASCII are looked at.
const ENOUGH: usize = 100;

/// Letters of other scripts are in pairs by accident, but not most of them.
fn is_mostly_in_pairs(text: &str, page: usize) -> bool {
    let roles = roles();
    let beyond = text.chars().filter(|c| !c.is_ascii());
    let (mut n_all, mut n_in_pairs, mut begins) = (0, 0, false);
    for character in beyond.take(ENOUGH) {
        let role = roles.get(character as usize).copied().unwrap_or_default();
        let continues = role.continues >> page & 1 == 1;
        n_all += 1;
        n_in_pairs += 2 * usize::from(begins && continues);
        begins = role.begins >> page & 1 == 1;
    }
    n_in_pairs * 2 > n_all
}
