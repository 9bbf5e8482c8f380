//! Every alignment of very short texts.

use gristmill_text::{Alignment, Span};

/// Every alignment from `old_len` to `new_len` bytes, as lists of steps.
fn alignments(old_len: usize, new_len: usize) -> Vec<Vec<(usize, usize)>> {
    if old_len == 0 {
        return if new_len == 0 { vec![vec![]] } else { vec![] };
    }
    let mut all = Vec::new();
    for old in 1..=old_len {
        for new in 0..=new_len {
            for mut rest in alignments(old_len - old, new_len - new) {
                rest.insert(0, (old, new));
                all.push(rest);
            }
        }
    }
    all
}

fn build(steps: &[(usize, usize)]) -> Alignment {
    let mut builder = Alignment::builder();
    for &(old, new) in steps {
        builder.push(old, new, 1);
    }
    builder.finish()
}

/// Every alignment whose texts have at most `max` bytes.
fn up_to(max: usize) -> Vec<(Vec<(usize, usize)>, Alignment)> {
    let mut all = Vec::new();
    for old_len in 0..=max {
        for new_len in 0..=max {
            for steps in alignments(old_len, new_len) {
                let alignment = build(&steps);
                all.push((steps, alignment));
            }
        }
    }
    all
}

/// The pairs of offsets that correspond, straight from the definition.
fn cuts(steps: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut cuts = vec![(0, 0)];
    for &(old, new) in steps {
        let &(last_old, last_new) = cuts.last().expect("there is a first cut");
        cuts.push((last_old + old, last_new + new));
    }
    cuts
}

fn spans(len: usize) -> impl Iterator<Item = Span> {
    (0..=len).flat_map(move |start| (start..=len).map(move |end| Span::new(start, end)))
}

#[test]
fn lookups_follow_the_definition() {
    for (steps, alignment) in up_to(5) {
        let cuts = cuts(&steps);
        for new in spans(alignment.new_len()) {
            let start = cuts.iter().rfind(|cut| cut.1 <= new.start).expect("a cut");
            let end = cuts.iter().find(|cut| cut.1 >= new.end).expect("a cut");
            let expected = if new.is_empty() {
                Span::empty(start.0)
            } else {
                Span::new(start.0, end.0)
            };
            assert_eq!(alignment.to_old(new), expected, "{steps:?} {new:?}");
        }
        for old in spans(alignment.old_len()) {
            let start = cuts.iter().rfind(|cut| cut.0 <= old.start).expect("a cut");
            let end = cuts.iter().find(|cut| cut.0 >= old.end).expect("a cut");
            let expected = if old.is_empty() {
                Span::empty(start.1)
            } else {
                Span::new(start.1, end.1)
            };
            assert_eq!(alignment.to_new(old), expected, "{steps:?} {old:?}");
        }
    }
}

#[test]
fn every_output_byte_has_a_source() {
    for (steps, alignment) in up_to(5) {
        for at in 0..alignment.new_len() {
            let source = alignment.to_old(Span::new(at, at + 1));
            assert!(!source.is_empty(), "{steps:?} at {at}");
        }
    }
}

#[test]
fn composing_keeps_exactly_the_common_cuts() {
    let all = up_to(4);
    let mut checked = 0_usize;
    for (first_steps, first) in &all {
        for (second_steps, second) in all.iter().filter(|a| a.1.old_len() == first.new_len()) {
            let mut expected: Vec<(usize, usize)> = Vec::new();
            for (old, middle) in cuts(first_steps) {
                for (also_middle, new) in cuts(second_steps) {
                    if middle == also_middle {
                        expected.push((old, new));
                    }
                }
            }
            let mut builder = Alignment::builder();
            for pair in expected.windows(2) {
                builder.push(pair[1].0 - pair[0].0, pair[1].1 - pair[0].1, 1);
            }
            assert_eq!(
                first.then(second),
                builder.finish(),
                "{first_steps:?} {second_steps:?}"
            );
            checked += 1;
        }
    }
    assert!(checked > 20_000, "only {checked} pairs");
}

#[test]
fn identity_is_neutral() {
    for (steps, alignment) in up_to(4) {
        let before = Alignment::identity(alignment.old_len());
        let after = Alignment::identity(alignment.new_len());
        assert_eq!(before.then(&alignment), alignment, "{steps:?}");
        assert_eq!(alignment.then(&after), alignment, "{steps:?}");
    }
}

#[test]
fn composition_is_associative() {
    let all = up_to(3);
    let mut checked = 0_usize;
    for (_, a) in &all {
        for (_, b) in all.iter().filter(|b| b.1.old_len() == a.new_len()) {
            let ab = a.then(b);
            for (_, c) in all.iter().filter(|c| c.1.old_len() == b.new_len()) {
                assert_eq!(ab.then(c), a.then(&b.then(c)));
                checked += 1;
            }
        }
    }
    assert!(checked > 10_000, "only {checked} triples");
}

#[test]
fn composed_is_never_narrower_than_asking_in_turn() {
    let all = up_to(4);
    for (_, a) in &all {
        for (_, b) in all.iter().filter(|b| b.1.old_len() == a.new_len()) {
            let composed = a.then(b);
            for span in spans(b.new_len()).filter(|span| !span.is_empty()) {
                let in_turn = a.to_old(b.to_old(span));
                assert!(composed.to_old(span).contains(in_turn));
            }
        }
    }
}
