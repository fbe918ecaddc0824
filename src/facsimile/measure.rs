//! The measure of a text and the habits of its extractor. In: its rows. Out: [`Measure`]: how wide a full line is, how
//! far that varies, and what blank lines, indents and capitals tell in this text; all learnt from the rows themselves.

mod learn;
mod score;

use super::pitch;
use super::placed;
use super::rows::Row;
use super::sentence::Start;
use crate::galley::Label;
use crate::source::width::{self, HYPHEN, SPACE};
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Natural-log evidence: positive for the end of a paragraph, negative for a line that goes on.
pub(crate) type Score = f32;

/// What was learnt.
#[derive(Clone, Debug)]
pub(crate) struct Measure {
    /// Width of a full line.
    pub width: f32,
    /// Its spread, as a share of the width.
    pub spread: f32,
    /// How much narrower a first line is for its indent, as a share of the width; 0 where paragraphs have none.
    pub indent: f32,
    /// Whether lines end because the measure is full; else each line is a block of its own.
    pub is_wrapped: bool,
    /// Whether the page gives where lines begin and end: they need no estimate.
    pub is_given: bool,
    /// Each row's share of the measure.
    pub fill: Vec<f32>,
    /// What no, one and more blank lines say.
    blanks: [Score; 3],
    /// What a row without and with an indent says.
    indents: [Score; 2],
    /// Share of lines that begin with a capital though the sentence goes on.
    capitals: f32,
    prior: Score,
    /// The share of clear paragraph ends that a blank line marks.
    pub blank_share: f32,
    /// Whether the text marks speech by dashes.
    has_dashes: bool,
    /// Whether nouns are written with a capital, once that is asked.
    capital_nouns: OnceCell<bool>,
    /// Rows whose indents say nothing: blocks set off in which no paragraph's first line stands in.
    flat: Vec<bool>,
    /// Where the text begins, in blanks, at each row.
    margins: Vec<usize>,
    /// How far in first lines usually stand, in blanks; 0 where it is not known.
    first_indent: usize,
    /// How many characters each row's line holds, where lines are filled by that.
    holds: Vec<Option<usize>>,
}

/// What a row that is a whole paragraph is held against at least: three lines of some 65 characters, as few titles take more.
pub(super) const FEW_LINES: f32 = 81_000.0;

/// In a text of fewer lines, one that breaks off inside a sentence shows that lines are broken by the measure; else two.
const SMALL: usize = 12;

/// A line of print is so wide at most, some 120 characters; and a full line of a small text takes so much of the widest.
const WIDEST: f32 = 50_000.0;
const ABOUT_FULL: f32 = 0.85;

/// Two lines begin at one edge if they are no farther apart, in ems.
const SAME_EDGE: f32 = 0.35;

/// The least spread of line ends, as a share of the measure: where widths are estimated, and where they are given.
const ESTIMATED: f32 = 0.012;
const EXACT: f32 = 0.006;

/// A row so many times as wide as the measure is a paragraph; if one in four is, each row is one.
const WIDE: f32 = 4.0;

impl Measure {
    /// Learns from rows.
    pub fn of(rows: &[Row]) -> Measure {
        let mut measure = Measure::blank(margins(rows));
        let given = placed::measure(rows);
        measure.is_given = given.is_some();
        let width_of = |row: &Row| printed_width(row, given.unwrap_or_default());
        let widths: Vec<f32> = rows.iter().map(width_of).collect();
        let goes_on = |i: &usize| rows[i + 1].opens == Start::Lower;
        let mut full: Vec<usize> = (0..rows.len().saturating_sub(1)).filter(goes_on).collect();
        if full.is_empty() && rows.len() < SMALL {
            full = abutting(rows, &widths);
        }
        measure.width = usual(full.iter().map(|&i| widths[i]).collect()).max(1.0);
        measure.width = given.unwrap_or(measure.width);
        let wide = widths.iter().filter(|w| **w > WIDE * measure.width).count();
        let least = if rows.len() < SMALL { 1 } else { 2 };
        measure.is_wrapped =
            full.len() * 12 >= rows.len() && full.len() >= least && wide * 4 <= rows.len();
        measure.fill = if measure.is_wrapped {
            widths.iter().map(|w| fill(*w, measure.width)).collect()
        } else {
            unwrapped(&widths)
        };
        let off = full.iter().map(|&i| (measure.fill[i] - 1.0).abs());
        let mut off: Vec<f32> = off.filter(|off| *off < 0.12).collect();
        let least = if measure.is_given { EXACT } else { ESTIMATED };
        measure.spread = (median(&mut off) * 1.48).clamp(least, 0.06);
        let holds = pitch::holds(rows, &full).filter(|_| !measure.is_given);
        measure.holds = vec![holds; rows.len()];
        measure.learn(rows);
        measure
    }

    fn blank(margins: Vec<usize>) -> Measure {
        Measure {
            width: 1.0,
            spread: 0.02,
            indent: 0.0,
            is_wrapped: false,
            is_given: false,
            fill: Vec::new(),
            blanks: [0.0; 3],
            indents: [0.0; 2],
            capitals: 0.1,
            prior: -1.8,
            blank_share: 0.0,
            has_dashes: false,
            capital_nouns: OnceCell::new(),
            flat: vec![false; margins.len()],
            margins,
            first_indent: 0,
            holds: Vec::new(),
        }
    }

    /// Gives rows a measure and a margin of their own: `width` is the share of the text's measure that a full one takes.
    pub fn narrow(&mut self, rows: &[Row], block: Range<usize>, width: f32) {
        let margin = rows[block.clone()].iter().map(|row| row.indent).min();
        self.margins[block.clone()].fill(margin.unwrap_or(0));
        let left = |row: &Row| row.stand.map(|stand| stand.indent);
        let edge = rows[block.clone()]
            .iter()
            .filter_map(left)
            .min_by(f32::total_cmp);
        for index in block.clone() {
            // What is given is exact, and a step of indents is coarse.
            let is_at = |left: f32| edge.is_some_and(|edge| left - edge < SAME_EDGE);
            if left(&rows[index]).is_some_and(is_at) {
                self.margins[index] = rows[index].indent;
            }
        }
        if self.is_given {
            let is_flat = !block.clone().skip(1).any(|row| self.is_indented(rows, row));
            self.flat[block.clone()].fill(is_flat);
        }
        self.holds[block.clone()].fill(None);
        for fill in &mut self.fill[block] {
            *fill /= width;
        }
    }

    /// Whether a row begins right of the margin.
    pub fn is_indented(&self, rows: &[Row], row: usize) -> bool {
        let margin = self.margins.get(row).copied().unwrap_or(0);
        rows[row].indent > margin && rows[row].indent < margin + 16
    }

    /// Whether a row stands further in than first lines do.
    pub fn stands_in(&self, rows: &[Row], row: usize) -> bool {
        let margin = self.margins.get(row).copied().unwrap_or(0);
        rows[row].indent > margin + self.first_indent
    }

    /// A row's share of the measure as it is printed, also where an extractor has lengthened it (see `fill`).
    pub fn share(&self, row: &Row) -> f32 {
        printed_width(row, self.width) / self.width
    }

    /// Whether a row stands further in than first lines do, and ends before the measure does, as a signature does not.
    pub fn is_deep(&self, rows: &[Row], row: usize) -> bool {
        let margin = self.margins.get(row).copied().unwrap_or(0);
        let indent = rows[row].indent.saturating_sub(margin);
        // Extractors that print indents print them in blanks about as wide as an `n`.
        let reach = self.fill[row] + indent as f32 * width::of("n") / self.width;
        self.first_indent > 0 && indent >= self.first_indent + 3 && reach < 0.85
    }

    /// Whether nouns are written with a capital in the rows that it was learnt from.
    pub fn has_capital_nouns(&self, rows: &[Row]) -> bool {
        let nouns = &self.capital_nouns;
        *nouns.get_or_init(|| learn::has_capital_nouns(rows))
    }

    /// Whether a row has room for another word.
    pub fn has_room(&self, row: usize, word: &str) -> bool {
        let next = (SPACE + width::of(word)) / self.width;
        self.fill[row] + next < 1.0 - 0.5 * self.spread
    }
}

/// The rows without a blank line below them, of a small text whose paragraphs blank lines part: lines that the measure
/// broke, if all of them are full and none is longer than a line of print.
fn abutting(rows: &[Row], widths: &[f32]) -> Vec<usize> {
    let is_body = |i: &usize| rows[*i].label == Label::Body && rows[*i + 1].label == Label::Body;
    let (apart, abutting): (Vec<usize>, Vec<usize>) = (0..rows.len().saturating_sub(1))
        .filter(is_body)
        .partition(|&i| rows[i].gap.is_blank());
    let widest = widths.iter().copied().fold(0.0, f32::max);
    let is_full = |i: &usize| widths[*i] >= ABOUT_FULL * widest;
    if apart.is_empty() || widest > WIDEST || !abutting.iter().all(is_full) {
        return Vec::new();
    }
    abutting
}

/// The width of a row as it was printed; where it is given, how far it reaches in a column so wide.
fn printed_width(row: &Row, column: f32) -> f32 {
    let given = row.stand.as_ref().map(placed::reach);
    given.map_or_else(|| width::of(row.print().trim()), |share| share * column)
}

/// A row's share of the measure. Some extractors join a broken word and what follows it to one long row: then what
/// counts is the share of its last printed line.
fn fill(row: f32, measure: f32) -> f32 {
    let share = row / measure;
    if share <= 1.08 {
        return share;
    }
    let before = (share - 1.06).ceil();
    share - before * (1.0 - HYPHEN / measure)
}

/// The usual indent on the page of each row: the commonest, the smaller of two; none where indents are given.
fn margins(rows: &[Row]) -> Vec<usize> {
    if rows.iter().any(|row| row.stand.is_some()) {
        return vec![0; rows.len()];
    }
    // Notes that were found last may stand on earlier pages.
    let pages = rows.iter().map(|row| row.page as usize + 1).max();
    let pages = pages.unwrap_or_default();
    let mut counts: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); pages];
    for row in rows {
        *counts[row.page as usize].entry(row.indent).or_insert(0) += 1;
    }
    let usual = |page: &BTreeMap<usize, usize>| {
        let most = page
            .iter()
            .max_by_key(|(indent, n)| (**n, Reverse(**indent)));
        most.map_or(0, |(indent, _)| *indent)
    };
    let margins: Vec<usize> = counts.iter().map(usual).collect();
    rows.iter().map(|row| margins[row.page as usize]).collect()
}

/// Shares for rows that are whole paragraphs and know no measure: of the usual row, or of [`FEW_LINES`] where that is more.
fn unwrapped(widths: &[f32]) -> Vec<f32> {
    let width = median(&mut widths.to_vec()).max(FEW_LINES);
    widths.iter().map(|w| (w / width).min(1.0)).collect()
}

/// The middle of the densest stretch of widths, a twentieth long: where most full lines end.
pub(crate) fn usual(mut widths: Vec<f32>) -> f32 {
    widths.sort_by(f32::total_cmp);
    let reach = |i: usize| widths.partition_point(|w| *w <= widths[i] * 1.05);
    let densest = (0..widths.len()).max_by_key(|&i| reach(i) - i);
    densest.map_or(0.0, |i| widths[(i + reach(i)) / 2])
}

fn median(values: &mut [f32]) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
