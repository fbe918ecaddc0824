//! Rows that begin a chapter. In: the rows. Out: whether each has a chapter's name or number, so that a section of notes
//! ends above it: `Chapter 3`, `XI. Of Stock`, and numbers that count on over the whole text: `3.8` and `3.9`, or `4` and
//! `5` with a section of notes between them.

use super::body::is_in_capitals;
use super::is_title;
use crate::repair::foot::rows::Reading;
use crate::repair::headings::numbering::opens_chapter;
use crate::repair::headings::sign::{Digits, Sign};

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
pub(super) fn openings(reading: &Reading) -> Vec<bool> {
    let rows = reading.rows.len();
    let titles: Vec<usize> = (0..rows)
        .filter(|&row| is_title(reading.ink(row)))
        .collect();
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
    for (index, opening) in numbers.iter().enumerate() {
        let (before, after) = (&numbers[..index], &numbers[index + 1..]);
        let follows = before.iter().rev().find(|other| other.is_of_kind(opening));
        let leads = after.iter().find(|other| opening.is_of_kind(other));
        let counts = |one: &Opening, next: &Opening| {
            let between = titles
                .iter()
                .any(|title| (one.row..next.row).contains(title));
            // Sections have decimal numbers, too; with notes of their own they are chapters.
            let is_chapter = match one.sign.digits {
                Digits::Roman => true,
                Digits::Decimal(_) => !titles.is_empty(),
                Digits::Arabic => between,
            };
            next.row - one.row >= APART && is_chapter
        };
        opens[opening.row] |= follows.is_some_and(|other| counts(other, opening))
            || leads.is_some_and(|other| counts(opening, other));
    }
    opens
}

impl Opening {
    /// Whether another counts on from it.
    fn is_of_kind(&self, next: &Opening) -> bool {
        let kind = |sign: Sign| (sign.digits, sign.marks);
        kind(self.sign) == kind(next.sign)
            && Sign::step(self.sign.value, next.sign.value) == Some(1)
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
