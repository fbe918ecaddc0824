//! Lists. In: rows and their measure. Out: the rows with which the items of a list begin: lettered and numbered ones that
//! count on from each other, and dashes before small letters.

use super::measure::Measure;
use super::rows::Row;
use super::sentence::End;
use crate::galley::Label;

/// The next item is so many rows away at most.
const REACH: usize = 30;
/// A row that ends before this share of the measure was not full.
const SHORT: f32 = 0.93;
/// So many dashes in a row of items at least: a dash also opens speech, and a clause.
const DASHES: usize = 3;

/// Rows that begin an item with a letter or number: `(a)`, `b)`, `(2)`. The last row of an item is rarely full, and an
/// enumeration inside a sentence seldom falls on the heads of rows.
pub(super) fn enumerated(rows: &[Row], measure: &Measure) -> Vec<usize> {
    let mut chains: Vec<Vec<(usize, u32)>> = Vec::new();
    for (row, value) in (1..rows.len()).filter_map(|row| Some((row, enumerator(rows, row)?))) {
        let is_next = |chain: &&mut Vec<(usize, u32)>| {
            chain
                .last()
                .is_some_and(|&(last, before)| before + 1 == value && row - last <= REACH)
        };
        match chains.iter_mut().rev().find(is_next) {
            Some(chain) => chain.push((row, value)),
            None if value % KIND == 1 => chains.push(vec![(row, value)]),
            None => {}
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

/// Kinds of enumerators are told apart by the thousands: letters, numbers, with one bracket and two.
const KIND: u32 = 1000;

/// The value of the letter or number in brackets that a row begins with, behind the end of a clause.
fn enumerator(rows: &[Row], row: usize) -> Option<u32> {
    let before = &rows[row - 1];
    let is_ended = match End::of(&before.text) {
        End::Sentence | End::Colon => true,
        End::Comma => before.text.ends_with(';'),
        _ => false,
    };
    if !is_ended || rows[row].label != Label::Body || before.label != Label::Body {
        return None;
    }
    let (sign, rest) = rows[row].text.split_once(')')?;
    let (bare, kind) = match sign.strip_prefix('(') {
        Some(bare) => (bare, 0),
        None => (sign, 1),
    };
    let number = bare.parse().ok().filter(|n| (1..100).contains(n));
    let letter = bare
        .bytes()
        .next()
        .filter(|b| bare.len() == 1 && b.is_ascii_lowercase());
    let (value, of_letters) = match (number, letter) {
        (Some(number), _) => (number, 0),
        (_, Some(letter)) => (u32::from(letter - b'a') + 1, 2),
        _ => return None,
    };
    rest.starts_with(' ')
        .then_some((kind + of_letters) * KIND + value)
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
