//! What a row says for a body that begins at it, whatever calls there are. In: the row, its mark. Out: weights: of the
//! mark, of the words behind it, of the numbers that it leaves out.

use super::{Evidence, Head};
use crate::repair::foot::marks::{Gap, Kind, Mark};
use crate::repair::foot::rows::Reading;
use crate::repair::foot::sentence::is_address;

/// What it takes back of the price of a gap that the numbers in it stand torn from their bodies.
const TORN: f32 = 2.5;
/// As many numbers may stand in such a gap.
const WIDEST_GAP: usize = 3;

/// The number that a row is, if it is nothing else, and its page.
pub(super) fn torn(reading: &Reading, row: usize) -> Option<(u32, u32)> {
    let here = &reading.rows[row];
    let value = reading.ink(row).parse().ok()?;
    (reading.is_paged && !here.folio).then_some((here.page, value))
}

/// What it says against a body that its first row is all in capitals: a heading or a running head.
const CAPITALS: f32 = -1.5;
/// Letters from which that tells.
const LETTERS: usize = 4;

/// Whether the letters of a row are capitals.
pub(super) fn is_in_capitals(ink: &str) -> bool {
    let mut letters = ink.chars().filter(|c| c.is_alphabetic());
    letters.clone().take(LETTERS).count() == LETTERS && letters.all(char::is_uppercase)
}

impl Evidence<'_> {
    /// What a gap between two numbers costs less where each number between them stands by itself on the page of the second:
    /// the extractor tore them off, and `strays` finds their bodies.
    #[must_use]
    pub fn skipped(&self, row: usize, before: u32, value: u32) -> f32 {
        let page = self.reading.rows[row].page;
        let mut between = before + 1..value;
        let is_torn = |value| self.torn.contains(&(page, value));
        if before > 0 && (1..=WIDEST_GAP).contains(&between.len()) && between.all(is_torn) {
            TORN
        } else {
            0.0
        }
    }

    /// Weighs what the marks of all rows say by themselves, since the search asks for it again and again.
    pub(super) fn weigh_heads(&mut self) {
        for row in 0..self.len() {
            for index in 0..self.heads[row].len() {
                let head = self.heads[row][index];
                let (begins, credit) = (self.start(row, &head), self.credit(&head.mark));
                let head = &mut self.heads[row][index];
                (head.begins, head.credit) = (begins, credit);
            }
        }
    }

    /// A body begins at a row, whatever calls there are.
    fn start(&self, row: usize, head: &Head) -> f32 {
        let mark = &head.mark;
        let misread = match mark.misread {
            // A letter by itself before a capital is hardly anything else.
            _ if mark.kind == Kind::Symbol => 0.0,
            0 => 0.0,
            9 => -3.5,
            n => -0.5 - f32::from(n),
        };
        let look = self.words(row, mark) + self.regions.head(row);
        -2.0 + misread + self.habit(mark) + look + self.labelled(row, mark)
    }

    /// What the words after the mark say: notes begin with a capital or a quotation mark, mostly.
    pub(super) fn words(&self, row: usize, mark: &Mark) -> f32 {
        let rest = match mark.gap {
            Gap::Alone if row + 1 < self.len() && !self.is_turn(row + 1) => {
                self.reading.ink(row + 1)
            }
            Gap::Alone => return -4.0,
            _ => self.reading.ink(row)[mark.len..].trim_start(),
        };
        let first = rest.chars().next().unwrap_or(' ');
        let is_address = is_address(rest.split_whitespace().next().unwrap_or_default());
        let capitals = if is_in_capitals(rest) { CAPITALS } else { 0.0 };
        let alone = if mark.gap == Gap::Alone { -0.5 } else { 0.0 };
        alone
            + capitals
            + match first {
                // The notes of many papers and manuals are nothing else.
                _ if is_address => 0.3,
                c if c.is_uppercase() => 0.3,
                // A Greek word that the note explains.
                '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => 0.0,
                '“' | '‘' | '"' | '«' | '(' | '[' | '„' | '¿' | '¡' => 0.3,
                c if c.is_lowercase() => -0.8,
                c if c.is_ascii_digit() => -0.8,
                _ => -1.0,
            }
    }
}
