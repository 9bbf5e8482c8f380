//! Which encodings are weighed, and which languages were stored in each.

use gristmill_encoding::Encoding;
use gristmill_language::{Family, LANGUAGES};

/// An encoding that a document may be in.
pub(super) struct Candidate {
    pub(super) encoding: Encoding,
    /// The languages that it was made for.
    pub(super) family: Family,
    /// How much rarer it is than the commonest encoding of the languages that it
    /// was used for, in bits.
    pub(super) rarity: u32,
    /// The languages that were stored in it, a bit each, counted from the first of
    /// the family.
    pub(super) used_by: u64,
}

/// How much less likely it is that a language was stored in an encoding that was
/// not made for it, in bits.
pub(super) const MISUSE: u32 = 7;

/// How much rarer documents of each language of the Latin script are, in bits.
pub(super) const LATIN_RARITY: [u32; 64] = {
    let mut rarity = [4; 64];
    let mut language = 0;
    while language < 64 {
        let bit = 1 << language;
        if COMMON & bit != 0 {
            rarity[language] = 0;
        } else if USUAL & bit != 0 {
            rarity[language] = 1;
        } else if KNOWN & bit != 0 {
            rarity[language] = 2;
        }
        language += 1;
    }
    rarity
};

/// The set of these languages, counted from the first of their family.
const fn set(tags: &str) -> u64 {
    let tags = tags.as_bytes();
    let mut bits = 0;
    let mut start = 0;
    while start < tags.len() {
        let mut end = start;
        while end < tags.len() && tags[end] != b' ' {
            end += 1;
        }
        bits |= 1 << (number(tags, start, end) - first_of_family(number(tags, start, end)));
        start = end + 1;
    }
    bits
}

const fn number(tags: &[u8], start: usize, end: usize) -> usize {
    let mut at = 0;
    loop {
        let tag = LANGUAGES[at].as_bytes();
        let mut same = tag.len() == end - start;
        let mut i = 0;
        while same && i < tag.len() {
            same = tag[i] == tags[start + i];
            i += 1;
        }
        if same {
            return at;
        }
        at += 1;
    }
}

const fn first_of_family(language: usize) -> usize {
    let mut script = 0;
    let mut first = 0;
    while script < Family::ALL.len() {
        let start = Family::ALL[script].first_language();
        if start <= language {
            first = start;
        }
        script += 1;
    }
    first
}

const COMMON: u64 = set("en de fr es it pt nl pl cs hu tr sv");
const USUAL: u64 = set("da nb fi ro sk hr sl lt lv et vi ca");
const KNOWN: u64 = set("is gl eu ga cy sq bs eo mt nn af id ms");

const WEST: u64 =
    set("en de fr es it pt nl da nb nn sv fi is ca gl eu ga af sq ast oc br gd la id ms tl sw et");
const CENTRE: u64 = set("pl cs sk hu sl hr bs ro sq");
const BALTIC: u64 = set("lt lv et");
const SLAVIC: u64 = set("ru uk be bg sr mk");

const fn row(encoding: Encoding, like: &str, rarity: u32, used_by: u64) -> Candidate {
    let tags = like.as_bytes();
    let first = first_of_family(number(tags, 0, tags.len()));
    let mut at = 0;
    while Family::ALL[at].first_language() != first {
        at += 1;
    }
    Candidate {
        encoding,
        family: Family::ALL[at],
        rarity,
        used_by,
    }
}

/// Every encoding whose lower half is ASCII, but for UTF-8.
pub(super) static ASCII_COMPATIBLE: &[Candidate] = &[
    row(Encoding::Windows1252, "en", 0, WEST),
    row(Encoding::Iso8859_15, "en", 1, WEST),
    row(Encoding::Macintosh, "en", 3, WEST),
    row(Encoding::Cp850, "en", 3, WEST),
    row(
        Encoding::Cp437,
        "en",
        3,
        set("en de fr es it nl sv fi pt da nb"),
    ),
    row(Encoding::Cp858, "en", 5, WEST),
    row(Encoding::Cp860, "en", 3, set("pt")),
    row(Encoding::Cp861, "en", 2, set("is")),
    row(Encoding::Cp863, "en", 4, set("fr")),
    row(Encoding::Cp865, "en", 3, set("da nb nn")),
    row(Encoding::MacIceland, "en", 2, set("is")),
    row(Encoding::Windows1250, "en", 0, CENTRE),
    row(Encoding::Iso8859_2, "en", 1, CENTRE),
    row(Encoding::Cp852, "en", 2, CENTRE),
    row(Encoding::MacCe, "en", 3, CENTRE),
    row(Encoding::MacCroatian, "en", 4, set("hr sl bs")),
    row(Encoding::MacRomanian, "en", 4, set("ro")),
    row(Encoding::Iso8859_16, "en", 3, set("ro pl hu sl hr sq")),
    row(Encoding::Windows1257, "en", 0, BALTIC),
    row(Encoding::Iso8859_13, "en", 2, BALTIC),
    row(Encoding::Iso8859_4, "en", 2, BALTIC),
    row(Encoding::Cp775, "en", 2, BALTIC),
    row(
        Encoding::Iso8859_10,
        "en",
        7,
        set("is nb nn sv da fi et lt lv"),
    ),
    row(Encoding::Windows1254, "en", 0, set("tr az")),
    row(Encoding::Cp857, "en", 2, set("tr")),
    row(Encoding::MacTurkish, "en", 2, set("tr")),
    row(Encoding::Iso8859_3, "en", 1, set("eo mt tr")),
    row(Encoding::Iso8859_14, "en", 1, set("cy ga gd br")),
    row(Encoding::Windows1258, "en", 0, set("vi")),
    row(Encoding::Viscii, "en", 2, set("vi")),
    row(Encoding::Tcvn, "en", 2, set("vi")),
    row(Encoding::Windows1251, "ru", 0, SLAVIC),
    row(Encoding::Koi8R, "ru", 1, set("ru")),
    row(Encoding::Koi8U, "ru", 1, set("uk")),
    row(Encoding::Iso8859_5, "ru", 2, SLAVIC),
    row(Encoding::Ibm866, "ru", 2, set("ru be bg")),
    row(Encoding::Cp855, "ru", 3, set("ru sr mk bg")),
    row(Encoding::Cp1125, "ru", 2, set("uk")),
    row(Encoding::XMacCyrillic, "ru", 2, SLAVIC),
    row(Encoding::Koi8T, "ru", 1, set("tg")),
    row(Encoding::Kz1048, "ru", 1, set("kk")),
    row(Encoding::Ptcp154, "ru", 2, set("kk")),
    row(Encoding::Windows1253, "el", 0, set("el")),
    row(Encoding::Iso8859_7, "el", 1, set("el")),
    row(Encoding::Cp737, "el", 2, set("el")),
    row(Encoding::Cp869, "el", 2, set("el")),
    row(Encoding::MacGreek, "el", 2, set("el")),
    row(Encoding::Windows1255, "he", 0, set("he")),
    row(Encoding::Iso8859_8, "he", 1, set("he")),
    row(Encoding::Cp862, "he", 2, set("he")),
    row(Encoding::Windows1256, "ar", 0, set("ar fa ur ug")),
    row(Encoding::Iso8859_6, "ar", 1, set("ar")),
    row(Encoding::Cp720, "ar", 2, set("ar")),
    row(Encoding::Cp864, "ar", 12, set("ar")),
    row(Encoding::Windows874, "th", 0, set("th")),
    row(Encoding::GeorgianPs, "ka", 1, set("ka")),
    row(Encoding::GeorgianAcademy, "ka", 1, set("ka")),
    row(Encoding::ShiftJis, "ja", 0, set("ja")),
    row(Encoding::EucJp, "ja", 1, set("ja")),
    row(Encoding::EucKr, "ja", 0, set("ko")),
    row(Encoding::Gb18030, "ja", 0, set("zh-Hans")),
    row(Encoding::Big5, "ja", 0, set("zh-Hant")),
    row(Encoding::Johab, "ja", 2, set("ko")),
    row(Encoding::EucJis2004, "ja", 6, set("ja")),
    row(Encoding::ShiftJis2004, "ja", 6, set("ja")),
    row(Encoding::EucTw, "ja", 2, set("zh-Hant")),
];

/// Whether an encoding is weighed among those whose lower half is ASCII.
pub(super) fn is_weighed(encoding: Encoding) -> bool {
    ASCII_COMPATIBLE
        .iter()
        .any(|candidate| candidate.encoding == encoding)
}

/// The pages of mainframes, in which nothing is where ASCII has it.
pub(super) static EBCDIC: &[Candidate] = &[
    row(Encoding::Cp037, "en", 0, set("en nl pt")),
    row(Encoding::Cp500, "en", 1, WEST),
    row(Encoding::Cp273, "en", 1, set("de")),
    row(Encoding::Cp1140, "en", 3, set("en nl pt")),
    row(Encoding::Cp1026, "en", 1, set("tr")),
    row(Encoding::Cp875, "el", 0, set("el")),
    row(Encoding::Cp424, "he", 0, set("he")),
];
