//! The fixtures of splitting, and its laws.

use gristmill_split::{Field, SectionKind, SplitConfig, split};
use gristmill_testkit::dirt;
use gristmill_testkit::fixtures::{MetadataCase, SectionCase, SplitCase, load};
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
    let value = |field: Option<Field>| field.map_or("", |field| &text[field.span]).to_owned();
    let metadata = MetadataCase {
        author: value(found.metadata().author),
        publication: value(found.metadata().publication),
        volume: value(found.metadata().volume),
        issue: value(found.metadata().issue),
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
    let metadata = found.metadata();
    for field in [
        metadata.author,
        metadata.publication,
        metadata.volume,
        metadata.issue,
    ] {
        assert!(field.is_none_or(|field| whole.contains(field.span) && !field.span.is_empty()));
        assert!(field.is_none_or(|field| text.get(field.span.start..field.span.end).is_some()));
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
    };
    let found = split("Publication: A\n\nRESULTS: b", &config);
    assert_eq!(found.all().len(), 1);
    assert_eq!(found.all()[0].kind, SectionKind::Body);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn sections_tile_any_text(text in dirt::text()) {
        laws(&text);
    }

    #[test]
    fn line_ends_make_no_difference(text in "(RESULTS|Results|AUTHOR’S BIO|Notes|a b|Publication|Issue|[.: \n]){0,12}") {
        let crlf = text.replace('\n', "\r\n");
        let kinds = |text: &str| -> Vec<SectionKind> {
            split(text, &SplitConfig::default()).all().iter().map(|section| section.kind).collect()
        };
        prop_assert_eq!(kinds(&text), kinds(&crlf));
    }
}
