//! What carries text through channels of seven bits: quoted-printable, encoded words,
//! percent signs, UTF-7.

mod hex;

mod base64;

mod quoted_printable;
pub(crate) use quoted_printable::{QUOTED_PRINTABLE, decode_quoted_printable};

mod encoded_words;
pub(crate) use encoded_words::{ENCODED_WORD, decode_words};

mod percent;
pub(crate) use percent::{PERCENT, decode_percent};

mod utf_7;
pub(crate) use utf_7::{UTF_7, decode_utf_7};
