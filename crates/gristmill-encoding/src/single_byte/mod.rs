//! Encodings with one byte a character.

mod tables;

use crate::Encoding;

/// What each of the 256 bytes means: a code point of the Basic Multilingual Plane,
/// U+FFFD for nothing.
type Table = [u16; 256];

/// The table that a string of 128 or 256 characters spells.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a const function has no other cast, and a byte has 256 values"
)]
const fn page(characters: &str) -> Table {
    let bytes = characters.as_bytes();
    let mut table = [0; 256];
    let mut n_characters = 0;
    let mut at = 0;
    while at < bytes.len() {
        n_characters += (bytes[at] & 0xC0 != 0x80) as usize;
        at += 1;
    }
    let mut byte = 0;
    while byte < 256 - n_characters {
        table[byte] = byte as u16;
        byte += 1;
    }
    at = 0;
    while at < bytes.len() {
        let lead = bytes[at] as u16;
        let (code, len) = if lead < 0x80 {
            (lead, 1)
        } else if lead < 0xE0 {
            (lead & 0x1F, 2)
        } else {
            (lead & 0x0F, 3)
        };
        table[byte] = code;
        let mut next = 1;
        while next < len {
            table[byte] = table[byte] << 6 | (bytes[at + next] & 0x3F) as u16;
            next += 1;
        }
        at += len;
        byte += 1;
    }
    table
}

/// The meaning of every byte of an encoding with one byte a character, U+FFFD
/// where there is none; `None` for other encodings.
///
/// The source is the WHATWG Encoding Standard, the vendors' mapping files as
/// Python's codecs have them, or glibc (TCVN, VISCII, Georgian).
#[must_use]
pub fn single_byte(encoding: Encoding) -> Option<&'static [u16; 256]> {
    use tables as t;
    Some(match encoding {
        Encoding::Windows1250 => &t::WINDOWS1250,
        Encoding::Windows1251 => &t::WINDOWS1251,
        Encoding::Windows1252 => &t::WINDOWS1252,
        Encoding::Windows1253 => &t::WINDOWS1253,
        Encoding::Windows1254 => &t::WINDOWS1254,
        Encoding::Windows1255 => &t::WINDOWS1255,
        Encoding::Windows1256 => &t::WINDOWS1256,
        Encoding::Windows1257 => &t::WINDOWS1257,
        Encoding::Windows1258 => &t::WINDOWS1258,
        Encoding::Windows874 => &t::WINDOWS874,
        Encoding::Iso8859_2 => &t::ISO8859_2,
        Encoding::Iso8859_3 => &t::ISO8859_3,
        Encoding::Iso8859_4 => &t::ISO8859_4,
        Encoding::Iso8859_5 => &t::ISO8859_5,
        Encoding::Iso8859_6 => &t::ISO8859_6,
        Encoding::Iso8859_7 => &t::ISO8859_7,
        Encoding::Iso8859_8 | Encoding::Iso8859_8I => &t::ISO8859_8,
        Encoding::Iso8859_10 => &t::ISO8859_10,
        Encoding::Iso8859_13 => &t::ISO8859_13,
        Encoding::Iso8859_14 => &t::ISO8859_14,
        Encoding::Iso8859_15 => &t::ISO8859_15,
        Encoding::Iso8859_16 => &t::ISO8859_16,
        Encoding::Koi8R => &t::KOI8R,
        Encoding::Koi8U => &t::KOI8U,
        Encoding::Koi8T => &t::KOI8T,
        Encoding::Kz1048 => &t::KZ1048,
        Encoding::Ptcp154 => &t::PTCP154,
        Encoding::Macintosh => &t::MACINTOSH,
        Encoding::XMacCyrillic => &t::XMACCYRILLIC,
        Encoding::MacCe => &t::MACCE,
        Encoding::MacGreek => &t::MACGREEK,
        Encoding::MacTurkish => &t::MACTURKISH,
        Encoding::MacIceland => &t::MACICELAND,
        Encoding::MacCroatian => &t::MACCROATIAN,
        Encoding::MacRomanian => &t::MACROMANIAN,
        Encoding::Cp437 => &t::CP437,
        Encoding::Cp720 => &t::CP720,
        Encoding::Cp737 => &t::CP737,
        Encoding::Cp775 => &t::CP775,
        Encoding::Cp850 => &t::CP850,
        Encoding::Cp852 => &t::CP852,
        Encoding::Cp855 => &t::CP855,
        Encoding::Cp857 => &t::CP857,
        Encoding::Cp858 => &t::CP858,
        Encoding::Cp860 => &t::CP860,
        Encoding::Cp861 => &t::CP861,
        Encoding::Cp862 => &t::CP862,
        Encoding::Cp863 => &t::CP863,
        Encoding::Cp864 => &t::CP864,
        Encoding::Cp865 => &t::CP865,
        Encoding::Ibm866 => &t::IBM866,
        Encoding::Cp869 => &t::CP869,
        Encoding::Cp1125 => &t::CP1125,
        Encoding::Cp037 => &t::CP037,
        Encoding::Cp273 => &t::CP273,
        Encoding::Cp424 => &t::CP424,
        Encoding::Cp500 => &t::CP500,
        Encoding::Cp875 => &t::CP875,
        Encoding::Cp1026 => &t::CP1026,
        Encoding::Cp1140 => &t::CP1140,
        Encoding::Tcvn => &t::TCVN,
        Encoding::Viscii => &t::VISCII,
        Encoding::GeorgianAcademy => &t::GEORGIANACADEMY,
        Encoding::GeorgianPs => &t::GEORGIANPS,
        Encoding::Utf8
        | Encoding::Utf16Le
        | Encoding::Utf16Be
        | Encoding::Utf32Le
        | Encoding::Utf32Be
        | Encoding::Big5
        | Encoding::EucJp
        | Encoding::EucKr
        | Encoding::Gb18030
        | Encoding::Gbk
        | Encoding::Iso2022Jp
        | Encoding::ShiftJis
        | Encoding::EucJis2004
        | Encoding::ShiftJis2004
        | Encoding::Johab
        | Encoding::EucTw
        | Encoding::Hz
        | Encoding::Iso2022Kr
        | Encoding::Iso2022Cn => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard;

    #[test]
    fn the_standards_tables_are_those_of_encoding_rs() {
        let mut n_compared = 0;
        for &encoding in Encoding::ALL {
            let (Some(table), Some(standard)) = (single_byte(encoding), standard(encoding)) else {
                continue;
            };
            n_compared += 1;
            for byte in 0..=u8::MAX {
                let bytes = [byte];
                let (text, _) = standard.decode_without_bom_handling(&bytes);
                let theirs = text.chars().next().map_or(0, u32::from);
                let ours = u32::from(table[usize::from(byte)]);
                assert_eq!(ours, theirs, "{} {byte:02X}", encoding.name());
            }
        }
        assert_eq!(n_compared, 28);
    }

    #[test]
    fn no_character_stands_twice() {
        for &encoding in Encoding::ALL {
            let Some(table) = single_byte(encoding) else {
                continue;
            };
            let mut meanings: std::vec::Vec<u16> =
                table.iter().copied().filter(|&c| c != 0xFFFD).collect();
            let n_meanings = meanings.len();
            meanings.sort_unstable();
            meanings.dedup();
            assert_eq!(meanings.len(), n_meanings, "{}", encoding.name());
        }
    }
}
