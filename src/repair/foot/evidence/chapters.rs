//! Rows that begin a chapter. In: the rows. Out: whether each has a chapter's name or number, so that a section of notes
//! ends above it: `Chapter 3`, `XI. Of Stock`, and numbers that count on over the whole text: `3.8` and `3.9`, or `4` and
//! `5` with a section of notes between them.

use super::body::is_in_capitals;
use crate::repair::foot::rows::Reading;
use crate::repair::headings::numbering::opens_chapter;
use crate::repair::headings::sign::{Digits, STEP, Sign};
use std::collections::BTreeMap;

/// Rows from one chapter to the next at least: the items of a list stand closer.
const APART: usize = 4;

/// So many roman numbers by themselves, each higher than the last, number chapters, also where some of them are missing.
const ROMANS: usize = 4;

/// A number that may open a chapter.
struct Opening {
    row: usize,
    sign: Sign,
}

/// Whether each row begins a chapter.
pub(super) fn openings(reading: &Reading, titles: &[bool]) -> Vec<bool> {
    let rows = reading.rows.len();
    let titles: Vec<usize> = (0..rows).filter(|&row| titles[row]).collect();
    let mut opens: Vec<bool> = (0..rows)
        .map(|row| opens_chapter(reading.ink(row)))
        .collect();
    let numbers: Vec<Opening> = (0..rows)
        .filter(|&row| !reading.rows[row].folio)
        .filter_map(|row| {
            Some(Opening {
                row,
                sign: sign(reading.ink(row))?,
            })
        })
        .collect();
    let romans = || {
        numbers
            .iter()
            .filter(|one| one.sign.digits == Digits::Roman)
    };
    let are_chapters =
        romans().count() >= ROMANS && romans().is_sorted_by_key(|one| one.sign.value);
    if are_chapters {
        romans().for_each(|one| opens[one.row] = true);
    }
    let counts = |one: &Opening, next: &Opening| {
        let title = titles.partition_point(|&title| title < one.row);
        let between = titles.get(title).is_some_and(|&title| title < next.row);
        // Sections have decimal numbers, too; with notes of their own they are chapters.
        let is_chapter = match one.sign.digits {
            Digits::Roman => true,
            Digits::Decimal(_) => !titles.is_empty(),
            Digits::Arabic => between,
        };
        next.row - one.row >= APART && is_chapter
    };
    let mut before = Nearest::default();
    for opening in &numbers {
        let follows = before.under(opening);
        opens[opening.row] |= follows.is_some_and(|other| counts(other, opening));
        before.add(opening, |_| true);
    }
    let mut after = Nearest::default();
    for opening in numbers.iter().rev() {
        let leads = after.over(opening);
        opens[opening.row] |= leads.is_some_and(|other| counts(opening, other));
        after.add(opening, |value| value % STEP <= 1);
    }
    opens
}

/// The openings that were read last: of each value, and of each chapter of decimal numbers.
#[derive(Default)]
struct Nearest<'o> {
    values: BTreeMap<(Kind, u32), &'o Opening>,
    chapters: BTreeMap<(Kind, u32), &'o Opening>,
}

/// How a number is written.
type Kind = (Digits, (Option<char>, Option<char>));

impl<'o> Nearest<'o> {
    fn add(&mut self, opening: &'o Opening, opens: impl Fn(u32) -> bool) {
        let (kind, value) = (opening.kind(), opening.sign.value);
        self.values.insert((kind, value), opening);
        if opens(value) {
            self.chapters.insert((kind, value / STEP), opening);
        }
    }

    /// The last of those that another counts on from.
    fn under(&self, next: &Opening) -> Option<&'o Opening> {
        let (kind, value) = (next.kind(), next.sign.value);
        let one = value
            .checked_sub(1)
            .and_then(|one| self.values.get(&(kind, one)));
        let is_first = value >= STEP && value % STEP <= 1;
        let chapter = (value / STEP).checked_sub(1).filter(|_| is_first);
        let chapter = chapter.and_then(|chapter| self.chapters.get(&(kind, chapter)));
        let found = one.into_iter().chain(chapter);
        found.max_by_key(|other| other.row).copied()
    }

    /// The last of those that count on from another; rows are read from the end.
    fn over(&self, one: &Opening) -> Option<&'o Opening> {
        let (kind, value) = (one.kind(), one.sign.value);
        let next = self.values.get(&(kind, value.saturating_add(1)));
        let chapter = self.chapters.get(&(kind, value / STEP + 1));
        let found = next.into_iter().chain(chapter);
        found.min_by_key(|other| other.row).copied()
    }
}

impl Opening {
    fn kind(&self) -> Kind {
        (self.sign.digits, self.sign.marks)
    }
}

/// The number of a row that may open a chapter: one by itself, a decimal one before a title, or a roman one before a title
/// in capitals.
fn sign(ink: &str) -> Option<Sign> {
    let (first, title) = ink.split_once(char::is_whitespace).unwrap_or((ink, ""));
    let sign = Sign::of(first)?;
    let is_open = match sign.digits {
        Digits::Decimal(_) => {
            title.is_empty() || title.trim_start().starts_with(char::is_uppercase)
        }
        Digits::Roman => title.is_empty() || is_in_capitals(title),
        Digits::Arabic => title.is_empty(),
    };
    is_open.then_some(sign)
}
