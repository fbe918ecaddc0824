//! Numbers that count on by one. In: numbers in some order. Out: the places of the most that do, whatever stands between them.

use crate::hash::HashMap;

/// The longest chain in which each number is the one before it and one more: its places, in order.
#[must_use]
pub fn counting_on(numbers: &[u32]) -> Vec<usize> {
    // How many count on up to a place, and the place before it.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(numbers.len());
    let mut by_value: HashMap<u32, usize> = HashMap::default();
    for (place, &number) in numbers.iter().enumerate() {
        let before = number
            .checked_sub(1)
            .and_then(|n| by_value.get(&n).copied());
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
        let longest = by_value.entry(number).or_insert(place);
        if best[place].0 >= best[*longest].0 {
            *longest = place;
        }
    }
    let last = (0..best.len()).max_by_key(|&place| best[place].0);
    let mut chain: Vec<usize> = std::iter::successors(last, |&place| best[place].1).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_does_not_break_a_chain() {
        assert_eq!(counting_on(&[3, 4, 2, 5, 11, 6]), [0, 1, 3, 5]);
        assert_eq!(counting_on(&[7]), [0]);
        assert!(counting_on(&[]).is_empty());
    }

    #[test]
    fn the_longer_of_two_that_begin_alike_is_taken() {
        assert_eq!(counting_on(&[1, 2, 1, 3]), [0, 1, 3]);
        assert_eq!(counting_on(&[0, 1, 0, 1, 2]).len(), 3);
    }
}
