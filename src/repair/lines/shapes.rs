//! Lines that are not prose. In: rows and their measure. Out: the [`Shape`] of each row: verse, quotations, lists,
//! ornaments, tables of contents.

use super::measure::Measure;
use super::rows::Row;
use super::sentence::{End, Start};
use crate::galley::{Label, Pen};
use crate::ledger::Certainty;

/// What a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Prose,
    Verse,
    Quote,
    Item(u32),
    Ornament,
    Contents,
}

impl Shape {
    /// Whether each row is a block, or a line that stays one.
    pub fn keeps_lines(self) -> bool {
        matches!(self, Shape::Verse | Shape::Ornament | Shape::Contents)
    }
}

/// The shapes of some rows.
pub(super) fn find(rows: &[Row], measure: &Measure) -> Vec<Shape> {
    let mut shapes = vec![Shape::Prose; rows.len()];
    let is_open = |i: usize| matches!(rows[i].label, Label::Body | Label::Call(_));
    for i in (0..rows.len()).filter(|&i| is_open(i)) {
        if is_ornament(&rows[i].print) {
            shapes[i] = Shape::Ornament;
        }
    }
    runs(rows, &mut shapes, Shape::Contents, 4, |i| {
        leads_to_page(&rows[i].print)
    });
    if measure.is_wrapped {
        verse(rows, measure, &mut shapes);
        quotations(rows, measure, &mut shapes);
    }
    items(rows, measure, &mut shapes);
    shapes
}

/// Gives a shape to runs of open prose rows that have a property.
fn runs(
    rows: &[Row],
    shapes: &mut [Shape],
    shape: Shape,
    fewest: usize,
    has: impl Fn(usize) -> bool,
) {
    let mut first = 0;
    while first < rows.len() {
        let is_own =
            |i: &usize| rows[*i].label == Label::Body && shapes[*i] == Shape::Prose && has(*i);
        let run = (first..rows.len()).take_while(is_own).count();
        if run >= fewest {
            shapes[first..first + run].fill(shape);
        }
        first += run.max(1);
    }
}

/// A line of nothing but marks: `* * *`, `⁂`, `———`, `~`.
fn is_ornament(print: &str) -> bool {
    let marks = print.chars().filter(|c| !c.is_whitespace());
    let (mut count, mut stars) = (0, 0);
    for mark in marks {
        let is_star = matches!(
            mark,
            '*' | '∗'
                | '⁂'
                | '❦'
                | '❧'
                | '☙'
                | '✻'
                | '✽'
                | '#'
                | '~'
                | '•'
                | '·'
                | '⁎'
                | '◊'
                | '§'
                | '+'
                | '='
                | '_'
                | '—'
                | '–'
                | '-'
                | '.'
        );
        if !is_star {
            return false;
        }
        count += 1;
        stars += usize::from(mark != '.');
    }
    let is_single = count == 1 && print.contains(['⁂', '❦', '❧', '☙', '~', '*', '✻', '◊']);
    is_single || stars >= 3
}

/// A line of a table of contents: words, leaders or a wide blank, a page number.
fn leads_to_page(print: &str) -> bool {
    let number = print
        .rsplit(|c: char| c.is_whitespace() || c == '.')
        .next()
        .unwrap_or_default();
    let is_page = !number.is_empty()
        && number.len() <= 4
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x' | 'l'));
    let rest = &print[..print.len() - number.len()];
    let has_leaders = rest.ends_with("..")
        || rest.ends_with(". . ")
        || rest.ends_with(" . ")
        || rest.ends_with("… ")
        || rest.ends_with("   ");
    is_page && has_leaders && rest.contains(char::is_alphabetic)
}

/// Runs of three rows and more that are short though the sentence goes on, and begin with capitals.
fn verse(rows: &[Row], measure: &Measure, shapes: &mut [Shape]) {
    let is_short =
        |i: usize| measure.fill[i] < 0.78 && measure.fill[i] > 0.1 && !rows[i].gap.closed;
    let is_line = |i: usize| {
        is_short(i)
            && matches!(Start::of(&rows[i].text), Start::Upper)
            && rows[i].label == Label::Body
    };
    let mut first = 0;
    while first < rows.len() {
        let run = (first..rows.len()).take_while(|&i| is_line(i)).count();
        let ragged = (first..(first + run).saturating_sub(1)).filter(|&i| {
            matches!(End::of(&rows[i].text), End::Letter | End::Comma) && !rows[i].gap.is_blank()
        });
        if run >= 3 && ragged.count() * 2 >= run {
            shapes[first..first + run].fill(Shape::Verse);
        }
        first += run.max(1);
    }
}

/// Runs of rows that stand in although the sentence goes on from one to the next.
fn quotations(rows: &[Row], measure: &Measure, shapes: &mut [Shape]) {
    let stands_in = |i: usize| measure.is_indented(rows, i) && rows[i].label == Label::Body;
    let mut first = 0;
    while first < rows.len() {
        let is_own = |i: &usize| stands_in(*i) && shapes[*i] == Shape::Prose;
        let run = (first..rows.len()).take_while(is_own).count();
        let inner = (first..(first + run).saturating_sub(1)).filter(|&i| {
            End::of(&rows[i].text) != End::Sentence && Start::of(&rows[i + 1].text) == Start::Lower
        });
        if run >= 2 && inner.count() * 3 >= run {
            shapes[first..first + run].fill(Shape::Quote);
        }
        first += run.max(1);
    }
}

/// Rows that begin with a bullet, and the rows that go on from them.
fn items(rows: &[Row], measure: &Measure, shapes: &mut [Shape]) {
    let is_bullet =
        |i: usize| rows[i].text.starts_with(['•', '‣', '▪', '◦']) && rows[i].label == Label::Body;
    let mut item = 0;
    for i in 0..rows.len() {
        if shapes[i] != Shape::Prose {
            continue;
        }
        if is_bullet(i) {
            item += 1;
            shapes[i] = Shape::Item(item);
        } else if i > 0
            && matches!(shapes[i - 1], Shape::Item(_))
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
        let range = rows[first].start..rows[first + run - 1].end;
        let entry = match shapes[first] {
            Shape::Prose => None,
            Shape::Verse => Some((
                Label::Verse,
                "short lines that do not fill the measure",
                Certainty::Doubtful,
            )),
            Shape::Quote => Some((Label::Quote, "lines that all stand in", Certainty::Likely)),
            Shape::Item(_) => Some((Label::Item, "a bullet", Certainty::Likely)),
            Shape::Ornament => Some((
                Label::Ornament,
                "a line of nothing but marks",
                Certainty::Likely,
            )),
            Shape::Contents => Some((
                Label::Contents,
                "titles that lead to page numbers",
                Certainty::Likely,
            )),
        };
        if let Some((label, why, certainty)) = entry {
            for row in &rows[first..first + run] {
                pen.mark(row.start..row.end, label, why, certainty);
            }
            debug_assert!(range.start <= range.end);
        }
        first += run;
    }
}
