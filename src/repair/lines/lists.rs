//! Lists. In: rows and their measure. Out: the rows with which the items of a list begin: lettered and numbered ones that
//! count on from each other, and dashes before small letters.

use crate::facsimile::measure::Measure;
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::End;
use crate::galley::Label;
use crate::repair::furniture::numerals::roman;

/// The next item is so many rows away at most.
const REACH: usize = 30;
/// A row that ends before this share of the measure was not full.
const SHORT: f32 = 0.93;
/// An item of a row ends before this share of it, and so many of them are a list.
const SHORT_ITEM: f32 = 0.7;
const NUMBERED: usize = 3;
/// So many dashes in a row of items at least: a dash also opens speech, and a clause.
const DASHES: usize = 3;

/// Rows that begin an item with a letter or number: `(a)`, `b)`, `(2)`. The last row of an item is rarely full, and an
/// enumeration inside a sentence seldom falls on the heads of rows.
pub(super) fn enumerated(rows: &[Row], measure: &Measure) -> Vec<usize> {
    let mut chains: Vec<Vec<(usize, u32)>> = Vec::new();
    // The chains that a row may still go on with, in order: each row begins one at the most.
    let mut open: Vec<usize> = Vec::new();
    for row in 1..rows.len() {
        let values = enumerator(rows, row);
        if values.is_empty() {
            continue;
        }
        let last = |chain: usize| chains[chain][chains[chain].len() - 1];
        open.retain(|&chain| row - last(chain).0 <= REACH);
        let goes_on = |chain: &&usize| values.contains(&(last(**chain).1 + 1));
        if let Some(&next) = open.iter().rev().find(goes_on) {
            let value = last(next).1 + 1;
            chains[next].push((row, value));
        } else if let Some(&first) = values.iter().find(|value| *value % KIND == 1) {
            open.push(chains.len());
            chains.push(vec![(row, first)]);
        }
    }
    let is_short =
        |row: usize| measure.share(&rows[row - 1]) < SHORT || rows[row - 1].gap.is_blank();
    chains.retain(|chain| {
        let short = chain.iter().filter(|(row, _)| is_short(*row)).count();
        chain.len() > 1 && short * 2 >= chain.len()
    });
    chains.into_iter().flatten().map(|(row, _)| row).collect()
}

/// Kinds of enumerators are told apart by the thousands: letters, numbers, Roman ones, with one bracket and two.
const KIND: u32 = 1000;

/// What the letter or number in brackets may stand for that a row begins with, behind the end of a clause: `(i)` is the
/// ninth letter or the first number.
fn enumerator(rows: &[Row], row: usize) -> Vec<u32> {
    let before = &rows[row - 1];
    let is_ended = match before.closes {
        End::Sentence | End::Colon => true,
        End::Comma => before.text.ends_with(';'),
        _ => false,
    };
    let is_open = rows[row].label == Label::Body && before.label == Label::Body;
    let text = &rows[row].text;
    let sign = text.split_once([')', '.']);
    let Some((sign, rest)) = sign.filter(|(_, rest)| is_ended && is_open && rest.starts_with(' '))
    else {
        return Vec::new();
    };
    let is_stopped = text[sign.len()..].starts_with('.');
    // `1. That …`: behind a stop an item begins with a capital.
    let opens = rest.trim_start().starts_with(char::is_uppercase);
    if is_stopped && !(opens && sign.bytes().all(|b| b.is_ascii_digit())) {
        return Vec::new();
    }
    let (bare, kind) = match sign.strip_prefix('(') {
        Some(bare) => (bare, 0),
        None => (sign, if is_stopped { 6 } else { 1 }),
    };
    let number = bare.parse().ok().filter(|n| (1..100).contains(n));
    let is_low = bare.bytes().all(|b| b.is_ascii_lowercase());
    let letter = bare.bytes().next().filter(|_| is_low && bare.len() == 1);
    let letter = letter.map(|letter| u32::from(letter - b'a') + 1);
    let numeral = roman(bare).filter(|n| is_low && *n < 100);
    let values = [(number, 0), (letter, 2), (numeral, 4)];
    let values = values.into_iter();
    values
        .filter_map(|(value, of)| Some((kind + of) * KIND + value?))
        .collect()
}

/// Short rows that each begin with the next number: `1. Salt`, `2. Coal`; and the row after them.
pub(super) fn numbered(rows: &[Row], measure: &Measure) -> Vec<usize> {
    let value = |row: usize| {
        let text = &rows[row].text;
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let title = text[digits..].strip_prefix(['.', ')']);
        let is_item = title.is_some_and(|t| t.trim_start().starts_with(char::is_uppercase));
        let is_open = rows[row].label == Label::Body && digits < 3;
        text[..digits]
            .parse::<u32>()
            .ok()
            .filter(|_| is_item && is_open)
    };
    let is_item =
        |row: usize, number| value(row) == Some(number) && measure.share(&rows[row]) < SHORT_ITEM;
    let mut found = Vec::new();
    let mut first = 1;
    while first < rows.len() {
        let items = (first..rows.len()).zip(1..);
        let run = items
            .take_while(|&(row, number)| is_item(row, number))
            .count();
        if run >= NUMBERED {
            found.extend(first..(first + run + 1).min(rows.len()));
        }
        first += run.max(1);
    }
    found
}

/// Rows that begin an item with a dash and a small letter, near others that do.
pub(super) fn dashed(rows: &[Row]) -> Vec<usize> {
    let begins = |row: &Row| {
        let rest = ["- ", "– ", "* "]
            .iter()
            .find_map(|mark| row.text.strip_prefix(mark));
        row.label == Label::Body && rest.is_some_and(|rest| rest.starts_with(char::is_lowercase))
    };
    let mut found: Vec<Vec<usize>> = Vec::new();
    for row in (0..rows.len()).filter(|&row| begins(&rows[row])) {
        match found
            .last_mut()
            .filter(|list| list.last().is_some_and(|last| row - last <= 4))
        {
            Some(list) => list.push(row),
            None => found.push(vec![row]),
        }
    }
    found.retain(|list| list.len() >= DASHES);
    found.concat()
}
