//! Lines that are not prose. In: rows and their measure. Out: the [`Shape`] of each row: verse, quotations, lists,
//! ornaments.

use super::lists;
use super::quotations;
use crate::facsimile::measure::Measure;
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};
use crate::facsimile::set_off::{IN, Kind, SetOff};
use crate::galley::{Label, LineKind, Pen, said};
use crate::ledger::Certainty;
use std::ops::Range;

/// What a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Prose,
    Verse,
    /// A quotation, and what shows it.
    Quote(&'static str),
    /// An item, by its count, and what shows it.
    Item(u32, &'static str),
    Ornament,
}

impl Shape {
    /// The shape of a row by the editor's word. Each item that is said begins one: the rows' own numbers keep them apart.
    fn said(kind: LineKind, row: usize) -> Shape {
        match kind {
            LineKind::Verse => Shape::Verse,
            LineKind::Quotation => Shape::Quote(said::WHY),
            LineKind::Item => Shape::Item(u32::MAX - row as u32, said::WHY),
            LineKind::Ornament => Shape::Ornament,
            _ => Shape::Prose,
        }
    }

    /// Whether each row is a block, or a line that stays one.
    pub fn keeps_lines(self) -> bool {
        matches!(self, Shape::Verse | Shape::Ornament)
    }
}

/// The shapes of some rows. What is set off from the text gets its own measure.
///
/// Where the page is given, it says what is set off; of what the words alone take for verse, only what stands in is left.
pub(super) fn find(
    rows: &[Row],
    measure: &mut Measure,
    verse: Vec<Range<usize>>,
    set_off: &[SetOff],
) -> Vec<Shape> {
    let mut shapes = vec![Shape::Prose; rows.len()];
    let is_open = |i: usize| matches!(rows[i].label, Label::Body | Label::Call(_));
    for i in (0..rows.len()).filter(|&i| is_open(i)) {
        if is_ornament(rows[i].print()) || is_dash_between(rows, i) {
            shapes[i] = Shape::Ornament;
        }
    }
    let stands_in = |row: usize| rows[row].stand.is_none_or(|stand| stand.indent > IN);
    for verse in verse {
        let verse = without_prose(rows, verse, &stands_in);
        let is_in = verse.clone().filter(|&row| stands_in(row)).count() * 2 > verse.len();
        for row in verse.filter(|_| is_in) {
            if shapes[row] == Shape::Prose {
                shapes[row] = Shape::Verse;
            }
        }
    }
    for (count, one) in set_off.iter().enumerate() {
        let shape = match one.kind {
            Kind::Quote => Shape::Quote(one.why),
            Kind::Verse => Shape::Verse,
            Kind::Item => Shape::Item(count as u32 + 1, one.why),
            Kind::Plain | Kind::Table => Shape::Prose,
        };
        measure.narrow(rows, one.rows.clone(), one.width);
        for row in one.rows.clone().filter(|&row| is_open(row)) {
            shapes[row] = if shapes[row] == Shape::Ornament {
                Shape::Ornament
            } else {
                shape
            };
        }
    }
    if measure.is_wrapped && !measure.is_given {
        let is_prose = |i: usize| is_open(i) && shapes[i] == Shape::Prose;
        for quotation in quotations::find(rows, measure, is_prose) {
            measure.narrow(rows, quotation.rows.clone(), quotation.width);
            shapes[quotation.rows].fill(Shape::Quote(quotation.why));
        }
    }
    if !measure.is_given {
        items(rows, measure, &mut shapes);
    }
    for (at, row) in rows.iter().enumerate() {
        if let Some(kind) = row.said {
            shapes[at] = Shape::said(kind, at);
        }
    }
    shapes
}

/// Verse without the rows at its ends that stand where prose does, with room between them and the rest: the last line of
/// the paragraph above it leaves room, too.
fn without_prose(
    rows: &[Row],
    mut verse: Range<usize>,
    stands_in: &dyn Fn(usize) -> bool,
) -> Range<usize> {
    let is_parted = |row: usize| rows[row].stand.is_some() && rows[row].gap.is_blank();
    let head = verse.clone().take_while(|&row| !stands_in(row)).last();
    if let Some(last) = head.filter(|&row| is_parted(row)) {
        verse.start = last + 1;
    }
    let tail = verse
        .clone()
        .rev()
        .take_while(|&row| !stands_in(row))
        .last();
    if let Some(first) = tail.filter(|&row| row > verse.start && is_parted(row - 1)) {
        verse.end = first;
    }
    verse
}

/// Marks of which ornaments are made.
const MARKS: &str = "*∗⁂❦❧☙✻✽#~•·⁎◊§+=_—–-.";

/// A line of nothing but marks: `* * *`, `⁂`, `———`, `~`.
fn is_ornament(print: &str) -> bool {
    let (mut count, mut stars) = (0, 0);
    for mark in print.chars().filter(|c| !c.is_whitespace()) {
        if !MARKS.contains(mark) {
            return false;
        }
        count += 1;
        stars += usize::from(mark != '.');
    }
    let is_single = count == 1 && print.contains(['⁂', '❦', '❧', '☙', '~', '*', '✻', '◊']);
    is_single || stars >= 3
}

/// Whether a dash stands on a line of its own between the end of a sentence and the beginning of one.
fn is_dash_between(rows: &[Row], i: usize) -> bool {
    let is_dash = matches!(rows[i].print().trim(), "—" | "–" | "——" | "--");
    let is_after = i > 0 && rows[i - 1].closes == End::Sentence;
    let is_before = rows
        .get(i + 1)
        .is_some_and(|next| next.opens == Start::Upper);
    is_dash && is_after && is_before && !rows[i].gap.closed && !rows[i - 1].gap.closed
}

/// Rows that begin with a bullet, and the rows that go on from them.
fn items(rows: &[Row], measure: &Measure, shapes: &mut [Shape]) {
    let dashed = lists::dashed(rows);
    let is_bullet = |i: usize| {
        let has_bullet = rows[i].text.starts_with(['•', '‣', '▪', '◦']);
        has_bullet && rows[i].label == Label::Body || dashed.binary_search(&i).is_ok()
    };
    let mut item = 0;
    for i in 0..rows.len() {
        if shapes[i] != Shape::Prose {
            continue;
        }
        if is_bullet(i) {
            item += 1;
            shapes[i] = Shape::Item(item, "a bullet");
        } else if i > 0
            && matches!(shapes[i - 1], Shape::Item(..))
            && measure.score(rows, i - 1) < 0.0
        {
            shapes[i] = shapes[i - 1];
        }
    }
}

/// Labels the rows that are not prose.
pub(super) fn enter(pen: &mut Pen<'_>, rows: &[Row], shapes: &[Shape]) {
    let mut first = 0;
    while first < rows.len() {
        let run = shapes[first..]
            .iter()
            .take_while(|s| **s == shapes[first])
            .count();
        let entry = match shapes[first] {
            Shape::Prose => None,
            Shape::Verse => Some((
                Label::Verse,
                "short lines that do not fill the measure",
                Certainty::Doubtful,
            )),
            Shape::Quote(why) => Some((Label::Quote, why, Certainty::Likely)),
            Shape::Item(_, why) => Some((Label::Item, why, Certainty::Likely)),
            Shape::Ornament => Some((
                Label::Ornament,
                "a line of nothing but marks",
                Certainty::Likely,
            )),
        };
        if let Some((label, why, certainty)) = entry {
            for row in &rows[first..first + run] {
                let (why, certainty) = match row.said {
                    Some(_) => (said::WHY, Certainty::Sure),
                    None => (why, certainty),
                };
                pen.mark(row.start..row.end, label, why, certainty);
            }
        }
        first += run;
    }
}
