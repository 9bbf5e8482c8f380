//! The stage: bytes and an encoding to a text.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use gristmill_text::{Alignment, Edit, Encoding, Kind, Leg, Rule};

use crate::{iso_2022_jp, multi_byte, single_byte, utf_8, wide};

pub(crate) const BOM: Rule = Rule::new("decode.bom", Kind::Decode);
pub(crate) const MALFORMED: Rule = Rule::new("decode.malformed", Kind::Decode);
pub(crate) const SHIFT: Rule = Rule::new("decode.shift", Kind::Decode);
pub(crate) const VARIANT: Rule = Rule::new("decode.variant", Kind::Decode);

/// Every rule of this stage.
pub const RULES: &[Rule] = &[BOM, MALFORMED, SHIFT, VARIANT];

/// A decoded document: its text, and where each character came from.
#[derive(Clone, Debug)]
pub struct Decoded<'b> {
    /// The text; borrowed from the bytes when they are valid UTF-8.
    pub text: Cow<'b, str>,
    /// Which bytes became which range of the text.
    pub alignment: Alignment,
    /// What the text alone would not give back, in order: `old` is a range of
    /// the bytes, `new` one of the text.
    pub edits: Vec<Edit>,
}

impl<'b> Decoded<'b> {
    /// The text and the first leg of its trace.
    #[must_use]
    pub fn into_leg(self) -> (Cow<'b, str>, Leg) {
        let leg = Leg {
            pass: "decode",
            alignment: self.alignment,
            edits: self.edits,
        };
        (self.text, leg)
    }
}

/// Reads the bytes in this encoding.
///
/// Any bytes give a text: what is malformed becomes U+FFFD under an edit, in the
/// portions that the Encoding Standard prescribes, and a byte order mark of the
/// encoding is taken off under another.
///
/// # Panics
/// When there are 4 GiB of bytes or more, or the text would be that long.
#[must_use]
pub fn decode(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    match encoding {
        Encoding::Utf8 => utf_8::decode(bytes),
        Encoding::Utf16Le => wide::decode_utf_16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => wide::decode_utf_16(bytes, u16::from_be_bytes),
        Encoding::Utf32Le => wide::decode_utf_32(bytes, u32::from_le_bytes),
        Encoding::Utf32Be => wide::decode_utf_32(bytes, u32::from_be_bytes),
        Encoding::Iso2022Jp => iso_2022_jp::decode(bytes),
        Encoding::Big5
        | Encoding::EucJp
        | Encoding::EucKr
        | Encoding::Gb18030
        | Encoding::Gbk
        | Encoding::ShiftJis => multi_byte::decode(bytes, encoding),
        _ => single_byte::decode(bytes, encoding),
    }
}

/// The decoder and encoder of the Encoding Standard; `None` for UTF-32.
pub(crate) fn standard(encoding: Encoding) -> Option<&'static encoding_rs::Encoding> {
    encoding_rs::Encoding::for_label(encoding.name().as_bytes())
}
