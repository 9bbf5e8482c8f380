//! Documents in UTF-8 with lines or bytes of another encoding.

use std::fs;

use tempfile::TempDir;

use crate::run::Ingested;

fn text_of(bytes: &[u8]) -> String {
    let folder = TempDir::new().expect("there is room for a folder");
    fs::write(folder.path().join("a.txt"), bytes).expect("it can be written");
    let ingested = Ingested::from(&[folder.path()], &[]);
    let document = ingested.documents().remove(0);
    assert_eq!(document.origin.encoding, "utf-8");
    document.text.into_owned()
}

#[test]
fn a_line_of_another_encoding_is_read_in_it() {
    let mut bytes = "Мельница стоит у реки, и колесо её вертится.\n"
        .as_bytes()
        .to_vec();
    // "Мука белая, как снег в поле." in windows-1251
    bytes.extend(b"\xCC\xF3\xEA\xE0 \xE1\xE5\xEB\xE0\xFF, \xEA\xE0\xEA ");
    bytes.extend(b"\xF1\xED\xE5\xE3 \xE2 \xEF\xEE\xEB\xE5.\n");
    let expected = "Мельница стоит у реки, и колесо её вертится.\nМука белая, как снег в поле.";
    assert_eq!(text_of(&bytes), expected);
}

#[test]
fn a_stray_quotation_mark_is_one_and_noise_stays_damage() {
    let mut bytes = "The mill — an old one — turns: “Flour is white,” he said. Café, rôle.\n"
        .as_bytes()
        .to_vec();
    bytes.extend(b"The miller\x92s wheel has ha\xFFlf a hundred paddles.\n");
    let text = text_of(&bytes);
    assert!(
        text.contains("The miller’s wheel has ha\u{FFFD}lf a hundred"),
        "{text}"
    );
}
