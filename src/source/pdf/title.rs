//! Titles of columns. In: the pieces of a page, and its gutter. Out: those of titles, and of authors' names below them, that
//! stand over both columns and reach into one of them only.
//!
//! Such a title has nothing beside it: above it, if anything stands there, both columns end, and below it both begin at one
//! height.

use super::column::{Line, lines};
use super::piece::Piece;
use std::collections::BTreeSet;

/// A title has so many lines at most.
const LINES: usize = 4;
/// It stands so many times the size of the text below it from that, and from what is above.
const PARTED: f64 = 1.7;
/// Or the text below it is so much smaller.
const SMALLER: f64 = 0.9;
/// Columns end at one height up to so many times their size.
const LEVEL: f64 = 1.5;
/// And begin so.
const BEGIN: f64 = 0.5;

/// The baseline and the left end of each piece of such titles.
pub(super) fn between(pieces: &[Piece], (left, right): (i32, i32)) -> BTreeSet<(i32, i32)> {
    let first: Vec<&Piece> = pieces.iter().filter(|piece| piece.right <= right).collect();
    let second: Vec<&Piece> = pieces.iter().filter(|piece| piece.left >= left).collect();
    let columns = [&first, &second].map(|column| lines(column.iter().copied()));
    let [one, other] = &columns;
    let mut found = BTreeSet::new();
    for (own, lines, beside) in [(&first, one, other), (&second, other, one)] {
        for (top, bottom) in titles(lines, beside) {
            let is_title = |piece: &&&Piece| (top..=bottom).contains(&piece.baseline);
            let titles = own.iter().filter(is_title);
            found.extend(titles.map(|piece| (piece.baseline, piece.left)));
        }
    }
    found
}

/// The baselines from which to which titles reach in a column.
fn titles(own: &[Line], beside: &[Line]) -> Vec<(i32, i32)> {
    let mut found = Vec::new();
    let mut first = 0;
    for last in 0..own.len().saturating_sub(1) {
        let next = &own[last + 1];
        if !is_parted(&own[last], next) {
            continue;
        }
        let is_title = last - first < LINES && is_over(own, (first, last), beside);
        if is_title {
            found.push((own[first].baseline, own[last].baseline));
        }
        first = if is_title && first == 0 {
            first
        } else {
            last + 1
        };
    }
    found
}

/// Whether some lines of a column stand over another column, too.
fn is_over(own: &[Line], (first, last): (usize, usize), beside: &[Line]) -> bool {
    let (top, next) = (&own[first], &own[last + 1]);
    let below = beside.partition_point(|line| line.baseline <= top.baseline - top.size);
    let Some(begins) = beside.get(below) else {
        return false;
    };
    let is_level = |a: &Line, b: &Line, share: f64| {
        f64::from((a.baseline - b.baseline).abs()) <= share * f64::from(next.size)
    };
    let ends = match (first.checked_sub(1), below.checked_sub(1)) {
        (Some(above), Some(ends)) => is_level(&own[above], &beside[ends], LEVEL),
        (None, None) => true,
        _ => false,
    };
    ends && is_level(begins, next, BEGIN)
}

/// Whether two lines stand apart, or the type becomes smaller.
fn is_parted(above: &Line, below: &Line) -> bool {
    let apart = f64::from(below.baseline - above.baseline);
    let (large, small) = (f64::from(above.size), f64::from(below.size));
    apart >= PARTED * small || small < SMALLER * large
}
