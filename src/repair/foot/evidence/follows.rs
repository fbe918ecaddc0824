//! How rows follow one another in this text. In: the looks of rows that stand below each other. Out: [`Follows`]: what the
//! first letter of a row says for its going on where another breaks off, and against it. A sentence that ends and a row
//! in small letters do not belong together, unless this text's sentences begin so.

use crate::repair::foot::looks::{Lead, Look, Tail};

/// What a row of each [`Lead`] says for its following a row of each [`Tail`], in natural-log units.
#[derive(Clone, Copy, Debug)]
pub struct Follows {
    weights: [[f32; LEADS]; TAILS],
}

const TAILS: usize = 3;
const LEADS: usize = 3;

/// Rows that are taken for seen before the text's own are counted, as prose in European languages has them.
const BEFORE: [[f32; LEADS]; TAILS] = [
    // Below a sentence's end a capital, a small letter, something else.
    [16.0, 1.0, 1.0],
    // In the midst of a sentence: names, and all nouns in German, have capitals.
    [5.0, 14.0, 1.0],
    // Below a word that is cut.
    [0.5, 19.0, 0.5],
];

/// The most that a beginning says.
const MOST: f32 = 3.0;

impl Follows {
    /// Counts pairs of neighbouring rows.
    pub fn new(pairs: impl Iterator<Item = (Look, Look)>) -> Follows {
        let mut counts = BEFORE;
        for (above, below) in pairs {
            counts[above.tail() as usize][below.lead() as usize] += 1.0;
        }
        let all: f32 = counts.iter().flatten().sum();
        let weight = |tail: usize, lead: usize| {
            let share = counts[tail][lead] / counts[tail].iter().sum::<f32>();
            let usual: f32 = counts.iter().map(|row| row[lead]).sum();
            (share * all / usual).ln().clamp(-MOST, MOST)
        };
        let weights = |tail| std::array::from_fn(|lead| weight(tail, lead));
        Follows {
            weights: std::array::from_fn(weights),
        }
    }

    /// What a beginning says for its following such an end, over what it says anywhere, in natural-log units.
    #[must_use]
    pub fn weigh(&self, tail: Tail, lead: Lead) -> f32 {
        if lead == Lead::Other {
            return 0.0;
        }
        self.weights[tail as usize][lead as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follows(rows: &[&str]) -> Follows {
        let looks: Vec<Look> = rows.iter().map(|row| Look::of(row)).collect();
        Follows::new(looks.windows(2).map(|pair| (pair[0], pair[1])))
    }

    #[test]
    fn small_letters_break_a_seam_of_prose() {
        let follows = follows(&[]);
        assert!(follows.weigh(Tail::Done, Lead::Lower) < -2.0);
        assert!(follows.weigh(Tail::Open, Lead::Lower) > 0.0);
    }

    #[test]
    fn they_say_nothing_where_sentences_begin_small() {
        let rows = [
            "the goat sat down.",
            "it looked at the bus",
            "and at us.",
            "we left.",
        ]
        .repeat(20);
        let follows = follows(&rows);
        assert!(follows.weigh(Tail::Done, Lead::Lower).abs() < 0.2);
    }
}
