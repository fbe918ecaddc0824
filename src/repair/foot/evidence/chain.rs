//! Whether the calls above some bodies are theirs. In: the rows and numbers of bodies that stand together, and the calls of the
//! whole text. Out: whether most of them are called in their order, and by few marks that are no calls of theirs: a long text
//! has a number of each value somewhere.

use super::Evidence;
use crate::repair::regions::chains::rising;
use std::collections::BTreeSet;

/// Bodies from which the order of their calls tells.
const FEWEST: usize = 3;

impl Evidence<'_> {
    /// Whether most bodies of a section are called before it, in their order, and most marks there are their calls; those at
    /// or above the row `since` are those of another section. Of a few bodies each must be, and by one mark.
    pub(super) fn are_called(&self, since: usize, bodies: &[(usize, u32)]) -> bool {
        let Some(&(first, _)) = bodies.first() else {
            return false;
        };
        let above = |value: &u32| {
            let calls = self.called.get(value).map_or(&[][..], Vec::as_slice);
            let is_here = move |call: &&u32| (since..first).contains(&(**call as usize));
            calls.iter().filter(is_here)
        };
        let indexed = bodies.iter().enumerate();
        let pairs = indexed.flat_map(|(index, (_, value))| above(value).map(move |&c| (c, index)));
        let called = rising(&pairs.collect::<Vec<_>>()).len();
        let numbers: BTreeSet<u32> = bodies.iter().map(|body| body.1).collect();
        let marks: usize = numbers.iter().map(|value| above(value).count()).sum();
        match bodies.len() {
            few if few < FEWEST => called == few && marks == few,
            all => called * 2 >= all && called * 2 >= marks,
        }
    }
}
