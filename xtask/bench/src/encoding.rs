//! How often the encoding is right, beside chardetng, on sentences that no table was
//! made of, stored in the encodings that their languages were stored in.

use std::collections::BTreeMap;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use gristmill_decode::{decode, encode};
use gristmill_detect::{Hints, detect};
use gristmill_encoding::Encoding;

/// The languages that were stored in each encoding: those that the publishers of the
/// pages name for them.
const STORED: [(Encoding, &str); 51] = {
    use Encoding::*;
    const WEST: &str = "de fr es it pt nl da nb nn sv fi is ca eu ga af sq";
    const CENTRE: &str = "pl cs sk hu sl hr bs ro sq";
    const BALTIC: &str = "lt lv et";
    const SLAVIC: &str = "ru uk be bg sr mk";
    [
        (Windows1252, WEST),
        (Iso8859_15, WEST),
        (Macintosh, WEST),
        (Cp850, WEST),
        (Cp437, "de fr es it nl sv fi"),
        (Cp860, "pt"),
        (Cp861, "is"),
        (Cp863, "fr"),
        (Cp865, "da nb nn"),
        (MacIceland, "is"),
        (Windows1250, CENTRE),
        (Iso8859_2, CENTRE),
        (Cp852, CENTRE),
        (MacCe, "pl cs sk hu"),
        (MacCroatian, "hr sl bs"),
        (MacRomanian, "ro"),
        (Windows1257, BALTIC),
        (Iso8859_13, BALTIC),
        (Iso8859_4, BALTIC),
        (Cp775, BALTIC),
        (Windows1254, "tr"),
        (Cp857, "tr"),
        (MacTurkish, "tr"),
        (Iso8859_3, "eo tr"),
        (Iso8859_14, "cy ga"),
        (Windows1258, "vi"),
        (Viscii, "vi"),
        (Windows1251, SLAVIC),
        (Koi8R, "ru"),
        (Koi8U, "uk"),
        (Iso8859_5, SLAVIC),
        (Ibm866, "ru be bg"),
        (Cp855, "ru sr mk bg"),
        (XMacCyrillic, SLAVIC),
        (Windows1253, "el"),
        (Iso8859_7, "el"),
        (Cp737, "el"),
        (Cp869, "el"),
        (MacGreek, "el"),
        (Windows1255, "he"),
        (Iso8859_8, "he"),
        (Cp862, "he"),
        (Windows1256, "ar fa ur"),
        (Iso8859_6, "ar"),
        (Windows874, "th"),
        (ShiftJis, "ja"),
        (EucJp, "ja"),
        (EucKr, "ko"),
        (Gb18030, "zh"),
        (GeorgianPs, "ka"),
        (Utf16Le, "en de ru hi zh ja ko ar"),
    ]
};

/// How long the documents are, in bytes.
const LENGTHS: [usize; 4] = [16, 64, 256, 1024];

/// How many documents there are of each language, encoding and length.
const DOCUMENTS: usize = 20;

/// Reads `TAG<tab>SENTENCE` lines and prints the share of documents whose text is
/// right under the answer, for each length.
pub fn compare() {
    let mut sentences: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in std::io::stdin().lines().map_while(Result::ok) {
        if let Some((tag, sentence)) = line.split_once('\t')
            && is_sound(sentence)
        {
            let of_language = sentences.entry(tag.to_owned()).or_default();
            of_language.push(sentence.to_owned());
        }
    }
    println!("| bytes | documents | gristmill, % | chardetng, % | missed most |");
    println!("|---|---|---|---|---|");
    for length in LENGTHS {
        let (mut all, mut own, mut peer) = (0_usize, 0_usize, 0_usize);
        let mut missed: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (encoding, tags) in STORED {
            for tag in tags.split(' ') {
                let of_language = sentences.get(tag).map_or(&[][..], Vec::as_slice);
                for bytes in documents(of_language, encoding, length) {
                    let text = text_in(&bytes, encoding);
                    all += 1;
                    let guess = detect(&bytes, &Hints::default());
                    let answered =
                        gristmill_decode::decode_pieces(&bytes, guess.encoding, &guess.pieces);
                    if answered.into_leg().0 == text {
                        own += 1;
                    } else {
                        *missed
                            .entry((encoding.name(), guess.encoding.name()))
                            .or_default() += 1;
                    }
                    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
                    detector.feed(&bytes, true);
                    let answered = detector.guess(None, Utf8Detection::Allow);
                    let answered = answered.decode_without_bom_handling(&bytes).0;
                    peer += usize::from(answered == text);
                }
            }
        }
        let mut missed: Vec<_> = missed.into_iter().collect();
        missed.sort_by_key(|&(pair, n)| (std::cmp::Reverse(n), pair));
        let missed: Vec<String> = missed
            .iter()
            .take(3)
            .map(|((truth, answer), n)| format!("{truth} as {answer} {n}"))
            .collect();
        let share = |n: usize| 100.0 * n as f64 / all as f64;
        println!(
            "| {length} | {all} | {:.1} | {:.1} | {} |",
            share(own),
            share(peer),
            missed.join(", ")
        );
    }
}

/// Whether a sentence was not damaged before it was collected: it holds no control
/// characters and is no UTF-8 that was read as a page of one byte a character.
fn is_sound(sentence: &str) -> bool {
    let misread = [Encoding::Windows1252, Encoding::Windows1250]
        .into_iter()
        .filter_map(|page| encode(sentence, page))
        .any(|bytes| !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok());
    !misread && !sentence.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER)
}

/// Documents of about so many bytes, each of some of the sentences, that say anything
/// about their encoding.
fn documents(sentences: &[String], encoding: Encoding, length: usize) -> Vec<Vec<u8>> {
    let mut documents = Vec::new();
    let mut document: Vec<u8> = Vec::new();
    for sentence in sentences {
        if documents.len() == DOCUMENTS {
            break;
        }
        for character in sentence.chars().chain([' ']) {
            let Some(bytes) = encode(character.encode_utf8(&mut [0; 4]), encoding) else {
                document.clear();
                break;
            };
            document.extend(bytes);
            if document.len() >= length {
                let is_telling = encoding == Encoding::Utf16Le || !document.is_ascii();
                if is_telling {
                    documents.push(std::mem::take(&mut document));
                }
                document.clear();
                break;
            }
        }
    }
    documents
}

fn text_in(bytes: &[u8], encoding: Encoding) -> String {
    decode(bytes, encoding).into_leg().0.into_owned()
}
