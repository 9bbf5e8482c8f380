//! Lots: how much is written into one shard.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::Found;

/// How many times the typical size ends a lot in any case.
const MOST: u64 = 4;

/// What an input counts for beside its bytes: opening it, and its record.
const EACH: u64 = 4 << 10;

/// Cuts the inputs into lots of about this many bytes.
///
/// Whether a lot ends after an input depends on that input alone (its name and
/// its size), so adding or removing one moves the boundaries next to it and no
/// others.
pub(crate) fn lots(found: &[Found], typical: u64) -> Vec<Range<usize>> {
    let mut lots = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (index, input) in found.iter().enumerate() {
        let weight = weight(input);
        bytes += weight;
        if bytes >= MOST * typical || ends_a_lot(input, weight, typical) {
            lots.push(start..index + 1);
            (start, bytes) = (index + 1, 0);
        }
    }
    if start < found.len() {
        lots.push(start..found.len());
    }
    lots
}

fn weight(input: &Found) -> u64 {
    input.len() + EACH
}

// True for one input in `typical / weight` of them.
fn ends_a_lot(input: &Found, weight: u64, typical: u64) -> bool {
    let digest = Sha256::new()
        .chain_update(input.source())
        .chain_update([0])
        .chain_update(input.path())
        .finalize();
    let number = digest[..8]
        .iter()
        .fold(0, |number, &byte| number << 8 | u64::from(byte));
    number % typical < weight
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::found::{Collection, Stat};
    use super::*;

    fn input(path: &str, len: u64) -> Found {
        let collection = Arc::new(Collection {
            source: "s".into(),
            base: "x".into(),
        });
        let stat = Stat {
            len,
            ..Stat::default()
        };
        Found::file(&collection, path, path.as_ref(), stat)
    }

    fn inputs() -> Vec<Found> {
        let numbers = 0..2000;
        numbers
            .map(|number| input(&format!("{number:05}.txt"), 1 << 20))
            .collect()
    }

    #[test]
    fn lots_cover_everything_in_order() {
        let found = inputs();
        let lots = lots(&found, 64 << 20);
        let mut end = 0;
        for lot in &lots {
            assert_eq!(lot.start, end);
            assert!(lot.end > lot.start);
            end = lot.end;
        }
        assert_eq!(end, found.len());
        // 2,000 MiB in lots of about 64 MiB: 31, give or take
        assert!((15..60).contains(&lots.len()), "{}", lots.len());
    }

    #[test]
    fn a_new_input_moves_only_its_own_lot() {
        let found = inputs();
        let ends = |found: &[Found]| -> Vec<String> {
            lots(found, 64 << 20)
                .iter()
                .map(|lot| found[lot.end - 1].path().to_owned())
                .collect()
        };
        let before = ends(&found);
        let mut more = found.clone();
        more.insert(1000, input("00999a.txt", 5 << 20));
        let after = ends(&more);
        let moved = before.iter().filter(|end| !after.contains(end)).count();
        assert!(moved <= 1, "{moved} of {} boundaries moved", before.len());
    }

    #[test]
    fn nothing_has_no_lots() {
        assert!(lots(&[], 64 << 20).is_empty());
    }
}
