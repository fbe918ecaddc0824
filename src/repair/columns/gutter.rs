//! The gutter between two columns. In: the rows of a page and their blanks, counted in characters. Out: the [`Gutter`]s: a
//! strip at one place that next to no row of a run crosses, where most rows have their one wide blank.
//!
//! Prose may have wide blanks, too: a typescript fills its lines with them, an extractor doubles all. They stand
//! anywhere, so that rows cross every strip; and what is wide is told by the blanks of the whole text.

use crate::galley::{Galley, Label, Line};
use std::collections::BTreeMap;
use std::ops::Range;

/// A gutter stands beside so many rows of two columns at least, each row that crosses it set off against it.
const FEWEST: f32 = 6.0;
/// What a row weighs that crosses the strip; one that keeps it free weighs 1. Prose with doubled blanks keeps a strip of
/// two characters free in one row of six.
const CROSSED: f32 = -1.5;
/// Three rows that cross, one after another, end the columns.
const END: f32 = 4.5;
/// A column is this many characters wide at least, in most of its lines.
const NARROWEST: usize = 15;
/// The right column begins at the same place but for so many characters: letters differ in width.
pub(super) const PLAY: usize = 3;
/// The first line of a paragraph stands in by so many at most.
const INDENT: usize = 6;
/// Of ten blanks in a text of two columns hardly one is a gutter: the eighth, by width, is between words.
const BETWEEN_WORDS: (usize, usize) = (8, 10);

/// A blank inside a row.
#[derive(Clone, Debug)]
pub(super) struct Blank {
    /// Bytes of the galley.
    pub bytes: Range<usize>,
    /// Characters of the row.
    pub columns: Range<usize>,
}

/// A line with its places counted in characters.
pub(super) struct Row {
    /// Bytes of the galley.
    pub range: Range<usize>,
    pub label: Label,
    /// Its first character that is not blank, and one past its last; None for an empty line.
    pub ink: Option<Range<usize>>,
    blanks: Vec<Blank>,
}

impl Row {
    pub fn of(galley: &Galley, line: &Line) -> Row {
        let mut blanks = Vec::new();
        let mut ink: Option<Range<usize>> = None;
        let mut from = (line.range.start, 0);
        for (column, (at, c)) in galley.text()[line.range.clone()].char_indices().enumerate() {
            if c.is_whitespace() {
                continue;
            }
            let at = line.range.start + at;
            if ink.is_some() && from.0 < at {
                blanks.push(Blank {
                    bytes: from.0..at,
                    columns: from.1..column,
                });
            }
            ink = Some(ink.map_or(column, |ink| ink.start)..column + 1);
            from = (at + c.len_utf8(), column + 1);
        }
        Row {
            range: line.range.clone(),
            label: line.label,
            ink,
            blanks,
        }
    }

    /// Its blanks between words.
    pub fn blanks(&self) -> &[Blank] {
        &self.blanks
    }

    /// The characters of ink on the narrower side of a blank, if there are words on both.
    fn narrower(&self, blank: usize) -> Option<usize> {
        let ink = self.ink.as_ref()?;
        let columns = &self.blanks[blank].columns;
        let has_words = blank > 0 && blank + 1 < self.blanks.len();
        has_words.then(|| (columns.start - ink.start).min(ink.end - columns.end))
    }
}

/// Where two columns stand side by side.
pub(super) struct Gutter {
    /// The rows that show it, by their place on the page.
    pub rows: Range<usize>,
    /// The character at which the right column begins.
    pub right: usize,
    /// The characters that next to no row crosses.
    strip: Range<usize>,
}

impl Gutter {
    /// The blank that parts a row's two halves: over the strip, or as wide and with the right half in its place.
    pub fn blank<'r>(&self, row: &'r Row) -> Option<&'r Blank> {
        let is_at = |blank: &&Blank| {
            let columns = &blank.columns;
            let is_over = columns.start <= self.strip.start && columns.end >= self.strip.end;
            let near =
                columns.end + PLAY >= self.right && columns.end <= self.right + PLAY + INDENT;
            near && (is_over || columns.len() >= self.strip.len())
        };
        row.blanks.iter().find(is_at)
    }

    /// The blank at which a right half may begin that the left one has pushed aside.
    pub fn narrow_blank<'r>(&self, row: &'r Row) -> Option<&'r Blank> {
        let place = self.right.saturating_sub(1)..=self.right + PLAY;
        let mut blanks = row.blanks.iter();
        blanks.find(|blank| place.contains(&blank.columns.end))
    }

    /// Whether a row with words on either side keeps the strip free; None where it has not.
    fn is_free(&self, row: &Row) -> Option<bool> {
        let ink = row.ink.as_ref()?;
        let reaches = ink.start < self.strip.start && ink.end > self.strip.end;
        let is_over = |blank: &Blank| {
            blank.columns.start <= self.strip.start && blank.columns.end >= self.strip.end
        };
        reaches.then(|| row.blanks.iter().any(is_over))
    }
}

/// How wide the blanks between words are, in characters: one, but for texts that have wide ones everywhere.
pub(super) fn usual_blank(rows: &[Row]) -> usize {
    let blanks = rows.iter().flat_map(|row| &row.blanks);
    let mut widths: Vec<usize> = blanks.map(|blank| blank.columns.len()).collect();
    widths.sort_unstable();
    let (part, of) = BETWEEN_WORDS;
    widths.get(widths.len() * part / of).copied().unwrap_or(1)
}

/// The gutters of a page, where a blank between words is as wide as `usual`.
pub(super) fn find(rows: &[Row], usual: usize) -> Vec<Gutter> {
    let Some((right, strip)) = place(rows, usual + 1) else {
        return Vec::new();
    };
    let gutter = |rows| Gutter {
        rows,
        right,
        strip: strip.clone(),
    };
    runs(rows, &gutter(0..rows.len()))
        .into_iter()
        .map(gutter)
        .collect()
}

/// The place where most right halves begin after a wide blank, and the strip before it that fewest rows cross.
fn place(rows: &[Row], wide: usize) -> Option<(usize, Range<usize>)> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        for (index, blank) in row.blanks.iter().enumerate() {
            let is_wide = blank.columns.len() >= wide;
            if is_wide && row.narrower(index).is_some_and(|side| side >= NARROWEST) {
                *votes.entry(blank.columns.end).or_insert(0) += 1;
            }
        }
    }
    let near = |column: usize| -> usize {
        let range = column.saturating_sub(PLAY)..=column + PLAY;
        votes.range(range).map(|vote| vote.1).sum()
    };
    let ends = votes.keys().copied();
    let right = ends.max_by_key(|&column| (near(column), votes[&column]))?;
    if (near(right) as f32) < FEWEST {
        return None;
    }
    let starts = right.saturating_sub(wide + PLAY)..=right.saturating_sub(wide);
    let free = |start: &usize| {
        let gutter = Gutter {
            rows: 0..rows.len(),
            right,
            strip: *start..*start + wide,
        };
        rows.iter()
            .filter(|row| gutter.is_free(row) == Some(true))
            .count()
    };
    let start = starts.max_by_key(free)?;
    Some((right, start..start + wide))
}

/// The runs of rows that keep the strip free.
fn runs(rows: &[Row], gutter: &Gutter) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut sum, mut best) = (0.0_f32, 0.0_f32);
    let mut run = 0..0;
    for (index, row) in rows.iter().enumerate() {
        sum += match gutter.is_free(row) {
            Some(true) => 1.0,
            Some(false) => CROSSED,
            None => 0.0,
        };
        if sum > best {
            best = sum;
            run.end = index + 1;
        }
        if sum <= 0.0 || sum <= best - END || index + 1 == rows.len() {
            if best >= FEWEST && has_halves(&rows[run.clone()], gutter) {
                found.push(run.clone());
            }
            (sum, best) = (0.0, 0.0);
            run = index + 1..index + 1;
        }
    }
    found
}

/// Whether two rows in five have both halves: else they are a table, or rows set in here and there.
fn has_halves(rows: &[Row], gutter: &Gutter) -> bool {
    let inked = rows.iter().filter(|row| row.ink.is_some()).count();
    let wide = rows.iter().filter(|row| {
        let mut blanks = (0..row.blanks.len()).filter(|&index| {
            let blank = gutter.blank(row);
            blank.is_some_and(|blank| blank.bytes == row.blanks[index].bytes)
        });
        blanks.any(|index| row.narrower(index).is_some_and(|side| side >= NARROWEST))
    });
    let wide = wide.count();
    wide as f32 >= FEWEST && wide * 5 >= inked * 2
}
