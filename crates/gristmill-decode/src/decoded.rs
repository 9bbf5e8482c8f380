//! What decoding gives, and the rules of its edits.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use gristmill_text::{Alignment, Edit, Kind, Leg, Rule};

pub(crate) const BOM: Rule = Rule::new("decode.bom", Kind::Decode);
pub(crate) const MALFORMED: Rule = Rule::new("decode.malformed", Kind::Decode);
pub(crate) const PIECE: Rule = Rule::new("decode.piece", Kind::Decode);
pub(crate) const SHIFT: Rule = Rule::new("decode.shift", Kind::Decode);
pub(crate) const VARIANT: Rule = Rule::new("decode.variant", Kind::Decode);

/// Every rule of this stage.
pub const RULES: &[Rule] = &[BOM, MALFORMED, PIECE, SHIFT, VARIANT];

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
