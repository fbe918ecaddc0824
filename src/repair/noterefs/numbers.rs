//! Calls glued to numbers. In: the place of a run of digits. Out: the [`Candidate`]s that its last digits may be: `187768`
//! is 1877 and a call 68, `18,6003` is 18,600 and a call 3, `473` may be 47 and a call 3, `S335` S3 and a call 35.

use super::candidates::{Candidate, Stand, word_before};
use super::words::is_reference;
use std::ops::RangeInclusive;

/// Digits behind a whole group of a number: no group has four.
const GROUPED: f32 = 0.0;
/// Digits of a number of four or five that is no year: nothing but the notes says that they are any.
const LONG: f32 = -3.0;
/// The same of a number of two or three digits, which are common.
const SHORT: f32 = -4.0;
/// A name that ends with a figure has so many letters at most, all of them capitals.
const NAME: usize = 4;
/// Its figure and a call are so many digits.
const NAMED: RangeInclusive<usize> = 2..=4;
/// Digits behind a year.
const YEAR: f32 = 2.0;

/// The calls that may end a number that is no year, in the order of their places.
pub(super) fn behind(text: &str, at: usize, run: usize, found: &mut Vec<Candidate>) {
    let head = &text[..at];
    let is_grouped = head
        .strip_suffix([',', '.'])
        .is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
    let is_free = head.is_empty() || head.ends_with([' ', '\n', '(', '—', '“']);
    let (parts, weight) = match run {
        4..=6 if is_grouped => (3..4, GROUPED),
        4..=5 if is_free && !is_year(&text[at..at + 4]) => (1..run, LONG),
        2..=3 if is_free => (1..run, SHORT),
        _ if NAMED.contains(&run) && is_name(word_before(text, at)) => (1..2, SHORT),
        _ => return,
    };
    let is_named = is_reference(word_before(
        text,
        head.trim_end_matches([' ', '.', '\n']).len(),
    ));
    let is_ended = !text[at + run..].starts_with(|c: char| c.is_alphanumeric());
    if is_named || !is_ended || text[at..].starts_with('0') {
        return;
    }
    for start in parts {
        found.extend(call(text, at + start..at + run, weight, Stand::Number));
    }
}

/// Whether a word is the letters of a name such as `S3` or `HDFS2`.
fn is_name(word: &str) -> bool {
    (1..=NAME).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// Digits glued to a year.
pub(super) fn year(text: &str, at: usize, run: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let is_glued = text[..at]
        .ends_with(|c: char| !c.is_whitespace() && !matches!(c, '(' | '“' | '—' | '–' | '‘' | '"'));
    if run > 4 && is_year(&text[at..at + 4]) && !is_glued {
        found.extend(call(text, at + 4..at + run, YEAR, Stand::Year));
    }
    Some(run)
}

fn is_year(digits: &str) -> bool {
    (1000..2100).contains(&digits.parse().unwrap_or(0))
}

fn call(text: &str, range: std::ops::Range<usize>, weight: f32, stand: Stand) -> Option<Candidate> {
    let digits = &text[range.clone()];
    let value = digits.parse().ok()?;
    let is_call = digits.len() <= 3 && !digits.starts_with('0');
    is_call.then(|| Candidate::new(range, value, weight, stand))
}
