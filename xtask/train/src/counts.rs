//! How often a language has which letters in a row.

use std::collections::BTreeMap;

use crate::alphabet::{fold, is_apostrophe, is_vowel_sign, script_of};
use crate::gather::Sources;
use crate::languages::Language;
use crate::{extract, lingua};

/// The edge of a word.
pub const EDGE: char = '\0';

/// Three letters in a row, folded; [`EDGE`] before the first and after the last.
pub type Trigram = [char; 3];

/// The relative frequencies of a language's trigrams; they add up to one.
#[derive(Default)]
pub struct Counts {
    pub trigrams: BTreeMap<Trigram, f64>,
}

impl Counts {
    /// A word, this often.
    fn add_word(&mut self, word: &[char], weight: f64) {
        let mut context = [EDGE, EDGE];
        for &letter in word.iter().chain([&EDGE]) {
            *self
                .trigrams
                .entry([context[0], context[1], letter])
                .or_default() += weight;
            context = [context[1], letter];
        }
    }

    fn add_text(&mut self, text: &str, script: usize) {
        for word in words(text, script) {
            self.add_word(&word, 1.0);
        }
    }

    fn total(&self) -> f64 {
        self.trigrams.values().sum()
    }

    fn add_all(&mut self, others: &Self, share: f64) {
        let total = others.total();
        for (&trigram, &weight) in &others.trigrams {
            *self.trigrams.entry(trigram).or_default() += weight / total * share;
        }
    }
}

/// The words of a script, folded: letters with apostrophes between them.
pub fn words(text: &str, script: usize) -> Vec<Vec<char>> {
    let mut found = Vec::new();
    let mut word: Vec<char> = Vec::new();
    let mut is_foreign = false;
    let written = text.chars().filter(|&c| !is_vowel_sign(c));
    for character in written.chain([' ']) {
        match script_of(character) {
            Some(of) => {
                is_foreign |= of != script;
                word.push(fold(character));
            }
            None if is_apostrophe(character) && !word.is_empty() => word.push('\''),
            None => {
                while word.last() == Some(&'\'') {
                    word.pop();
                }
                if !word.is_empty() && !is_foreign {
                    found.push(std::mem::take(&mut word));
                }
                word.clear();
                is_foreign = false;
            }
        }
    }
    found
}

/// Every source of a language, weighed. `paragraphs` is its running text.
pub fn of_language(
    sources: &Sources,
    language: &Language,
    script: usize,
    paragraphs: &[String],
) -> Counts {
    let mut all = Counts::default();
    let ngrams = of_lingua(language.lingua, script);
    if !ngrams.trigrams.is_empty() {
        all.add_all(&ngrams, 0.5);
    }
    let list = of_wordfreq(sources, language.wordfreq, script);
    if !list.trigrams.is_empty() {
        all.add_all(&list, 0.3);
    }
    let mut text = Counts::default();
    for paragraph in paragraphs {
        text.add_text(paragraph, script);
    }
    if text.total() > 0.0 {
        // A little text says little.
        let share = 0.3 * text.total() / (text.total() + 100_000.0);
        all.add_all(&text, share.max(0.02));
    }
    let mut news = Counts::default();
    for sentence in training_sentences(language.lingua) {
        news.add_text(sentence, script);
    }
    if news.total() > 0.0 {
        all.add_all(&news, 0.1);
    }
    let mut whole = Counts::default();
    if all.total() > 0.0 {
        whole.add_all(&all, 1.0);
    }
    whole
}

/// The odd half of lingua's sentences; the even half is for measuring.
pub fn training_sentences(language: &str) -> impl Iterator<Item = &'static str> {
    lingua::sentences(language).into_iter().step_by(2)
}

/// All the running text of a language's packages.
pub fn running_text(sources: &Sources, language: &Language) -> Vec<String> {
    let mut found = Vec::new();
    for code in language.debian.split_whitespace() {
        for kind in ["libreoffice-l10n-", "libreoffice-help-", "manpages-"] {
            found.extend(extract::paragraphs(sources, &format!("{kind}{code}")));
        }
    }
    if language.tag == "mt" {
        // No package of translated messages: names of countries, languages, signs.
        found.extend(extract::names(sources, "mt"));
    }
    if language.tag == "zh-Hans" {
        found.extend(
            extract::paragraphs(sources, "manpages-zh")
                .into_iter()
                .filter(|text| !is_traditional(text)),
        );
    }
    found
}

fn is_traditional(text: &str) -> bool {
    text.chars()
        .any(|c| "個們來時說與為會這國對開關點還過發實現應無電".contains(c))
}

/// lingua counts letters inside words alone. What follows a pair of letters in
/// fewer cases than the pair stands is the end of a word, and what stands more
/// often than it follows anything begins one.
fn of_lingua(name: &str, script: usize) -> Counts {
    let mut counts = Counts::default();
    let usable = |ngram: &str| ngram.chars().all(|c| script_of(c) == Some(script));
    let chars = |ngram: &str| ngram.chars().map(fold).collect::<Vec<_>>();
    let mut single: BTreeMap<char, f64> = BTreeMap::new();
    for (ngram, p) in lingua::frequencies(name, "unigrams") {
        if usable(&ngram) {
            *single.entry(chars(&ngram)[0]).or_default() += p;
        }
    }
    let mut pairs: BTreeMap<[char; 2], f64> = BTreeMap::new();
    for (ngram, p) in lingua::frequencies(name, "bigrams") {
        if let [a, b] = chars(&ngram)[..]
            && usable(&ngram)
        {
            *pairs.entry([a, b]).or_default() += p * single.get(&a).copied().unwrap_or(0.0);
        }
    }
    let mut ends = pairs.clone();
    let mut begins = pairs.clone();
    for (ngram, p) in lingua::frequencies(name, "trigrams") {
        if let [a, b, c] = chars(&ngram)[..]
            && usable(&ngram)
        {
            let joint = p * pairs.get(&[a, b]).copied().unwrap_or(0.0);
            *counts.trigrams.entry([a, b, c]).or_default() += joint;
            if let Some(end) = ends.get_mut(&[a, b]) {
                *end -= joint;
            }
            if let Some(begin) = begins.get_mut(&[b, c]) {
                *begin -= joint;
            }
        }
    }
    let mut first = single.clone();
    for (&[_, b], &joint) in &pairs {
        if let Some(rest) = first.get_mut(&b) {
            *rest -= joint;
        }
    }
    let mut alone = first.clone();
    for (&[a, b], &joint) in &begins {
        if joint > 1e-9 {
            *counts.trigrams.entry([EDGE, a, b]).or_default() += joint;
            if let Some(rest) = alone.get_mut(&a) {
                *rest -= joint;
            }
        }
    }
    for (&[a, b], &joint) in &ends {
        if joint > 1e-9 {
            *counts.trigrams.entry([a, b, EDGE]).or_default() += joint;
        }
    }
    for (&a, &joint) in &first {
        if joint > 1e-9 {
            *counts.trigrams.entry([EDGE, EDGE, a]).or_default() += joint;
        }
    }
    for (&a, &joint) in &alone {
        if joint > 1e-9 {
            *counts.trigrams.entry([EDGE, a, EDGE]).or_default() += joint;
        }
    }
    counts
}

fn of_wordfreq(sources: &Sources, name: &str, script: usize) -> Counts {
    let mut counts = Counts::default();
    for (word, frequency) in wordfreq(sources, name) {
        for word in words(&word, script) {
            counts.add_word(&word, frequency);
        }
    }
    counts
}

/// The words of a list with their frequencies: lists of words in steps of a
/// hundredth of a power of ten.
pub fn wordfreq(sources: &Sources, name: &str) -> Vec<(String, f64)> {
    let mut found = Vec::new();
    if name.is_empty() {
        return found;
    }
    let bytes = sources.wordfreq(name);
    let list = rmpv::decode::read_value(&mut &bytes[..]).expect("MessagePack");
    for (centibels, words) in list.as_array().expect("a list").iter().enumerate().skip(1) {
        let frequency = 10_f64.powf(-((centibels - 1) as f64) / 100.0);
        for word in words.as_array().expect("a list") {
            if let Some(word) = word.as_str() {
                found.push((word.to_owned(), frequency));
            }
        }
    }
    found
}

/// The traditional characters that are another one in simplified writing.
pub fn traditional(sources: &Sources) -> Vec<char> {
    let bytes = sources.wordfreq("_chinese_mapping");
    let map = rmpv::decode::read_value(&mut &bytes[..]).expect("MessagePack");
    map.as_map()
        .expect("a map")
        .iter()
        .filter_map(|(code, simple)| {
            let code = code.as_u64().and_then(|code| u32::try_from(code).ok())?;
            let character = char::from_u32(code)?;
            (simple.as_str()? != character.to_string()).then_some(character)
        })
        .collect()
}
