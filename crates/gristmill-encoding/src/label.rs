//! The many names of encodings.

use crate::Encoding;

/// Labels that the Encoding Standard does not have, from the IANA registry and
/// from what Java, Mozilla and iconv call these encodings; in lower case, without
/// signs.
const LABELS: &[(&str, Encoding)] = &[
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
    let page = ["cp", "ibm", "oem", "dos", "windows"]
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
                .find(|(known, _)| *known == plain)
                .map(|&(_, encoding)| encoding)
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
