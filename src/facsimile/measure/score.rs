//! How likely a paragraph ends after a row. In: a text's rows and measure. Out: [`Score`]s: of the words on both sides, of
//! blank lines, of the lines' lengths and indents.

use super::{Measure, Score};
use crate::facsimile::pitch;
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};

/// How often a line inside a paragraph ends with its sentence, as the score takes it. Counted, it is 0.04; but such lines
/// are also full, and the signs are not independent: on the development texts the share of right ends is best from 0.005
/// to 0.01.
const SENTENCE_ENDS: f32 = 0.007;
/// The same where a line holds so many characters: what its length says is then known, and depends on nothing else.
const COUNTED_ENDS: f32 = 0.04;
/// The share of full lines that look short (a wide word that could not be broken, a line cut by the extractor).
const ODD_LINES: f32 = 0.012;

impl Measure {
    /// What speaks for the end of a paragraph after a row, and against it.
    pub fn score(&self, rows: &[Row], row: usize) -> Score {
        self.signs(rows, row).iter().sum()
    }

    /// The parts of the score: of the words, of blank lines, of the lines' lengths and indents.
    pub fn signs(&self, rows: &[Row], row: usize) -> [Score; 3] {
        [
            self.score_of_words(rows, row),
            self.score_of_blank(&rows[row]),
            self.score_of_place(rows, row),
        ]
    }

    /// What the words on both sides say.
    pub fn score_of_words(&self, rows: &[Row], row: usize) -> Score {
        let end = rows[row].closes;
        let start = rows[row + 1].opens;
        let dash = if self.has_dashes { 1.5 } else { 0.0 };
        let capital = (0.04 / self.capitals.max(0.02)).ln();
        let inside = match self.holds[row] {
            Some(_) => COUNTED_ENDS,
            None => SENTENCE_ENDS,
        };
        let quotes = score_of_quotes(&rows[row].text, &rows[row + 1].text);
        self.prior
            + quotes
            + match (end, start) {
                (End::Sentence, Start::Dash) => (0.92 / inside).ln() + dash,
                (End::Sentence, Start::Upper) => (0.92 / inside).ln(),
                (End::Sentence, Start::Number) => 1.5,
                (End::Sentence, Start::Lower) => -2.0,
                (End::Abbreviation, Start::Lower) => -5.6,
                (End::Abbreviation, _) => -0.5,
                (End::Colon, Start::Upper | Start::Number) => 1.5,
                (End::Colon, Start::Dash) => 1.5 + dash,
                (End::Letter | End::Comma, Start::Dash) => dash - 1.5,
                (End::Letter | End::Comma, Start::Upper) => capital.min(-0.7),
                (End::Letter | End::Comma, Start::Number) => -2.5,
                (End::Colon, Start::Lower) => -3.0,
                (End::Letter | End::Comma, Start::Lower) => -5.6,
                (End::Hyphen, Start::Lower) => -8.0,
                (End::Hyphen, _) => -4.0,
            }
    }

    /// What blank lines say. Where pages turn or notes stand between, they say nothing.
    pub fn score_of_blank(&self, row: &Row) -> Score {
        if row.gap.turned || row.gap.parted {
            return 0.0;
        }
        self.blanks[row.gap.ends.saturating_sub(1).min(2)]
    }

    /// What the lines' lengths and indents say.
    pub fn score_of_place(&self, rows: &[Row], row: usize) -> Score {
        let indent = match self.flat[row + 1] {
            true => 0.0,
            false => self.indents[usize::from(self.is_indented(rows, row + 1))],
        };
        self.score_of_fill(rows, row) + indent + self.score_of_first(rows, row)
    }

    fn score_of_fill(&self, rows: &[Row], row: usize) -> Score {
        if let Some(most) = self.holds[row] {
            return counted(pitch::reach(&rows[row]), pitch::next(rows, row), most);
        }
        let fill = self.fill[row];
        // Wider than the measure counts as full.
        let off = ((1.0 - fill) / self.spread).max(0.0);
        let full = (-0.5 * off * off).exp() / (self.spread * 2.507);
        let score = -(full * (1.0 - ODD_LINES) + ODD_LINES).ln();
        let word = rows[row + 1]
            .text
            .split_whitespace()
            .next()
            .unwrap_or_default();
        score + if self.has_room(row, word) { 0.8 } else { -0.7 }
    }

    /// Whether the next row is as narrow as first lines are.
    fn score_of_first(&self, rows: &[Row], row: usize) -> Score {
        let is_full = rows.get(row + 2).is_some_and(|r| r.opens == Start::Lower);
        let fill = self.fill[row + 1];
        if self.indent == 0.0 || !is_full || fill < 0.85 {
            return 0.0;
        }
        let off = |mean: f32| ((fill - mean) / self.spread).powi(2) / 2.0;
        (off(1.0) - off(1.0 - self.indent)).clamp(-2.5, 2.5)
    }
}

/// A closing mark and an opening one seldom meet inside a paragraph.
fn score_of_quotes(before: &str, after: &str) -> Score {
    let is_closed = QUOTES
        .iter()
        .any(|(open, close)| before.ends_with(*close) && after.starts_with(*open));
    if is_closed { 1.5 } else { 0.0 }
}

/// Opening and closing quotation marks.
const QUOTES: [(char, char); 4] = [('“', '”'), ('„', '“'), ('«', '»'), ('»', '«')];

/// What a row's length says where a line holds `most` characters, and takes the next word if it can: a last line is as
/// likely to end anywhere.
fn counted(row: usize, next: usize, most: usize) -> Score {
    let near = (next as f32 / most as f32).min(0.5);
    if row + next > most {
        near.ln()
    } else {
        ((1.0 - near) / ODD_LINES).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counted_line_with_room_for_the_next_word_was_left_short() {
        assert!(counted(61, 5, 70) > 4.0);
        assert!(counted(67, 5, 70) < -2.0);
    }
}
