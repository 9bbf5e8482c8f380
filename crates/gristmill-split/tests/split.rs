//! The fixtures of splitting, and its laws.

use gristmill_split::{FieldName, SectionKind, SplitConfig, SplitProfile, explain, split};
use gristmill_testkit::fixtures::{MetadataCase, SectionCase, SplitCase, load};
use gristmill_testkit::{dirt, headings};
use gristmill_text::Span;
use proptest::prelude::*;

fn check(case: &SplitCase) {
    let text = case.input.as_str();
    let found = split(text, &SplitConfig::default());
    let sections = found
        .all()
        .iter()
        .zip(starts(case))
        .map(|(section, starts)| SectionCase {
            kind: section.kind.name().into(),
            heading: section.heading.map_or("", |heading| &text[heading]).into(),
            starts: text[section.span].chars().take(starts).collect(),
        });
    let sections: Vec<SectionCase> = sections.collect();
    assert_eq!(sections, case.sections, "{}: {}", case.name, case.why);
    assert_eq!(
        found.all().len(),
        case.sections.len(),
        "{}: {}",
        case.name,
        case.why
    );
    let found = found.metadata();
    let values = |name: FieldName| {
        let values: Vec<&str> = found.all(name).map(|field| &text[field.span]).collect();
        values.join("; ")
    };
    let date = found.date();
    let extra = found.extra().iter();
    let metadata = MetadataCase {
        title: values(FieldName::Title),
        author: values(FieldName::Author),
        publication: values(FieldName::Publication),
        volume: values(FieldName::Volume),
        issue: values(FieldName::Issue),
        url: values(FieldName::Url),
        date: [date.year, date.month.into(), date.day.into()],
        extra: extra
            .map(|extra| (text[extra.key].to_owned(), text[extra.value].to_owned()))
            .collect(),
    };
    assert_eq!(metadata, case.metadata, "{}: {}", case.name, case.why);
    laws(text);
}

/// How much of each section the fixture shows; more sections than it names show
/// their first letters.
fn starts(case: &SplitCase) -> impl Iterator<Item = usize> + '_ {
    let shown = case
        .sections
        .iter()
        .map(|section| section.starts.chars().count());
    shown.chain(std::iter::repeat(20))
}

/// The sections tile the text, headings lie in their sections, metadata in the
/// text, and every range falls on characters.
fn laws(text: &str) {
    let found = split(text, &SplitConfig::default());
    let mut end = 0;
    for section in found.all() {
        assert_eq!(section.span.start, end, "{text:?}");
        end = section.span.end;
        assert!(text.is_char_boundary(end), "{text:?}");
        assert!(
            section
                .heading
                .is_none_or(|heading| section.span.contains(heading)),
            "{text:?}"
        );
    }
    assert_eq!(end, text.len(), "{text:?}");
    let whole = Span::new(0, text.len());
    let names = [
        FieldName::Title,
        FieldName::Author,
        FieldName::Publication,
        FieldName::Volume,
        FieldName::Issue,
        FieldName::Date,
        FieldName::Url,
    ];
    for field in names.iter().flat_map(|&name| found.metadata().all(name)) {
        assert!(
            whole.contains(field.span) && !field.span.is_empty(),
            "{text:?}"
        );
        assert!(
            text.get(field.span.start..field.span.end).is_some(),
            "{text:?}"
        );
    }
}

#[test]
fn fixtures() {
    load::<SplitCase>("split").iter().for_each(check);
}

#[test]
fn nothing_to_look_for_is_one_body() {
    let config = SplitConfig {
        headings: false,
        metadata: false,
        ..SplitConfig::default()
    };
    let found = split("Publication: A\n\nRESULTS: b", &config);
    assert_eq!(found.all().len(), 1);
    assert_eq!(found.all()[0].kind, SectionKind::Body);
}

#[test]
fn what_is_told_of_candidates_is_what_becomes_of_them() {
    for case in load::<SplitCase>("split") {
        let config = SplitConfig::default();
        let found = split(&case.input, &config);
        let told = explain(&case.input, &config);
        let sections = found.all().iter();
        let headings = sections.filter_map(|section| Some((section.heading?, section.kind)));
        let kept = told.iter().filter(|candidate| candidate.lost.is_none());
        let kept: Vec<_> = kept
            .map(|candidate| (candidate.words, candidate.kind))
            .collect();
        assert_eq!(headings.collect::<Vec<_>>(), kept, "{}", case.name);
    }
}

/// The kinds of the sections of a text.
fn kinds(text: &str) -> Vec<&'static str> {
    let found = split(text, &SplitConfig::default());
    let kinds = found.all().iter().map(|section| section.kind.name());
    kinds.collect()
}

#[test]
fn a_sentence_among_words_does_not_make_them_headings() {
    let paragraph = "The wheel turns all day long. ".repeat(6);
    let list = format!("{paragraph}\n\nMethods\nResults\nOh, no!\nConclusions\n\n{paragraph}\n");
    assert_eq!(kinds(&list), ["body"]);
    let damaged =
        format!("{paragraph}\n\nMethods&rsquo;\n\n{paragraph}\n\nResults\n\n{paragraph}\n");
    assert_eq!(kinds(&damaged), ["body", "methods", "results"]);
}

#[test]
fn old_marks_of_greek_hide_no_label() {
    let paragraph = "Ὁ μύλος γυρίζει ὅλη τὴν ἡμέρα. ".repeat(6);
    let text = format!("{paragraph}\n\n\u{1F59}πόβαθρο\n\n{paragraph}\n");
    assert_eq!(kinds(&text), ["body", "background"]);
}

#[test]
fn a_profile_decides_where_the_document_does_not() {
    let headings = |text: &str, profile: SplitProfile| {
        let config = SplitConfig {
            profile,
            ..SplitConfig::default()
        };
        let found = split(text, &config);
        found
            .all()
            .iter()
            .filter(|section| section.heading.is_some())
            .count()
    };
    let long = "Bread is dear in the valley, and everybody knows why it is. ".repeat(5);
    let article = format!("The harvest\n\n{long}\n\nThe price\n\n{long}\n");
    assert_eq!(headings(&article, SplitProfile::Auto), 0);
    assert_eq!(headings(&article, SplitProfile::Article), 2);
    let known = "BACKGROUND: Dear.\nMETHODS: Counted.\nWEIGHTS: Known.\n";
    assert_eq!(headings(known, SplitProfile::Abstract), 3);
    assert_eq!(headings(known, SplitProfile::ThinkTank), 2);
    let manual = format!("Stones\n   Two of them.\n\nSieves\n   None.\n\n{long}\n{long}\n{long}\n");
    assert_eq!(headings(&manual, SplitProfile::Auto), 0);
    assert_eq!(headings(&manual, SplitProfile::Manual), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn sections_tile_what_headings_are_made_of(text in headings::text()) {
        laws(&text);
    }

    #[test]
    fn there_is_no_heading_inside_a_fence(before in headings::text(), inside in headings::text()) {
        let before = before.replace("```", "").replace("~~~", "");
        let inside = inside.replace("```", "");
        let start = before.len() + "\n```\n".len();
        let text = format!("{before}\n```\n{inside}\n```\n");
        for section in split(&text, &SplitConfig { metadata: false, ..SplitConfig::default() }).all() {
            prop_assert!(section.heading.is_none_or(|heading| heading.end <= start), "{text:?}");
        }
    }

    #[test]
    fn sections_tile_any_text(text in dirt::text()) {
        laws(&text);
    }

    #[test]
    fn line_ends_make_no_difference(text in headings::text()) {
        let crlf = text.replace('\n', "\r\n");
        let kinds = |text: &str| -> Vec<SectionKind> {
            split(text, &SplitConfig::default()).all().iter().map(|section| section.kind).collect()
        };
        prop_assert_eq!(kinds(&text), kinds(&crlf));
    }
}
