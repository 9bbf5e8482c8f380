//! Which range of an old text became which range of a new one.

use alloc::vec::Vec;

use crate::Span;

/// Which range of an old text became which range of a new one.
///
/// It is a chain of *cuts*, pairs `(old, new)` of offsets that correspond, from
/// `(0, 0)` to the two lengths, both never falling. What stands between two cuts
/// is a *step* of `old` bytes that became `new` bytes: a byte that was kept is
/// the step 1 → 1, a Cyrillic letter decoded from windows-1251 is 1 → 2, an
/// ASCII letter decoded from UTF-16 is 2 → 1, a deletion is n → 0. A step always
/// has at least one old byte: nothing comes from nothing.
///
/// Steps of one shape are stored together, 16 bytes a run, so clean text costs
/// one run whatever its length, and looking an offset up is a binary search.
///
/// ```
/// use gristmill_text::{Alignment, Span};
///
/// // "caf&eacute; bar" became "café bar": eight bytes became two
/// let mut alignment = Alignment::builder();
/// alignment.push(1, 1, 3).push(8, 2, 1).push(1, 1, 4);
/// let alignment = alignment.finish();
/// assert_eq!(alignment.to_old(Span::new(3, 5)), Span::new(3, 11));
/// assert_eq!(alignment.to_new(Span::new(12, 15)), Span::new(6, 9));
/// // half of the letter widens to the whole entity
/// assert_eq!(alignment.to_old(Span::new(4, 5)), Span::new(3, 11));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    // Invariants: starts are those of consecutive runs; no run is empty; two
    // neighbours differ in shape; `old` of each run is at least 1.
    runs: Vec<Run>,
    old_len: u32,
    new_len: u32,
}

/// Steps of one shape in a row: `times` steps of `old` bytes that became `new`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Bytes of the old text in each step; at least 1.
    pub old: usize,
    /// Bytes of the new text in each step; 0 for a deletion.
    pub new: usize,
    /// How many such steps follow one another.
    pub times: usize,
}

/// Where a run starts in both texts, and the shape of its steps. How many steps
/// it has follows from where the next run starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    old_start: u32,
    new_start: u32,
    old: u32,
    new: u32,
}

impl Alignment {
    /// A text of `len` bytes kept as it is.
    ///
    /// # Panics
    /// When `len` is 4 GiB or more.
    #[must_use]
    pub fn identity(len: usize) -> Self {
        let mut builder = Self::builder();
        builder.push(1, 1, len);
        builder.finish()
    }

    /// Starts an alignment that is described step by step.
    #[must_use]
    pub fn builder() -> AlignmentBuilder {
        AlignmentBuilder(Self::default())
    }

    /// Length of the old text in bytes.
    #[must_use]
    pub fn old_len(&self) -> usize {
        self.old_len as usize
    }

    /// Length of the new text in bytes.
    #[must_use]
    pub fn new_len(&self) -> usize {
        self.new_len as usize
    }

    /// Whether every byte stands where it stood.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.runs.iter().all(|run| run.old == 1 && run.new == 1)
    }

    /// The steps in order, those of one shape together.
    pub fn steps(&self) -> impl Iterator<Item = Steps> + '_ {
        self.runs.iter().enumerate().map(|(index, run)| Steps {
            old: run.old as usize,
            new: run.new as usize,
            times: self.times(index),
        })
    }

    /// The tightest range of the old text that `new` is known to come from.
    ///
    /// Both ends move outward to the nearest cuts. An empty range maps to an
    /// empty one, after anything that was deleted there.
    ///
    /// # Panics
    /// When `new` ends beyond the new text.
    #[must_use]
    pub fn to_old(&self, new: Span) -> Span {
        assert!(
            new.end <= self.new_len(),
            "{new:?} ends beyond the new text"
        );
        let start = self.old_cut_at_or_before(new.start);
        if new.is_empty() {
            return Span::empty(start);
        }
        Span::new(start, self.old_cut_at_or_after(new.end))
    }

    /// The tightest range of the new text that `old` is known to have become.
    ///
    /// Both ends move outward to the nearest cuts; what was deleted becomes an
    /// empty range.
    ///
    /// # Panics
    /// When `old` ends beyond the old text.
    #[must_use]
    pub fn to_new(&self, old: Span) -> Span {
        assert!(
            old.end <= self.old_len(),
            "{old:?} ends beyond the old text"
        );
        let start = self.new_cut_at_or_before(old.start);
        if old.is_empty() {
            return Span::empty(start);
        }
        Span::new(start, self.new_cut_at_or_after(old.end))
    }

    /// How many steps the run at `index` has.
    fn times(&self, index: usize) -> usize {
        let run = self.runs[index];
        let end = self
            .runs
            .get(index + 1)
            .map_or(self.old_len, |next| next.old_start);
        ((end - run.old_start) / run.old) as usize
    }

    // The last cut whose new offset is at most `new`: the last run that starts
    // there or before comes after every deletion at that offset.
    fn old_cut_at_or_before(&self, new: usize) -> usize {
        let after = self
            .runs
            .partition_point(|run| run.new_start as usize <= new);
        let Some(index) = after.checked_sub(1) else {
            return 0;
        };
        let run = self.runs[index];
        let whole = (new - run.new_start as usize)
            .checked_div(run.new as usize)
            .unwrap_or(usize::MAX); // a deletion at the very end
        run.old_start as usize + whole.min(self.times(index)) * run.old as usize
    }

    // The first cut whose new offset is at least `new`, for `new` above 0. The
    // run found is no deletion: the run after a deletion starts at the same
    // offset and would have been found in its place.
    fn old_cut_at_or_after(&self, new: usize) -> usize {
        let after = self
            .runs
            .partition_point(|run| (run.new_start as usize) < new);
        let run = self.runs[after - 1];
        let whole = (new - run.new_start as usize).div_ceil(run.new as usize);
        run.old_start as usize + whole * run.old as usize
    }

    fn new_cut_at_or_before(&self, old: usize) -> usize {
        let after = self
            .runs
            .partition_point(|run| run.old_start as usize <= old);
        let Some(index) = after.checked_sub(1) else {
            return 0;
        };
        let run = self.runs[index];
        let whole = (old - run.old_start as usize) / run.old as usize;
        run.new_start as usize + whole * run.new as usize
    }

    fn new_cut_at_or_after(&self, old: usize) -> usize {
        let after = self
            .runs
            .partition_point(|run| (run.old_start as usize) < old);
        let run = self.runs[after - 1];
        let whole = (old - run.old_start as usize).div_ceil(run.old as usize);
        run.new_start as usize + whole * run.new as usize
    }
}

/// An [`Alignment`] in the making.
#[derive(Clone, Debug, Default)]
pub struct AlignmentBuilder(Alignment);

impl AlignmentBuilder {
    /// Adds `times` steps of `old` bytes that became `new` bytes each.
    ///
    /// # Panics
    /// When `old` is 0 (nothing comes from nothing), or a text reaches 4 GiB.
    pub fn push(&mut self, old: usize, new: usize, times: usize) -> &mut Self {
        assert!(old > 0, "a step replaces at least one byte");
        if times == 0 {
            return self;
        }
        let alignment = &mut self.0;
        let run = Run {
            old_start: alignment.old_len,
            new_start: alignment.new_len,
            old: narrow(old),
            new: narrow(new),
        };
        let grows = alignment
            .runs
            .last()
            .is_some_and(|last| (last.old, last.new) == (run.old, run.new));
        if !grows {
            alignment.runs.push(run);
        }
        alignment.old_len = narrow(alignment.old_len() + old * times);
        alignment.new_len = narrow(alignment.new_len() + new * times);
        self
    }

    /// How many runs of steps there are so far; each takes 16 bytes.
    pub(crate) fn n_runs(&self) -> usize {
        self.0.runs.len()
    }

    /// The alignment of all the steps that were added.
    #[must_use]
    pub fn finish(self) -> Alignment {
        self.0
    }
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).expect("texts are shorter than 4 GiB: the edge refuses longer ones")
}
