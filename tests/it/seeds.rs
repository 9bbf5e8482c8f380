//! The two shapes of document that everything began with.

use crate::run::{Ingested, corpus};

#[test]
fn a_newsletter_is_a_body_after_its_front() {
    let articles = corpus().join("articles");
    let ingested = Ingested::from(&[&articles], &[]);
    let record = ingested.document("news-01-steppe.txt");
    let kinds: Vec<&str> = record
        .sections
        .iter()
        .map(|section| section.kind.as_str())
        .collect();
    assert_eq!(kinds, ["front", "body"]);
    let metadata = &record.metadata;
    let header = [&metadata.publication, &metadata.volume, &metadata.issue];
    assert_eq!(header, ["Steppe Affairs Weekly", "3", "117"]);
    assert_eq!(
        record.edits.total, record.edits.whitespace,
        "only the last line end went"
    );
}

#[test]
fn an_analysis_has_its_sections_whatever_its_apostrophe() {
    let articles = corpus().join("articles");
    let ingested = Ingested::from(&[&articles], &[]);
    let authors = [
        ("01-curly", "Maren T. Oyelaran", "’"),
        ("02-straight", "Tomas Berekin", "'"),
        ("03-backslash", "Lucia Ferrandini", "'"),
        ("04-mojibake", "Henrik Saulė-Brandt", "’"),
    ];
    for (name, author, apostrophe) in authors {
        let record = ingested.document(&format!("analyst-{name}.txt"));
        let last = record.sections.last().expect("there are sections");
        assert_eq!(
            (last.kind.as_str(), last.end),
            ("author_bio", record.chars),
            "{name}"
        );
        assert_eq!(last.heading, format!("AUTHOR{apostrophe}S BIO"), "{name}");
        assert_eq!(record.metadata.author, author, "{name}");
    }
}
