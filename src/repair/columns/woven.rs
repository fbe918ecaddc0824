//! Notes in two columns that an extractor read across: `41`, `49`, `42`, `50`. In: the rows of a page. Out: the rows of its notes,
//! those of each note together, in the order of their numbers.
//!
//! The numbers show it. Those of either column count on, the right column's where the left one's end, and next to no other
//! number heads a row between them.

use super::feet::number;
use super::gutter::Row;
use crate::counting::counting_on;
use crate::galley::Label;
use std::ops::Range;

/// Either column has so many notes at least.
const FEWEST: usize = 2;
/// A row that begins with a number by chance is one in so many of those that notes begin in, at the most.
const STRAY: usize = 3;
/// A number stands so many places from its own at least: two neighbours may have exchanged their numbers.
const AWAY: usize = 2;

/// A row and the number that heads it.
type Head = (usize, u32);

/// The rows of a page's notes from the first to the last, in their order, if that is not the one they stand in.
pub(super) fn order(text: &str, page: &[Row]) -> Option<Vec<Range<usize>>> {
    let is_body = |row: &usize| page[*row].ink.is_some() && page[*row].label == Label::Body;
    let head = |row: usize| Some((row, number(text[page[row].range.clone()].trim())?));
    let heads: Vec<Head> = (0..page.len()).filter(is_body).filter_map(head).collect();
    let (first, others) = chain(&heads);
    let (second, strays) = chain(&others);
    if first.len().min(second.len()) < FEWEST || strays.len() * STRAY >= heads.len() {
        return None;
    }
    let (left, right) = match first[0].1 < second[0].1 {
        true => (first, second),
        false => (second, first),
    };
    let joins = left.last()?.1 + 1 == right[0].1;
    // A list that begins anew below the rest of another is not woven with it.
    let is_woven = joins && left[0].0 < right[0].0 && right[0].0 < left.last()?.0;
    if !is_woven {
        return None;
    }
    let mut starts: Vec<usize> = left.iter().chain(&right).map(|head| head.0).collect();
    let in_order = starts.clone();
    starts.sort_unstable();
    let place = |start: &usize| starts.partition_point(|other| other < start);
    let mut away = in_order
        .iter()
        .enumerate()
        .map(|(own, start)| place(start).abs_diff(own));
    if away.all(|away| away < AWAY) {
        return None;
    }
    // What an empty row sets off below the last note, a folio, stays below.
    let last = *starts.last()?;
    let below = (last..page.len()).find(|row| !is_body(row));
    let end = |start: usize| {
        let next = starts.partition_point(|&other| other <= start);
        let next = starts.get(next).copied();
        next.or(below).unwrap_or(page.len())
    };
    Some(
        in_order
            .into_iter()
            .map(|start| start..end(start))
            .collect(),
    )
}

/// The heads of the longest chain that counts on, and those that are not in it.
fn chain(heads: &[Head]) -> (Vec<Head>, Vec<Head>) {
    let values: Vec<u32> = heads.iter().map(|head| head.1).collect();
    let places = counting_on(&values);
    let chain = places.iter().map(|&place| heads[place]).collect();
    let others = (0..heads.len()).filter(|place| places.binary_search(place).is_err());
    (chain, others.map(|place| heads[place]).collect())
}
