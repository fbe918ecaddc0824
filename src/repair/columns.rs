//! Columns. In: pages on which two columns stand side by side on each line. Out: their order of reading: the left
//! column's lines, then the right one's; a line across both ends a band of columns.
//!
//! The gutter shows where the right-hand parts of most lines begin at one and the same place after a wide blank. Prose in
//! one column has no wide blanks inside its lines; a table has short cells.

use super::{GoesBy, Pass, Rules};
use crate::galley::{Edit, Galley, Label, Line, Pen};
use crate::ledger::Certainty;
use std::collections::BTreeMap;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "columns",
    about: "two columns put in the order of reading",
    goes_by: GoesBy::Print,
    run,
};

/// A page has this many lines of two columns at least.
const FEWEST: usize = 6;
/// A column is this many characters wide at least, in most of its lines.
const NARROWEST: usize = 15;
/// The right column begins at the same place but for so many characters: letters differ in width.
const PLAY: usize = 3;
/// The first line of a paragraph stands in by so many at most.
const INDENT: usize = 6;

fn run(pen: &mut Pen<'_>, _rules: &Rules) {
    let galley = pen.galley().clone();
    let lines: Vec<Line> = galley.lines();
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        if let Some(right) = right_edge(&galley, page) {
            let split: Vec<Split> = page
                .iter()
                .map(|line| split(&galley, line, right))
                .collect();
            bands(pen, page, &split);
        }
    }
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

/// The wide blanks inside a line, with the character at which each one ends.
fn gutters(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut blank = 0;
    let mut begins = 0;
    let mut has_ink = false;
    for (column, (at, c)) in text.char_indices().enumerate() {
        if c.is_whitespace() {
            begins = if blank == 0 { at } else { begins };
            blank += 1;
            continue;
        }
        if blank >= 2 && has_ink {
            found.push((begins..at, column));
        }
        blank = 0;
        has_ink = true;
    }
    found
}

/// The character at which the right column begins, if the page has two.
fn right_edge(galley: &Galley, page: &[Line]) -> Option<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    let mut inked = 0;
    for line in page {
        let text = &galley.text()[line.range.clone()];
        inked += usize::from(!text.trim().is_empty());
        for (blank, column) in gutters(text) {
            let wide =
                |side: &str| side.trim().chars().count() >= NARROWEST && side.trim().contains(' ');
            if wide(&text[..blank.start]) && wide(&text[blank.end..]) {
                *votes.entry(column).or_insert(0) += 1;
            }
        }
    }
    let near = |column: usize| -> usize {
        votes
            .range(column.saturating_sub(PLAY)..=column + PLAY)
            .map(|v| v.1)
            .sum()
    };
    let best = votes
        .keys()
        .copied()
        .max_by_key(|&column| (near(column), votes[&column]))?;
    (near(best) >= FEWEST && near(best) * 5 >= inked * 2).then_some(best)
}

fn split(galley: &Galley, line: &Line, right: usize) -> Split {
    let text = &galley.text()[line.range.clone()];
    let Some(first) = text.chars().position(|c| !c.is_whitespace()) else {
        return Split::Blank;
    };
    if line.label != Label::Body {
        return Split::Across;
    }
    let near = |column: usize| column + PLAY >= right && column <= right + PLAY + INDENT;
    let gutter = gutters(text).into_iter().find(|(_, column)| near(*column));
    if let Some((blank, column)) = gutter {
        // What the right column's line stands in remains its indent.
        let indent = column.saturating_sub(right + 1).min(blank.len() - 2);
        return Split::Both(line.range.start + blank.start..line.range.start + blank.end - indent);
    }
    let end = text.trim_end().chars().count();
    let is_centred =
        first + 2 * NARROWEST > right && first + PLAY < right && end - first <= NARROWEST;
    match () {
        () if is_centred => Split::Across,
        () if end <= right => Split::Left,
        () if first + PLAY >= right => Split::Right,
        () => Split::Across,
    }
}

/// Reorders each run of lines in columns.
fn bands(pen: &mut Pen<'_>, page: &[Line], split: &[Split]) {
    let mut first = 0;
    while first < page.len() {
        let is_in = |s: &&Split| **s != Split::Across;
        let run = split[first..].iter().take_while(is_in).count();
        band(pen, &page[first..first + run], &split[first..first + run]);
        first += run.max(1);
    }
}

fn band(pen: &mut Pen<'_>, lines: &[Line], split: &[Split]) {
    let has_both = split.iter().filter(|s| matches!(s, Split::Both(_))).count() >= 2;
    if !has_both {
        return;
    }
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
