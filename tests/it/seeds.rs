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
    assert!(!record.metadata.publication.is_empty());
    assert!(!record.metadata.volume.is_empty());
    assert!(!record.metadata.issue.is_empty());
}

#[test]
fn an_analysis_has_its_sections_whatever_its_apostrophe() {
    let articles = corpus().join("articles");
    let ingested = Ingested::from(&[&articles], &[]);
    for name in ["01-curly", "02-straight", "03-backslash", "04-mojibake"] {
        let record = ingested.document(&format!("analyst-{name}.txt"));
        let last = record.sections.last().expect("there are sections");
        assert_eq!(last.kind, "author_bio", "{name}");
        assert!(!record.metadata.author.is_empty(), "{name}");
        assert_eq!(last.end, record.chars, "{name}");
    }
}
