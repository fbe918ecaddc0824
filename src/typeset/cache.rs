//! What is made of words, once for the whole book. In: a word, what it is to be made by, and the making. Out: what was made of it,
//! whatever thread asked first.

use crate::hash::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// So many parts have locks of their own, so that threads seldom wait for each other.
const SHARDS: usize = 16;

/// What was made, by key and word.
type Shard<K, V> = HashMap<K, HashMap<Box<str>, Arc<V>>>;

/// What was made of words so far.
pub(super) struct Cache<K, V> {
    shards: [Mutex<Shard<K, V>>; SHARDS],
}

impl<K, V> Default for Cache<K, V> {
    fn default() -> Cache<K, V> {
        Cache {
            shards: std::array::from_fn(|_| Mutex::default()),
        }
    }
}

impl<K: Hash + Eq, V> Cache<K, V> {
    /// What is known of a word under a key, or is made of it now; nobody waits while it is made.
    pub(super) fn get(&self, key: K, word: &str, make: impl FnOnce() -> V) -> Arc<V> {
        let shard = &self.shards[shard(word)];
        let lock = || shard.lock().unwrap_or_else(PoisonError::into_inner);
        let found = lock().get(&key).and_then(|words| words.get(word)).cloned();
        found.unwrap_or_else(|| {
            let made = Arc::new(make());
            let mut shard = lock();
            let words = shard.entry(key).or_default();
            words.insert(word.into(), Arc::clone(&made));
            made
        })
    }
}

/// The part that a word belongs to: by what is quickly seen, as the word is hashed only once it is looked up.
fn shard(word: &str) -> usize {
    let bytes = word.as_bytes();
    let seen = |at: usize| bytes.get(at).copied().map_or(0, usize::from);
    (seen(0) + 3 * seen(bytes.len() / 2) + 5 * bytes.len()) % SHARDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_word_is_made_once_under_each_key() {
        let cache: Cache<u8, String> = Cache::default();
        let made = AtomicUsize::new(0);
        let get = |key: u8, word: &str| {
            let make = || {
                made.fetch_add(1, Ordering::Relaxed);
                format!("{word}{key}")
            };
            cache.get(key, word, make).to_string()
        };
        assert_eq!([get(1, "well"), get(1, "well")], ["well1", "well1"]);
        assert_eq!([get(2, "well"), get(1, "")], ["well2", "1"]);
        assert_eq!(made.load(Ordering::Relaxed), 3);
    }
}
