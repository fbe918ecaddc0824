//! What each row looks like by itself. In: the rows and their measures. Out: [`Look`]s, found once, since the search for
//! the best reading asks for them many times.

use super::measure::Measure;
use super::rows::Reading;
use super::sentence::{ends_address, ends_sentence, opened, starts_lower};

/// How a row ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// With a sentence.
    Done,
    /// In the midst of one.
    Open,
    /// In a word.
    Cut,
}

/// How a row begins, opening marks aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// With a capital.
    Upper,
    /// With a small letter.
    Lower,
    /// With a number or a sign.
    Other,
}

/// How a row looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether it ends a sentence.
    pub ends: bool,
    /// Whether its last word, or range of numbers, is cut.
    pub is_cut: bool,
    /// Whether it begins in the middle of a sentence.
    pub is_lower: bool,
    /// Whether it begins with a capital.
    pub is_upper: bool,
    /// Whether it begins with a digit.
    pub is_number: bool,
    /// Whether it is clearly shorter than a full line of notes.
    pub is_short: bool,
    /// What its length and the calls in it say for note matter, in natural-log units.
    pub note: f32,
    /// What its length says for a section of endnotes.
    pub end: f32,
}

impl Look {
    /// What a line looks like without its neighbours and measures.
    #[must_use]
    pub fn of(ink: &str) -> Look {
        let is_lower = starts_lower(ink);
        let is_number = ink.starts_with(|c: char| c.is_ascii_digit());
        Look {
            ends: ends_sentence(ink) || ends_address(ink),
            is_cut: ink.ends_with(['-', '‐', '–', '\u{ad}', '¬']),
            is_lower,
            is_upper: !is_lower && opened(ink).starts_with(char::is_alphabetic),
            is_number,
            is_short: false,
            note: 0.0,
            end: 0.0,
        }
    }

    /// How it ends.
    #[must_use]
    pub fn tail(&self) -> Tail {
        match (self.is_cut, self.ends) {
            (true, _) => Tail::Cut,
            (_, true) => Tail::Done,
            _ => Tail::Open,
        }
    }

    /// How it begins.
    #[must_use]
    pub fn lead(&self) -> Lead {
        match (self.is_lower, self.is_upper) {
            (true, _) => Lead::Lower,
            (_, true) => Lead::Upper,
            _ => Lead::Other,
        }
    }
}

/// Looks at all rows, or looks again by other measures; `calls` are the good candidates for calls in each.
pub fn looks(looks: &mut Vec<Look>, (reading, calls): (&Reading, &[u8]), measure: &Measure) {
    if looks.is_empty() {
        looks.extend((0..reading.rows.len()).map(|row| Look::of(reading.ink(row))));
    }
    for ((look, row), &calls) in looks.iter_mut().zip(&reading.rows).zip(calls) {
        look.is_short = measure.is_short(row, true);
        look.note = measure.weigh(row) - 0.8 * f32::from(calls.min(3)) - 0.02;
        look.end = measure.weigh_end(row);
    }
}
