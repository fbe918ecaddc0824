//! Where the notes of a page begin that stand above their numbers. In: a page, the first of its numbers, how many notes stand
//! above that. Out: the row that the first of them begins with: below an empty line, or where a sentence of the text
//! breaks off that goes on at the head of the next page.

use crate::repair::foot::rows::Reading;
use crate::repair::foot::sentence::{ends_sentence, starts_lower};
use std::ops::Range;

/// Rows that a note has at the most, where only a broken sentence tells where the notes begin.
const ROWS: usize = 8;
/// What a broken word ends with.
const HYPHENS: [char; 4] = ['-', '‐', '\u{ad}', '¬'];

/// A page whose notes are looked for.
pub(super) struct Page<'r> {
    pub reading: &'r Reading,
    pub rows: Range<usize>,
    /// Finds the last row that calls one of its notes, if most of these are called: dear, and seldom asked.
    pub call: &'r dyn Fn() -> Option<usize>,
}

impl Page<'_> {
    /// The first row of so many notes above a row: below an empty line, or at a broken sentence.
    pub fn top(
        &self,
        above: usize,
        notes: usize,
        is_word: impl Fn(&usize) -> bool + Copy,
    ) -> Option<usize> {
        self.below_blank(above, notes, is_word)
            .or_else(|| self.at_break(above, notes, is_word))
    }

    /// Below an empty line and the last call of the page, with as many ends of sentences as notes.
    fn below_blank(
        &self,
        above: usize,
        notes: usize,
        is_word: impl Fn(&usize) -> bool,
    ) -> Option<usize> {
        let (mut ends, mut words) = (0, 0);
        // What stands above a page's first row parts nothing.
        for row in (self.rows.start + 1..above).rev().filter(is_word) {
            let ink = self.reading.ink(row);
            ends += usize::from(ends_sentence(ink));
            words += 1;
            if self.reading.rows[row].blank && words >= notes && ends >= notes {
                let is_below = (self.call)().is_none_or(|call| call < row);
                return (is_below && !starts_lower(ink)).then_some(row);
            }
        }
        None
    }

    /// Where the text breaks off, below the last call of the page. Titles and names in the notes begin rows with capitals as
    /// well, and oftener than the text does: the highest such row counts, unless a broken word tells.
    pub fn at_break(
        &self,
        above: usize,
        notes: usize,
        is_word: impl Fn(&usize) -> bool,
    ) -> Option<usize> {
        if !self.goes_on() {
            return None;
        }
        let first = (self.call)()? + 1;
        let rows = (first..above).rev().filter(is_word);
        let (mut ends, mut found) = (0, None);
        for (count, row) in rows.take(ROWS * notes).enumerate() {
            ends += usize::from(ends_sentence(self.reading.ink(row)));
            if ends >= notes && count + 1 >= notes && self.breaks_before(row) {
                if self.reading.ink(row - 1).ends_with(HYPHENS) {
                    return Some(row);
                }
                found = Some(row);
            }
        }
        found
    }

    /// Whether the sentence of the row before breaks off, and the row begins another.
    fn breaks_before(&self, row: usize) -> bool {
        !starts_lower(self.reading.ink(row)) && !ends_sentence(self.reading.ink(row - 1))
    }

    /// Whether the next page goes on with a sentence.
    fn goes_on(&self) -> bool {
        let rows = &self.reading.rows;
        let next = (self.rows.end..rows.len()).find(|&row| !rows[row].folio);
        next.is_some_and(|row| starts_lower(self.reading.ink(row)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::{Galley, Label};
    use crate::source::Source;

    /// The row where the notes above the first number begin.
    fn top(text: &str, notes: usize) -> Option<String> {
        let galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let reading = Reading::new(&galley, |label| label == Label::Body);
        let is_number = |row: usize| reading.ink(row).parse::<u32>().is_ok();
        let first = (0..reading.rows.len()).find(|&row| is_number(row))?;
        let end = reading.rows.iter().position(|row| row.page > 0)?;
        let page = Page {
            reading: &reading,
            rows: 0..end,
            call: &|| Some(0),
        };
        let row = page.top(first, notes, |&row| !is_number(row))?;
        Some(reading.ink(row).into())
    }

    const TEXT: &str = "The bell1 was cast in\nthe yard of the mill, and\n";
    const NOTES: &str = "It is lost, as Mr\nAldern says.\nHe came late.\n1\n2\n";

    #[test]
    fn a_sentence_that_goes_on_overleaf_breaks_off_above_the_notes() {
        let open = format!("{TEXT}{NOTES}\u{c}rang all day.\n\u{c}It fell.\n");
        assert_eq!(top(&open, 2).as_deref(), Some("It is lost, as Mr"));
        assert_eq!(top(&open, 3), None);
    }

    #[test]
    fn a_broken_word_tells_better_than_a_row_that_begins_with_a_name() {
        let text = "The bell1 was cast in the yard of\nMr Aldern, and rang in the mor-\n";
        let open = format!("{text}It is lost.\nHe came late.\n1\n2\n\u{c}ning.\n\u{c}It fell.\n");
        assert_eq!(top(&open, 2).as_deref(), Some("It is lost."));
    }

    #[test]
    fn where_nothing_goes_on_an_empty_line_must_tell() {
        let done = format!("{TEXT}{NOTES}\u{c}The mill stood.\n\u{c}It fell.\n");
        assert_eq!(top(&done, 2), None);
        let blank = format!("{TEXT}\n{NOTES}\u{c}The mill stood.\n\u{c}It fell.\n");
        assert_eq!(top(&blank, 2).as_deref(), Some("It is lost, as Mr"));
    }
}
