//! What the signs of paragraphs mean in a text. In: its rows, measured. Out: the odds of blank lines, indents and
//! capitals, learnt from the gaps that are clear without them.

use super::{Measure, Score, median};
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};

/// Where nouns have capitals, so many of the words that follow a small letter have one: a third do, elsewhere a tenth.
const CAPITAL_NOUNS: f32 = 0.2;

/// So many gaps between paragraphs are enough to learn from them alone, or more than one in so many of all.
const SHOWING: usize = 3;
const SHARE: usize = 6;

impl Measure {
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
    pub(super) fn learn(&mut self, rows: &[Row]) {
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
        let most = if self.is_given { MOST_GIVEN } else { MOST };
        self.blanks = odds((&free(&outer), &free(&inner)), BLANKS_BEFORE, most, |i| {
            rows[i].gap.ends.saturating_sub(1).min(2)
        });
        let (ends, insides) = (
            self.first_lines_show(rows, &outer),
            self.first_lines_show(rows, &inner),
        );
        self.indents = odds((&ends, &insides), INDENTS_BEFORE, most, |i| {
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
    }

    /// The gaps that show whether first lines stand in. Where the page gives its places, these are not those of blocks that
    /// stand in as a whole, nor those with room: what is parted by that needs no indent, and in most houses has none.
    fn first_lines_show(&self, rows: &[Row], gaps: &[usize]) -> Vec<usize> {
        let is_inside = |i: usize| self.is_indented(rows, i) && self.is_indented(rows, i + 1);
        let shows = |i: &usize| !rows[*i].gap.is_blank() && !is_inside(*i);
        let showing: Vec<usize> = gaps.iter().copied().filter(shows).collect();
        let are_enough = showing.len() >= SHOWING || showing.len() * SHARE > gaps.len();
        if self.is_given && are_enough {
            showing
        } else {
            gaps.to_vec()
        }
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
}

pub(super) fn has_capital_nouns(rows: &[Row]) -> bool {
    let (mut all, mut capital) = (0.0, 0.0);
    for row in rows {
        let (mut is_small, mut is_blank) = (false, false);
        let mut see = |blank: bool, (letter, upper, lower): (bool, bool, bool)| {
            if blank {
                is_blank = true;
                return;
            }
            if is_small && is_blank && letter {
                all += 1.0;
                capital += f32::from(u8::from(upper));
            }
            (is_small, is_blank) = (lower, false);
        };
        if row.text.is_ascii() {
            for byte in row.text.bytes() {
                let (upper, lower) = (byte.is_ascii_uppercase(), byte.is_ascii_lowercase());
                // As `char::is_whitespace` has it.
                let blank = matches!(byte, b' ' | b'\t'..=b'\r');
                see(blank, (upper || lower, upper, lower));
            }
        } else {
            for c in row.text.chars() {
                let is = (c.is_alphabetic(), c.is_uppercase(), c.is_lowercase());
                see(c.is_whitespace(), is);
            }
        }
    }
    capital > CAPITAL_NOUNS * all
}

/// What is believed before anything is counted, as gaps seen at the ends of paragraphs and inside them: a blank line or
/// an indent speaks for a new paragraph, until the text says otherwise.
const BLANKS_BEFORE: [[f32; 2]; 3] = [[1.0, 2.0], [0.8, 0.06], [0.4, 0.03]];
const INDENTS_BEFORE: [[f32; 2]; 2] = [[1.0, 2.0], [1.0, 0.06]];

/// What a blank line or an indent says at most: where they are printed by an extractor, and where the page gives them.
const MOST: Score = 5.0;
const MOST_GIVEN: Score = 8.0;

/// The log of how much more often each class is met at the ends of paragraphs than inside them, bounded by `most`.
fn odds<const N: usize>(
    (outer, inner): (&[usize], &[usize]),
    before: [[f32; 2]; N],
    most: Score,
    class: impl Fn(usize) -> usize,
) -> [Score; N] {
    let mut counts = before;
    for (side, gaps) in [outer, inner].into_iter().enumerate() {
        gaps.iter()
            .for_each(|&i| counts[class(i).min(N - 1)][side] += 1.0);
    }
    let all = |side: usize| -> f32 { counts.iter().map(|c| c[side]).sum() };
    let all = [all(0), all(1)];
    counts.map(|c| ((c[0] / all[0]) / (c[1] / all[1])).ln().clamp(-most, most))
}
