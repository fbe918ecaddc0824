//! What the page itself says of each line. In: a source's [`Typography`]. Out: [`Given`]: sizes as shares of the text's,
//! distances as shares of its leading, indents in ems of its type, columns, and what stands outside the text block or
//! under the rule above notes. A text has no pages: there is nothing given, and what passes know is estimated.
//!
//! All is learnt from the document as a whole: where its lines of text begin and end, how far apart and how large they
//! are. A page that is set otherwise differs from that, and says so.

mod block;
mod strips;

use crate::galley::Galley;
use crate::source::Span;
use crate::source::typography::{Line, Run, Style, Typography};
use block::Blocks;
use std::collections::BTreeMap;
use std::ops::Range;
use strips::Strips;

/// Where a line stands as to the text block of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Above it, where running heads stand.
    Head,
    /// In it.
    Block,
    /// Below it, where folios stand.
    Foot,
    /// Beside it: line numbers, side notes.
    Side,
}

/// One line as it stands on its page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stand {
    /// Its page, from 0.
    pub page: u32,
    /// Its column on the page, from 0; none for a line across several.
    pub column: Option<u8>,
    /// Where it stands as to the text block.
    pub zone: Zone,
    /// How far down its page its baseline is, in 1/100 pt.
    pub baseline: i32,
    /// Its size, as a share of the text's.
    pub size: f32,
    /// How far its baseline is from that of the line above in its column, as a share of the usual; infinite at the head.
    pub above: f32,
    /// The same as to the line below; infinite at the foot.
    pub below: f32,
    /// How far right of its column's left edge it begins, in ems of the text's type; negative for a hanging line.
    pub indent: f32,
    /// How much room its column has at its right end, in ems of the text's type.
    pub room: f32,
    /// How wide its column is, in ems of the text's type.
    pub measure: f32,
    /// The widest blank between two of its words, in ems of its own type.
    pub blank: f32,
    /// Whether the rule that stands above notes stands above it in its column.
    pub is_under_rule: bool,
    /// Shares of its letters that are italic, bold and in small capitals.
    pub italic: f32,
    /// See `italic`.
    pub bold: f32,
    /// See `italic`.
    pub small_capitals: f32,
    /// The share of its letters that are set apart.
    pub spaced: f32,
}

/// Lines so many times as far apart as is usual have room between them; twice as much is worth two empty lines.
const APART: f32 = 1.3;

impl Stand {
    /// How many empty lines the room above it is worth; none at the head of its column. Smaller type is set closer.
    pub fn room_above(&self) -> usize {
        let share = self.above / self.size.clamp(0.5, 1.0);
        usize::from(self.above.is_finite() && share > APART)
            + usize::from(self.above.is_finite() && share > 2.0 * APART)
    }

    /// Whether it stands as far from both edges of its column, and not at them.
    pub fn is_centred(&self) -> bool {
        self.indent > CENTRED && (self.indent - self.room).abs() < CENTRED.max(0.1 * self.room)
    }
}

/// Ems that a centred line stands in at least, and may be off the middle.
const CENTRED: f32 = 1.0;

/// The lines of one source as they stand.
pub(crate) struct Given<'g> {
    table: &'g Typography,
    stands: Vec<Stand>,
}

impl<'g> Given<'g> {
    /// What a galley's first source says; none for a text. Each source is repaired for itself.
    pub fn of(galley: &'g Galley) -> Option<Given<'g>> {
        galley
            .typography(0)
            .filter(|t| !t.lines().is_empty())
            .map(Given::new)
    }

    fn new(table: &'g Typography) -> Given<'g> {
        let size = body_size(table);
        let strips = Strips::of(table, size);
        let order = strips.in_columns(table);
        let leading = usual_leading(table, &order, size);
        let blocks = Blocks::of(table, &strips, &order, (size, leading));
        let mut stands: Vec<Stand> = (0..table.lines().len())
            .map(|index| stand(table, &strips, &blocks, (index, size)))
            .collect();
        for column in &order {
            for pair in column.windows(2) {
                let (above, below) = (pair[0], pair[1]);
                let apart = table.lines()[below].baseline - table.lines()[above].baseline;
                let share = apart as f32 / leading as f32;
                stands[above].below = stands[above].below.min(share);
                stands[below].above = stands[below].above.min(share);
            }
        }
        Given { table, stands }
    }

    /// Whether its words were read off a picture.
    pub fn is_scan(&self) -> bool {
        self.table.is_scan()
    }

    /// The line that a place stands in.
    pub fn line(&self, at: Span) -> Option<&Stand> {
        Some(&self.stands[self.table.line_at(at.start)?])
    }

    /// The runs of a place.
    pub fn runs(&self, at: Span) -> &'g [Run] {
        self.table.runs(at.start..at.end)
    }

    /// The parts of a place that stand raised, in bytes from its start.
    pub fn raised(&self, at: Span) -> impl Iterator<Item = Range<usize>> {
        let raised = self
            .runs(at)
            .iter()
            .filter(|run| run.style.has(Style::RAISED));
        raised.map(move |run| {
            let [start, end] = [run.start, run.end].map(|byte| byte.clamp(at.start, at.end));
            (start - at.start) as usize..(end - at.start) as usize
        })
    }
}

/// The value with the greatest sum, the smallest of them where several have it.
fn most(sums: &BTreeMap<i32, u32>) -> Option<i32> {
    let most = sums.values().max()?;
    sums.iter()
        .find(|(_, sum)| *sum == most)
        .map(|(&value, _)| value)
}

/// Sizes are held against each other in steps of so many 1/100 pt: those of scans waver.
const STEP: i32 = 50;

/// The size of the text: each page has a voice, the size of most letters in its upper part. Where notes outweigh the
/// text, all letters together would name their size.
fn body_size(table: &Typography) -> i32 {
    let mut pages: Vec<BTreeMap<i32, u32>> = vec![BTreeMap::new(); table.pages().len()];
    let mut exact: BTreeMap<i32, u32> = BTreeMap::new();
    for line in table.lines() {
        let letters = line.end - line.start;
        *exact.entry(line.size).or_default() += letters;
        let page = line.page as usize;
        let is_upper = table
            .pages()
            .get(page)
            .is_some_and(|p| 2 * line.baseline < p.height);
        if is_upper {
            *pages[page].entry(line.size / STEP).or_default() += letters;
        }
    }
    let mut votes: BTreeMap<i32, u32> = BTreeMap::new();
    for size in pages.iter().filter_map(most) {
        *votes.entry(size).or_default() += 1;
    }
    let step = most(&votes);
    exact.retain(|size, _| step.is_none_or(|step| size / STEP == step));
    most(&exact).unwrap_or(1000).max(1)
}

/// The usual distance of two lines of text in a column; where there are none, what is usual for their size.
fn usual_leading(table: &Typography, order: &[Vec<usize>], size: i32) -> i32 {
    let mut apart: BTreeMap<i32, u32> = BTreeMap::new();
    let is_text = |line: &Line| is_near(line.size, size);
    for pair in order.iter().flat_map(|column| column.windows(2)) {
        let [above, below] = [pair[0], pair[1]].map(|index| &table.lines()[index]);
        let distance = below.baseline - above.baseline;
        if is_text(above) && is_text(below) && (size * 4 / 5..3 * size).contains(&distance) {
            *apart.entry(distance / LEADING_STEP).or_default() += 1;
        }
    }
    most(&apart)
        .map_or(size * 6 / 5, |step| step * LEADING_STEP + LEADING_STEP / 2)
        .max(1)
}

/// Distances of lines are counted in steps of so many 1/100 pt.
const LEADING_STEP: i32 = 20;

/// Whether a size is the text's, but for what a scan's wavers.
fn is_near(size: i32, text: i32) -> bool {
    (size - text).abs() * 20 <= text
}

fn stand(
    table: &Typography,
    strips: &Strips,
    blocks: &Blocks,
    (index, size): (usize, i32),
) -> Stand {
    let line = &table.lines()[index];
    let em = size as f32;
    let (left, right) = strips.edges(table, index);
    let runs = table.runs_of(line);
    let share = |style: Style| {
        let letters = |run: &&Run| (run.end - run.start) as f32;
        let all: f32 = runs.iter().map(|run| letters(&run)).sum();
        let own = runs.iter().filter(|run| run.style.has(style));
        own.map(|run| letters(&run)).sum::<f32>() / all.max(1.0)
    };
    Stand {
        page: line.page,
        column: strips.column(index),
        zone: blocks.zone(index),
        baseline: line.baseline,
        size: line.size as f32 / em,
        above: f32::INFINITY,
        below: f32::INFINITY,
        indent: (line.left - left) as f32 / em,
        room: (right - line.right) as f32 / em,
        measure: (right - left) as f32 / em,
        blank: blank(runs) as f32 / line.size.max(1) as f32,
        is_under_rule: blocks.is_under_rule(index),
        italic: share(Style::ITALIC),
        bold: share(Style::BOLD),
        small_capitals: share(Style::SMALL_CAPITALS),
        spaced: share(Style::SPACED),
    }
}

/// The widest blank between words of a line.
fn blank(runs: &[Run]) -> i32 {
    let words = runs.windows(2).filter(|pair| pair[0].end < pair[1].start);
    let blanks = words.map(|pair| pair[1].left - pair[0].right);
    blanks.max().unwrap_or(0)
}

#[cfg(test)]
mod tests;
