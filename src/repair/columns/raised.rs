//! Calls above their rows. In: lines that keep the places of what is printed (`pdftotext -layout`), where a raised number
//! may stand on a row of its own, above the hole that it left. Out: the number in its hole, where the row below shows one; a
//! question where it shows none, for small type is counted in small blanks, and letters differ in width.
//!
//! A row counts that has nothing but numbers, and one of them heads a row below on its page: sums have exponents, too.

use super::gutter::{Blank, Row};
use crate::galley::{Edit, Label, Line, Pen};
use crate::ledger::Certainty;
use crate::repair::foot::evidence::is_title;
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

/// Puts raised numbers into the rows below; whether there were any.
pub(super) fn let_down(pen: &mut Pen<'_>, lines: &[Line], rows: &[Row]) -> bool {
    let galley = pen.galley().clone();
    let text = galley.text();
    let (mut titled, mut found) = (false, false);
    // Their values, and whether each has found its place; from the end.
    let mut raised: Vec<(u32, Range<usize>, bool)> = Vec::new();
    let mut first = rows.len();
    // From the end, so that a heading of endnotes below is known.
    for page in lines.chunk_by(|a, b| a.page == b.page).rev() {
        let rows = &rows[first - page.len()..first];
        let lines = &lines[first - page.len()..first];
        first -= page.len();
        titled |= rows
            .iter()
            .any(|row| is_title(text[row.range.clone()].trim()));
        for (at, pair) in rows.windows(2).enumerate().rev() {
            let numbers = numbers(text, &pair[0]);
            if numbers.is_empty() || !is_above(&numbers, &pair[1]) {
                continue;
            }
            let is_headed = |number: &Number| {
                let number = &text[number.bytes.clone()];
                titled || rows[at + 2..].iter().any(|row| heads(text, row, number))
            };
            if !numbers.iter().any(is_headed) {
                continue;
            }
            let holes = holes(text, &numbers, &pair[1]);
            raised.extend(numbers.iter().rev().map(|number| {
                let value = text[number.bytes.clone()].parse().unwrap_or(0);
                (value, number.bytes.clone(), holes.is_some())
            }));
            if let Some(holes) = holes {
                found = true;
                enter(pen, text, &lines[at], &numbers, holes);
            }
        }
    }
    raised.reverse();
    if count_up(&raised) {
        let unplaced = raised.into_iter().filter(|number| !number.2);
        unplaced.for_each(|(_, bytes, _)| ask(pen, text, bytes));
    }
    found
}

/// Whether most numbers are a few more than the one before: the rows of tables have numbers above words, too.
fn count_up(numbers: &[(u32, Range<usize>, bool)]) -> bool {
    let steps = numbers.windows(2);
    let up = steps.filter(|pair| (pair[0].0 + 1..=pair[0].0 + STEP).contains(&pair[1].0));
    let up = up.count();
    up > 0 && up * 3 >= (numbers.len() - 1) * 2
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

/// Asks where a number belongs that no hole waits for.
fn ask(pen: &mut Pen<'_>, text: &str, number: Range<usize>) {
    let mark = &text[number.clone()];
    let question = format!("where in the row below does the call `{mark}` belong?");
    let why = "a raised number stands on a row of its own, and no hole shows its place";
    pen.query(number, question, why);
}

/// Whether a row begins with a number.
fn heads(text: &str, row: &Row, number: &str) -> bool {
    let line = text[row.range.clone()].trim_start();
    let rest = line.strip_prefix(number);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn enter(pen: &mut Pen<'_>, text: &str, row: &Line, numbers: &[Number], holes: Vec<Range<usize>>) {
    let why = "a raised number stood on a row of its own, above its place";
    pen.edit(Edit::sure(row.range.start..row.end, "", why).certainty(Certainty::Likely));
    for (number, hole) in numbers.iter().zip(holes) {
        let number = &text[number.bytes.clone()];
        pen.edit(Edit::sure(hole, number, why).certainty(Certainty::Likely));
    }
}
