//! The columns of pages. In: the lines of a document. Out: [`Strips`]: which column of its page each line stands in, and
//! where the columns' edges are, learnt from all pages.
//!
//! A gutter is a strip that next to no line of a page crosses, with lines on both sides that stand beside each other. Two
//! pages on one sheet are two columns, too.

use crate::source::typography::{Line, Typography};
use std::collections::BTreeMap;

/// The columns of all lines.
pub(super) struct Strips {
    /// The column of each line, from 0; none for a line that crosses a gutter.
    columns: Vec<Option<u8>>,
    /// How many columns the page of each line has.
    counts: Vec<u8>,
    /// The edges of the columns of pages with as many, on rectos and versos: where most lines begin, and where the full
    /// ones end.
    edges: BTreeMap<(u8, u8, u32), (i32, i32)>,
}

/// A gutter is so wide at least, as a share of the text's size: hyphens and stops may hang into it.
const GUTTER: f32 = 0.5;
/// So many folios and signatures may stand in it.
const FOLIOS: usize = 2;
/// One line in so many may cross it: headings, tables, running heads.
const CROSSING: usize = 6;
/// So many lines stand on each side of it at least.
const LINES: usize = 5;

impl Strips {
    /// Finds the gutters of each page, then the edges of the columns between them.
    pub fn of(table: &Typography, size: i32) -> Strips {
        let mut pages: Vec<Vec<&Line>> = vec![Vec::new(); table.pages().len()];
        for line in table.lines() {
            pages[line.page as usize].push(line);
        }
        let gutters: Vec<Vec<i32>> = pages.iter().map(|lines| gutters(lines, size)).collect();
        let lines = table.lines().iter();
        let columns: Vec<Option<u8>> = lines
            .map(|line| column(line, &gutters[line.page as usize]))
            .collect();
        let lines = table.lines().iter();
        let counts = lines
            .map(|line| gutters[line.page as usize].len() as u8 + 1)
            .collect();
        let mut strips = Strips {
            columns,
            counts,
            edges: BTreeMap::new(),
        };
        strips.learn(table, size);
        strips.unite(table);
        strips
    }

    /// The column of a line; none for a line that crosses a gutter.
    pub fn column(&self, line: usize) -> Option<u8> {
        self.columns[line]
    }

    /// The left and right edge of a line's column; of the first and last for a line across them.
    pub fn edges(&self, table: &Typography, line: usize) -> (i32, i32) {
        let own = &table.lines()[line];
        let of = |column: u8| {
            let (count, column, parity) = self.key(table, line, column);
            let others = [parity, 1 - parity].map(|parity| (count, column, parity));
            others.iter().find_map(|key| self.edges.get(key)).copied()
        };
        let (first, last) = match self.columns[line] {
            Some(column) => (of(column), of(column)),
            None => (of(0), of(self.counts[line] - 1)),
        };
        let (left, right) = (first.map(|e| e.0), last.map(|e| e.1));
        (left.unwrap_or(own.left), right.unwrap_or(own.right))
    }

    /// The lines of each column of each page, from the top down. A line across columns stands in each of them.
    pub fn in_columns(&self, table: &Typography) -> Vec<Vec<usize>> {
        let mut columns: BTreeMap<(u32, u8), Vec<usize>> = BTreeMap::new();
        for (index, line) in table.lines().iter().enumerate() {
            let all = 0..self.counts[index];
            for column in all.filter(|c| self.columns[index].is_none_or(|own| own == *c)) {
                columns.entry((line.page, column)).or_default().push(index);
            }
        }
        let mut columns: Vec<Vec<usize>> = columns.into_values().collect();
        for column in &mut columns {
            column.sort_by_key(|&index| (table.lines()[index].baseline, index));
        }
        columns
    }

    /// Rectos and versos may have margins of their own, and pages with as many columns have them in the same places.
    fn key(&self, table: &Typography, line: usize, column: u8) -> (u8, u8, u32) {
        (self.counts[line], column, table.lines()[line].page % 2)
    }

    /// Learns the edges: the leftmost place where many lines begin, for in dialogue most lines are first lines, and the
    /// rightmost where many end.
    fn learn(&mut self, table: &Typography, size: i32) {
        let mut places: BTreeMap<(u8, u8, u32), [BTreeMap<i32, u32>; 2]> = BTreeMap::new();
        for (index, line) in table.lines().iter().enumerate() {
            let is_text = super::is_near(line.size, size);
            if let Some(column) = self.columns[index].filter(|_| is_text) {
                let [left, right] = places.entry(self.key(table, index, column)).or_default();
                *left.entry(line.left / PLACE).or_default() += 1;
                *right.entry(line.right / PLACE).or_default() += 1;
            }
        }
        for (key, [left, right]) in places {
            // Where lines are ragged, none of their ends is frequent.
            let first = frequent(left.iter()).or_else(|| outermost(left.iter()));
            let last = frequent(right.iter().rev()).or_else(|| outermost(right.iter().rev()));
            if let (Some(first), Some(last)) = (first, last) {
                self.edges
                    .insert(key, (first * PLACE + PLACE / 2, last * PLACE + PLACE / 2));
            }
        }
    }
}

impl Strips {
    /// Where lines of rectos reach the outer edge of versos, or the other way round, both have that edge: on a page of lists
    /// few lines stand at it.
    fn unite(&mut self, table: &Typography) {
        let columns: Vec<(u8, u8)> = self.edges.keys().map(|key| (key.0, key.1)).collect();
        for (count, column) in columns {
            let both = [0, 1].map(|parity| self.edges.get(&(count, column, parity)).copied());
            let [Some(verso), Some(recto)] = both else {
                continue;
            };
            let (left, right) = (verso.0.min(recto.0), verso.1.max(recto.1));
            for key in [0, 1].map(|parity| (count, column, parity)) {
                let own = table.lines().iter().enumerate().filter(|(index, _)| {
                    self.columns[*index] == Some(column) && self.key(table, *index, column) == key
                });
                let (mut at_left, mut at_right) = (0, 0);
                for (_, line) in own {
                    at_left += usize::from((line.left - left).abs() <= PLACE);
                    at_right += usize::from((line.right - right).abs() <= PLACE);
                }
                if let Some(edges) = self.edges.get_mut(&key) {
                    edges.0 = if at_left >= SHARED { left } else { edges.0 };
                    edges.1 = if at_right >= SHARED { right } else { edges.1 };
                }
            }
        }
    }
}

/// So many lines show that rectos and versos share an edge.
const SHARED: usize = 3;
/// Edges are counted in steps of so many 1/100 pt.
const PLACE: i32 = 200;
/// So many lines in a hundred begin, or end, at an edge.
const AT_EDGE: u32 = 12;
/// So many lines in a hundred may reach over an edge where none is frequent.
const OUTSIDE: u32 = 2;

/// The first place that is frequent; lines that straddle two steps count for both.
fn frequent<'p>(places: impl Iterator<Item = (&'p i32, &'p u32)> + Clone) -> Option<i32> {
    let all: u32 = places.clone().map(|(_, count)| count).sum();
    let mut before: Option<(i32, u32)> = None;
    for (&place, &count) in places {
        let near = before.filter(|(other, _)| (other - place).abs() == 1);
        if (count + near.map_or(0, |(_, count)| count)) * 100 >= all * AT_EDGE {
            let larger = near.filter(|&(_, other)| other > count);
            return Some(larger.map_or(place, |(other, _)| other));
        }
        before = Some((place, count));
    }
    None
}

/// The first place but for a few lines.
fn outermost<'p>(places: impl Iterator<Item = (&'p i32, &'p u32)> + Clone) -> Option<i32> {
    let all: u32 = places.clone().map(|(_, count)| count).sum();
    let mut before = 0;
    for (&place, &count) in places {
        before += count;
        if before * 100 > all * OUTSIDE {
            return Some(place);
        }
    }
    None
}

/// The column between gutters in which a line stands.
fn column(line: &Line, gutters: &[i32]) -> Option<u8> {
    let first = gutters.partition_point(|&gutter| gutter <= line.left);
    let last = gutters.partition_point(|&gutter| gutter < line.right);
    (first == last).then_some(first as u8)
}

/// The middles of the gutters of a page.
fn gutters(lines: &[&Line], size: i32) -> Vec<i32> {
    let mut found = Vec::new();
    let (Some(left), Some(right)) = (
        lines.iter().map(|l| l.left).min(),
        lines.iter().map(|l| l.right).max(),
    ) else {
        return found;
    };
    split(lines, (left, right), size, &mut found);
    found.sort_unstable();
    found
}

/// Parts the lines between two places at their best gutter, and the parts again.
fn split(lines: &[&Line], (from, to): (i32, i32), size: i32, found: &mut Vec<i32>) {
    let inside: Vec<&Line> = lines
        .iter()
        .filter(|l| from <= l.left && l.right <= to)
        .copied()
        .collect();
    let Some(gutter) = widest(&inside, size) else {
        return;
    };
    found.push(gutter);
    split(&inside, (from, gutter), size, found);
    split(&inside, (gutter, to), size, found);
}

/// The middle of the widest strip between two runs of lines that stand beside each other.
fn widest(lines: &[&Line], size: i32) -> Option<i32> {
    let mut starts: Vec<i32> = lines.iter().map(|line| line.left).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut best: Option<(i32, i32)> = None;
    for start in starts {
        // A strip ends where lines begin; it begins where the last line left of it ends.
        let crossing = lines
            .iter()
            .filter(|l| l.left < start && l.right > start)
            .count();
        let before: Vec<&&Line> = lines.iter().filter(|l| l.right <= start).collect();
        let after: Vec<&&Line> = lines.iter().filter(|l| l.left >= start).collect();
        if crossing * CROSSING > lines.len() || before.len() < LINES || after.len() < LINES {
            continue;
        }
        let end = end_of(&before)?;
        let width = start - end;
        if width as f32 >= GUTTER * size as f32
            && are_beside(&before, &after)
            && best.is_none_or(|(other, _)| width > other)
        {
            best = Some((width, end + width / 2));
        }
    }
    best.map(|(_, middle)| middle)
}

/// Where lines left of a strip end; a folio or two may stand in the strip.
fn end_of(lines: &[&&Line]) -> Option<i32> {
    let mut ends: Vec<(i32, i32)> = lines.iter().map(|l| (l.right, l.left)).collect();
    ends.sort_unstable();
    for _ in 0..FOLIOS {
        let is_inside = ends
            .len()
            .checked_sub(2)
            .is_some_and(|other| ends[other + 1].1 > ends[other].0);
        if is_inside {
            ends.pop();
        }
    }
    ends.last().map(|(right, _)| *right)
}

/// Whether two sets of lines are two columns: most of the smaller's height lies beside the other, and each has lines wide
/// enough for text.
fn are_beside(left: &[&&Line], right: &[&&Line]) -> bool {
    let height = |lines: &[&&Line]| {
        let top = lines.iter().map(|l| l.baseline).min().unwrap_or(0);
        let bottom = lines.iter().map(|l| l.baseline).max().unwrap_or(0);
        (top, bottom)
    };
    let ((top, bottom), (other_top, other_bottom)) = (height(left), height(right));
    let shared = bottom.min(other_bottom) - top.max(other_top);
    let least = (bottom - top).min(other_bottom - other_top).max(1);
    let is_wide = |lines: &[&&Line]| {
        let wide = lines
            .iter()
            .filter(|l| l.right - l.left > WIDE_ENOUGH * l.size);
        wide.count() * 2 > lines.len()
    };
    shared * 2 > least && is_wide(left) && is_wide(right)
}

/// Lines of a column are so many times as wide as their type is large; line numbers and side notes are not.
const WIDE_ENOUGH: i32 = 8;
