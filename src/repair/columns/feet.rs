//! Notes in two columns under text that is set in one. In: the rows that no gutter of a page parts. Out: [`Foot`]s: for each
//! row of such notes how it stands to the two columns.
//!
//! A foot is too low to show a gutter by the number of its rows. Its notes show it: their numbers count on down the left side
//! and then down the right one, whatever numbers stand between where a row of a note happens to begin with one. Where some
//! feet show it, others are known by the place of their gutter.

use super::Split;
use super::gutter::{self, Blank, Row};
use crate::counting::counting_on;
use crate::galley::{self, Line};
use crate::repair::foot::marks::{self, SYMBOLS};
use std::collections::BTreeMap;
use std::ops::Range;

/// A column of notes is this many characters wide at least, in its fullest rows.
const NARROWEST: usize = 10;
/// Notes that show their gutter have so many rows at least with words on either side.
const FEWEST: usize = 2;
/// So many feet that show it tell where the gutters of others stand.
const SHOWN: usize = 2;
/// Extractors part the rows of notes that hold a raised letter by so many empty ones.
const EMPTY: usize = 1;
/// A row that begins with a number by chance is one in so many of those that notes begin in, at the most.
const STRAY: usize = 2;

/// The notes at a foot.
pub(super) struct Foot {
    pub rows: Range<usize>,
    /// How each of these rows stands.
    pub splits: Vec<Split>,
    right: usize,
    /// Whether numbers on both sides count on.
    has_both: bool,
    /// Whether they do so in rows enough to tell without other feet.
    is_shown: bool,
}

/// The feet among rows that are not taken; a blank between words is as wide as `usual`.
pub(super) fn find(
    text: &str,
    lines: &[Line],
    rows: &[Row],
    (taken, usual): (&[bool], usize),
) -> Vec<Foot> {
    let mut feet = Vec::new();
    let mut top = 0;
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let of_page = top..top + page.len();
        top = of_page.end;
        let blocks = blocks(rows, of_page, taken).into_iter();
        feet.extend(blocks.filter_map(|block| foot(text, rows, block, usual + 1)));
    }
    let shown: Vec<usize> = (feet.iter().filter(|foot| foot.is_shown))
        .map(|foot| foot.right)
        .collect();
    let is_known = |foot: &Foot| {
        let near = shown
            .iter()
            .filter(|right| right.abs_diff(foot.right) <= gutter::PLAY);
        foot.is_shown || near.count() >= SHOWN || foot.has_both && shown.len() >= SHOWN
    };
    feet.retain(is_known);
    feet
}

/// The rows of a page that are not taken, in blocks which so many empty rows part as no notes have between them.
fn blocks(rows: &[Row], page: Range<usize>, taken: &[bool]) -> Vec<Range<usize>> {
    let is_free = |row: usize| rows[row].label == galley::Label::Body && !taken[row];
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for row in page {
        let end = blocks.last().map_or(0, |block| block.end);
        match (is_free(row), rows[row].ink.is_some()) {
            (true, true) if is_open => blocks.last_mut().expect("an open block").end = row + 1,
            (true, true) => blocks.push(row..row + 1),
            (is_free, _) => {
                is_open &= is_free && row - end < EMPTY;
                continue;
            }
        }
        is_open = true;
    }
    blocks
}

/// The notes in two columns among the rows of a block, if its numbers do not speak against them.
fn foot(text: &str, rows: &[Row], block: Range<usize>, wide: usize) -> Option<Foot> {
    let right = right(&rows[block.clone()], wide)?;
    let splits: Vec<Split> = (rows[block.clone()].iter())
        .map(|row| split(row, right, wide))
        .collect();
    let run = longest(&splits)?;
    let splits = &splits[run.clone()];
    let first = block.start + run.start;
    let rows = &rows[first..block.start + run.end];
    let is_both = |at: &usize| matches!(splits[*at], Split::Both(_));
    let both: Vec<usize> = (0..splits.len()).filter(is_both).collect();
    let labels = labels(text, rows, splits);
    let values: Vec<u32> = labels.iter().map(|label| label.value).collect();
    let called = counting_on(&values);
    let sides = |side: usize| called.iter().any(|&at| labels[at].side == side);
    let has_both = sides(0) && sides(1);
    let opens = labels.iter().any(|label| label.row == 0 && label.side == 0);
    let strays = labels.len() - called.len();
    let is_foot = strays * STRAY < called.len() && (has_both || strays == 0 && opens);
    // What stands above the first note is text, in whatever place, and so is what an empty row sets off below the last.
    let heads = called.iter().map(|&at| labels[at].row);
    let start = heads.clone().chain(both.first().copied()).min()?;
    let last = heads.chain(both.last().copied()).max()?;
    let is_empty = |row: &usize| splits[*row] == Split::Blank;
    let end = (last..splits.len()).find(is_empty).unwrap_or(splits.len());
    (is_foot && !both.is_empty()).then(|| Foot {
        rows: first + start..first + end,
        splits: splits[start..end].to_vec(),
        right,
        has_both,
        is_shown: has_both && both.len() >= FEWEST,
    })
}

/// A number that heads a half of a row.
struct Label {
    row: usize,
    /// 0 on the left, 1 on the right.
    side: usize,
    value: u32,
}

/// The numbers of rows, down the left side and then down the right one.
fn labels(text: &str, rows: &[Row], splits: &[Split]) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for (row, (split, line)) in splits.iter().zip(rows).enumerate() {
        let line = &line.range;
        let halves = match split {
            Split::Both(cut) => [Some(line.start..cut.start), Some(cut.end..line.end)],
            Split::Right => [None, Some(line.clone())],
            _ => [Some(line.clone()), None],
        };
        for (side, half) in halves.into_iter().enumerate() {
            let value = half.and_then(|half| number(text[half].trim()));
            labels.extend(value.map(|value| Label { row, side, value }));
        }
    }
    labels.sort_by_key(|label| label.side);
    labels
}

/// The number that heads a note.
pub(super) fn number(half: &str) -> Option<u32> {
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
