//! The measure of a text and the habits of its extractor. In: its rows. Out: [`Measure`]: how wide a full line is, how
//! far that varies, and what blank lines, indents and capitals tell in this text; all learnt from the rows themselves.

use super::pitch;
use super::rows::Row;
use super::sentence::{End, Start};
use super::width::{self, HYPHEN, SPACE};
use crate::galley::Label;
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
    /// Whether nouns are written with a capital.
    pub has_capital_nouns: bool,
    /// Where the text begins, in blanks, at each row.
    margins: Vec<usize>,
    /// How far in first lines usually stand, in blanks; 0 where it is not known.
    first_indent: usize,
    /// How many characters each row's line holds, where lines are filled by that.
    holds: Vec<Option<usize>>,
}

/// How often a line inside a paragraph ends with its sentence, as the score takes it. Counted, it is 0.04; but such lines
/// are also full, and the signs are not independent: on the development texts the share of right ends is best from 0.005
/// to 0.01.
const SENTENCE_ENDS: f32 = 0.007;
/// The same where a line holds so many characters: what its length says is then known, and depends on nothing else.
const COUNTED_ENDS: f32 = 0.04;
/// The share of full lines that look short (a wide word that could not be broken, a line cut by the extractor).
const ODD_LINES: f32 = 0.012;

/// Where nouns have capitals, so many of the words that follow a small letter have one: a third do, elsewhere a tenth.
const CAPITAL_NOUNS: f32 = 0.2;

/// What a row that is a whole paragraph is held against at least: three lines of some 65 characters, as few titles take more.
pub(super) const FEW_LINES: f32 = 81_000.0;

/// In a text of fewer lines, one that breaks off inside a sentence shows that lines are broken by the measure; else two.
const SMALL: usize = 12;

/// A line of print is so wide at most, some 120 characters; and a full line of a small text takes so much of the widest.
const WIDEST: f32 = 50_000.0;
const ABOUT_FULL: f32 = 0.85;

/// A row so many times as wide as the measure is a paragraph; if one in four is, each row is one.
const WIDE: f32 = 4.0;

impl Measure {
    /// Learns from rows.
    pub fn of(rows: &[Row]) -> Measure {
        let widths: Vec<f32> = rows.iter().map(printed_width).collect();
        let mut measure = Measure::blank(margins(rows));
        let goes_on = |i: &usize| rows[i + 1].opens == Start::Lower;
        let mut full: Vec<usize> = (0..rows.len().saturating_sub(1)).filter(goes_on).collect();
        if full.is_empty() && rows.len() < SMALL {
            full = abutting(rows, &widths);
        }
        measure.width = usual(full.iter().map(|&i| widths[i]).collect()).max(1.0);
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
        measure.spread = (median(&mut off) * 1.48).clamp(0.012, 0.06);
        measure.holds = vec![pitch::holds(rows, &full); rows.len()];
        measure.learn(rows);
        measure
    }

    fn blank(margins: Vec<usize>) -> Measure {
        Measure {
            width: 1.0,
            spread: 0.02,
            indent: 0.0,
            is_wrapped: false,
            fill: Vec::new(),
            blanks: [0.0; 3],
            indents: [0.0; 2],
            capitals: 0.1,
            prior: -1.8,
            blank_share: 0.0,
            has_dashes: false,
            has_capital_nouns: false,
            margins,
            first_indent: 0,
            holds: Vec::new(),
        }
    }

    /// How far in first lines usually stand, in blanks; 0 where few do.
    fn usual_indent(&self, rows: &[Row]) -> usize {
        let mut counts = std::collections::BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            let indent = row.indent.saturating_sub(self.margins[i]);
            if (1..16).contains(&indent) && self.fill[i] > 0.8 {
                *counts.entry(indent).or_insert(0) += 1;
            }
        }
        let usual = counts.into_iter().max_by_key(|(_, count)| *count);
        usual
            .filter(|(_, count)| *count >= 5)
            .map_or(0, |(indent, _)| indent)
    }

    /// Learns what the signs mean from the gaps that are clear without them.
    fn learn(&mut self, rows: &[Row]) {
        // A title that was parted from its paragraph ended nothing in print.
        let is_run_in = |i: usize| rows[i + 1].print().starts_with(&*rows[i].text);
        let gaps = (0..rows.len().saturating_sub(1)).filter(|&i| !is_run_in(i));
        let kind = |i: usize| (rows[i].closes, rows[i + 1].opens);
        let (inner, outer): (Vec<usize>, Vec<usize>) = gaps
            .filter(|&i| self.is_inner(kind(i)) || self.is_outer(i, kind(i)))
            .partition(|&i| self.is_inner(kind(i)));
        let free = |all: &[usize]| -> Vec<usize> {
            let is_free = |i: &&usize| !rows[**i].gap.turned && !rows[**i].gap.parted;
            all.iter().filter(is_free).copied().collect()
        };
        let marked = free(&outer);
        let blank = marked.iter().filter(|&&i| rows[i].gap.is_blank());
        self.blank_share = blank.count() as f32 / marked.len().max(1) as f32;
        self.blanks = odds(&free(&outer), &free(&inner), BLANKS_BEFORE, |i| {
            rows[i].gap.ends.saturating_sub(1).min(2)
        });
        self.indents = odds(&outer, &inner, INDENTS_BEFORE, |i| {
            usize::from(self.is_indented(rows, i + 1))
        });
        self.prior = ((outer.len() as f32 + 1.0) / (rows.len() as f32 + 6.0))
            .clamp(0.02, 0.5)
            .ln();
        self.capitals = self.capitals(rows);
        self.indent = self.first_lines(rows, &outer);
        self.first_indent = self.usual_indent(rows);
        let dashes = rows.iter().filter(|r| r.opens == Start::Dash);
        self.has_dashes = dashes.count() * 40 > rows.len();
        self.has_capital_nouns = has_capital_nouns(rows);
    }

    /// Whether a gap clearly lies inside a paragraph.
    fn is_inner(&self, (end, start): (End, Start)) -> bool {
        end != End::Sentence && start == Start::Lower
    }

    /// Whether a gap clearly ends a paragraph: a short line, a sentence's end, a sentence's beginning.
    fn is_outer(&self, row: usize, (end, start): (End, Start)) -> bool {
        let is_short = self.fill[row] < (1.0 - 4.0 * self.spread).min(0.9);
        is_short && end == End::Sentence && start != Start::Lower
    }

    /// How often a full line that ends inside a sentence is followed by a capital.
    fn capitals(&self, rows: &[Row]) -> f32 {
        let (mut all, mut capital) = (4.0, 0.4);
        for i in 0..rows.len().saturating_sub(1) {
            let is_inner = matches!(rows[i].closes, End::Letter | End::Comma);
            if is_inner && self.fill[i] > 1.0 - 2.0 * self.spread {
                all += 1.0;
                capital += f32::from(u8::from(rows[i + 1].opens == Start::Upper));
            }
        }
        (capital / all).min(0.6)
    }

    /// How much narrower full lines are that follow the clear end of a paragraph.
    fn first_lines(&self, rows: &[Row], outer: &[usize]) -> f32 {
        let is_full = |i: &usize| *i + 1 < rows.len() && rows[i + 1].opens == Start::Lower;
        let firsts = outer.iter().map(|i| i + 1).filter(is_full);
        let mut firsts: Vec<f32> = firsts.map(|i| self.fill[i]).filter(|f| *f > 0.85).collect();
        if firsts.len() < 5 {
            return 0.0;
        }
        let indent = 1.0 - median(&mut firsts);
        if indent > 0.8 * self.spread {
            indent
        } else {
            0.0
        }
    }

    /// Gives rows a measure and a margin of their own: `width` is the share of the text's measure that a full one takes.
    pub fn narrow(&mut self, rows: &[Row], block: Range<usize>, width: f32) {
        let margin = rows[block.clone()].iter().map(|row| row.indent).min();
        self.margins[block.clone()].fill(margin.unwrap_or(0));
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

    /// A row's share of the measure as it is printed, also where an extractor has lengthened it (see `fill`).
    pub fn share(&self, row: &Row) -> f32 {
        printed_width(row) / self.width
    }

    /// What speaks for the end of a paragraph after a row, and against it.
    pub fn score(&self, rows: &[Row], row: usize) -> Score {
        self.signs(rows, row).iter().sum()
    }

    /// The parts of the score: of the words, of blank lines, of the lines' lengths and indents.
    pub fn signs(&self, rows: &[Row], row: usize) -> [Score; 3] {
        [
            self.score_of_words(rows, row),
            self.score_of_blank(&rows[row]),
            self.score_of_place(rows, row),
        ]
    }

    /// What the words on both sides say.
    pub fn score_of_words(&self, rows: &[Row], row: usize) -> Score {
        let end = rows[row].closes;
        let start = rows[row + 1].opens;
        let dash = if self.has_dashes { 1.5 } else { 0.0 };
        let capital = (0.04 / self.capitals.max(0.02)).ln();
        let inside = match self.holds[row] {
            Some(_) => COUNTED_ENDS,
            None => SENTENCE_ENDS,
        };
        let quotes = score_of_quotes(&rows[row].text, &rows[row + 1].text);
        self.prior
            + quotes
            + match (end, start) {
                (End::Sentence, Start::Dash) => (0.92 / inside).ln() + dash,
                (End::Sentence, Start::Upper) => (0.92 / inside).ln(),
                (End::Sentence, Start::Number) => 1.5,
                (End::Sentence, Start::Lower) => -2.0,
                (End::Abbreviation, Start::Lower) => -5.6,
                (End::Abbreviation, _) => -0.5,
                (End::Colon, Start::Upper | Start::Number) => 1.5,
                (End::Colon, Start::Dash) => 1.5 + dash,
                (End::Letter | End::Comma, Start::Dash) => dash - 1.5,
                (End::Letter | End::Comma, Start::Upper) => capital.min(-0.7),
                (End::Letter | End::Comma, Start::Number) => -2.5,
                (End::Colon, Start::Lower) => -3.0,
                (End::Letter | End::Comma, Start::Lower) => -5.6,
                (End::Hyphen, Start::Lower) => -8.0,
                (End::Hyphen, _) => -4.0,
            }
    }

    /// What blank lines say. Where pages turn or notes stand between, they say nothing.
    pub fn score_of_blank(&self, row: &Row) -> Score {
        if row.gap.turned || row.gap.parted {
            return 0.0;
        }
        self.blanks[row.gap.ends.saturating_sub(1).min(2)]
    }

    /// What the lines' lengths and indents say.
    pub fn score_of_place(&self, rows: &[Row], row: usize) -> Score {
        let indent = self.indents[usize::from(self.is_indented(rows, row + 1))];
        self.score_of_fill(rows, row) + indent + self.score_of_first(rows, row)
    }

    fn score_of_fill(&self, rows: &[Row], row: usize) -> Score {
        if let Some(most) = self.holds[row] {
            return counted(pitch::reach(&rows[row]), pitch::next(rows, row), most);
        }
        let fill = self.fill[row];
        // Wider than the measure counts as full.
        let off = ((1.0 - fill) / self.spread).max(0.0);
        let full = (-0.5 * off * off).exp() / (self.spread * 2.507);
        let score = -(full * (1.0 - ODD_LINES) + ODD_LINES).ln();
        let word = rows[row + 1]
            .text
            .split_whitespace()
            .next()
            .unwrap_or_default();
        score + if self.has_room(row, word) { 0.8 } else { -0.7 }
    }

    /// Whether a row stands further in than first lines do, and ends before the measure does, as a signature does not.
    pub fn is_deep(&self, rows: &[Row], row: usize) -> bool {
        let margin = self.margins.get(row).copied().unwrap_or(0);
        let indent = rows[row].indent.saturating_sub(margin);
        // Extractors that print indents print them in blanks about as wide as an `n`.
        let reach = self.fill[row] + indent as f32 * width::of("n") / self.width;
        self.first_indent > 0 && indent >= self.first_indent + 3 && reach < 0.85
    }

    /// Whether a row has room for another word.
    pub fn has_room(&self, row: usize, word: &str) -> bool {
        let next = (SPACE + width::of(word)) / self.width;
        self.fill[row] + next < 1.0 - 0.5 * self.spread
    }

    /// Whether the next row is as narrow as first lines are.
    fn score_of_first(&self, rows: &[Row], row: usize) -> Score {
        let is_full = rows.get(row + 2).is_some_and(|r| r.opens == Start::Lower);
        let fill = self.fill[row + 1];
        if self.indent == 0.0 || !is_full || fill < 0.85 {
            return 0.0;
        }
        let off = |mean: f32| ((fill - mean) / self.spread).powi(2) / 2.0;
        (off(1.0) - off(1.0 - self.indent)).clamp(-2.5, 2.5)
    }
}

fn has_capital_nouns(rows: &[Row]) -> bool {
    let (mut all, mut capital) = (0.0, 0.0);
    for row in rows {
        let words: Vec<&str> = row.text.split_whitespace().collect();
        for pair in words.windows(2) {
            if pair[0].ends_with(char::is_lowercase) && pair[1].starts_with(char::is_alphabetic) {
                all += 1.0;
                capital += f32::from(u8::from(pair[1].starts_with(char::is_uppercase)));
            }
        }
    }
    capital > CAPITAL_NOUNS * all
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

/// A closing mark and an opening one seldom meet inside a paragraph.
fn score_of_quotes(before: &str, after: &str) -> Score {
    let is_closed = QUOTES
        .iter()
        .any(|(open, close)| before.ends_with(*close) && after.starts_with(*open));
    if is_closed { 1.5 } else { 0.0 }
}

/// Opening and closing quotation marks.
const QUOTES: [(char, char); 4] = [('“', '”'), ('„', '“'), ('«', '»'), ('»', '«')];

/// What a row's length says where a line holds `most` characters, and takes the next word if it can: a last line is as
/// likely to end anywhere.
fn counted(row: usize, next: usize, most: usize) -> Score {
    let near = (next as f32 / most as f32).min(0.5);
    if row + next > most {
        near.ln()
    } else {
        ((1.0 - near) / ODD_LINES).ln()
    }
}

/// The width of a row as it was printed.
fn printed_width(row: &Row) -> f32 {
    width::of(row.print().trim())
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

/// What is believed before anything is counted, as gaps seen at the ends of paragraphs and inside them: a blank line or
/// an indent speaks for a new paragraph, until the text says otherwise.
const BLANKS_BEFORE: [[f32; 2]; 3] = [[1.0, 2.0], [0.8, 0.06], [0.4, 0.03]];
const INDENTS_BEFORE: [[f32; 2]; 2] = [[1.0, 2.0], [1.0, 0.06]];

/// The log of how much more often each class is met at the ends of paragraphs than inside them, bounded by 5.
fn odds<const N: usize>(
    outer: &[usize],
    inner: &[usize],
    before: [[f32; 2]; N],
    class: impl Fn(usize) -> usize,
) -> [Score; N] {
    let mut counts = before;
    outer
        .iter()
        .for_each(|&i| counts[class(i).min(N - 1)][0] += 1.0);
    inner
        .iter()
        .for_each(|&i| counts[class(i).min(N - 1)][1] += 1.0);
    let all = |side: usize| -> f32 { counts.iter().map(|c| c[side]).sum() };
    let all = [all(0), all(1)];
    counts.map(|c| ((c[0] / all[0]) / (c[1] / all[1])).ln().clamp(-5.0, 5.0))
}

/// The usual indent on the page of each row: the commonest, the smaller of two.
fn margins(rows: &[Row]) -> Vec<usize> {
    let pages = rows.last().map_or(0, |r| r.page as usize + 1);
    let mut counts: Vec<std::collections::BTreeMap<usize, usize>> = vec![Default::default(); pages];
    for row in rows {
        *counts[row.page as usize].entry(row.indent).or_insert(0) += 1;
    }
    let usual = |page: &std::collections::BTreeMap<usize, usize>| {
        page.iter()
            .max_by_key(|(indent, n)| (**n, usize::MAX - **indent))
            .map_or(0, |(i, _)| *i)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counted_line_with_room_for_the_next_word_was_left_short() {
        assert!(counted(61, 5, 70) > 4.0);
        assert!(counted(67, 5, 70) < -2.0);
    }
}
