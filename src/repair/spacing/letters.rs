//! How a text spells its words. In: the words of a text. Out: how likely letters are one word of it, as a natural logarithm.
//!
//! Each letter is judged by the three before it, and less by fewer where those are rare (Witten and Bell's smoothing).

use crate::hash::HashMap;

/// Letters that are looked at, the one that is judged included.
const ORDER: usize = 4;
/// Stand for the place before a word and behind it.
const BEFORE: char = '\u{1}';
const BEHIND: char = '\u{2}';

/// Some letters, by their place in [`Letters::runs`]; the first is that of none.
type Run = u32;
const NONE: Run = 0;

/// What is known of some letters.
#[derive(Clone, Copy, Default)]
struct Known {
    /// How often they stand in the words.
    count: u32,
    /// How often another stands behind them, and how many different ones.
    followed: u32,
    sorts: u32,
}

/// The spelling of a text.
pub(super) struct Letters {
    runs: Vec<Known>,
    /// The letters that are others with one more before them.
    longer: HashMap<(Run, char), Run>,
}

impl Letters {
    /// Learns from words, each once, in lower case.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Letters {
        let mut letters = Letters {
            runs: vec![Known::default()],
            longer: HashMap::default(),
        };
        let mut spelled = Vec::new();
        for word in words {
            spell(word, &mut spelled);
            letters.learn(&spelled);
        }
        letters
    }

    /// Counts the runs that end with each letter. What stands before it are the shorter of those that ended with the last.
    fn learn(&mut self, spelled: &[char]) {
        let before = &spelled[..ORDER - 1];
        let mut ended = self.ending(before);
        for last in ORDER..=spelled.len() {
            let before = ended;
            ended = self.ending(&spelled[last - ORDER..last]);
            for (&run, &before) in ended[1..].iter().zip(&before) {
                let run = &mut self.runs[run as usize];
                run.count += 1;
                let is_new = run.count == 1;
                let before = &mut self.runs[before as usize];
                before.followed += 1;
                before.sorts += u32::from(is_new);
            }
        }
    }

    /// The runs that end with the last of some letters, the shorter first; new ones are taken up.
    fn ending(&mut self, spelled: &[char]) -> [Run; ORDER + 1] {
        let mut ended = [NONE; ORDER + 1];
        for (length, &letter) in spelled.iter().rev().enumerate() {
            let next = self.runs.len() as Run;
            let run = *self.longer.entry((ended[length], letter)).or_insert(next);
            if run == next {
                self.runs.push(Known::default());
            }
            ended[length + 1] = run;
        }
        ended
    }

    /// How likely the letters are one word.
    pub fn likelihood(&self, word: &str) -> f32 {
        let mut spelled = Vec::new();
        spell(word, &mut spelled);
        let ends = ORDER..=spelled.len();
        ends.map(|last| self.letter(&spelled[last - ORDER..last]).ln())
            .sum()
    }

    /// How likely the last of some letters is behind the others.
    fn letter(&self, letters: &[char]) -> f32 {
        let mut others = letters.iter().rev().copied();
        let mut share = 1.0 / (1 + self.runs[NONE as usize].sorts) as f32;
        // Ever more of the letters before it, and the same with it behind them.
        let mut before = Some(NONE);
        let mut whole = others.next().and_then(|last| self.longer(NONE, last));
        while let Some(known) = before.map(|run| self.runs[run as usize])
            && known.followed > 0
        {
            let count = whole.map_or(0, |run| self.runs[run as usize].count);
            let sorts = known.sorts as f32;
            share = (count as f32 + sorts * share) / (known.followed as f32 + sorts);
            let Some(letter) = others.next() else {
                break;
            };
            before = before.and_then(|run| self.longer(run, letter));
            whole = whole.and_then(|run| self.longer(run, letter));
        }
        share
    }

    /// Some letters with another before them.
    fn longer(&self, run: Run, letter: char) -> Option<Run> {
        self.longer.get(&(run, letter)).copied()
    }
}

/// Writes the letters of a word, with those that stand for its ends, over others.
fn spell(word: &str, spelled: &mut Vec<char>) {
    spelled.clear();
    spelled.extend([BEFORE; ORDER - 1]);
    spelled.extend(word.chars().filter(|c| !matches!(c, '\'' | '’')));
    spelled.push(BEHIND);
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
