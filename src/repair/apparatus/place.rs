//! Where numbers stand among the words of their notes. In: the numbers of a page in their order there, and its rows of words.
//! Out: which row is due to each, and which of them stand apart from their words.

use super::deal::Label;
use super::top::Page;
use crate::repair::foot::rows::Reading;
use std::ops::Range;

/// Tells numbers above their words, in their order on the page, which line is due to each.
pub(super) fn place(reading: &Reading, page: &Range<usize>, labels: &mut [Label], lines: &[usize]) {
    for at in 0..labels.len() {
        let here = labels[at].row;
        let next = labels.get(at + 1).map_or(page.end, |next| next.row);
        let before = at.checked_sub(1).map(|before| labels[before].row);
        let is_first = before.is_none_or(|before| has_line(lines, before..here));
        let due = lines.iter().position(|&line| line > here && line < next);
        labels[at].is_apart = due.is_none() || !is_first;
        labels[at].heads_block = is_first && due.is_none();
        let is_below = |&line: &usize| line > here;
        labels[at].due = due.or(lines.iter().position(is_below)).filter(|_| is_first);
        labels[at].is_tight = (!is_first).then(|| !reading.rows[here].blank);
    }
    let above: Vec<(usize, usize)> = (0..labels.len())
        .filter_map(|at| Some((at, first_line_above(reading, labels, lines, at)?)))
        .collect();
    for (at, line) in above {
        labels[at].due = Some(line);
        labels[at].is_apart = true;
    }
}

/// The line right above a number that slipped below the first line of its words: an empty line parts it from what stands below,
/// as it does no other number of the page, and the line above is more than the number before it needs.
fn first_line_above(
    reading: &Reading,
    labels: &[Label],
    lines: &[usize],
    at: usize,
) -> Option<usize> {
    let is_parted = |label: &Label| {
        let due = label.due.map(|due| &reading.rows[lines[due]]);
        due.is_some_and(|due| due.blank) && !reading.rows[label.row].blank
    };
    let due = labels[at].due.filter(|_| is_parted(&labels[at]))?;
    let others = labels.iter().filter(|label| is_parted(label)).count();
    let above = due.checked_sub(1)?;
    let before = labels[at.checked_sub(1)?].due?;
    let is_alone = others == 1 && labels.len() > 2;
    (is_alone && above > before && lines[above] + 1 == labels[at].row).then_some(above)
}

/// Where the words of notes begin that stand above the first number, as their numbers stand below others.
pub(super) fn above_first(
    page: &Page<'_>,
    labels: &[Label],
    is_word: impl Fn(&usize) -> bool + Copy,
) -> Option<usize> {
    let first = labels[0];
    let is_before = |label: &&Label| label.due.is_none() && label.value < first.value;
    let before = labels.iter().filter(is_before).count();
    let is_called = || (page.call)().is_some();
    (before > 0 && is_called()).then(|| page.top(first.row, before, is_word))?
}

/// Whether a line stands between two rows.
fn has_line(lines: &[usize], rows: Range<usize>) -> bool {
    lines.iter().any(|line| rows.contains(line))
}
