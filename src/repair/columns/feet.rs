//! Notes in two columns under text that is set in one. In: the rows that no gutter of a page parts. Out: [`Foot`]s: for each
//! row of such notes how it stands to the two columns.
//!
//! A foot is too low to show a gutter by the number of its rows. Its notes show it: their numbers count on down the left side
//! and then down the right one. Where some feet show it, others are known by the place of their gutter.

use super::Split;
use super::gutter::{self, Blank, Row};
use crate::galley::{Label, Line};
use crate::repair::foot::marks::{self, SYMBOLS};
use std::collections::BTreeMap;
use std::ops::Range;

/// A column of notes is this many characters wide at least, in its fullest rows.
const NARROWEST: usize = 10;
/// Notes that show their gutter have so many rows at least with words on either side.
const FEWEST: usize = 2;
/// So many feet that show it tell where the gutters of others stand.
const SHOWN: usize = 2;

/// The notes at a foot.
pub(super) struct Foot {
    pub rows: Range<usize>,
    /// How each of these rows stands.
    pub splits: Vec<Split>,
    right: usize,
    is_shown: bool,
}

/// The feet among rows that are not taken; a blank between words is as wide as `usual`.
pub(super) fn find(
    text: &str,
    lines: &[Line],
    rows: &[Row],
    (taken, usual): (&[bool], usize),
) -> Vec<Foot> {
    let is_free =
        |row: usize| rows[row].ink.is_some() && rows[row].label == Label::Body && !taken[row];
    let mut feet = Vec::new();
    let mut start = 0;
    for row in 0..=rows.len() {
        let is_in = row < rows.len() && is_free(row);
        if is_in && row > start && lines[row].page == lines[row - 1].page {
            continue;
        }
        feet.extend(foot(text, rows, start..row, usual + 1));
        start = if is_in { row } else { row + 1 };
    }
    let shown: Vec<usize> = (feet.iter().filter(|foot| foot.is_shown))
        .map(|foot| foot.right)
        .collect();
    let is_known = |foot: &Foot| {
        let near = shown
            .iter()
            .filter(|right| right.abs_diff(foot.right) <= gutter::PLAY);
        foot.is_shown || near.count() >= SHOWN
    };
    feet.retain(is_known);
    feet
}

/// The notes in two columns among the rows of a block, if its numbers do not speak against them.
fn foot(text: &str, rows: &[Row], block: Range<usize>, wide: usize) -> Option<Foot> {
    let right = right(&rows[block.clone()], wide)?;
    let splits: Vec<Split> = (rows[block.clone()].iter())
        .map(|row| split(row, right, wide))
        .collect();
    let run = longest(&splits)?;
    let splits = splits[run.clone()].to_vec();
    let rows = &rows[block.start + run.start..block.start + run.end];
    let halves = rows.iter().zip(&splits);
    let both = splits
        .iter()
        .filter(|split| matches!(split, Split::Both(_)));
    let both = both.count();
    let (mut left, mut others) = (Vec::new(), Vec::new());
    let mut opens = None;
    for (row, split) in halves {
        let line = &row.range;
        let (first, second) = match split {
            Split::Both(cut) => (Some(line.start..cut.start), Some(cut.end..line.end)),
            Split::Right => (None, Some(line.clone())),
            _ => (Some(line.clone()), None),
        };
        let number = |half: Option<Range<usize>>| half.and_then(|half| number(text[half].trim()));
        let (first, second) = (number(first), number(second));
        opens = opens.or(Some(first.is_some()));
        left.extend(first);
        others.extend(second);
    }
    let has_both = !left.is_empty() && !others.is_empty();
    left.append(&mut others);
    let count_on = left.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let is_foot = both > 0 && count_on && (has_both || opens == Some(true));
    is_foot.then(|| Foot {
        rows: block.start + run.start..block.start + run.end,
        splits,
        right,
        is_shown: has_both && both >= FEWEST,
    })
}

/// The number that heads a note.
fn number(half: &str) -> Option<u32> {
    let mark = marks::marks(half).into_iter().next()?;
    let words = half[mark.len..].trim_start();
    let is_note = words.starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit());
    (mark.misread == 0 && mark.value < SYMBOLS && is_note).then_some(mark.value)
}

/// Where most right halves of a block begin.
fn right(rows: &[Row], wide: usize) -> Option<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        let blanks = row
            .blanks()
            .iter()
            .filter(|blank| is_gutter(row, blank, wide));
        blanks.for_each(|blank| *votes.entry(blank.columns.end).or_default() += 1);
    }
    let near = |column: usize| -> usize {
        let range = column.saturating_sub(gutter::PLAY)..=column + gutter::PLAY;
        votes.range(range).map(|vote| vote.1).sum()
    };
    let ends = votes.keys().copied();
    ends.max_by_key(|&column| (near(column), votes[&column]))
}

/// Whether a blank may be that between two columns.
fn is_gutter(row: &Row, blank: &Blank, wide: usize) -> bool {
    let Some(ink) = &row.ink else {
        return false;
    };
    let columns = &blank.columns;
    columns.len() >= wide && columns.start >= ink.start + NARROWEST && columns.end < ink.end
}

/// How a row stands to two columns.
fn split(row: &Row, right: usize, wide: usize) -> Split {
    let Some(ink) = &row.ink else {
        return Split::Blank;
    };
    let is_at = |blank: &&Blank| {
        blank.columns.len() >= wide && blank.columns.end.abs_diff(right) <= gutter::PLAY
    };
    match row.blanks().iter().find(is_at) {
        Some(blank) => Split::Both(blank.bytes.clone()),
        None if ink.start + gutter::PLAY >= right => Split::Right,
        None if ink.end < right => Split::Left,
        None => Split::Across,
    }
}

/// The longest run of rows that do not stand across both columns.
fn longest(splits: &[Split]) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    let mut start = 0;
    for end in 0..=splits.len() {
        if splits.get(end).is_some_and(|split| *split != Split::Across) {
            continue;
        }
        if end - start > best.as_ref().map_or(0, Range::len) {
            best = Some(start..end);
        }
        start = end + 1;
    }
    best
}
