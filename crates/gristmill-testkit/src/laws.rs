//! What every stage promises.

use gristmill_text::{Span, Traced};

/// The laws of a stage from text to text, on one input.
///
/// # Panics
/// When one is broken: the input is not borrowed exactly when there are no
/// edits; the replacements of the trace, replayed, do not give the output or,
/// inverted, the input; a character of the output has no source; an edit replaces
/// nothing; the output grows beyond four times the input; or the stage, applied to
/// its own output, changes it again.
pub fn text_to_text(input: &str, stage: impl Fn(&str) -> Traced<'_>) {
    let traced = stage(input);
    let (text, trace) = (traced.text(), traced.trace());
    assert_eq!(
        traced.is_changed(),
        trace.n_edits() > 0,
        "{input:?}: changed without an edit"
    );
    assert_eq!(trace.source_len(), input.len(), "{input:?}");
    assert_eq!(trace.output_len(), text.len(), "{input:?}");
    assert!(text.len() <= 4 * input.len(), "{input:?} grows to {text:?}");
    every_character_has_a_source(input, &traced);
    what_no_edit_touched_is_the_same(input, &traced);
    replacements_replay_and_invert(input, &traced);
    let again = stage(text);
    assert_eq!(again.text(), text, "{input:?}: not idempotent");
}

fn every_character_has_a_source(input: &str, traced: &Traced<'_>) {
    for (at, character) in traced.text().char_indices() {
        let source = traced
            .trace()
            .to_source(Span::new(at, at + character.len_utf8()));
        let whole = input.get(source.start..source.end);
        assert!(
            whole.is_some_and(|whole| !whole.is_empty()),
            "{input:?}: {character:?} has no source"
        );
    }
}

fn what_no_edit_touched_is_the_same(input: &str, traced: &Traced<'_>) {
    let edits = traced.trace().edits();
    for edit in &edits {
        assert!(
            !edit.source.is_empty(),
            "{input:?}: {} makes text of nothing",
            edit.rule.name()
        );
        assert!(
            (0.0..=1.0).contains(&edit.confidence),
            "{input:?}: {}",
            edit.rule.name()
        );
    }
    for (at, character) in traced.text().char_indices() {
        let output = Span::new(at, at + character.len_utf8());
        let source = traced.trace().to_source(output);
        if !edits.iter().any(|edit| edit.source.overlaps(source)) {
            assert_eq!(
                &input[source],
                &traced.text()[output],
                "{input:?}: changed without an edit"
            );
        }
    }
}

fn replacements_replay_and_invert(input: &str, traced: &Traced<'_>) {
    let (mut forth, mut back) = (String::new(), String::new());
    let (mut source_at, mut output_at) = (0, 0);
    for edit in traced.trace().replacements() {
        forth += &input[source_at..edit.source.start];
        forth += &traced.text()[edit.output];
        back += &traced.text()[output_at..edit.output.start];
        back += &input[edit.source];
        (source_at, output_at) = (edit.source.end, edit.output.end);
    }
    forth += &input[source_at..];
    back += &traced.text()[output_at..];
    assert_eq!(forth, traced.text(), "{input:?}: the edits do not replay");
    assert_eq!(back, input, "{input:?}: the edits do not invert");
}
