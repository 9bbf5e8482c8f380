//! What a document is compared by, and where the rest of it is: a row of a fixed size.

use std::ops::Range;

use crate::write::Print;

/// What is known of a document of a mapped lot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Half the fingerprint of its text.
    pub(super) print: Print,
    /// How much it is preferred over its duplicates: the lower, the more.
    pub(super) preference: u64,
    /// Where its id is among the heads of the lot.
    pub(super) id: Range<u64>,
    /// Where the rest of its head ends, which follows the id.
    pub(super) head_end: u64,
    /// Where its line begins, and how many bytes it has, with the line feed.
    pub(super) line_start: u64,
    pub(super) line_len: u64,
    /// How many bytes its edits have, and how many they are.
    pub(super) edits_len: u64,
    pub(super) n_edits: u64,
    /// How many shingles it has; those that occur twice count twice.
    pub(super) n_shingles: u64,
}

/// How many bytes a row has, without its keys.
pub(super) const ROW: usize = 16 + 9 * 8;

impl Row {
    /// Adds the bytes of a row.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.print);
        for number in [
            self.preference,
            self.id.start,
            self.id.end,
            self.head_end,
            self.line_start,
            self.line_len,
            self.edits_len,
            self.n_edits,
            self.n_shingles,
        ] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
    }

    /// The row of these bytes.
    pub(super) fn read(bytes: &[u8; ROW]) -> Self {
        let (print, numbers) = bytes.split_at(16);
        let number = |at: usize| number(&numbers[at * 8..]);
        let mut row = Self {
            preference: number(0),
            id: number(1)..number(2),
            head_end: number(3),
            line_start: number(4),
            line_len: number(5),
            edits_len: number(6),
            n_edits: number(7),
            n_shingles: number(8),
            ..Self::default()
        };
        row.print.copy_from_slice(print);
        row
    }
}

/// The number that these bytes begin with.
pub(super) fn number(bytes: &[u8]) -> u64 {
    bytes.first_chunk().copied().map_or(0, u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let row = Row {
            print: [7; 16],
            preference: 1,
            id: 2..3,
            head_end: 4,
            line_start: 5,
            line_len: 6,
            edits_len: 7,
            n_edits: 8,
            n_shingles: 9,
        };
        let mut bytes = Vec::new();
        row.write(&mut bytes);
        assert_eq!(Row::read(bytes.as_slice().try_into().expect("a row")), row);
    }
}
