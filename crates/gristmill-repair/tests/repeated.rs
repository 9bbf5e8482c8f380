//! Texts that are one piece over and over: what an attacker, or a broken loop, makes.
//! The laws hold for them, and none of them is read again and again: a second of this
//! test is already far too long for texts of six thousand bytes.

use gristmill_repair::{RepairConfig, repair};
use gristmill_testkit::laws;

/// How long each text is, in bytes.
const LEN: usize = 6_000;

const PIECES: &[&str] = &[
    "a%C3%A9",
    "25",
    "3D",
    "=\n",
    "caf=C3=A9 ",
    "l''a",
    "''",
    "su00e9",
    "\\",
    "a\\'",
    "u005c",
    "\\u00e9",
    "\"",
    "\"\\\"",
    "=?utf-8?q?a?=",
    "=?utf-8?q?",
    "=?",
    "=?utf-8?q?a?=\n ",
    "+AOk-",
    "+-",
    "水车小屋",
    "å·¥ä½\u{9C}",
    "ÐœÐµÐ»ÑŒÐ½Ð¸Ñ†Ð°",
    "МелРЅРёС†Р°",
    "บ้านโรงสี",
    "&",
    "&amp;",
    "amp;",
    "&#233",
    "``a'' ",
    "{\\'e}",
    "{\\",
    "`",
    "`` ",
    "Ã\u{FFFD}",
    "Ã",
    "Ã ",
    "\u{93}",
    "é",
    "ø",
    "лБФП ЧЪЕ ТЕЛБ ",
    "лБФПЧЪЕТЕЛБ",
    "_x000D_",
    "\\'e9",
    "\\u1050?",
    "a.\\n",
    "\"\"",
    "Ã\u{83}Â\u{83}Ã\u{82}Â©",
    "{'a': 'b'}",
    "<a ",
    "b'",
];

#[test]
fn one_piece_over_and_over() {
    for piece in PIECES {
        let text = piece.repeat(LEN / piece.len());
        laws::text_to_text(&text, |text| repair(text, &RepairConfig::default()));
    }
}

#[test]
fn one_piece_before_others() {
    for first in [
        "\"",
        "%",
        "&",
        "caf=C3=A9 =",
        "\\u005c",
        "Ìåëüíèöà ñòîèò ó ðåêè",
    ] {
        for piece in PIECES {
            let text = [first, &piece.repeat(600 / piece.len()), "Ã© lt;"].concat();
            laws::text_to_text(&text, |text| repair(text, &RepairConfig::default()));
        }
    }
}

#[test]
fn a_long_word_is_cut_amid_a_sequence() {
    let words = "РњРµР»СЊРЅРёС†Р°".repeat(13);
    for n_before in 0..40 {
        let before = "Ìåëüíèöà ñòîèò ó ðåêè ".to_owned() + &"é".repeat(n_before);
        let text = before + "\"\"\"" + &words + " РњРµ";
        laws::text_to_text(&text, |text| repair(text, &RepairConfig::default()));
    }
}
