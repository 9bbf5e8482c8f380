//! The names of encodings.

macro_rules! encodings {
    ($($variant:ident => $name:literal,)+) => {
        /// A character encoding that gristmill can decode.
        ///
        /// The set is that of the WHATWG Encoding Standard (without
        /// `replacement` and `x-user-defined`, which are no encodings of text)
        /// and UTF-32.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Encoding {
            $(#[doc = concat!("`", $name, "`")] $variant,)+
        }

        impl Encoding {
            /// Every encoding.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in records and on the command line: the standard's, in
            /// lower case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

encodings! {
    Utf8 => "utf-8",
    Utf16Le => "utf-16le",
    Utf16Be => "utf-16be",
    Utf32Le => "utf-32le",
    Utf32Be => "utf-32be",
    Windows1250 => "windows-1250",
    Windows1251 => "windows-1251",
    Windows1252 => "windows-1252",
    Windows1253 => "windows-1253",
    Windows1254 => "windows-1254",
    Windows1255 => "windows-1255",
    Windows1256 => "windows-1256",
    Windows1257 => "windows-1257",
    Windows1258 => "windows-1258",
    Windows874 => "windows-874",
    Iso8859_2 => "iso-8859-2",
    Iso8859_3 => "iso-8859-3",
    Iso8859_4 => "iso-8859-4",
    Iso8859_5 => "iso-8859-5",
    Iso8859_6 => "iso-8859-6",
    Iso8859_7 => "iso-8859-7",
    Iso8859_8 => "iso-8859-8",
    Iso8859_8I => "iso-8859-8-i",
    Iso8859_10 => "iso-8859-10",
    Iso8859_13 => "iso-8859-13",
    Iso8859_14 => "iso-8859-14",
    Iso8859_15 => "iso-8859-15",
    Iso8859_16 => "iso-8859-16",
    Ibm866 => "ibm866",
    Koi8R => "koi8-r",
    Koi8U => "koi8-u",
    Macintosh => "macintosh",
    XMacCyrillic => "x-mac-cyrillic",
    Big5 => "big5",
    EucJp => "euc-jp",
    EucKr => "euc-kr",
    Gb18030 => "gb18030",
    Gbk => "gbk",
    Iso2022Jp => "iso-2022-jp",
    ShiftJis => "shift_jis",
}

impl Encoding {
    /// The encoding of this name, in any case. Labels such as `latin1` are for
    /// `gristmill_detect::encoding_for_label`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|encoding| encoding.name().eq_ignore_ascii_case(name))
    }
}
