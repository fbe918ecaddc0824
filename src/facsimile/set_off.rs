//! What is set off from the text, where the page is given. In: rows that know their places. Out: [`SetOff`]s: quotations,
//! verse and items of lists, each with its rows.
//!
//! Prose stands at the left edge of its column but for first lines. What stands in with more than one row, or in smaller
//! type, is set off; verse is told from a quotation by the room that its lines leave, an item by its sign and by the rows
//! that hang below the words after it.

mod items;
mod lines;

use super::rows::Row;
use super::sentence::{End, Start};
use crate::galley::Label;
use lines::Habits;
use std::collections::BTreeMap;
use std::ops::Range;

/// What kind of thing is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Quote,
    Verse,
    /// An item of a list.
    Item,
    /// An item that no list can hold: with a letter, or a further paragraph of an item.
    Plain,
    /// A table, or entries with their pages: not to be taken for anything else.
    Table,
}

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetOff {
    pub rows: Range<usize>,
    pub kind: Kind,
    /// Rows that only go on with the line of verse above them.
    pub turned_over: Vec<usize>,
    /// The share of the measure that its full lines reach.
    pub width: f32,
    /// What shows it, in words for the ledger.
    pub why: &'static str,
}

/// So many ems right of the edge a line stands in.
pub(crate) const IN: f32 = 0.6;
/// Two edges are the same if they are no farther apart, in ems.
const SAME: f32 = 0.35;
/// Type below this share of the text's size is smaller.
const SMALL: f32 = 0.95;
/// Rows this share of the usual distance apart have room between them.
const APART: f32 = 1.25;
/// What stands in by more than this share of the measure is a signature or an address.
const DEEP: f32 = 0.45;
/// And has fewer lines than this.
const ADDRESS: usize = 4;
/// First lines stand in by so many ems at most.
const FIRST: f32 = 4.0;
/// So many rows show how far first lines stand in.
const FEW: usize = 3;
/// Of so many lines inside sentences, so many reach the edge where prose is set to the measure.
const JUSTIFIED: (usize, usize) = (4, 5);
/// The least indent of first lines, and steps in which indents are counted, in ems.
const STEP: f32 = 0.25;
/// A blank so many ems wide parts the cells of a table, or an entry from its page.
const CELL: f32 = 2.0;

/// What is set off among some rows, in their order; nothing where no page is given.
pub(crate) fn find(rows: &[Row]) -> Vec<SetOff> {
    if rows.iter().all(|row| row.stand.is_none()) {
        return Vec::new();
    }
    let habits = habits(rows);
    let mut found = items::find(rows, habits.first);
    let mut taken = vec![false; rows.len()];
    for item in &found {
        taken[item.rows.clone()].fill(true);
    }
    let page = Page { rows, habits };
    let mut at = 0;
    while at < rows.len() {
        let end = at
            + (at..rows.len())
                .take_while(|&i| !taken[i] && page.is_off(i))
                .count();
        if end > at {
            page.parts(at..end, &mut found);
        }
        at = end.max(at + 1);
    }
    found.sort_by_key(|one| one.rows.start);
    found
}

/// Whether a row is running text in the text block.
fn is_text(row: &Row) -> bool {
    row.stand.is_some() && matches!(row.label, Label::Body | Label::Call(_))
}

fn left(row: &Row) -> f32 {
    row.stand.map_or(0.0, |stand| stand.indent)
}

fn room(row: &Row) -> f32 {
    row.stand.map_or(0.0, |stand| stand.room)
}

fn size(row: &Row) -> f32 {
    row.stand.map_or(1.0, |stand| stand.size)
}

/// Whether there is room above a row, as its own type is set.
fn is_apart(row: &Row) -> bool {
    let stand = row.stand.filter(|stand| stand.above.is_finite());
    stand.is_some_and(|stand| stand.above / stand.size.clamp(0.5, 1.0) > APART)
}

/// Whether most rows have cells, or the numbers of pages at their ends.
fn is_table(rows: &[Row]) -> bool {
    let has_cells = |row: &&Row| row.stand.is_some_and(|stand| stand.blank > CELL);
    let is_entry = |row: &&Row| {
        let bare = row.text.trim_end_matches(['.', ',', ';']);
        bare.ends_with(|c: char| c.is_ascii_digit())
    };
    let cells = rows.iter().filter(has_cells).count();
    let entries = rows.iter().filter(is_entry).count();
    cells * 2 >= rows.len() || entries * 5 >= rows.len() * 2
}

/// How far in the first lines of paragraphs stand, in ems; 0 where they do not.
fn first_indent(rows: &[Row]) -> f32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for pair in rows.windows(2) {
        let is_first = is_text(&pair[0])
            && is_text(&pair[1])
            && (IN..FIRST).contains(&left(&pair[0]))
            && left(&pair[1]).abs() < SAME
            && !pair[0].gap.turned;
        if is_first {
            let step = (left(&pair[0]) / STEP).round() as i32;
            *counts.entry(step).or_default() += 1;
        }
    }
    let most = counts.iter().max_by_key(|(_, count)| **count);
    most.filter(|(_, count)| **count >= FEW)
        .map_or(0.0, |(step, _)| *step as f32 * STEP)
}

fn habits(rows: &[Row]) -> Habits {
    let inner = rows.windows(2).filter(|pair| {
        let is_prose = is_text(&pair[0]) && left(&pair[0]) < SAME && size(&pair[0]) >= SMALL;
        is_prose && pair[0].closes != End::Sentence && pair[1].opens == Start::Lower
    });
    let (mut all, mut full) = (0, 0);
    for pair in inner {
        all += 1;
        full += usize::from(room(&pair[0]).abs() < SAME);
    }
    Habits {
        first: first_indent(rows),
        is_justified: full * JUSTIFIED.1 > all * JUSTIFIED.0,
    }
}

struct Page<'r> {
    rows: &'r [Row],
    habits: Habits,
}

impl Page<'_> {
    /// Whether a row stands in, or is set smaller, and is not the first line of a paragraph of the text.
    fn is_off(&self, index: usize) -> bool {
        let row = &self.rows[index];
        if !is_text(row) {
            return false;
        }
        let is_small = size(row) < SMALL;
        let is_first = || {
            let next = self.rows.get(index + 1);
            let goes_back = next.is_some_and(|next| left(next) < SAME && size(next) >= SMALL);
            (left(row) - self.habits.first).abs() < SAME && goes_back && room(row) < left(row) + IN
        };
        is_small || left(row) > IN && !is_first()
    }

    /// Parts a run of rows where room stands between and the edge or the size changes, and judges each part.
    fn parts(&self, run: Range<usize>, found: &mut Vec<SetOff>) {
        let mut first = run.start;
        let (mut base, mut next_base) = (f32::INFINITY, f32::INFINITY);
        for at in run.clone() {
            let is_cut = at > first && {
                let (above, below) = (&self.rows[at - 1], &self.rows[at]);
                let is_resized = (size(above) - size(below)).abs() > 1.0 - SMALL;
                next_base = self.base(at..run.end);
                is_resized || is_apart(below) && (base - next_base).abs() > SAME
            };
            if is_cut {
                found.extend(self.judge(first..at));
                (first, base) = (at, next_base);
            }
            base = base.min(left(&self.rows[at]));
        }
        found.extend(self.judge(first..run.end));
    }

    /// The left edge of the rows up to the next room between.
    fn base(&self, rows: Range<usize>) -> f32 {
        let inner = rows
            .clone()
            .skip(1)
            .take_while(|&i| !is_apart(&self.rows[i]));
        let all = rows.clone().take(1).chain(inner);
        all.map(|i| left(&self.rows[i]))
            .fold(f32::INFINITY, f32::min)
    }

    fn judge(&self, mut run: Range<usize>) -> Option<SetOff> {
        // A signature below stands far to the right.
        let run_start = run.start;
        let measure = self.rows[run.start].stand?.measure;
        let is_deep = |i: usize| left(&self.rows[i]) > DEEP * measure;
        let is_after =
            |i: usize| i == run_start || left(&self.rows[i]) - left(&self.rows[i - 1]) > IN;
        while !run.is_empty() && is_deep(run.end - 1) && is_after(run.end - 1) {
            run.end -= 1;
        }
        let rows = &self.rows[run.clone()];
        if rows.len() < 2 {
            return None;
        }
        let edge = rows.iter().map(left).fold(f32::INFINITY, f32::min);
        let right = rows.iter().map(room).fold(f32::INFINITY, f32::min);
        if edge > DEEP * measure && rows.len() < ADDRESS {
            return None;
        }
        let set_off = |kind, why| SetOff {
            width: (1.0 - right.max(0.0) / measure).max(0.3),
            rows: run.clone(),
            kind,
            turned_over: Vec::new(),
            why,
        };
        if is_table(rows) {
            return Some(set_off(
                Kind::Table,
                "cells, or numbers at the ends of lines",
            ));
        }
        let is_parted = self.is_parted(&run);
        if let Some(turned_over) = lines::verse(rows, (edge, right), is_parted, self.habits) {
            let turned_over = turned_over.into_iter().map(|i| i + run.start).collect();
            let verse = set_off(
                Kind::Verse,
                "lines that stand in and leave room at their ends",
            );
            return Some(SetOff {
                turned_over,
                ..verse
            });
        }
        let centred = rows
            .iter()
            .filter(|row| row.stand.is_some_and(|s| s.is_centred()));
        let at_edge = rows.iter().filter(|row| left(row) - edge < SAME).count();
        let is_ragged = at_edge * 2 < rows.len();
        if is_ragged && centred.count() * 2 >= rows.len() {
            return None;
        }
        let is_small = rows.iter().filter(|row| size(row) < SMALL).count() * 2 > rows.len();
        if is_small {
            return Some(set_off(Kind::Quote, "lines in smaller type"));
        }
        let is_quote = at_edge * 2 >= rows.len() && edge > IN && self.goes_on(rows, edge);
        is_quote.then(|| set_off(Kind::Quote, "lines that all stand in"))
    }

    /// Whether there is room above and below a run; at the edge of a page one of them tells for both.
    fn is_parted(&self, run: &Range<usize>) -> bool {
        let room_at = |row: Option<&Row>| {
            let stand = row.filter(|row| is_text(row))?.stand?;
            stand.above.is_finite().then(|| row.is_some_and(is_apart))
        };
        let (above, below) = (
            room_at(self.rows.get(run.start)),
            room_at(self.rows.get(run.end)),
        );
        above.or(below) == Some(true) && below.or(above) == Some(true)
    }

    /// Whether sentences go on from row to row at the edge: paragraphs of a line each stand in, too.
    fn goes_on(&self, rows: &[Row], edge: f32) -> bool {
        let inner = rows.windows(2).filter(|pair| {
            let is_edge = left(&pair[1]) - edge < SAME;
            let is_inner = pair[0].closes != End::Sentence && pair[1].opens == Start::Lower;
            is_edge && is_inner
        });
        let needed = if (edge - self.habits.first).abs() < SAME {
            3
        } else {
            6
        };
        inner.count() * needed >= rows.len() - 1
    }
}

#[cfg(test)]
mod tests;
