//! The text block of pages. In: lines in their columns. Out: [`Blocks`]: the zone of each line, and whether the rule that
//! stands above notes stands above it.

use super::Zone;
use super::strips::Strips;
use crate::source::typography::{Line, Rule, Typography};
use std::collections::BTreeMap;

/// What was found of each line.
pub(super) struct Blocks {
    zones: Vec<Zone>,
    under_rule: Vec<bool>,
}

/// Lines closer than so many leadings belong together.
const CLOSE: f32 = 1.35;
/// A line further out than so many leadings is outside the block.
const OUTSIDE: f32 = 0.8;
/// The words of a line of text take so much of its column at least.
const FULL: f32 = 0.6;
/// One page in so many begins, or ends, where the block does.
const PAGES: u32 = 6;
/// A line beside the block is so far from it at least, in ems.
const BESIDE: f32 = 0.3;

impl Blocks {
    /// Finds the block's head and foot, then each line's place; `order` is the lines of each column, and the last two are
    /// the size and the leading of the text.
    pub fn of(
        table: &Typography,
        strips: &Strips,
        order: &[Vec<usize>],
        (size, leading): (i32, i32),
    ) -> Blocks {
        let page = Page {
            table,
            strips,
            size,
            leading,
        };
        let ends: Vec<Option<(i32, i32)>> = order.iter().map(|c| page.ends_of(c)).collect();
        let firsts = ends.iter().flatten().map(|ends| ends.0);
        let lasts = ends.iter().flatten().map(|ends| -ends.1);
        let (top, bottom) = (page.usual(firsts), page.usual(lasts).map(|y| -y));
        let mut blocks = Blocks {
            zones: vec![Zone::Block; table.lines().len()],
            under_rule: vec![false; table.lines().len()],
        };
        for (column, ends) in order.iter().zip(ends) {
            let (first, last) = ends.unwrap_or((i32::MAX, i32::MIN));
            let (top, bottom) = (top.map(|y| y.min(first)), bottom.map(|y| y.max(last)));
            for &index in column {
                blocks.zones[index] = page.zone(index, top, bottom);
            }
            // Folios are set in any size.
            let is_text = |index: &usize| blocks.zones[*index] != Zone::Foot;
            let text: Vec<usize> = column.iter().copied().filter(is_text).collect();
            let rule = page.rule_of(&text);
            for index in text {
                let y = table.lines()[index].baseline;
                blocks.under_rule[index] |= rule.is_some_and(|rule| y > rule);
            }
        }
        blocks
    }

    /// Where a line stands.
    pub fn zone(&self, line: usize) -> Zone {
        self.zones[line]
    }

    /// Whether the rule above notes stands above it.
    pub fn is_under_rule(&self, line: usize) -> bool {
        self.under_rule[line]
    }
}

/// What is asked of the lines of a page.
struct Page<'t> {
    table: &'t Typography,
    strips: &'t Strips,
    size: i32,
    leading: i32,
}

impl Page<'_> {
    fn line(&self, index: usize) -> &Line {
        &self.table.lines()[index]
    }

    /// Whether a line's words fill most of its column.
    fn is_full(&self, index: usize) -> bool {
        let line = self.line(index);
        let (left, right) = self.strips.edges(self.table, index);
        let runs = self.table.runs_of(line).iter();
        let ink: i32 = runs.map(|run| run.right - run.left).sum();
        ink as f32 >= FULL * (right - left) as f32
    }

    /// The baselines of the first and last full line of a column that have a neighbour as close as lines of a block are.
    fn ends_of(&self, column: &[usize]) -> Option<(i32, i32)> {
        let is_close = |pair: &[usize]| {
            let apart = self.line(pair[1]).baseline - self.line(pair[0]).baseline;
            apart > 0 && apart as f32 <= CLOSE * self.leading as f32
        };
        let first = column
            .windows(2)
            .find(|pair| self.is_full(pair[0]) && is_close(pair))?;
        let last = column
            .windows(2)
            .rfind(|pair| self.is_full(pair[1]) && is_close(pair))?;
        Some((self.line(first[0]).baseline, self.line(last[1]).baseline))
    }

    /// The least place at which enough columns begin; counted in steps of half a leading, and the least of its step.
    fn usual(&self, places: impl Iterator<Item = i32>) -> Option<i32> {
        let mut steps: BTreeMap<i32, (u32, i32)> = BTreeMap::new();
        let mut all = 0;
        for place in places {
            let step = steps
                .entry(place.div_euclid(self.leading / 2 + 1))
                .or_insert((0, place));
            *step = (step.0 + 1, step.1.min(place));
            all += 1;
        }
        let frequent = steps.values().find(|(count, _)| count * PAGES >= all);
        frequent.map(|&(_, place)| place)
    }

    fn zone(&self, index: usize, top: Option<i32>, bottom: Option<i32>) -> Zone {
        let line = self.line(index);
        let (left, right) = self.strips.edges(self.table, index);
        let beside = (BESIDE * self.size as f32) as i32;
        let outside = (OUTSIDE * self.leading as f32) as i32;
        if line.right + beside < left || line.left > right + beside {
            Zone::Side
        } else if top.is_some_and(|top| line.baseline + outside < top) {
            Zone::Head
        } else if bottom.is_some_and(|bottom| line.baseline - outside > bottom) {
            Zone::Foot
        } else {
            Zone::Block
        }
    }

    /// How far down the rule stands that parts notes from the text of a column: the lowest that begins at the column's
    /// edge, underlines nothing, and has only type below it that is no larger than the text's.
    fn rule_of(&self, column: &[usize]) -> Option<i32> {
        let &first = column
            .iter()
            .find(|&&index| self.strips.column(index).is_some())?;
        let (left, right) = self.strips.edges(self.table, first);
        let leaf = &self.table.pages()[self.line(first).page as usize];
        let is_at_edge = |rule: &&Rule| {
            (rule.left - left).abs() < self.size
                && rule.right <= right + self.size
                && rule.right - rule.left > 2 * self.size
        };
        let rules = leaf.rules.iter().filter(is_at_edge);
        let fit =
            rules.filter(|rule| !self.is_underline(column, rule) && self.has_notes(column, rule));
        fit.map(|rule| rule.y).max()
    }

    fn is_underline(&self, column: &[usize], rule: &Rule) -> bool {
        column.iter().any(|&index| {
            let line = self.line(index);
            let below = rule.y - line.baseline;
            line.left < rule.right
                && rule.left < line.right
                && (0..line.size * 3 / 10).contains(&below)
        })
    }

    fn has_notes(&self, column: &[usize], rule: &Rule) -> bool {
        let below = column
            .iter()
            .map(|&i| self.line(i))
            .filter(|l| l.baseline > rule.y);
        let mut below = below.peekable();
        below.peek().is_some() && below.all(|line| line.size <= self.size)
    }
}
