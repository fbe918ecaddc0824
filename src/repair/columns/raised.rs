//! Calls above their rows. In: lines where a raised number may stand on a row of its own, above the one that it was printed
//! in: at its place, where places are kept (`pdftotext -layout`), or between two rows. Out: the number in the hole that it
//! left, where the row below shows one, or else at the likeliest place of the row; a question where none is plainly it.
//!
//! A row counts that has nothing but numbers, and one of them heads a row below on its page: sums have exponents, too.

mod places;

use super::LONGEST_PAGE;
use super::gutter::{Blank, Row};
use crate::galley::{Edit, Label, Line, Pen};
use crate::ledger::Certainty;
use crate::repair::foot::evidence::is_title;
use crate::repair::foot::sentence::starts_lower;
use std::ops::Range;

/// A call has so many digits at the most.
const DIGITS: usize = 3;
/// A number stands so many characters beside its hole at the most, and one more for each so many before it.
const PLAY: usize = 2;
const DRIFT: usize = 5;
/// A call is so much more at the most than the one before that stands on a row of its own, too.
const STEP: u32 = 4;

/// A number above a row.
struct Number {
    /// Bytes of the galley.
    bytes: Range<usize>,
    /// Characters of its row.
    columns: Range<usize>,
}

/// A row of numbers above another.
struct Found {
    /// The two, by their place in the text.
    row: usize,
    below: usize,
    numbers: Vec<Number>,
    holes: Option<Vec<Range<usize>>>,
    /// Whether their columns tell where they stand.
    is_placed: bool,
}

/// Puts raised numbers into the rows below; whether there were any.
pub(super) fn let_down(pen: &mut Pen<'_>, lines: &[Line], rows: &[Row]) -> bool {
    let galley = pen.galley().clone();
    let text = galley.text();
    let found = find(text, lines, rows);
    let (whole, loose): (Vec<&Found>, Vec<&Found>) =
        found.iter().partition(|found| found.holes.is_some());
    for found in &whole {
        enter(pen, text, lines, found);
    }
    if !count_up(text, &found) {
        return !whole.is_empty();
    }
    let scale = places::scale(text, rows, &loose);
    let mut is_any = !whole.is_empty();
    for found in loose {
        is_any |= places::enter(pen, text, (lines, rows), found, scale);
    }
    is_any
}

/// The rows of numbers that stand above others, in the order of the text.
fn find(text: &str, lines: &[Line], rows: &[Row]) -> Vec<Found> {
    let mut titled = false;
    let mut all: Vec<Found> = Vec::new();
    let mut first = rows.len();
    // From the end, so that a heading of endnotes below is known.
    for page in lines.chunk_by(|a, b| a.page == b.page).rev() {
        let end = first;
        first -= page.len();
        titled |= rows[first..end]
            .iter()
            .any(|row| is_title(text[row.range.clone()].trim()));
        for row in (first..end.saturating_sub(1)).rev() {
            let numbers = numbers(text, &rows[row]);
            if numbers.is_empty() {
                continue;
            }
            let is_placed = is_above(&numbers, &rows[row + 1]);
            let below = match is_placed {
                true => Some(row + 1),
                false => between(text, &rows[first..end], row - first)
                    .filter(|_| page.len() <= LONGEST_PAGE)
                    .map(|below| first + below),
            };
            let Some(below) = below else { continue };
            let is_headed = |number: &Number| {
                let number = &text[number.bytes.clone()];
                let mut others = rows[below + 1..end].iter();
                titled && is_placed || others.any(|row| heads(text, row, number))
            };
            if numbers.iter().any(is_headed) {
                let holes = is_placed.then(|| holes(text, &numbers, &rows[below]));
                all.push(Found {
                    row,
                    below,
                    numbers,
                    holes: holes.flatten(),
                    is_placed,
                });
            }
        }
    }
    all.reverse();
    all
}

/// The row below a number that was printed in it: the number stands right below a row that breaks off, and an empty row
/// parts it from what it was raised above.
fn between(text: &str, page: &[Row], row: usize) -> Option<usize> {
    let is_text = |row: &Row| row.ink.is_some() && row.label == Label::Body;
    let above = &page[row.checked_sub(1)?];
    let (blank, below) = (page.get(row + 1)?, page.get(row + 2)?);
    let breaks_off = text[above.range.clone()]
        .trim_end()
        .ends_with(|c: char| c.is_alphanumeric() || c == '-');
    let has_words = above.blanks().len() > 1 && is_text(above) && is_text(below);
    // A note's number and a folio stand so, too; then the sentence does not go on.
    let goes_on = breaks_off && starts_lower(text[below.range.clone()].trim_start());
    (has_words && goes_on && blank.ink.is_none()).then_some(row + 2)
}

/// Whether most numbers are a few more than the one before: the rows of tables have numbers above words, too.
fn count_up(text: &str, found: &[Found]) -> bool {
    let numbers = found.iter().flat_map(|found| &found.numbers);
    let values: Vec<u32> = numbers
        .filter_map(|number| text[number.bytes.clone()].parse().ok())
        .collect();
    let up = values
        .windows(2)
        .filter(|pair| (pair[0] + 1..=pair[0] + STEP).contains(&pair[1]))
        .count();
    up > 0 && up * 3 >= (values.len() - 1) * 2
}

/// The numbers of a row that has nothing else.
fn numbers(text: &str, row: &Row) -> Vec<Number> {
    let line = &text[row.range.clone()];
    let is_plain = |word: &str| word.len() <= DIGITS && word.bytes().all(|b| b.is_ascii_digit());
    if row.label != Label::Body || !line.split_whitespace().all(is_plain) {
        return Vec::new();
    }
    let mut at = 0;
    let words = line.split_whitespace().map(|word| {
        let start = at + line[at..].find(word).unwrap_or(0);
        at = start + word.len();
        Number {
            bytes: row.range.start + start..row.range.start + at,
            columns: line[..start].chars().count()..line[..at].chars().count(),
        }
    });
    words.collect()
}

/// Whether numbers stand over the words of a row, and not at its head.
fn is_above(numbers: &[Number], row: &Row) -> bool {
    let ink = row.ink.as_ref().filter(|_| row.label == Label::Body);
    let first = numbers.first().map(|number| number.columns.start);
    ink.is_some_and(|ink| first.is_some_and(|first| ink.start < first))
}

/// The holes of a row, if it has as many as there are numbers above it, and each near its own: blanks before a stop.
fn holes(text: &str, numbers: &[Number], row: &Row) -> Option<Vec<Range<usize>>> {
    let is_hole = |blank: &&Blank| text[blank.bytes.end..].starts_with(['.', ',', ')', '”']);
    let holes: Vec<&Blank> = row.blanks().iter().filter(is_hole).collect();
    let is_near = |(number, hole): (&Number, &&Blank)| {
        let play = PLAY + number.columns.start / DRIFT;
        hole.columns.start.abs_diff(number.columns.start) <= play
    };
    let all_near = numbers.iter().zip(&holes).all(is_near);
    let is_whole = holes.len() == numbers.len() && all_near;
    is_whole.then(|| holes.iter().map(|hole| hole.bytes.clone()).collect())
}

/// Whether a row begins with a number.
fn heads(text: &str, row: &Row, number: &str) -> bool {
    let line = text[row.range.clone()].trim_start();
    let rest = line.strip_prefix(number);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn enter(pen: &mut Pen<'_>, text: &str, lines: &[Line], found: &Found) {
    take(pen, lines, found, Certainty::Likely);
    for (number, hole) in found.numbers.iter().zip(found.holes.iter().flatten()) {
        let number = &text[number.bytes.clone()];
        pen.edit(Edit::sure(hole.clone(), number, WHY).certainty(Certainty::Likely));
    }
}

const WHY: &str = "a raised number stood on a row of its own, above its place";

/// Takes the row of numbers away, and an empty one between it and the row below.
fn take(pen: &mut Pen<'_>, lines: &[Line], found: &Found, certainty: Certainty) {
    let row = lines[found.row].range.start..lines[found.below - 1].end;
    pen.edit(Edit::sure(row, "", WHY).certainty(certainty));
}
