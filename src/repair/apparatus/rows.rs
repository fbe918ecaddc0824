//! Rows in which the numbers of notes are hidden. In: pages. Out: numbers that stood side by side on a row, each on a row of its
//! own; and what stands below numbers as part of a running foot, set aside.

use super::deal::Label;
use super::labels::{STEPS, called};
use crate::galley::{Edit, Label as Matter, Pen};
use crate::hash::HashMap;
use crate::ledger::Certainty;
use crate::repair::Rules;
use crate::repair::foot::rows::{Reading, Row};
use crate::repair::foot::sentence::ends_sentence;
use std::ops::Range;

/// What stands below numbers on several pages is so long at the most, in characters.
const HEAD: u32 = 40;

/// Gives each number a row of its own where those of a page's notes stand side by side on one, above or below their words: they count
/// on, and most of them are called above on the page. Whether there were any.
pub(super) fn part_rows(pen: &mut Pen<'_>, reading: &Reading, rules: &Rules) -> bool {
    let rows: Vec<(usize, Vec<Range<usize>>)> = (0..reading.rows.len())
        .filter_map(|row| Some((row, side_by_side(reading, row)?)))
        .collect();
    if rows.is_empty() {
        return false;
    }
    let called = called(reading, rules);
    let mut found = false;
    for (row, numbers) in rows {
        let page = reading.rows[row].page;
        let is_own = |other: &&Row| other.page == page && !other.folio;
        let below = reading.rows[row + 1..].iter().take_while(is_own).count();
        let above = reading.rows[..row].iter().rev().take_while(is_own).count();
        let value = |number: &Range<usize>| Label::value(&reading.text()[number.clone()]);
        let is_called = |number: &&Range<usize>| {
            let value = value(number);
            let mut calls = called.iter().filter(|call| Some(call.value) == value);
            calls.any(|call| {
                call.row
                    .is_some_and(|at| at < row && reading.rows[at].page == page)
            })
        };
        let count = numbers.iter().filter(is_called).count();
        // Below the last row of a page they stand below their words.
        let is_beside = below >= numbers.len() || below == 0 && above > numbers.len();
        if !is_beside || count * 3 < numbers.len() * 2 {
            continue;
        }
        found = true;
        for pair in numbers.windows(2) {
            let why = "the numbers of notes stood side by side, apart from their words";
            if let Some(blank) = reading.range(pair[0].end..pair[1].start) {
                pen.edit(Edit::sure(blank, "\n", why).certainty(Certainty::Likely));
            }
        }
    }
    found
}

/// The numbers of a row that has nothing else, if each is one more than the one before.
fn side_by_side(reading: &Reading, row: usize) -> Option<Vec<Range<usize>>> {
    let ink = reading.rows[row].ink.clone();
    let text = reading.text();
    if reading.rows[row].folio || !text[ink.clone()].contains(char::is_whitespace) {
        return None;
    }
    let mut numbers: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for word in text[ink.clone()].split_whitespace() {
        let value = Label::value(word)?;
        if before.is_some_and(|before| value != before + 1) {
            return None;
        }
        before = Some(value);
        let from = numbers.last().map_or(ink.start, |last| last.end);
        let start = from + text[from..ink.end].find(word)?;
        numbers.push(start..start + word.len());
    }
    Some(numbers)
}

/// Sets aside what stands below numbers on several pages, in the same words, with empty lines around it: part of a running
/// foot, which the extractor wrote with the numbers because it stands under them. Whether there was any.
pub(super) fn set_heads_aside(pen: &mut Pen<'_>, reading: &Reading, _: &Rules) -> bool {
    let rows = &reading.rows;
    let is_below = |row: &usize| {
        let (here, next) = (&rows[*row], rows.get(row + 1));
        let is_apart = here.blank && next.is_some_and(|next| next.blank && next.page == here.page);
        let is_head = here.length <= HEAD && !ends_sentence(reading.ink(*row));
        // A note may be as short, and come again; then nothing but a number, or nothing, stands below it.
        let is_number = |row: usize| Label::at(reading, row).is_some();
        let is_below = is_apart && is_head && !here.turn && is_number(row - 1);
        is_below && !is_number(*row) && !is_number(row + 1)
    };
    let below: Vec<usize> = (1..rows.len()).filter(is_below).collect();
    let mut pages: HashMap<&str, usize> = HashMap::default();
    for &row in &below {
        *pages.entry(reading.ink(row)).or_default() += 1;
    }
    let heads = below
        .iter()
        .filter(|&&row| pages[reading.ink(row)] >= STEPS);
    let mut found = false;
    for &row in heads {
        let why = "the same words stand below the numbers of notes on other pages";
        for range in reading.ranges(rows[row].ink.clone()) {
            pen.mark(range, Matter::RunningHead, why, Certainty::Likely);
            found = true;
        }
    }
    found
}
