//! Quotations set off from the text. In: rows and the measure of the text. Out: the rows of each [`Quotation`] and how wide
//! its own lines are.
//!
//! Two signs show them. Where the extractor keeps the blanks before a line, all lines of a quotation stand in, while of a
//! paragraph only the first does. Where it does not, the ends of the lines are left: each line of a quotation ends before
//! the measure, and all at the same place. What is set in smaller type to the full measure can't be told so, nor can a
//! quotation in ragged text.

use crate::facsimile::measure::{Measure, usual};
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};
use std::ops::Range;

/// Rows set off from the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quotation {
    /// Its rows.
    pub rows: Range<usize>,
    /// The share of the measure that a full line of it takes.
    pub width: f32,
    /// What shows it, in words for the ledger.
    pub why: &'static str,
}

/// So many spreads off, a line is no longer as wide as others.
const OFF: f32 = 2.5;
/// The least difference of two measures, as a share of the wider.
const LEAST: f32 = 0.05;
/// Above this spread the right edge is ragged, and widths tell nothing.
const RAGGED: f32 = 0.035;
/// So many lines must be full by the quotation's own measure where only their ends show it.
const FULL: usize = 3;

/// The quotations among the rows that may be prose, in order.
pub(super) fn find(
    rows: &[Row],
    measure: &Measure,
    is_prose: impl Fn(usize) -> bool,
) -> Vec<Quotation> {
    let page = Page {
        rows,
        measure,
        is_prose: &is_prose,
    };
    let mut found = page.by_indent();
    if measure.spread < RAGGED {
        let by_width = page.by_width();
        let is_new = |q: &Quotation| {
            let is_apart = |f: &Quotation| f.rows.end <= q.rows.start || q.rows.end <= f.rows.start;
            found.iter().all(is_apart)
        };
        let new: Vec<Quotation> = by_width.into_iter().filter(is_new).collect();
        found.extend(new);
        found.sort_by_key(|q| q.rows.start);
    }
    found
}

struct Page<'a> {
    rows: &'a [Row],
    measure: &'a Measure,
    is_prose: &'a dyn Fn(usize) -> bool,
}

impl Page<'_> {
    /// Runs of rows that stand in by the same, although the sentence goes on from one to the next.
    fn by_indent(&self) -> Vec<Quotation> {
        let stands_in = |i: usize| (self.is_prose)(i) && self.measure.is_indented(self.rows, i);
        let mut found = Vec::new();
        let mut first = 0;
        while first < self.rows.len() {
            let mut end = first;
            while end < self.rows.len() && stands_in(end) && self.is_alike(first, end) {
                end += 1;
            }
            let run = first..end;
            let going_on = run
                .clone()
                .filter(|&i| i + 1 < end && self.goes_on(i))
                .count();
            if run.len() >= 2 && going_on * 3 >= run.len() && self.is_set_off(&run) {
                found.push(Quotation {
                    width: self.width(&run),
                    rows: run,
                    why: "lines that all stand in",
                });
            }
            first = end.max(first + 1);
        }
        found
    }

    /// Whether a row stands in as the first of a run does, or is the first line of another paragraph in it.
    fn is_alike(&self, first: usize, row: usize) -> bool {
        let base = self.rows[first].indent;
        let indent = self.rows[row].indent;
        let is_first = || {
            let back = self.rows.get(row + 1).is_some_and(|r| r.indent == base);
            indent > base && back && self.rows[row - 1].closes == End::Sentence
        };
        indent.abs_diff(base) <= 1 || is_first()
    }

    /// Whether a sentence clearly goes on after a row.
    fn goes_on(&self, row: usize) -> bool {
        let next = &self.rows[row + 1];
        self.rows[row].closes != End::Sentence && next.opens == Start::Lower
    }

    /// Runs of rows that all end before the measure, at the same place.
    fn by_width(&self) -> Vec<Quotation> {
        let edge = 1.0 - (OFF * self.measure.spread).max(LEAST);
        let is_short = |i: usize| (self.is_prose)(i) && self.measure.fill[i] < edge;
        let mut found = Vec::new();
        let mut first = 0;
        while first < self.rows.len() {
            let run = (first..self.rows.len())
                .take_while(|&i| is_short(i))
                .count();
            found.extend(self.even(first..first + run));
            first += run.max(1);
        }
        found
    }

    /// What is left of a run when the paragraphs' ends before and after it are taken away, if it is of one measure.
    fn even(&self, mut run: Range<usize>) -> Option<Quotation> {
        let fill = &self.measure.fill;
        if run.len() <= FULL {
            return None;
        }
        let width = self.width(&run);
        let near = OFF * self.measure.spread;
        while !run.is_empty() && (fill[run.start] > width + near || !self.begins(run.start)) {
            run.start += 1;
        }
        while !run.is_empty() && !self.ends(run.end - 1) {
            run.end -= 1;
        }
        let full = run.clone().filter(|&i| (fill[i] - width).abs() < near);
        let full = full.filter(|&i| i + 1 < run.end).count();
        let is_even = run.clone().all(|i| fill[i] < width + near);
        let is_narrow = width < 1.0 - (OFF * self.measure.spread).max(LEAST);
        let is_one = is_even && is_narrow && full >= FULL && full * 2 >= run.len();
        is_one.then_some(Quotation {
            rows: run,
            width,
            why: "lines that all end before the measure",
        })
    }

    /// How wide the full lines of a run are, as a share of the measure.
    fn width(&self, run: &Range<usize>) -> f32 {
        let inner = run.clone().filter(|&i| i + 1 < run.end && self.goes_on(i));
        let fill: Vec<f32> = inner.map(|i| self.measure.fill[i]).collect();
        if fill.len() < 2 {
            return 1.0;
        }
        usual(fill).min(1.0)
    }

    fn is_set_off(&self, run: &Range<usize>) -> bool {
        self.begins(run.start) && self.ends(run.end - 1)
    }

    /// Whether something new may begin with a row: what stands before it is at an end.
    fn begins(&self, row: usize) -> bool {
        let Some(before) = row.checked_sub(1) else {
            return true;
        };
        let end = self.rows[before].closes;
        self.rows[before].gap.is_blank()
            || !(self.is_prose)(before)
            || matches!(end, End::Sentence | End::Colon)
    }

    /// Whether something may be at its end with a row.
    fn ends(&self, row: usize) -> bool {
        self.rows[row].gap.is_blank()
            || self
                .rows
                .get(row + 1)
                .is_none_or(|_| !(self.is_prose)(row + 1))
            || matches!(self.rows[row].closes, End::Sentence | End::Colon)
    }
}
