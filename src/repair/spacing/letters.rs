//! How a text spells its words. In: the words of a text. Out: how likely letters are one word of it, as a natural logarithm.
//!
//! Each letter is judged by the three before it, and less by fewer where those are rare (Witten and Bell's smoothing).

use crate::hash::HashMap;

/// Letters that are looked at, the one that is judged included.
const ORDER: usize = 4;
/// Stand for the place before a word and behind it.
const BEFORE: char = '\u{1}';
const BEHIND: char = '\u{2}';

/// Some letters, each in 21 bits, the last in the lowest.
type Key = u128;

/// What is known of the letters before one.
#[derive(Clone, Copy, Default)]
struct Context {
    all: u32,
    /// Different letters behind it.
    sorts: u32,
}

/// The spelling of a text.
#[derive(Default)]
pub(super) struct Letters {
    counts: HashMap<Key, u32>,
    contexts: HashMap<Key, Context>,
}

impl Letters {
    /// Learns from words, each once, in lower case.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Letters {
        let mut letters = Letters::default();
        for word in words {
            letters.learn(word);
        }
        letters
    }

    fn learn(&mut self, word: &str) {
        let spelled = spelled(word);
        for last in ORDER..=spelled.len() {
            for length in 1..=ORDER {
                let run = &spelled[last - length..last];
                let count = self.counts.entry(key(run)).or_default();
                *count += 1;
                let context = self.contexts.entry(context(run)).or_default();
                context.all += 1;
                context.sorts += u32::from(*count == 1);
            }
        }
    }

    /// How likely the letters are one word.
    pub fn likelihood(&self, word: &str) -> f32 {
        let spelled = spelled(word);
        let ends = ORDER..=spelled.len();
        ends.map(|last| self.letter(&spelled[last - ORDER..last]).ln())
            .sum()
    }

    /// How likely the last of some letters is behind the others.
    fn letter(&self, run: &[char]) -> f32 {
        let sorts = self.contexts.get(&context(&run[ORDER - 1..]));
        let mut share = 1.0 / (1 + sorts.map_or(0, |context| context.sorts)) as f32;
        for length in 1..=ORDER {
            let run = &run[ORDER - length..];
            let Some(before) = self.contexts.get(&context(run)) else {
                break;
            };
            let count = self.counts.get(&key(run)).copied().unwrap_or_default();
            let sorts = before.sorts as f32;
            share = (count as f32 + sorts * share) / (before.all as f32 + sorts);
        }
        share
    }
}

/// The letters of a word with those that stand for its ends.
fn spelled(word: &str) -> Vec<char> {
    let letters = word.chars().filter(|c| !matches!(c, '\'' | '’'));
    let before = [BEFORE; ORDER - 1].into_iter();
    before.chain(letters).chain([BEHIND]).collect()
}

fn key(run: &[char]) -> Key {
    run.iter()
        .fold(0, |key, &letter| key << 21 | Key::from(u32::from(letter)))
}

/// The key of what stands before the last letter of a run.
fn context(run: &[char]) -> Key {
    key(&run[..run.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_stand_side_by_side_elsewhere_are_likelier() {
        let words = ["baker", "maker", "taken", "oven", "even", "woken"];
        let letters = Letters::of(words.into_iter());
        assert!(letters.likelihood("waken") > letters.likelihood("wkaen"));
    }
}
