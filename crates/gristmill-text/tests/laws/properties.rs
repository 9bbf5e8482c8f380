//! Random rewrites of random texts.

use gristmill_text::{Alignment, Kind, Rewrite, Rewriter, Rule, Span, Traced};
use proptest::prelude::*;

const RULE: Rule = Rule::new("test.escape.rule", Kind::Escape);
const DELETION: Rule = Rule::new("test.control.deletion", Kind::Control);

/// What to do with one stretch of characters.
#[derive(Clone, Debug)]
enum Act {
    Keep(usize),
    Replace(usize, String),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let keep = (1_usize..6).prop_map(Act::Keep);
    let replace = (1_usize..4, "[a-é☃]{0,3}").prop_map(|(len, with)| Act::Replace(len, with));
    proptest::collection::vec(prop_oneof![keep, replace], 0..12)
}

/// Applies the acts to the text, as far as it reaches.
fn rewrite<'t>(text: &'t str, acts: &[Act]) -> Rewrite<'t> {
    let offsets: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let mut rewriter = Rewriter::new(text);
    let mut at = 0;
    for act in acts {
        let (Act::Keep(len) | Act::Replace(len, _)) = act;
        let end = (at + len).min(offsets.len() - 1);
        if let Act::Replace(_, with) = act
            && end > at
        {
            let rule = if with.is_empty() { DELETION } else { RULE };
            rewriter.replace(rule, Span::new(offsets[at], offsets[end]), with);
        }
        at = end;
    }
    rewriter.finish()
}

/// Sends the text through each list of acts in turn.
fn chain<'t>(text: &'t str, passes: &[Vec<Act>]) -> Traced<'t> {
    let mut traced = Traced::new(text);
    for acts in passes {
        traced.pass("test", |old| rewrite(old, acts));
    }
    traced
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn edits_replay_and_invert(text in "[a-zé☃]{0,40}", acts in acts()) {
        let text = text.as_str();
        let done = rewrite(text, &acts);
        let alignment = done.clone().into_changes().map(|changes| changes.alignment);
        let (mut forth, mut back) = (String::new(), String::new());
        let (mut old_at, mut new_at) = (0, 0);
        for edit in done.edits() {
            prop_assert!(!edit.old.is_empty());
            // Only several changes side by side may come to what stood there.
            let is_single = |alignment: &Alignment| {
                let first = Span::new(edit.new.start, edit.new.start + 1);
                edit.new.is_empty() || alignment.to_old(first) == edit.old
            };
            let is_single = alignment.as_ref().is_some_and(is_single);
            prop_assert!(text[edit.old] != done.text()[edit.new] || !is_single);
            forth += &text[old_at..edit.old.start];
            forth += &done.text()[edit.new];
            back += &done.text()[new_at..edit.new.start];
            back += &text[edit.old];
            (old_at, new_at) = (edit.old.end, edit.new.end);
        }
        forth += &text[old_at..];
        back += &done.text()[new_at..];
        prop_assert_eq!(&forth, done.text());
        prop_assert_eq!(back, text);
        let new_len = done.text().len();
        match done.into_changes() {
            Some(changes) => {
                // Two edits may make the same text of it: one adds what the next deletes.
                prop_assert!(!changes.edits.is_empty());
                prop_assert_eq!(changes.alignment.old_len(), text.len());
                prop_assert_eq!(changes.alignment.new_len(), new_len);
            }
            None => prop_assert_eq!(&forth, text),
        }
    }

    #[test]
    fn edits_of_unwanted_rules_never_were(text in "[a-zé☃]{0,40}", acts in acts()) {
        let wanted: Vec<Act> = acts
            .iter()
            .map(|act| match act {
                Act::Replace(len, with) if with.is_empty() => Act::Keep(*len),
                other => other.clone(),
            })
            .collect();
        let without = rewrite(&text, &acts).without(|rule| rule == DELETION);
        let never = rewrite(&text, &wanted);
        prop_assert_eq!(without.text(), never.text());
        prop_assert_eq!(without.edits(), never.edits());
        let alignment = |rewrite: Rewrite<'_>| rewrite.into_changes().map(|changes| changes.alignment);
        prop_assert_eq!(alignment(without), alignment(never));
    }

    #[test]
    fn a_trace_leads_back(text in "[a-zé☃]{0,40}", passes in proptest::collection::vec(acts(), 0..4)) {
        let traced = chain(&text, &passes);
        let (trace, output) = (traced.trace(), traced.text());
        prop_assert_eq!(trace.source_len(), text.len());
        prop_assert_eq!(trace.output_len(), output.len());
        let flat = trace.flatten();
        prop_assert_eq!((flat.old_len(), flat.new_len()), (text.len(), output.len()));
        for (at, character) in output.char_indices() {
            let span = Span::new(at, at + character.len_utf8());
            let source = trace.to_source(span);
            prop_assert!(!source.is_empty());
            prop_assert!(text.get(source.start..source.end).is_some());
            prop_assert!(flat.to_old(span).contains(source));
            prop_assert!(trace.to_output(source).contains(span));
        }
        for edit in trace.edits() {
            prop_assert!(!edit.source.is_empty());
            prop_assert!(text.get(edit.source.start..edit.source.end).is_some());
            prop_assert!(output.get(edit.output.start..edit.output.end).is_some());
        }
    }

    #[test]
    fn replacements_replay_and_invert(text in "[a-zé☃]{0,40}", passes in proptest::collection::vec(acts(), 0..5)) {
        let text = text.as_str();
        let traced = chain(text, &passes);
        let (mut forth, mut back) = (String::new(), String::new());
        let (mut source_at, mut output_at) = (0, 0);
        for edit in traced.trace().replacements() {
            forth += &text[source_at..edit.source.start];
            forth += &traced.text()[edit.output];
            back += &traced.text()[output_at..edit.output.start];
            back += &text[edit.source];
            (source_at, output_at) = (edit.source.end, edit.output.end);
        }
        forth += &text[source_at..];
        back += &traced.text()[output_at..];
        prop_assert_eq!(&forth, traced.text());
        prop_assert_eq!(&back, text);
    }

    #[test]
    fn what_no_edit_touched_is_the_same(text in "[a-zé☃]{0,40}", passes in proptest::collection::vec(acts(), 0..4)) {
        let text = text.as_str();
        let traced = chain(text, &passes);
        let edits = traced.trace().edits();
        for (at, character) in traced.text().char_indices() {
            let output = Span::new(at, at + character.len_utf8());
            let source = traced.trace().to_source(output);
            if !edits.iter().any(|edit| edit.source.overlaps(source)) {
                prop_assert_eq!(&text[source], &traced.text()[output]);
            }
        }
    }

    #[test]
    fn composition_is_associative_on_long_texts(
        steps in proptest::collection::vec((1_usize..5, 0_usize..5, 1_usize..9), 0..20),
        shapes in proptest::collection::vec((1_usize..5, 0_usize..5), 40),
    ) {
        let mut first = Alignment::builder();
        for (old, new, times) in steps {
            first.push(old, new, times);
        }
        let first = first.finish();
        let second = over(first.new_len(), &shapes[..20]);
        let third = over(second.new_len(), &shapes[20..]);
        prop_assert_eq!(first.then(&second).then(&third), first.then(&second.then(&third)));
    }
}

/// An alignment from a text of `len` bytes with steps of these shapes, over and
/// over.
fn over(len: usize, shapes: &[(usize, usize)]) -> Alignment {
    let mut builder = Alignment::builder();
    let mut left = len;
    for &(old, new) in shapes.iter().cycle() {
        if left == 0 {
            break;
        }
        builder.push(old.min(left), new, 1);
        left -= old.min(left);
    }
    builder.finish()
}
