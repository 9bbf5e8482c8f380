//! What a document or its transport says about its own encoding.

mod carriers;

use gristmill_encoding::{Encoding, encoding_for_label};

use crate::reads_as::reads_as;
use crate::{Evidence, Guess, statistics};

/// A declared encoding that the bytes bear out: the transport's label first,
/// then the document's own.
///
/// A declaration in which the bytes have no meaning, or are a text that is far less
/// likely than another, is not believed.
pub(crate) fn look(bytes: &[u8], transport: Option<&str>) -> Option<Guess> {
    let own = carriers::labels(bytes).filter_map(|label| core::str::from_utf8(label).ok());
    let declared = transport
        .into_iter()
        .chain(own)
        .filter_map(encoding_for_label)
        .find(|&encoding| is_possible(bytes, encoding))?;
    // What is weighed stands for what has the same letters.
    let weighed = match declared {
        Encoding::Gbk => Encoding::Gb18030,
        Encoding::Iso8859_8I => Encoding::Iso8859_8,
        other => other,
    };
    statistics::bears_out(bytes, weighed)
        .then(|| Guess::certain(declared, Evidence::Declared, 0.98))
}

/// HZ, ISO-2022-KR or -CN, which are all ASCII and are never guessed: the
/// transport or the document must name them.
pub(crate) fn look_for_seven_bits(bytes: &[u8], transport: Option<&str>) -> Option<Guess> {
    let may_be = memchr::memchr2(0x1B, b'~', bytes).is_some() && bytes.is_ascii();
    if !may_be {
        return None;
    }
    let own = carriers::labels(bytes).filter_map(|label| core::str::from_utf8(label).ok());
    let seven_bits = [Encoding::Hz, Encoding::Iso2022Kr, Encoding::Iso2022Cn];
    transport
        .into_iter()
        .chain(own)
        .filter_map(encoding_for_label)
        .find(|&encoding| seven_bits.contains(&encoding) && reads_as(bytes, encoding))
        .map(|encoding| Guess::certain(encoding, Evidence::Declared, 0.98))
}

// A document whose label could be read byte by byte is not UTF-16, whatever the
// label says.
fn is_possible(bytes: &[u8], encoding: Encoding) -> bool {
    use Encoding::{Utf16Be, Utf16Le, Utf32Be, Utf32Le};
    let is_wide = matches!(encoding, Utf16Le | Utf16Be | Utf32Le | Utf32Be);
    !is_wide && (reads_as(bytes, encoding) || statistics::is_nearly_possible(bytes, encoding))
}
