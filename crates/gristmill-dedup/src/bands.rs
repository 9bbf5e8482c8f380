//! Keys that similar texts are likely to share.

use alloc::vec::Vec;

use crate::shingle::mix;

/// How many minima a sketch has.
const SKETCH: usize = 128;

/// What share of the pairs that are just similar enough must have a key in common.
const RECALL: f64 = 0.995;

/// Keys that two texts are the likelier to share the more similar they are: whoever has
/// none in common with another one need not be compared with it.
///
/// A text is sketched by 128 minima: its shingles fall into as many bins, and each bin
/// keeps the smallest (one permutation hashing; Li, Owen and Zhang 2012). A bin without
/// shingles borrows from another one, the same in every text (optimal densification;
/// Shrivastava 2017), so that a minimum of two texts is equal as often as the texts are
/// similar. Some minima together make a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bands {
    rows: usize,
}

impl Bands {
    /// The keys for finding pairs that are at least so similar: as selective as can be,
    /// as long as 995 of 1,000 pairs at the very limit share one.
    #[must_use]
    pub fn for_similarity(least: f64) -> Self {
        let is_enough = |&rows: &usize| {
            let missed = 1.0 - power(least, rows);
            1.0 - power(missed, SKETCH / rows) >= RECALL
        };
        let rows = (1..=16).rev().find(is_enough).unwrap_or(1);
        Self { rows }
    }

    /// How many keys a text has.
    #[must_use]
    pub fn len(&self) -> usize {
        SKETCH / self.rows
    }

    /// Whether texts have no keys: never.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Adds the keys of a text with these shingles: [`len`](Self::len) of them, or none
    /// when there are no shingles. Keys of different bands differ.
    pub fn keys(&self, shingles: &[u64], keys: &mut Vec<u64>) {
        if shingles.is_empty() {
            return;
        }
        let sketch = sketch(shingles);
        let bands = sketch.chunks_exact(self.rows).enumerate();
        keys.extend(bands.map(|(band, rows)| {
            let start = mix(band as u64 + 1);
            let key = rows
                .iter()
                .fold(start, |key, &row| mix(key ^ row).rotate_left(7));
            mix(key)
        }));
    }
}

/// The smallest shingle of each bin. Shingles are evenly spread numbers, so that the
/// highest bits can say which bin and all of them which is the smallest.
fn sketch(shingles: &[u64]) -> [u64; SKETCH] {
    const FREE: u64 = u64::MAX;
    let bits = SKETCH.trailing_zeros();
    let mut sketch = [FREE; SKETCH];
    for &shingle in shingles {
        let bin = &mut sketch[index(shingle >> (64 - bits))];
        *bin = (*bin).min(shingle).min(FREE - 1);
    }
    let filled = sketch;
    for (number, bin) in sketch.iter_mut().enumerate() {
        let mut draw = number as u64;
        while *bin == FREE {
            draw = mix(draw.wrapping_add(0x9E37_79B9_7F4A_7C15));
            *bin = filled[index(draw >> (64 - bits))];
        }
    }
    sketch
}

/// A number below [`SKETCH`].
fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(0) % SKETCH
}

fn power(base: f64, times: usize) -> f64 {
    core::iter::repeat_n(base, times).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_follow_the_similarity() {
        for (least, rows, len) in [(0.5, 3, 42), (0.7, 4, 32), (0.8, 6, 21), (0.9, 9, 14)] {
            let bands = Bands::for_similarity(least);
            assert_eq!((bands.rows, bands.len()), (rows, len), "{least}");
        }
        assert_eq!(Bands::for_similarity(1.0).rows, 16);
        assert_eq!(Bands::for_similarity(0.0).rows, 1);
    }

    #[test]
    fn a_shingle_alone_fills_all_bins() {
        let mut keys = Vec::new();
        let bands = Bands::for_similarity(0.8);
        bands.keys(&[7], &mut keys);
        assert_eq!(keys.len(), bands.len());
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), bands.len());
        keys.clear();
        bands.keys(&[], &mut keys);
        assert!(keys.is_empty());
    }

    /// Of 2,000 pairs of 300 shingles each, as many share a key as the formula says.
    #[test]
    fn similar_texts_share_keys_as_often_as_predicted() {
        let bands = Bands::for_similarity(0.8);
        for (shared, similarity) in [(266_u64, 0.8), (200, 0.5), (284, 0.9)] {
            let mut found = 0;
            for pair in 0..2_000_u64 {
                let text = |own: u64| -> Vec<u64> {
                    let own = (shared..300).map(|n| mix(pair << 32 | own << 16 | n));
                    (0..shared)
                        .map(|n| mix(pair << 32 | n))
                        .chain(own)
                        .collect()
                };
                let (mut one, mut two) = (Vec::new(), Vec::new());
                bands.keys(&text(1), &mut one);
                bands.keys(&text(2), &mut two);
                found += u32::from(one.iter().zip(&two).any(|(one, two)| one == two));
            }
            let predicted = 1.0 - power(1.0 - power(similarity, bands.rows), bands.len());
            let share = f64::from(found) / 2_000.0;
            assert!((share - predicted).abs() < 0.04, "{similarity}: {share}");
        }
    }
}
