//! The names of encodings.

macro_rules! encodings {
    ($($variant:ident => $name:literal,)+) => {
        /// A character encoding that gristmill can decode.
        ///
        /// The set is that of the WHATWG Encoding Standard (without
        /// `replacement` and `x-user-defined`, which are no encodings of text),
        /// UTF-32, and what archives hold beside: the pages of DOS, of the Mac and
        /// of mainframes, and national ones.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Encoding {
            $(#[doc = concat!("`", $name, "`")] $variant,)+
        }

        impl Encoding {
            /// Every encoding.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in records and on the command line: the standard's, in
            /// lower case; for encodings that the standard does not have, the name
            /// that Python and iconv know.
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
    Koi8R => "koi8-r",
    Koi8U => "koi8-u",
    Koi8T => "koi8-t",
    Kz1048 => "kz1048",
    Ptcp154 => "ptcp154",
    Macintosh => "macintosh",
    XMacCyrillic => "x-mac-cyrillic",
    MacCe => "mac-latin2",
    MacGreek => "mac-greek",
    MacTurkish => "mac-turkish",
    MacIceland => "mac-iceland",
    MacCroatian => "mac-croatian",
    MacRomanian => "mac-romanian",
    Cp437 => "cp437",
    Cp720 => "cp720",
    Cp737 => "cp737",
    Cp775 => "cp775",
    Cp850 => "cp850",
    Cp852 => "cp852",
    Cp855 => "cp855",
    Cp857 => "cp857",
    Cp858 => "cp858",
    Cp860 => "cp860",
    Cp861 => "cp861",
    Cp862 => "cp862",
    Cp863 => "cp863",
    Cp864 => "cp864",
    Cp865 => "cp865",
    Ibm866 => "ibm866",
    Cp869 => "cp869",
    Cp1125 => "cp1125",
    Cp037 => "cp037",
    Cp273 => "cp273",
    Cp424 => "cp424",
    Cp500 => "cp500",
    Cp875 => "cp875",
    Cp1026 => "cp1026",
    Cp1140 => "cp1140",
    Tcvn => "tcvn",
    Viscii => "viscii",
    GeorgianAcademy => "georgian-academy",
    GeorgianPs => "georgian-ps",
    Big5 => "big5",
    EucJp => "euc-jp",
    EucKr => "euc-kr",
    Gb18030 => "gb18030",
    Gbk => "gbk",
    Iso2022Jp => "iso-2022-jp",
    ShiftJis => "shift_jis",
    EucJis2004 => "euc-jis-2004",
    ShiftJis2004 => "shift-jis-2004",
    Johab => "johab",
    EucTw => "euc-tw",
    Hz => "hz",
    Iso2022Kr => "iso-2022-kr",
    Iso2022Cn => "iso-2022-cn",
}

impl Encoding {
    /// The encoding of this name, in any case. Labels such as `latin1` are for
    /// [`encoding_for_label`](crate::encoding_for_label).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|encoding| encoding.name().eq_ignore_ascii_case(name))
    }
}
