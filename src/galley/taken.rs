//! Hashes told apart. In: the hashes of a pass's entries, as they come. Out: each, or the next that is free, counting on.
//!
//! Entries that are alike have one hash: a line that stands in a text a hundred thousand times has its last entry a hundred
//! thousand further on, and who counted there one by one would take the square of that.

use crate::hash::HashMap;

/// The hashes that are taken, each with one from which on the next free one is to be looked for.
#[derive(Default)]
pub(super) struct Taken(HashMap<u32, u32>);

impl Taken {
    /// The hash or, where it is taken, the next that is free; it is taken from now on.
    pub(super) fn take(&mut self, hash: u32) -> u32 {
        let free = self.free(hash);
        self.0.insert(free, free.wrapping_add(1));
        free
    }

    /// The same, left free. All hashes on the way learn where it ended, so that no way is gone twice.
    pub(super) fn free(&mut self, hash: u32) -> u32 {
        let mut free = hash;
        while let Some(&next) = self.0.get(&free) {
            free = next;
        }
        let mut at = hash;
        while let Some(next) = self.0.get_mut(&at) {
            at = std::mem::replace(next, free);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    proptest::proptest! {
        /// Whatever comes, it is told apart as by counting on from each.
        #[test]
        fn they_are_told_apart_by_counting_on(hashes in proptest::collection::vec(u32::MAX - 4..=u32::MAX, 0..12), other in 0..4_u32) {
            let (mut taken, mut plain) = (Taken::default(), HashSet::new());
            for mut hash in hashes.into_iter().chain([other, u32::MAX, other]) {
                let free = taken.free(hash);
                let found = taken.take(hash);
                while !plain.insert(hash) {
                    hash = hash.wrapping_add(1);
                }
                assert_eq!((free, found), (hash, hash));
            }
        }
    }

    /// One by one it would be counted five thousand million times.
    #[test]
    fn the_same_hash_a_hundred_thousand_times() {
        let mut taken = Taken::default();
        let last = (0..100_000).map(|_| taken.take(7)).last();
        assert_eq!(last, Some(100_006));
    }
}
