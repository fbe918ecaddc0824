//! Calls in a text without notes. In: the candidates of a text in which no note was found. Out: those that count up from 1 as
//! calls do: their notes stand where they were not seen (in a margin, woven into the text), and the editor is asked.

use super::candidates::Candidate;

/// Weight from which a mark is taken for one of them.
const PLAIN: f32 = 2.5;
/// So many marks that count up are no chance.
const FEWEST: usize = 4;
/// The next number is so much higher at the most: one may be lost.
const STEP: u32 = 2;

/// Whether enough marks are plain enough, whatever their numbers.
pub(super) fn has_enough(calls: &[Candidate]) -> bool {
    calls.iter().filter(|call| call.is_plain(PLAIN)).count() >= FEWEST
}

/// The longest run of marks that counts up from 1.
pub(super) fn unnoted(calls: &[Candidate]) -> Vec<&Candidate> {
    let plain: Vec<&Candidate> = calls.iter().filter(|call| call.is_plain(PLAIN)).collect();
    // The run that ends at each mark: how many it has, and the one before.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::with_capacity(plain.len());
    // The last mark of each number.
    let mut last: Vec<Option<usize>> = Vec::new();
    for (index, call) in plain.iter().enumerate() {
        let value = call.value as usize;
        let from = value.saturating_sub(STEP as usize)..value;
        let before = from
            .filter_map(|value| *last.get(value)?)
            .max_by_key(|&at| runs[at].0);
        let count = match before {
            Some(before) => runs[before].0 + 1,
            None => usize::from(value == 1),
        };
        runs.push((count, before));
        if count > 0 && value < plain.len() * STEP as usize + 1 {
            last.resize(last.len().max(value + 1), None);
            last[value] = Some(index);
        }
    }
    let mut at = (0..runs.len()).max_by_key(|&index| (runs[index].0, std::cmp::Reverse(index)));
    let mut run = Vec::new();
    while let Some(index) = at.filter(|&index| runs[index].0 > 0) {
        run.push(plain[index]);
        at = runs[index].1;
    }
    run.reverse();
    if run.len() < FEWEST { Vec::new() } else { run }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::noterefs::candidates::Stand;

    fn run(values: &[u32]) -> Vec<u32> {
        let call = |(at, &value): (usize, &u32)| {
            Candidate::new(at * 10..at * 10 + 1, value, 3.0, Stand::Word)
        };
        let calls: Vec<Candidate> = values.iter().enumerate().map(call).collect();
        unnoted(&calls).iter().map(|call| call.value).collect()
    }

    #[test]
    fn marks_that_count_up_call_notes() {
        assert_eq!(run(&[1, 2, 7, 3, 5, 6]), [1, 2, 3, 5, 6]);
        assert!(run(&[2, 2, 19, 2, 7]).is_empty());
        assert!(run(&[1, 2, 9, 1]).is_empty());
    }
}
