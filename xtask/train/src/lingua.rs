//! The n-gram frequencies and sentences of the lingua crates.

use std::collections::BTreeMap;

macro_rules! models {
    ($($name:literal => $krate:ident, $models:ident, $sentences:ident;)+) => {
        /// A file of the model of a language.
        fn file(language: &str, name: &str) -> Option<&'static [u8]> {
            match language {
                $($name => $krate::$models.get_file(name).map(|file| file.contents()),)+
                _ => None,
            }
        }

        /// A thousand sentences of a language, from newspapers, the web and Wikipedia.
        pub fn sentences(language: &str) -> Vec<&'static str> {
            let contents = match language {
                $($name => $krate::$sentences.get_file("sentences.txt").map(|file| file.contents()),)+
                _ => None,
            };
            let text = core::str::from_utf8(contents.unwrap_or_default()).expect("UTF-8");
            text.lines().collect()
        }
    };
}

models! {
    "afrikaans" => lingua_afrikaans_language_model, AFRIKAANS_MODELS_DIRECTORY, AFRIKAANS_TESTDATA_DIRECTORY;
    "albanian" => lingua_albanian_language_model, ALBANIAN_MODELS_DIRECTORY, ALBANIAN_TESTDATA_DIRECTORY;
    "arabic" => lingua_arabic_language_model, ARABIC_MODELS_DIRECTORY, ARABIC_TESTDATA_DIRECTORY;
    "armenian" => lingua_armenian_language_model, ARMENIAN_MODELS_DIRECTORY, ARMENIAN_TESTDATA_DIRECTORY;
    "azerbaijani" => lingua_azerbaijani_language_model, AZERBAIJANI_MODELS_DIRECTORY, AZERBAIJANI_TESTDATA_DIRECTORY;
    "basque" => lingua_basque_language_model, BASQUE_MODELS_DIRECTORY, BASQUE_TESTDATA_DIRECTORY;
    "belarusian" => lingua_belarusian_language_model, BELARUSIAN_MODELS_DIRECTORY, BELARUSIAN_TESTDATA_DIRECTORY;
    "bengali" => lingua_bengali_language_model, BENGALI_MODELS_DIRECTORY, BENGALI_TESTDATA_DIRECTORY;
    "bokmal" => lingua_bokmal_language_model, BOKMAL_MODELS_DIRECTORY, BOKMAL_TESTDATA_DIRECTORY;
    "bosnian" => lingua_bosnian_language_model, BOSNIAN_MODELS_DIRECTORY, BOSNIAN_TESTDATA_DIRECTORY;
    "bulgarian" => lingua_bulgarian_language_model, BULGARIAN_MODELS_DIRECTORY, BULGARIAN_TESTDATA_DIRECTORY;
    "catalan" => lingua_catalan_language_model, CATALAN_MODELS_DIRECTORY, CATALAN_TESTDATA_DIRECTORY;
    "chinese" => lingua_chinese_language_model, CHINESE_MODELS_DIRECTORY, CHINESE_TESTDATA_DIRECTORY;
    "croatian" => lingua_croatian_language_model, CROATIAN_MODELS_DIRECTORY, CROATIAN_TESTDATA_DIRECTORY;
    "czech" => lingua_czech_language_model, CZECH_MODELS_DIRECTORY, CZECH_TESTDATA_DIRECTORY;
    "danish" => lingua_danish_language_model, DANISH_MODELS_DIRECTORY, DANISH_TESTDATA_DIRECTORY;
    "dutch" => lingua_dutch_language_model, DUTCH_MODELS_DIRECTORY, DUTCH_TESTDATA_DIRECTORY;
    "english" => lingua_english_language_model, ENGLISH_MODELS_DIRECTORY, ENGLISH_TESTDATA_DIRECTORY;
    "esperanto" => lingua_esperanto_language_model, ESPERANTO_MODELS_DIRECTORY, ESPERANTO_TESTDATA_DIRECTORY;
    "estonian" => lingua_estonian_language_model, ESTONIAN_MODELS_DIRECTORY, ESTONIAN_TESTDATA_DIRECTORY;
    "finnish" => lingua_finnish_language_model, FINNISH_MODELS_DIRECTORY, FINNISH_TESTDATA_DIRECTORY;
    "french" => lingua_french_language_model, FRENCH_MODELS_DIRECTORY, FRENCH_TESTDATA_DIRECTORY;
    "ganda" => lingua_ganda_language_model, GANDA_MODELS_DIRECTORY, GANDA_TESTDATA_DIRECTORY;
    "georgian" => lingua_georgian_language_model, GEORGIAN_MODELS_DIRECTORY, GEORGIAN_TESTDATA_DIRECTORY;
    "german" => lingua_german_language_model, GERMAN_MODELS_DIRECTORY, GERMAN_TESTDATA_DIRECTORY;
    "greek" => lingua_greek_language_model, GREEK_MODELS_DIRECTORY, GREEK_TESTDATA_DIRECTORY;
    "gujarati" => lingua_gujarati_language_model, GUJARATI_MODELS_DIRECTORY, GUJARATI_TESTDATA_DIRECTORY;
    "hebrew" => lingua_hebrew_language_model, HEBREW_MODELS_DIRECTORY, HEBREW_TESTDATA_DIRECTORY;
    "hindi" => lingua_hindi_language_model, HINDI_MODELS_DIRECTORY, HINDI_TESTDATA_DIRECTORY;
    "hungarian" => lingua_hungarian_language_model, HUNGARIAN_MODELS_DIRECTORY, HUNGARIAN_TESTDATA_DIRECTORY;
    "icelandic" => lingua_icelandic_language_model, ICELANDIC_MODELS_DIRECTORY, ICELANDIC_TESTDATA_DIRECTORY;
    "indonesian" => lingua_indonesian_language_model, INDONESIAN_MODELS_DIRECTORY, INDONESIAN_TESTDATA_DIRECTORY;
    "irish" => lingua_irish_language_model, IRISH_MODELS_DIRECTORY, IRISH_TESTDATA_DIRECTORY;
    "italian" => lingua_italian_language_model, ITALIAN_MODELS_DIRECTORY, ITALIAN_TESTDATA_DIRECTORY;
    "japanese" => lingua_japanese_language_model, JAPANESE_MODELS_DIRECTORY, JAPANESE_TESTDATA_DIRECTORY;
    "kazakh" => lingua_kazakh_language_model, KAZAKH_MODELS_DIRECTORY, KAZAKH_TESTDATA_DIRECTORY;
    "korean" => lingua_korean_language_model, KOREAN_MODELS_DIRECTORY, KOREAN_TESTDATA_DIRECTORY;
    "latin" => lingua_latin_language_model, LATIN_MODELS_DIRECTORY, LATIN_TESTDATA_DIRECTORY;
    "latvian" => lingua_latvian_language_model, LATVIAN_MODELS_DIRECTORY, LATVIAN_TESTDATA_DIRECTORY;
    "lithuanian" => lingua_lithuanian_language_model, LITHUANIAN_MODELS_DIRECTORY, LITHUANIAN_TESTDATA_DIRECTORY;
    "macedonian" => lingua_macedonian_language_model, MACEDONIAN_MODELS_DIRECTORY, MACEDONIAN_TESTDATA_DIRECTORY;
    "malay" => lingua_malay_language_model, MALAY_MODELS_DIRECTORY, MALAY_TESTDATA_DIRECTORY;
    "maori" => lingua_maori_language_model, MAORI_MODELS_DIRECTORY, MAORI_TESTDATA_DIRECTORY;
    "marathi" => lingua_marathi_language_model, MARATHI_MODELS_DIRECTORY, MARATHI_TESTDATA_DIRECTORY;
    "mongolian" => lingua_mongolian_language_model, MONGOLIAN_MODELS_DIRECTORY, MONGOLIAN_TESTDATA_DIRECTORY;
    "nynorsk" => lingua_nynorsk_language_model, NYNORSK_MODELS_DIRECTORY, NYNORSK_TESTDATA_DIRECTORY;
    "persian" => lingua_persian_language_model, PERSIAN_MODELS_DIRECTORY, PERSIAN_TESTDATA_DIRECTORY;
    "polish" => lingua_polish_language_model, POLISH_MODELS_DIRECTORY, POLISH_TESTDATA_DIRECTORY;
    "portuguese" => lingua_portuguese_language_model, PORTUGUESE_MODELS_DIRECTORY, PORTUGUESE_TESTDATA_DIRECTORY;
    "punjabi" => lingua_punjabi_language_model, PUNJABI_MODELS_DIRECTORY, PUNJABI_TESTDATA_DIRECTORY;
    "romanian" => lingua_romanian_language_model, ROMANIAN_MODELS_DIRECTORY, ROMANIAN_TESTDATA_DIRECTORY;
    "russian" => lingua_russian_language_model, RUSSIAN_MODELS_DIRECTORY, RUSSIAN_TESTDATA_DIRECTORY;
    "serbian" => lingua_serbian_language_model, SERBIAN_MODELS_DIRECTORY, SERBIAN_TESTDATA_DIRECTORY;
    "shona" => lingua_shona_language_model, SHONA_MODELS_DIRECTORY, SHONA_TESTDATA_DIRECTORY;
    "slovak" => lingua_slovak_language_model, SLOVAK_MODELS_DIRECTORY, SLOVAK_TESTDATA_DIRECTORY;
    "slovene" => lingua_slovene_language_model, SLOVENE_MODELS_DIRECTORY, SLOVENE_TESTDATA_DIRECTORY;
    "somali" => lingua_somali_language_model, SOMALI_MODELS_DIRECTORY, SOMALI_TESTDATA_DIRECTORY;
    "sotho" => lingua_sotho_language_model, SOTHO_MODELS_DIRECTORY, SOTHO_TESTDATA_DIRECTORY;
    "spanish" => lingua_spanish_language_model, SPANISH_MODELS_DIRECTORY, SPANISH_TESTDATA_DIRECTORY;
    "swahili" => lingua_swahili_language_model, SWAHILI_MODELS_DIRECTORY, SWAHILI_TESTDATA_DIRECTORY;
    "swedish" => lingua_swedish_language_model, SWEDISH_MODELS_DIRECTORY, SWEDISH_TESTDATA_DIRECTORY;
    "tagalog" => lingua_tagalog_language_model, TAGALOG_MODELS_DIRECTORY, TAGALOG_TESTDATA_DIRECTORY;
    "tamil" => lingua_tamil_language_model, TAMIL_MODELS_DIRECTORY, TAMIL_TESTDATA_DIRECTORY;
    "telugu" => lingua_telugu_language_model, TELUGU_MODELS_DIRECTORY, TELUGU_TESTDATA_DIRECTORY;
    "thai" => lingua_thai_language_model, THAI_MODELS_DIRECTORY, THAI_TESTDATA_DIRECTORY;
    "tsonga" => lingua_tsonga_language_model, TSONGA_MODELS_DIRECTORY, TSONGA_TESTDATA_DIRECTORY;
    "tswana" => lingua_tswana_language_model, TSWANA_MODELS_DIRECTORY, TSWANA_TESTDATA_DIRECTORY;
    "turkish" => lingua_turkish_language_model, TURKISH_MODELS_DIRECTORY, TURKISH_TESTDATA_DIRECTORY;
    "ukrainian" => lingua_ukrainian_language_model, UKRAINIAN_MODELS_DIRECTORY, UKRAINIAN_TESTDATA_DIRECTORY;
    "urdu" => lingua_urdu_language_model, URDU_MODELS_DIRECTORY, URDU_TESTDATA_DIRECTORY;
    "vietnamese" => lingua_vietnamese_language_model, VIETNAMESE_MODELS_DIRECTORY, VIETNAMESE_TESTDATA_DIRECTORY;
    "welsh" => lingua_welsh_language_model, WELSH_MODELS_DIRECTORY, WELSH_TESTDATA_DIRECTORY;
    "xhosa" => lingua_xhosa_language_model, XHOSA_MODELS_DIRECTORY, XHOSA_TESTDATA_DIRECTORY;
    "yoruba" => lingua_yoruba_language_model, YORUBA_MODELS_DIRECTORY, YORUBA_TESTDATA_DIRECTORY;
    "zulu" => lingua_zulu_language_model, ZULU_MODELS_DIRECTORY, ZULU_TESTDATA_DIRECTORY;
}

/// The relative frequencies of a language's n-grams: how often the last letter
/// follows the others (for single letters: how often it stands at all).
pub fn frequencies(language: &str, name: &str) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    let Some(packed) = file(language, &format!("{name}.json.br")) else {
        return found;
    };
    let mut json = Vec::new();
    brotli::BrotliDecompress(&mut &packed[..], &mut json).expect("a Brotli stream");
    let model: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    for (fraction, ngrams) in model["ngrams"].as_object().expect("an object") {
        let (above, below) = fraction.split_once('/').expect("a fraction");
        let frequency =
            above.parse::<f64>().expect("a number") / below.parse::<f64>().expect("a number");
        for ngram in ngrams.as_str().expect("a string").split(' ') {
            found.insert(ngram.to_owned(), frequency);
        }
    }
    found
}
