//! Sections tile any text and fall on characters, the same ones whatever its line ends.
#![no_main]

use gristmill::{SplitConfig, SplitProfile, explain_split, split};
use gristmill_testkit::headings::PIECES;
use libfuzzer_sys::fuzz_target;

const PROFILES: [SplitProfile; 5] = [
    SplitProfile::Auto,
    SplitProfile::ThinkTank,
    SplitProfile::Abstract,
    SplitProfile::Article,
    SplitProfile::Manual,
];

fuzz_target!(|input: (u8, &[u8])| {
    let (mode, bytes) = input;
    // Bytes as they are, or each of them a piece that headings are made of.
    let text: String = if mode % 4 == 0 {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        let pieces = bytes.iter().map(|&byte| PIECES[usize::from(byte) % PIECES.len()]);
        pieces.collect()
    };
    let config = SplitConfig {
        profile: PROFILES[usize::from(mode / 4) % PROFILES.len()],
        ..SplitConfig::default()
    };
    let found = split(&text, &config);
    let mut end = 0;
    for section in found.all() {
        assert_eq!(section.span.start, end);
        end = section.span.end;
        assert!(text.is_char_boundary(end));
        assert!(section.heading.is_none_or(|heading| section.span.contains(heading)));
    }
    assert_eq!(end, text.len());
    let told = explain_split(&text, &config);
    let n_kept = told.iter().filter(|candidate| candidate.lost.is_none()).count();
    let n_headed = found.all().iter().filter(|section| section.heading.is_some()).count();
    assert_eq!(n_kept, n_headed);

    let crlf = text.replace('\r', "").replace('\n', "\r\n");
    let lf = crlf.replace('\r', "");
    let shape = |text: &str| -> Vec<_> {
        let found = split(text, &config);
        let heading = |span: Option<gristmill::Span>| span.map(|span| text[span].to_owned());
        found.all().iter().map(|section| (section.kind, heading(section.heading))).collect()
    };
    assert_eq!(shape(&lf), shape(&crlf));
});
