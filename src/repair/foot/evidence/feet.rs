//! Notes at the feet of pages and columns. In: the looks of the rows, and what a hypothesis remembers of the page. Out: what
//! speaks for note matter that begins, goes on, and ends there.

use super::heads::REACH;
use super::{Evidence, Trail};
use crate::repair::foot::marks::Gap;

/// Rows of running text that a column has at least, above its notes.
const COLUMN: usize = 4;

/// What each further row of a note says against it where page turns are lost.
const LONG: f32 = -0.05;
/// The same where the row above is the last of a paragraph.
const DONE: f32 = -1.0;

impl Evidence<'_> {
    /// Note matter begins at a row, with a body.
    #[must_use]
    pub fn open(&self, row: usize, trail: &Trail) -> f32 {
        let here = &self.reading.rows[row];
        let blank = if here.blank { 0.4 } else { 0.0 };
        let broken = match trail.text_row {
            0 => -1.0,
            text if self.ends(text as usize - 1) => 0.0,
            _ => 0.8,
        };
        let top = if here.turn { -3.0 } else { 0.0 };
        blank + broken + top + self.titled(row) - 0.5 + self.scrap(row, trail)
    }

    /// Running text goes on.
    #[must_use]
    pub fn run_on(&self, row: usize, trail: &Trail) -> f32 {
        let before = trail
            .text_row
            .checked_sub(1)
            .map(|text| self.looks[text as usize]);
        let fits = match (before, self.looks[row].is_lower) {
            (Some(before), true) if before.ends => -1.5,
            _ => 0.0,
        };
        let scrap = if self.is_turn(row) {
            self.scrap(row, trail)
        } else {
            0.0
        };
        fits + scrap
    }

    /// The row of words at or before a row: numbers that an extractor set apart end nothing.
    fn words_at(&self, row: usize) -> usize {
        let is_apart = |row: usize| {
            self.heads[row]
                .iter()
                .any(|head| head.mark.gap == Gap::Alone)
        };
        (0..=row).rev().find(|&row| !is_apart(row)).unwrap_or(row)
    }

    /// What speaks against running text that ends before `row`, where it stands at the head of a page or another foot: a
    /// column does not hold a line or two of text below its notes.
    #[must_use]
    pub fn scrap(&self, row: usize, trail: &Trail) -> f32 {
        let Some(note) = trail.note_row.checked_sub(1).map(|note| note as usize) else {
            return 0.0;
        };
        let rows = &self.reading.rows;
        let is_scrap = row - note <= COLUMN && rows[note].page == rows[row - 1].page;
        if self.has_columns && is_scrap && row > note + 1 {
            -4.0
        } else {
            0.0
        }
    }

    /// Note matter goes on from an earlier page at this row, before any body begins.
    #[must_use]
    pub fn resume(&self, row: usize, trail: &Trail) -> f32 {
        let rows = &self.reading.rows;
        let note = trail.note_row as usize - 1;
        let is_next_column = self.has_columns
            && rows[note].page == rows[row].page
            && row - note > COLUMN
            && (!self.ends(note) || self.looks[row].note > 1.0);
        if self.reading.is_paged && rows[note].page + 1 != rows[row].page && !is_next_column {
            return -30.0;
        }
        if !self.reading.is_paged && row - note > REACH {
            return -30.0;
        }
        let before = self.looks[self.words_at(note)];
        let unfinished = match (before.ends, before.is_short) {
            (true, true) => -3.5,
            (true, false) => -2.0,
            (false, true) => -1.5,
            (false, false) => 1.5,
        };
        let here = self.looks[row];
        let fits = match (before.ends, here.is_lower) {
            (false, _) if before.is_cut && (here.is_lower || here.is_number) => 2.5,
            (false, true) => 1.0,
            (true, true) => -1.5,
            _ => 0.0,
        };
        // Whether the text before it breaks off says nothing: at the foot of a page it mostly does.
        -2.7 + unfinished + fits
    }

    /// A body goes on.
    #[must_use]
    pub fn go_on(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        // With pages the foot ends the note; without, most notes are short.
        let long = match (self.reading.is_paged, self.looks[row - 1]) {
            (true, _) => 0.0,
            (_, above) if above.ends && above.is_short => LONG + DONE,
            _ => LONG,
        };
        long + match (here.turn, here.gap, here.blank) {
            (true, ..) => -3.5,
            (_, true, _) => -2.0,
            (_, _, true) => -0.4,
            _ => 0.0,
        }
    }

    /// Another body begins after a body.
    #[must_use]
    pub fn again(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        let place = match (here.turn, here.gap) {
            (true, _) => -3.0,
            (_, true) => -1.5,
            _ => 0.0,
        };
        place + self.finished(row) + self.titled(row)
    }

    /// A heading of notes has endnotes below it; where there are pages, each may have one.
    fn titled(&self, row: usize) -> f32 {
        match row.checked_sub(1) {
            Some(above) if self.is_title(above) => {
                if self.reading.is_paged {
                    -3.0
                } else {
                    -6.0
                }
            }
            _ => 0.0,
        }
    }

    /// Whether the body before `row` is at its end there.
    #[must_use]
    pub fn finished(&self, row: usize) -> f32 {
        let Some(before) = row.checked_sub(1).map(|before| self.looks[before]) else {
            return 0.0;
        };
        match (before.ends, before.is_short) {
            (true, true) => 0.7,
            (true, false) => 0.3,
            (false, true) => -0.2,
            (false, false) if before.is_cut => -3.0,
            (false, false) => -0.7,
        }
    }

    /// Running text begins after notes at a foot.
    #[must_use]
    pub fn close(&self, row: usize, trail: &Trail) -> f32 {
        let here = &self.reading.rows[row];
        let join = self.join(row, trail);
        if self.reading.is_paged {
            return match (here.turn, self.has_columns) {
                (true, _) => 0.15 * join,
                (_, true) if self.is_third(row, trail) => -9.0 + join,
                (_, true) => -3.0 + join,
                (_, false) => -9.0 + join,
            };
        }
        let place = match (here.gap, here.blank) {
            (true, _) => -0.3,
            (_, true) => -1.5,
            _ => -3.0,
        };
        place + join
    }

    /// Whether running text that begins below notes at `row` would be a third column of its page.
    fn is_third(&self, row: usize, trail: &Trail) -> bool {
        let rows = &self.reading.rows;
        trail
            .column_row
            .checked_sub(1)
            .is_some_and(|second| rows[second as usize].page == rows[row].page)
    }

    /// Whether the running text of `row` goes on where the text before the notes broke off.
    fn join(&self, row: usize, trail: &Trail) -> f32 {
        let note = self.looks[trail.note_row.max(1) as usize - 1];
        let lower = self.looks[row].is_lower;
        let body = match (note.ends, note.is_short) {
            (true, true) => 0.8,
            (true, false) => 0.3,
            (false, _) if note.is_cut && lower => -4.0,
            (false, true) => -0.7,
            (false, false) => -1.5,
        };
        let Some(text) = trail.text_row.checked_sub(1) else {
            return body;
        };
        let text = self.looks[text as usize];
        body + match (text.ends, lower) {
            (false, true) if text.is_cut => 4.0,
            (false, true) => 2.5,
            (false, false) => -0.5,
            (true, true) => -2.5,
            (true, false) => 0.3,
        }
    }
}
