//! The apparatus under columns. In: pages of two columns on which an extractor wrote the notes of the left column last,
//! below those of the right one. Out: the notes of a page in the order of their numbers.
//!
//! Two runs of numbers show it: a page's last block begins with `4`, `5`, and the notes above it with `6`, `7`. Exchanged
//! labels look otherwise: no whole run goes on where another begins. The left column's last note may go on at the foot
//! of the right one, without a number: how long the lines are tells where.

mod below;
mod deal;
mod labels;
mod mixed;
mod place;
mod rows;
mod top;

use super::foot::marks::{Gap, Kind, Mark, SYMBOLS, marks};
use super::foot::measure::{Matter, Measure};
use super::foot::rows::Reading;
use super::foot::sentence::{ends_sentence, starts_lower};
use super::{GoesBy, Pass, Rules};
use crate::galley::Pen;
use crate::ledger::{Certainty, Reason};
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "apparatus",
    says: "notes put in order",
    about: "notes under two columns put in the order of their numbers, and numbers in a block before their notes",
    goes_by: GoesBy::Print,
    run,
};

/// So many numbers in two runs are no exchange of labels.
const RUNS: usize = 3;
/// A note that goes on fills so many rows at most.
const REST: usize = 30;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let reading = labels::deal_out(pen, rules);
    let found: Vec<Turned> = pages(&reading)
        .filter_map(|page| turned(&reading, page))
        .collect();
    // Two single notes may have exchanged their labels, unless other pages show the habit.
    let is_habit = found.len() > 1 || found.iter().any(|turned| turned.numbers >= RUNS);
    if !is_habit {
        return;
    }
    let measure = measure(&reading, &found);
    for turned in &found {
        let rest = rest(&reading, &measure, turned);
        enter(pen, &reading, turned.right - rest, turned);
    }
}

/// The two runs of notes on a page, in rows: the right column's notes begin at `right`, the left one's at `left`.
struct Turned {
    right: usize,
    left: usize,
    end: usize,
    /// The numbers in both runs.
    numbers: usize,
}

/// The rows of each page, without folios at its end.
fn pages(reading: &Reading) -> impl Iterator<Item = Range<usize>> + '_ {
    let rows = &reading.rows;
    let mut first = 0;
    rows.chunk_by(|a, b| a.page == b.page).map(move |page| {
        let start = first;
        first += page.len();
        let folios = page.iter().rev().take_while(|row| row.folio).count();
        start..first - folios
    })
}

/// The runs of a page whose last block holds numbers that come before those of the block above it.
fn turned(reading: &Reading, page: Range<usize>) -> Option<Turned> {
    let is_apart = |row: &usize| reading.rows[*row].blank;
    let left = page.clone().skip(1).rev().find(is_apart)?;
    let first = mark(reading, left)?;
    let mut last = first;
    let mut numbers = 1;
    for row in left + 1..page.end {
        if let Some(next) = mark(reading, row).filter(|next| follows(&last, next)) {
            last = next;
            numbers += 1;
        }
    }
    let above = page.start + 1..left;
    let right = above.rev().find(|&row| {
        mark(reading, row).is_some_and(|next| follows(&last, &next)) && !reading.rows[row].blank
    })?;
    let mut next = mark(reading, right)?;
    numbers += 1;
    for row in right + 1..left {
        let Some(found) = mark(reading, row) else {
            continue;
        };
        if follows(&next, &found) {
            next = found;
            numbers += 1;
        } else if found.value == first.value {
            // The numbers stand here, too: the last block is something else.
            return None;
        }
    }
    Some(Turned {
        right,
        left,
        end: page.end,
        numbers,
    })
}

/// The number that a row begins with as notes do.
fn mark(reading: &Reading, row: usize) -> Option<Mark> {
    let ink = reading.ink(row);
    let mark = marks(ink).into_iter().next()?;
    let words = ink[mark.len..].trim_start();
    let is_opening = words.starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit());
    (mark.value < SYMBOLS && mark.misread == 0 && mark.gap != Gap::Alone && is_opening)
        .then_some(mark)
}

fn follows(last: &Mark, next: &Mark) -> bool {
    let kinds = |mark: &Mark| matches!(mark.kind, Kind::Plain);
    next.value == last.value + 1 && kinds(last) == kinds(next)
}

/// The measures of text and notes, as far as the runs show them.
fn measure(reading: &Reading, found: &[Turned]) -> Measure {
    let mut matter = vec![Matter::Text; reading.rows.len()];
    for turned in found {
        let rows = turned.right..turned.end;
        for (row, matter) in rows.clone().zip(&mut matter[rows]) {
            let is_last = row + 1 == turned.end || mark(reading, row + 1).is_some();
            *matter = if is_last { Matter::Last } else { Matter::Foot };
        }
    }
    Measure::new(&reading.rows, &matter)
}

/// How many rows above the right column's first number belong to the left column's last note.
fn rest(reading: &Reading, measure: &Measure, turned: &Turned) -> usize {
    let foot = reading.ink(turned.end - 1);
    let top = reading.rows[..turned.right]
        .iter()
        .rposition(|row| row.turn || row.blank)
        .map_or(0, |row| row + 1);
    let is_open = !ends_sentence(foot);
    let most = REST.min(turned.right.saturating_sub(top));
    let mut sum = 0.0;
    let (mut best, mut rows) = (0.0, 0);
    for count in 1..=most {
        let row = turned.right - count;
        // The last row of a note ends anywhere.
        sum += if count == 1 {
            0.0
        } else {
            measure.weigh(&reading.rows[row])
        };
        let taken_up = match (is_open, starts_lower(reading.ink(row))) {
            (true, true) => 2.0,
            (true, false) => 0.0,
            (false, _) => -3.0,
        };
        if sum + taken_up > best {
            (best, rows) = (sum + taken_up, count);
        }
    }
    rows
}

/// Has the left column's notes read before the right one's.
fn enter(pen: &mut Pen<'_>, reading: &Reading, right: usize, turned: &Turned) {
    let end = |row: usize| match reading.rows.get(row) {
        Some(row) => row.ink.start,
        None => reading.text().len(),
    };
    let first = reading.rows[right].ink.start..end(turned.left);
    let second = reading.rows[turned.left].ink.start..end(turned.end);
    let mut order = reading.ranges(second);
    order.extend(reading.ranges(first));
    let why = Reason::from("the notes of the left column stood below those of the right one")
        .because("numbers that follow one another", turned.numbers as f32);
    pen.reorder(order, why, Certainty::Likely);
}
