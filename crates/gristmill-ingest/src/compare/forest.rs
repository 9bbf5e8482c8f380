//! Documents that may be similar, joined in groups.

/// A forest of numbers: those of one tree belong together.
///
/// It takes 4 bytes a number, and 8 for each that is in a tree with others.
#[derive(Debug)]
pub(super) struct Forest {
    // Of a root, itself. Parents are smaller than their children, so that the tree of a
    // group has the same root however it came together.
    parents: Vec<u32>,
}

impl Forest {
    /// So many trees of one number each.
    pub(super) fn new(len: u32) -> Self {
        Self {
            parents: (0..len).collect(),
        }
    }

    /// Joins the trees of two numbers; says whether they were two.
    pub(super) fn join(&mut self, one: u32, other: u32) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        let (parent, child) = (one.min(other), one.max(other));
        self.parents[child as usize] = parent;
        parent != child
    }

    /// The smallest number of a tree.
    fn root(&mut self, mut number: u32) -> u32 {
        loop {
            let parent = self.parents[number as usize];
            if parent == number {
                return number;
            }
            // Half the way for whoever comes next.
            let next = self.parents[parent as usize];
            self.parents[number as usize] = next;
            number = next;
        }
    }

    /// The trees with more than one number.
    pub(super) fn into_groups(mut self) -> Groups {
        let mut members = Vec::new();
        for number in 0..self.parents.len() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let root = self.root(number);
            if root != number {
                members.push((root, number));
            }
        }
        drop(self);
        members.sort_unstable();
        Groups { members }
    }
}

/// Groups of at least two numbers.
#[derive(Debug)]
pub(super) struct Groups {
    // Of each number but the smallest of its group, that one.
    members: Vec<(u32, u32)>,
}

impl Groups {
    /// The numbers of each group, in order; the groups by their smallest numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = Vec<u32>> {
        self.members.chunk_by(|a, b| a.0 == b.0).map(|group| {
            let root = group.iter().take(1).map(|&(root, _)| root);
            root.chain(group.iter().map(|&(_, number)| number))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_numbers_are_a_group_in_any_order() {
        let mut joins = [(5, 3), (3, 9), (7, 8), (2, 2), (9, 5), (1, 7)];
        for turn in 0..joins.len() {
            joins.rotate_left(turn);
            let mut forest = Forest::new(10);
            for (one, other) in joins {
                forest.join(one, other);
            }
            let groups: Vec<_> = forest.into_groups().iter().collect();
            assert_eq!(groups, [vec![1, 7, 8], vec![3, 5, 9]]);
        }
    }
}
