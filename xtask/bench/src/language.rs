//! How often the language is named right, beside whatlang and lingua.

use std::collections::BTreeMap;
use std::hint::black_box;

use crate::seconds;

/// What a namer says about a text: an ISO 639-1 code, or nothing.
type Namer<'n> = (&'static str, Box<dyn Fn(&str) -> Option<String> + 'n>);

/// Reads `TAG<tab>SENTENCE` lines and prints a row for each namer, for whole
/// sentences and for their first three words.
pub fn compare() {
    let lines: Vec<String> = std::io::stdin().lines().map_while(Result::ok).collect();
    let whole: Vec<(String, String)> = lines
        .iter()
        .filter_map(|line| line.split_once('\t'))
        .map(|(tag, text)| (primary(tag), text.to_owned()))
        .collect();
    let short: Vec<(String, String)> = whole
        .iter()
        .map(|(tag, text)| {
            let words: Vec<&str> = text.split_whitespace().take(3).collect();
            (tag.clone(), words.join(" "))
        })
        .collect();
    let lingua = lingua::LanguageDetectorBuilder::from_all_languages().build();
    let namers: [Namer<'_>; 3] = [
        (
            "gristmill",
            Box::new(|text| gristmill_language::identify(text).map(primary)),
        ),
        (
            "whatlang",
            Box::new(|text| whatlang::detect(text).and_then(|info| short_code(info.lang().code()))),
        ),
        (
            "lingua",
            Box::new(|text| {
                let language = lingua.detect_language_of(text)?;
                Some(language.iso_code_639_1().to_string().to_lowercase())
            }),
        ),
    ];
    println!("| | texts | right, % | wrong, % | nothing, % | seconds, of gristmill's |");
    println!("|---|---|---|---|---|---|");
    for (name, texts) in [("sentences", &whole), ("three words", &short)] {
        let mut own = None;
        for (namer, answer) in &namers {
            let taken = seconds(1, || {
                for (_, text) in texts {
                    black_box(answer(text));
                }
            });
            let (right, wrong) = shares(texts, answer);
            println!(
                "| {namer}, {name} | {} | {right:.1} | {wrong:.1} | {:.1} | {:.1} |",
                texts.len(),
                100.0 - right - wrong,
                taken / *own.get_or_insert(taken)
            );
        }
    }
}

/// The percentages of right and wrong answers, each language counting the same.
fn shares(texts: &[(String, String)], answer: &dyn Fn(&str) -> Option<String>) -> (f64, f64) {
    let mut counts: BTreeMap<&str, [f64; 3]> = BTreeMap::new();
    for (tag, text) in texts {
        let of_language = counts.entry(tag).or_default();
        of_language[0] += 1.0;
        match answer(text) {
            Some(named) if named == *tag => of_language[1] += 1.0,
            Some(_) => of_language[2] += 1.0,
            None => {}
        }
    }
    let mean = |which: usize| {
        let shares = counts.values().map(|count| count[which] / count[0]);
        100.0 * shares.sum::<f64>() / counts.len() as f64
    };
    (mean(1), mean(2))
}

fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_owned()
}

/// The ISO 639-1 code of an ISO 639-3 one; some name parts of a language that has
/// one code of two letters.
fn short_code(code: &str) -> Option<String> {
    let macrolanguage = match code {
        "cmn" => "zh",
        "pes" => "fa",
        "aze" | "azj" => "az",
        "est" | "ekk" => "et",
        "lav" | "lvs" => "lv",
        _ => "",
    };
    if !macrolanguage.is_empty() {
        return Some(macrolanguage.to_owned());
    }
    lingua::Language::all()
        .into_iter()
        .find(|language| {
            language
                .iso_code_639_3()
                .to_string()
                .eq_ignore_ascii_case(code)
        })
        .map_or(Some(code.to_owned()), |language| {
            Some(language.iso_code_639_1().to_string().to_lowercase())
        })
}
