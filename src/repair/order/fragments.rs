//! Halves of a line. In: rows and their measure. Out: pairs of rows that were printed as one line: an extractor parts it
//! at a wide blank between sentences, and may write the second half before the first.

use crate::facsimile::measure::Measure;
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};
use crate::galley::Label;

/// Two rows that make one line: the index of the first of them, and whether they stand in the wrong order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Halves {
    pub row: usize,
    pub is_turned: bool,
}

/// Both halves together fill the measure, from here to there: word spaces give.
const FULL: std::ops::Range<f32> = 0.86..1.04;
/// In more ragged text the last line of a paragraph and the next one's first may do so, too.
const RAGGED: f32 = 0.035;
/// Each of them is shorter than this.
const HALF: f32 = 0.88;

/// The halves of lines among some rows.
pub(super) fn find(rows: &[Row], measure: &Measure) -> Vec<Halves> {
    if !measure.is_wrapped {
        return Vec::new();
    }
    let places = 1..rows.len().saturating_sub(2);
    let mut found: Vec<Halves> = Vec::new();
    for row in places {
        let is_free = found.last().is_none_or(|last| last.row + 1 < row);
        if is_free && is_one_line(rows, measure, row) {
            // A line that stands in is the first of its paragraph.
            let is_even = !measure.is_indented(rows, row + 1) && measure.spread < RAGGED;
            found.extend(halves(rows, row).filter(|halves| halves.is_turned || is_even));
        }
    }
    found
}

/// Whether two rows have room on one line, and nothing stands between them.
fn is_one_line(rows: &[Row], measure: &Measure, row: usize) -> bool {
    let gap = &rows[row].gap;
    let is_plain = |row: &Row| row.label == Label::Body;
    let is_free = is_plain(&rows[row])
        && is_plain(&rows[row + 1])
        && gap.ends == 1
        && !gap.turned
        && !gap.parted
        && !gap.closed;
    // Most rows are full, and need no look at the next.
    let share = |row: usize| Some(measure.share(&rows[row])).filter(|share| *share < HALF);
    let is_full = |first: f32| share(row + 1).is_some_and(|next| FULL.contains(&(first + next)));
    is_free && share(row).is_some_and(is_full)
}

/// How the sentences stand to each other: one ends with the line's first half, and another begins with its second,
/// which the next row takes up.
fn halves(rows: &[Row], row: usize) -> Option<Halves> {
    let goes_on = |row: &Row| matches!(row.closes, End::Letter | End::Comma | End::Hyphen);
    let starts = |row: &Row, start: Start| row.opens == start;
    let is_end = |row: &Row| row.closes == End::Sentence;
    let (before, first, second, after) =
        (&rows[row - 1], &rows[row], &rows[row + 1], &rows[row + 2]);
    let is_taken_up = starts(after, Start::Lower);
    let is_turned = goes_on(before)
        && starts(first, Start::Upper)
        && goes_on(first)
        && starts(second, Start::Lower)
        && is_end(second);
    let is_parted = is_end(first) && starts(second, Start::Upper) && goes_on(second);
    (is_taken_up && (is_turned || is_parted)).then_some(Halves { row, is_turned })
}
