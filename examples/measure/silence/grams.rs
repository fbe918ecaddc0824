//! Words that the alignment did not meet. In: a stream of the output and where its characters stand in the truth. Out:
//! [`Grams`]: where a run of characters stands among those that stand nowhere in the truth.

use crate::truth::Stream;
use std::collections::HashMap;

/// Characters that are looked for in a row.
const RUN: usize = 9;

/// The runs of a stream that the truth's stream of the kind has not, each with its first place.
pub struct Grams(HashMap<Vec<char>, usize>);

impl Grams {
    pub fn of(stream: &Stream, map: &[Option<usize>]) -> Grams {
        let mut grams = HashMap::new();
        for (at, gram) in stream.chars.windows(RUN).enumerate() {
            if map[at..at + RUN].iter().all(Option::is_none) {
                grams.entry(gram.to_vec()).or_insert(at);
            }
        }
        Grams(grams)
    }

    /// Where some characters stand, by the first run of them that is found.
    pub fn find(&self, chars: &[char]) -> Option<usize> {
        let mut runs = chars.windows(RUN);
        runs.find_map(|run| self.0.get(run).copied())
    }
}
