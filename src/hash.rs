//! Hash maps for the many words of a text. In: nothing. Out: the maps and sets of the standard library with a hash that is quick
//! for short keys. It is seeded anew for each run, so that no text can be written to make it slow; no order that reaches
//! an output may come from one.

use foldhash::fast::RandomState;
use foldhash::quality::FixedState;
use std::hash::BuildHasher;

/// A map that hashes quickly.
pub type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set that hashes quickly.
pub type HashSet<T> = std::collections::HashSet<T, RandomState>;

/// The hash of a word, the same in each run.
#[must_use]
pub fn hash(word: &str) -> u64 {
    FixedState::default().hash_one(word)
}
