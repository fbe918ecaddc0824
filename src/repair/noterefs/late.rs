//! Calls whose body stands out of order. In: the links as aligned, none of which cross. Out: further [`Link`]s, of calls
//! that were left to bodies of their number that were left, on a page near them.

use super::align::Link;
use super::candidates::Candidate;
use super::scope::{Pair, Scope};
use super::sheet::Sheet;
use crate::hash::HashMap;
use crate::repair::foot::rows::Reading;

/// Weight from which a mark that was left is taken for a call.
const GOOD: f32 = 1.5;
/// What the pages say at least: a page before or after the call's.
const NEAR: f32 = -2.5;

/// The calls that are left, and each the only one near the only body of its number that is left.
#[must_use]
pub fn late(sheet: &Sheet, reading: &Reading, calls: &[Candidate], links: &[Link]) -> Vec<Link> {
    let scope = Scope::new(sheet, reading);
    let mut is_free = vec![true; sheet.bodies.len()];
    links.iter().for_each(|link| is_free[link.body] = false);
    let taken: Vec<&Candidate> = links.iter().map(|link| &calls[link.call]).collect();
    let mut pairs: Vec<Pair> = Vec::new();
    for (index, call) in calls.iter().enumerate() {
        if call.weight >= GOOD && call.is_apart(&taken) {
            scope.offer(index, call, &mut |pair| {
                if pair.ahead == Some(0) && pair.place >= NEAR && is_free[pair.body] {
                    pairs.push(pair);
                }
            });
        }
    }
    let mut claims: HashMap<(bool, usize), usize> = HashMap::default();
    for pair in &pairs {
        *claims.entry((true, pair.call)).or_default() += 1;
        *claims.entry((false, pair.body)).or_default() += 1;
    }
    let is_only =
        |pair: &&Pair| claims[&(true, pair.call)] == 1 && claims[&(false, pair.body)] == 1;
    let only = pairs.iter().filter(is_only);
    let found = only.map(|pair| Link::beside(pair, &calls[pair.call]));
    found.collect()
}
