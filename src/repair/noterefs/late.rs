//! Calls whose body stands out of order. In: the links as aligned, none of which cross. Out: further [`Link`]s, of calls
//! that were left to bodies of their number that were left, on a page near them.

use super::align::Link;
use super::candidates::Candidate;
use super::scope::{OWN_PAGE, Pair, Scope};
use super::sheet::Sheet;
use crate::hash::HashMap;
use crate::repair::foot::rows::Reading;

/// Weight from which a mark that was left is taken for a call.
const GOOD: f32 = 1.5;
/// What the pages say at least: a page before or after the call's.
const NEAR: f32 = -2.5;

/// Weight from which a mark that is set as the text's calls are may be the one that is due: below it, it is none whatever
/// stands around it.
const NEVER: f32 = -11.0;

/// The calls that are due: between the calls of a body's neighbours the page has just one mark with its number, set as
/// calls are set here. That it is the very number that lacks tells more than the words before it (`the art 58.`).
#[must_use]
pub fn due(sheet: &Sheet, reading: &Reading, calls: &[Candidate], links: &[Link]) -> Vec<Link> {
    let mut own: Vec<Option<&Link>> = vec![None; sheet.bodies.len()];
    links.iter().for_each(|link| own[link.body] = Some(link));
    let taken: Vec<&Candidate> = links.iter().map(|link| &calls[link.call]).collect();
    let scope = Scope::new(sheet, reading);
    let mut found = Vec::new();
    for body in (0..own.len()).filter(|&body| own[body].is_none()) {
        let value = sheet.bodies[body].value;
        let beside = |at: Option<usize>, value: Option<u32>| {
            let link = own.get(at?).copied().flatten()?;
            (Some(calls[link.call].value) == value).then_some(link.call)
        };
        let before = beside(body.checked_sub(1), value.checked_sub(1));
        let after = beside(Some(body + 1), value.checked_add(1));
        let (Some(before), Some(after)) = (before, after) else {
            continue;
        };
        let mut pairs = Vec::new();
        for (index, call) in calls.iter().enumerate().take(after).skip(before + 1) {
            let is_set_so = call.habit > 0.0 && call.weight > NEVER;
            if is_set_so && call.value == value && call.is_apart(&taken) {
                let mut take = |pair: Pair| pairs.extend((pair.body == body).then_some(pair));
                scope.offer(index, call, &mut take);
            }
        }
        if let [pair] = pairs[..]
            && pair.place >= OWN_PAGE
        {
            found.push(Link::beside(&pair, &calls[pair.call]));
        }
    }
    found
}

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
