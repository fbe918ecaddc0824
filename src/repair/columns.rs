//! Columns. In: pages on which two columns stand side by side on each line. Out: their order of reading: the left
//! column's lines, then the right one's; a line across both ends a band of columns.
//!
//! `columns/gutter` finds the strip that next to no row crosses; here the rows beside it are told apart. A row that reaches
//! into the gutter (`… the house from week until …`, where a note of the left column is wider than its text) is woven of
//! both columns if its halves go on there better than the row does after the right column. `columns/feet` finds notes in
//! two columns under text in one.

mod feet;
mod gutter;
mod raised;
mod woven;

use super::{GoesBy, Pass, Rules};
use crate::facsimile::sentence::fit;
use crate::galley::{Edit, Galley, Label, Line, Pen};
use crate::ledger::Certainty;
use gutter::{Gutter, Row};
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "columns",
    says: "columns put in order",
    about: "two columns put in the order of reading",
    goes_by: GoesBy::Print,
    run,
};

/// A page has so many lines at most; where there are more, its turns are lost, and nothing shows where a column ends.
const LONGEST_PAGE: usize = 240;
/// A title across both columns is so narrow, in characters.
const TITLE: usize = 15;
/// What the halves of a row must fit better in their columns than the whole row after them.
const WOVEN: f32 = 1.0;

fn run(pen: &mut Pen<'_>, _rules: &Rules) {
    if pen.galley().typography(0).is_some() {
        // Where the page is given, so are its columns.
        return;
    }
    let (mut lines, mut rows) = rows(pen.galley());
    if raised::let_down(pen, &lines, &rows) {
        pen.apply();
        (lines, rows) = self::rows(pen.galley());
    }
    let galley = pen.galley().clone();
    let usual = gutter::usual_blank(&rows);
    let mut top = 0;
    let mut taken = vec![false; rows.len()];
    // Columns of a text without pages.
    let mut endless: Vec<Range<usize>> = Vec::new();
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let rows = &rows[top..top + page.len()];
        let mut done = 0;
        for gutter in gutter::find(rows, usual) {
            if page.len() > LONGEST_PAGE {
                endless.push(top + gutter.rows.start..top + gutter.rows.end);
                continue;
            }
            let page_of = Page {
                galley: &galley,
                rows,
                gutter: &gutter,
            };
            let splits = page_of.splits();
            let first = done;
            done = splits
                .iter()
                .rposition(|split| *split != Split::Across)
                .map_or(done, |last| last + 1);
            bands(pen, &page[first..], &splits[first..]);
            taken[top + first..top + done].fill(true);
        }
        top += page.len();
    }
    for foot in feet::find(galley.text(), &lines, &rows, (&taken, usual)) {
        band(pen, &lines[foot.rows.clone()], &foot.splits);
        taken[foot.rows].fill(true);
    }
    put_woven_notes_in_order(pen, &lines, &rows, &taken);
    endless.retain(|rows| !taken[rows.start]);
    for rows in endless {
        let at = lines[rows.start].range.clone();
        let question = "two columns stand side by side here: where do the pages end?";
        pen.query(at, question, "no page turn shows where a column ends");
    }
}

/// Puts the notes of two columns in order that stand one after another, on pages where nothing else is moved.
fn put_woven_notes_in_order(pen: &mut Pen<'_>, lines: &[Line], rows: &[Row], taken: &[bool]) {
    let galley = pen.galley().clone();
    let read: Vec<usize> = galley.reading().map(|(_, range)| range.start).collect();
    let back = read.windows(2).filter(|pair| pair[1] < pair[0]);
    let moved: Vec<usize> = back.map(|pair| pair[1]).collect();
    let mut top = 0;
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let of_page = top..top + page.len();
        top = of_page.end;
        let bytes = page[0].range.start..page[page.len() - 1].end;
        let is_moved = moved.iter().any(|at| bytes.contains(at));
        if page.len() > LONGEST_PAGE || is_moved || taken[of_page.clone()].contains(&true) {
            continue;
        }
        if let Some(order) = woven::order(galley.text(), &rows[of_page]) {
            let bytes = |rows: Range<usize>| page[rows.start].range.start..page[rows.end - 1].end;
            pen.reorder(
                order.into_iter().map(bytes).collect(),
                "notes in two columns were read across: their numbers tell their order",
                Certainty::Likely,
            );
        }
    }
}

/// The lines, and where their ink and blanks stand.
fn rows(galley: &Galley) -> (Vec<Line>, Vec<Row>) {
    let lines = galley.lines();
    let rows = lines.iter().map(|line| Row::of(galley, line)).collect();
    (lines, rows)
}

/// How a line stands to the columns.
#[derive(Clone, Debug, PartialEq)]
enum Split {
    /// In both: the blank between them, in bytes of the galley.
    Both(Range<usize>),
    Left,
    Right,
    Blank,
    /// Across both.
    Across,
}

/// A page with columns.
struct Page<'a> {
    galley: &'a Galley,
    rows: &'a [Row],
    gutter: &'a Gutter,
}

impl Page<'_> {
    /// How each line stands to the columns: those beside the gutter first, then those that may be woven, down from it and
    /// up from it.
    fn splits(&self) -> Vec<Split> {
        let mut splits: Vec<Split> = (0..self.rows.len()).map(|row| self.plain(row)).collect();
        for row in self.gutter.rows.start + 1..self.rows.len() {
            if splits[row] == Split::Across && self.is_woven(&splits, row, true) {
                splits[row] = self.woven(row);
            }
        }
        for row in (0..self.gutter.rows.start).rev() {
            if splits[row] == Split::Across && self.is_woven(&splits, row, false) {
                splits[row] = self.woven(row);
            }
        }
        // What is far from the gutter is not of these columns.
        let is_end = |row: &usize| splits[*row] == Split::Across;
        let last = (self.gutter.rows.end..splits.len()).find(is_end);
        let first = (0..self.gutter.rows.start).rev().find(is_end);
        let inside = first.map_or(0, |row| row + 1)..last.unwrap_or(splits.len());
        splits[..inside.start].fill(Split::Across);
        splits[inside.end..].fill(Split::Across);
        splits
    }

    /// How a line stands that does not reach into the gutter; any other stands across.
    fn plain(&self, row: usize) -> Split {
        let (row, right) = (&self.rows[row], self.gutter.right);
        let Some(ink) = &row.ink else {
            return Split::Blank;
        };
        if row.label != Label::Body {
            return Split::Across;
        }
        if let Some(blank) = self.gutter.blank(row) {
            // What the right column's line stands in remains its indent.
            let indent = blank.columns.end.saturating_sub(right + 1);
            let indent = indent.min(blank.bytes.len() - 2);
            return Split::Both(blank.bytes.start..blank.bytes.end - indent);
        }
        let is_centred =
            ink.start + 2 * TITLE > right && ink.start + gutter::PLAY < right && ink.len() <= TITLE;
        match () {
            () if is_centred => Split::Across,
            // A number by itself at the right column's edge, too.
            () if ink.start + gutter::PLAY >= right => Split::Right,
            () if ink.end <= right + gutter::PLAY => Split::Left,
            () => Split::Across,
        }
    }

    fn woven(&self, row: usize) -> Split {
        let blank = self.gutter.narrow_blank(&self.rows[row]);
        blank.map_or(Split::Across, |blank| Split::Both(blank.bytes.clone()))
    }

    /// Whether the halves of a line go on in the columns above it (or below) rather than the line after both.
    fn is_woven(&self, splits: &[Split], row: usize, is_down: bool) -> bool {
        let Split::Both(cut) = self.woven(row) else {
            return false;
        };
        let text = self.galley.text();
        let line = &self.rows[row].range;
        let (left, right) = (&text[line.start..cut.start], &text[cut.end..line.end]);
        let rows: Box<dyn Iterator<Item = usize>> = if is_down {
            Box::new((0..row).rev())
        } else {
            Box::new(row + 1..self.rows.len())
        };
        let Some((near_left, near_right)) = self.nearest(splits, rows) else {
            return false;
        };
        let (halves, across) = if is_down {
            let halves = [fit(near_left, left), fit(near_right, right)];
            (halves, fit(near_right, left))
        } else {
            let halves = [fit(left, near_left), fit(right, near_right)];
            (halves, fit(right, near_left))
        };
        let is_sound = halves.iter().all(|half| *half >= 0.0);
        is_sound && halves.iter().sum::<f32>() >= across + WOVEN
    }

    /// The halves of the columns next to a line, if no empty line stands between.
    fn nearest(&self, splits: &[Split], rows: impl Iterator<Item = usize>) -> Option<(&str, &str)> {
        let text = self.galley.text();
        let (mut left, mut right) = (None, None);
        for row in rows {
            let line = &self.rows[row].range;
            match &splits[row] {
                Split::Both(cut) => {
                    left = left.or(Some(&text[line.start..cut.start]));
                    right = right.or(Some(&text[cut.end..line.end]));
                }
                Split::Left => left = left.or(Some(&text[line.clone()])),
                Split::Right => right = right.or(Some(&text[line.clone()])),
                Split::Blank | Split::Across => return None,
            }
            if let (Some(left), Some(right)) = (left, right) {
                return Some((left.trim(), right.trim()));
            }
        }
        None
    }
}

/// Reorders each run of lines in columns.
fn bands(pen: &mut Pen<'_>, page: &[Line], split: &[Split]) {
    let mut first = 0;
    while first < page.len() {
        let is_in = |s: &&Split| **s != Split::Across;
        let run = split[first..].iter().take_while(is_in).count();
        let both = split[first..first + run].iter();
        let both = both.filter(|split| matches!(split, Split::Both(_)));
        if both.count() >= 2 {
            band(pen, &page[first..first + run], &split[first..first + run]);
        }
        first += run.max(1);
    }
}

fn band(pen: &mut Pen<'_>, lines: &[Line], split: &[Split]) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (line, split) in lines.iter().zip(split) {
        match split {
            Split::Both(gutter) => {
                left.push(line.range.start..gutter.end);
                right.push(gutter.end..line.end);
                let why = "the gutter between two columns";
                pen.edit(Edit::sure(gutter.clone(), "\n", why).certainty(Certainty::Likely));
            }
            Split::Right => right.push(line.range.start..line.end),
            _ => left.push(line.range.start..line.end),
        }
    }
    left.extend(right);
    pen.reorder(
        left,
        "two columns stood side by side: the left one is read first",
        Certainty::Likely,
    );
}
