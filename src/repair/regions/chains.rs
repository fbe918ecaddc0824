//! Calls that only their order tells. In: runs of numbers at the heads of rows, and the candidates for calls. Out: candidates
//! weighed up that stand free in the prose above a run, each for one of its items and in the items' order: the notes of a
//! chapter, at its end, called by numbers that a blank sets apart.

use super::runs::Run;
use crate::hash::HashMap;
use crate::repair::foot::marks::Kind;
use crate::repair::foot::rows::Reading;
use crate::repair::noterefs::candidates::{Candidate, Stand};
use std::cmp::Reverse;
use std::ops::Range;

/// Fewer numbers are in order by chance.
const FEWEST: usize = 3;
/// So many of a run's items are called, in quarters; and so many of the numbers above that could call one do.
const CALLED: usize = 3;
const CALLS: usize = 2;
/// Weight from which a number may be a call: references and months weigh less.
const FEASIBLE: f32 = -5.5;
/// Bytes from one call to the next at least, on the average: the parts of a sentence are counted closer together.
const SPREAD: usize = 80;
/// What a call weighs that the order tells.
const TOLD: f32 = 2.0;

/// What is read of the runs of a kind: the rows up to the last, the last number, and where its chapter's text begins.
#[derive(Clone, Copy, Default)]
struct Above {
    from: usize,
    row: usize,
    value: u32,
}

/// Weighs the calls up that the order of a run's items tells, and tells the run.
pub fn promote(reading: &Reading, runs: &mut [Run], calls: &mut [Candidate]) {
    let mut last: HashMap<Kind, Above> = HashMap::default();
    for run in runs {
        let (first, end) = (run.first(), run.last());
        let above = last.get(&run.kind).copied().unwrap_or_default();
        // A long note parts a run in two.
        let goes_on = first.value == above.value + 1;
        let from = if goes_on { above.from } else { above.row };
        let text = byte(reading, from)..byte(reading, first.row);
        last.insert(
            run.kind,
            Above {
                from,
                row: end.row + 1,
                value: end.value,
            },
        );
        let chain = chain(reading, calls, text, run.values());
        if chain.len() * 4 >= run.len() * CALLED {
            run.is_called = !chain.is_empty();
            raise(calls, &chain);
        }
    }
}

/// The calls in some text that have some values one after the other, if they are three and most that have any of them.
pub fn chain(
    reading: &Reading,
    calls: &[Candidate],
    text: Range<usize>,
    values: Range<u32>,
) -> Vec<usize> {
    let is_one = |call: &Candidate| {
        values.contains(&call.value)
            && call.weight >= FEASIBLE
            && is_number(call.stand)
            && !heads_row(reading, call)
    };
    let place = |at: usize| calls.partition_point(|call| call.range.start < at);
    let found: Vec<usize> = (place(text.start)..place(text.end))
        .filter(|&index| is_one(&calls[index]))
        .collect();
    let pair = |&index: &usize| (calls[index].range.start, calls[index].value);
    let chain = rising(&found.iter().map(pair).collect::<Vec<_>>());
    let at = |place: Option<&usize>| place.map_or(0, |&index| calls[found[index]].range.start);
    let is_spread = at(chain.last()) - at(chain.first()) >= SPREAD * chain.len();
    let is_told = chain.len() >= FEWEST && chain.len() * 4 >= found.len() * CALLS && is_spread;
    if !is_told {
        return Vec::new();
    }
    let weight = |place: usize| calls[found[place]].weight;
    let chain = heaviest(&chain, |place| calls[found[place]].value, weight);
    chain.into_iter().map(|place| found[place]).collect()
}

/// A chain of places, each exchanged for the heaviest of its value between its neighbours: of two that are as well in their order,
/// `siècle 10 .` is a call rather than `(page 10)`.
fn heaviest(
    chain: &[usize],
    value: impl Fn(usize) -> u32,
    weight: impl Fn(usize) -> f32,
) -> Vec<usize> {
    let mut heaviest = Vec::with_capacity(chain.len());
    for (k, &place) in chain.iter().enumerate() {
        let from = heaviest.last().map_or(chain[0], |before| before + 1);
        let to = chain.get(k + 1).copied().unwrap_or(place + 1);
        let alike = (from..to).filter(|&other| value(other) == value(place));
        let best = alike.max_by(|&a, &b| {
            let is_own = |other: usize| other == place;
            weight(a)
                .total_cmp(&weight(b))
                .then(is_own(a).cmp(&is_own(b)))
        });
        heaviest.push(best.unwrap_or(place));
    }
    heaviest
}

/// Weighs the calls of a chain up where a blank sets nearly all apart: between calls that are glued, a number that stands free is one of
/// the text (`and 3 women`).
pub fn raise(calls: &mut [Candidate], chain: &[usize]) {
    let is_free = |&&index: &&usize| calls[index].blank > 0;
    if chain.iter().filter(is_free).count() * 4 < chain.len() * CALLED {
        return;
    }
    for &index in chain {
        let weight = &mut calls[index].weight;
        *weight = weight.max(TOLD);
    }
}

/// Whether a candidate shows its number.
fn is_number(stand: Stand) -> bool {
    matches!(
        stand,
        Stand::Stray | Stand::Bracketed | Stand::Word | Stand::Stop | Stand::Superior
    )
}

fn byte(reading: &Reading, row: usize) -> usize {
    reading
        .rows
        .get(row)
        .map_or(reading.text().len(), |row| row.ink.start)
}

fn heads_row(reading: &Reading, call: &Candidate) -> bool {
    let row = reading.row_at(call.range.start);
    row.is_some_and(|row| reading.rows[row].ink.start == call.range.start)
}

/// The indices of the longest run of pairs that rises in both: each place and each value once.
pub(in crate::repair) fn rising<P: Ord + Copy, V: Ord + Copy>(pairs: &[(P, V)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    // Of one place the higher values come first, so that it counts once.
    order.sort_by_key(|&index| (pairs[index].0, Reverse(pairs[index].1)));
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for index in order {
        let place = ends.partition_point(|&end| pairs[end].1 < pairs[index].1);
        before[index] = place.checked_sub(1).map(|place| ends[place]);
        match ends.get_mut(place) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain: Vec<usize> =
        std::iter::successors(ends.last().copied(), |&index| before[index]).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_in_order_the_heavier_is_taken() {
        let (values, weights) = ([1, 2, 2, 3], [0.0, -1.0, -4.0, 0.0]);
        let chain = heaviest(&[0, 2, 3], |at| values[at], |at| weights[at]);
        assert_eq!(chain, [0, 1, 3]);
        let chain = heaviest(&[0, 2, 3], |at| values[at], |_| 0.0);
        assert_eq!(chain, [0, 2, 3]);
    }

    #[test]
    fn the_longest_rise_counts_each_place_once() {
        assert_eq!(rising(&[(1, 5), (2, 1), (3, 2), (3, 4), (4, 3)]), [1, 2, 4]);
        assert_eq!(rising(&[(1, 1), (1, 2), (1, 3)]).len(), 1);
    }
}
