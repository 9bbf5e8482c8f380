//! The many names of encodings.

use crate::Encoding;

/// Labels that the Encoding Standard does not have, from the IANA registry and
/// from what Java, Mozilla and iconv call these encodings; in lower case, without
/// signs.
const LABELS: &[(&str, Encoding)] = &[
    ("isolatin1", Encoding::Windows1252),
    ("utf8sig", Encoding::Utf8),
    ("utf8mb4", Encoding::Utf8),
    ("65001", Encoding::Utf8),
    ("utf16", Encoding::Utf16Le),
    ("utf32", Encoding::Utf32Le),
    ("932", Encoding::ShiftJis),
    ("936", Encoding::Gbk),
    ("949", Encoding::EucKr),
    ("950", Encoding::Big5),
    ("uhc", Encoding::EucKr),
    ("big5hkscs", Encoding::Big5),
    ("sjis2004", Encoding::ShiftJis2004),
    ("tcvn57121", Encoding::Tcvn),
    ("ibm00858", Encoding::Cp858),
    ("pccp858", Encoding::Cp858),
    ("maccentraleurope", Encoding::MacCe),
    ("macce", Encoding::MacCe),
    ("maccyrillic", Encoding::XMacCyrillic),
    ("macukrainian", Encoding::XMacCyrillic),
    ("macroman", Encoding::Macintosh),
    ("macicelandic", Encoding::MacIceland),
    ("macromania", Encoding::MacRomanian),
    ("ebcdicus", Encoding::Cp037),
    ("ebcdiccpus", Encoding::Cp037),
    ("ibm01140", Encoding::Cp1140),
    ("rk1048", Encoding::Kz1048),
    ("strk10482002", Encoding::Kz1048),
    ("pt154", Encoding::Ptcp154),
    ("cyrillicasian", Encoding::Ptcp154),
    ("tcvn5712", Encoding::Tcvn),
    ("ruscii", Encoding::Cp1125),
    ("hzgb2312", Encoding::Hz),
    ("eucjisx0213", Encoding::EucJis2004),
    ("shiftjisx0213", Encoding::ShiftJis2004),
    ("ksc56011992", Encoding::Johab),
    ("euctaiwan", Encoding::EucTw),
];

/// The encoding that a label such as `latin1`, `cp1251` or `sjis` stands for,
/// by the list of the WHATWG Encoding Standard and, for what it does not have,
/// the names that Java, Python and iconv use.
///
/// By that list `latin1`, `ascii` and `iso-8859-1` are windows-1252, and
/// `gb2312` is GBK, as every document so labelled turns out to be.
#[must_use]
pub fn encoding_for_label(label: &str) -> Option<Encoding> {
    let label = label.trim();
    Encoding::from_name(label)
        .or_else(|| {
            encoding_rs::Encoding::for_label(label.as_bytes())
                .and_then(|standard| Encoding::from_name(standard.name()))
        })
        .or_else(|| vendors(label))
}

/// `IBM850`, `ibm-850`, `CP_850` and `x-MacGreek`, too.
fn vendors(label: &str) -> Option<Encoding> {
    let mut plain = [0; 24];
    let mut len = 0;
    for byte in label.bytes().filter(u8::is_ascii_alphanumeric) {
        *plain.get_mut(len)? = byte.to_ascii_lowercase();
        len += 1;
    }
    let plain = core::str::from_utf8(&plain[..len]).ok()?;
    let plain = plain.strip_prefix("x").unwrap_or(plain);
    let plain = plain.strip_prefix("cs").unwrap_or(plain);
    let page = ["cp", "ibm", "oem", "dos", "ms", "windows"]
        .iter()
        .find_map(|start| plain.strip_prefix(start))
        .unwrap_or(plain);
    let is_number = page.len() >= 3 && page.bytes().all(|byte| byte.is_ascii_digit());
    Encoding::ALL
        .iter()
        .copied()
        .find(|encoding| {
            let name = encoding.name();
            if is_number {
                ["cp", "ibm", "windows-"]
                    .iter()
                    .any(|start| name.strip_prefix(start) == Some(page))
            } else {
                let same = name
                    .bytes()
                    .filter(u8::is_ascii_alphanumeric)
                    .eq(plain.bytes());
                same && !name.starts_with("utf")
            }
        })
        .or_else(|| {
            LABELS
                .iter()
                .find(|(known, _)| *known == plain || *known == page)
                .map(|&(_, encoding)| encoding)
        })
        .or_else(|| {
            let standard = encoding_rs::Encoding::for_label(plain.as_bytes())?;
            Encoding::from_name(standard.name())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_understood_however_they_are_spelt() {
        for (label, name) in [
            ("latin1", "windows-1252"),
            (" UTF8 ", "utf-8"),
            ("IBM850", "cp850"),
            ("latin-1", "windows-1252"),
            ("iso-latin-1", "windows-1252"),
            ("utf-8-sig", "utf-8"),
            ("cp65001", "utf-8"),
            ("utf16", "utf-16le"),
            ("cp932", "shift_jis"),
            ("ms936", "gbk"),
            ("UHC", "euc-kr"),
            ("big5-hkscs", "big5"),
            ("ibm-850", "cp850"),
            ("850", "cp850"),
            ("cp866", "ibm866"),
            ("x-MacGreek", "mac-greek"),
            ("x-mac-ce", "mac-latin2"),
            ("1251", "windows-1251"),
            ("csIBM037", "cp037"),
            ("ST_RK1048-2002", "kz1048"),
        ] {
            let found = encoding_for_label(label).map(Encoding::name);
            assert_eq!(found, Some(name), "{label}");
        }
        for label in ["", "nonsense", "x-user-defined", "99", "\u{FF}"] {
            assert_eq!(encoding_for_label(label), None, "{label}");
        }
    }
}
