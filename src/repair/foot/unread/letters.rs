//! Letters that number notes on pages: `(a)`, `b)`, `c.`, a small `d` before a capital. In: the rows of feet. Out: whether a
//! document counts its notes so, and the label that a row then begins with.

use super::labels;
use crate::repair::foot::marks::letters::{LETTERS, enclosed, letter};
use crate::repair::foot::rows::Reading;
use crate::repair::numbering::bare;

/// What a letter in brackets, or with half of them, says for a body; one before a stop, and one glued to a capital.
const ENCLOSED: f32 = 3.5;
const BARE: f32 = 1.5;
/// The same of the letter that counts on from the body above it.
const NEXT: f32 = 2.5;
/// So many feet whose first label is a letter, and one in so many of all that have labels, make it the way of the document.
const FEWEST: usize = 2;
const SHARE: usize = 2;

/// Whether the first labels of feet are letters: where they are numbers, letters count the points within a note.
pub(super) fn count_notes(reading: &Reading, feet: &[Vec<usize>]) -> bool {
    let is_letter = |foot: &Vec<usize>| {
        foot.iter()
            .find_map(|&row| match label(reading, row, None) {
                Some(_) => Some(true),
                None => (labels::label(reading, row, None).0 > 0).then_some(false),
            })
    };
    let found: Vec<bool> = feet.iter().filter_map(is_letter).collect();
    let by_letters = found.iter().filter(|is_letter| **is_letter).count();
    by_letters >= FEWEST && by_letters * SHARE >= found.len()
}

/// The label that a row begins with, below a body whose letter has the value `before`: bytes, and what they say for a body.
pub(super) fn label(reading: &Reading, row: usize, before: Option<u32>) -> Option<(usize, f32)> {
    let ink = reading.ink(row);
    let (value, len, weight) = enclosed(ink)
        .map(|(value, len)| (value, len, ENCLOSED))
        .or_else(|| before_capital(ink).map(|(value, len)| (value, len, BARE)))?;
    let is_next = before.is_some_and(|before| value == before + 1);
    let has_words = ink[len..].contains(char::is_alphanumeric);
    has_words.then_some((len, weight + if is_next { NEXT } else { 0.0 }))
}

/// `a. Word`, `aWord`: no sentence begins so.
fn before_capital(ink: &str) -> Option<(u32, usize)> {
    let mut chars = ink.chars();
    let first = chars.next()?;
    let value = letter(first)?;
    let rest = chars.as_str();
    let (rest, len) = match rest.strip_prefix(". ") {
        Some(words) => (words, first.len_utf8() + 1),
        None => (rest, first.len_utf8()),
    };
    let mut words = rest.chars();
    let is_word = words.next()?.is_uppercase() && words.next()?.is_lowercase();
    is_word.then_some((value, len))
}

/// The value of the letter that a label shows.
pub(crate) fn value(label: &str) -> Option<u32> {
    let mut chars = bare(label).chars();
    let value = letter(chars.next()?)?;
    chars.next().is_none().then_some(value)
}

/// Whether a value is a letter's.
pub(crate) fn is_one(value: u32) -> bool {
    value > LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_before_capitals() {
        let read = |ink: &str| before_capital(ink).map(|found| found.1);
        assert_eq!(read("a. Voyez la carte"), Some(2));
        assert_eq!(read("bSiehe das Buch"), Some(1));
        assert_eq!(read("a barn is meant"), None);
        assert_eq!(read("a. m. and p. m."), None);
    }

    #[test]
    fn a_label_shows_one_letter() {
        assert_eq!(value("(b)"), Some(LETTERS + 2));
        assert_eq!(value("a."), Some(LETTERS + 1));
        assert_eq!(value("ab"), None);
        assert_eq!(value("2)"), None);
    }
}
