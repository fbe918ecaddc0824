//! How wide the columns of a table are. In: the words of its cells and some room. Out: [`Column`]s, and the size of type.

use super::super::Composer;
use super::super::notes::flatten;
use super::Column;
use crate::book::{Alignment, Block, Extent, Inline, Table, only_pictures};
use crate::typeset::face::Style;
use crate::typeset::length::Length;
use crate::typeset::shape::Type;
use crate::typeset::take::Align;

/// White between two columns, in hundredths of an em.
const GAP: i64 = 120;
/// Sizes of type that are tried, in percent of the quotations': below the last nobody reads.
const SIZES: [i64; 4] = [100, 92, 84, 76];
/// Words are measured one by one, without what is glued to them: so much in a hundred is added.
const SLACK: i64 = 3;
/// A picture of a cell is as wide as so many ems at least, or as it is.
const PICTURE: i64 = 6;

/// What a column wants: the width of its longest word, and that of its longest line.
#[derive(Clone, Copy, Debug, Default)]
struct Want {
    least: i64,
    natural: i64,
}

impl Want {
    /// Takes what another wants beyond it.
    fn take(&mut self, other: Want) {
        self.least = self.least.max(other.least);
        self.natural = self.natural.max(other.natural);
    }
}

/// Gives columns what a cell over all of them wants beyond what they have, to each as much.
fn share_out(columns: &mut [Want], own: Want, gap: i64) {
    let count = columns.len() as i64;
    let gaps = gap * (count - 1);
    let has = |of: fn(&Want) -> i64| columns.iter().map(of).sum::<i64>() + gaps;
    let least = (own.least - has(|want| want.least)).max(0);
    let natural = (own.natural - has(|want| want.natural)).max(0);
    for want in columns {
        want.least += (least + count - 1) / count;
        want.natural += (natural + count - 1) / count;
    }
}

/// What the columns of a table want at the full size of its type.
pub(super) struct Wants {
    columns: Vec<Want>,
    size: Length,
    gap: i64,
}

impl Wants {
    fn count(&self) -> i64 {
        self.columns.len().max(1) as i64
    }

    /// The largest size, in percent, in which no word of it is wider than its column; none if there is none.
    pub(super) fn fitting(&self, room: i64) -> Option<i64> {
        let least: i64 = self.columns.iter().map(|want| want.least).sum();
        let whole = least + self.gap * (self.count() - 1);
        SIZES
            .into_iter()
            .find(|percent| whole * percent / 100 <= room)
    }

    /// The lines of the longest line of words in columns of some size, where lines are so much longer than words.
    pub(super) fn lines(&self, columns: &[Column], percent: i64, rag: i64) -> i64 {
        let lines = self.columns.iter().zip(columns).map(|(want, column)| {
            let natural = want.natural * percent / 100;
            match natural <= column.width {
                true => 1,
                false => natural * rag / 100 / column.width.max(1) + 1,
            }
        });
        lines.max().unwrap_or(1)
    }

    /// The columns in some room from `left` on, in so many percent of the size, or in the smallest; and the size of type.
    pub(super) fn columns(
        &self,
        alignments: &[Alignment],
        (left, room): (i64, i64),
        percent: Option<i64>,
    ) -> (Vec<Column>, Length) {
        let percent = percent.unwrap_or(SIZES[SIZES.len() - 1]);
        let size = self.size.scaled(percent, 100);
        let gap = self.gap * percent / 100;
        let scaled = self.columns.iter().map(|want| Want {
            least: want.least * percent / 100,
            natural: want.natural * percent / 100,
        });
        let scaled: Vec<Want> = scaled.collect();
        let gaps = gap * (self.count() - 1);
        let widths = shared(&scaled, (room - gaps).max(self.count()));
        // A table that is narrower than the measure stands in the middle.
        let whole: i64 = widths.iter().sum::<i64>() + gaps;
        let mut left = left + (room - whole).max(0) / 2;
        let columns = widths.iter().zip(alignments).map(|(&width, alignment)| {
            let column = Column {
                left,
                width,
                is_usual: *alignment == Alignment::Usual,
                align: match alignment {
                    Alignment::Usual | Alignment::Left => Align::Left,
                    Alignment::Centre => Align::Centre,
                    Alignment::Right => Align::Right,
                },
            };
            left += width + gap;
            column
        });
        (columns.collect(), size)
    }
}

impl Composer<'_> {
    /// What each column wants at a size.
    pub(super) fn wants(&self, table: &Table, size: Length) -> Wants {
        let gap = size.scaled(GAP, 100).0;
        let mut wants = vec![Want::default(); table.columns.len()];
        let mut over_several = Vec::new();
        for (n, (row, extents)) in table.rows().zip(table.extents()).enumerate() {
            let is_head = n < table.head.len();
            for (column, (cell, extent)) in row.iter().zip(extents).enumerate() {
                let own = self.want(cell, size, is_head);
                match extent {
                    Extent::Cell { columns: 2.., .. } => over_several.push((column, extent, own)),
                    Extent::Cell { .. } | Extent::Covered => wants[column].take(own),
                }
            }
        }
        for (column, extent, own) in over_several {
            if let Extent::Cell { columns, .. } = extent {
                share_out(&mut wants[column..column + columns], own, gap);
            }
        }
        for want in &mut wants {
            want.least = want.least * (100 + SLACK) / 100;
            want.natural = (want.natural * (100 + SLACK) / 100).max(want.least);
        }
        Wants {
            columns: wants,
            size,
            gap,
        }
    }

    fn want(&self, cell: &[Block], size: Length, is_head: bool) -> Want {
        let style = if is_head { Style::Bold } else { Style::Regular };
        let face = self
            .founts
            .face(style, 'a')
            .unwrap_or_else(|| self.founts.regular());
        let style = Type::text(face, size);
        let width = |text: &str| self.founts.shaper().shape(text, style).width;
        let space = width(" ");
        let mut paragraphs = Vec::new();
        flatten(cell, &mut paragraphs);
        let mut want = Want::default();
        for text in paragraphs {
            for picture in only_pictures(&text).unwrap_or_default() {
                let natural = self.width_of(picture, self.design.measure / 2);
                want.natural = want.natural.max(natural);
                want.least = want.least.max(natural.min(size.0 * PICTURE));
            }
            let mut said = String::new();
            said_of(&text, &mut said);
            for line in said.split('\n') {
                let words: Vec<i64> = line.split_whitespace().map(width).collect();
                let longest = words.iter().copied().max().unwrap_or(0);
                let whole = words.iter().sum::<i64>() + space * (words.len() as i64 - 1).max(0);
                want.least = want.least.max(longest);
                want.natural = want.natural.max(whole);
            }
        }
        want
    }
}

/// The words of a cell with its forced line ends, and a figure for each call.
fn said_of(text: &[Inline], said: &mut String) {
    for inline in text {
        match inline {
            Inline::Text { text, .. } => said.push_str(text),
            Inline::Call { .. } => said.push('0'),
            Inline::Break => said.push('\n'),
            Inline::Picture(_) => said.push_str("MM"),
            Inline::PageTurn { .. } | Inline::Anchor(_) => {}
            other => said_of(other.inner(), said),
        }
    }
}

/// Widths for columns that share some room: see the head of this file.
fn shared(wants: &[Want], room: i64) -> Vec<i64> {
    let least: i64 = wants.iter().map(|want| want.least).sum();
    let natural: i64 = wants.iter().map(|want| want.natural).sum();
    if natural <= room {
        return wants.iter().map(|want| want.natural).collect();
    }
    if least >= room {
        let share = |want: &Want| {
            (i128::from(want.least) * i128::from(room) / i128::from(least.max(1))) as i64
        };
        return wants.iter().map(share).collect();
    }
    let (left, more) = (
        i128::from(room - least),
        i128::from((natural - least).max(1)),
    );
    let share = |want: &Want| (i128::from(want.natural - want.least) * left / more) as i64;
    wants.iter().map(|want| want.least + share(want)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_what_they_want_or_share() {
        let want = |least, natural| Want { least, natural };
        assert_eq!(shared(&[want(10, 20), want(10, 40)], 100), [20, 40]);
        assert_eq!(shared(&[want(10, 20), want(10, 40)], 40), [15, 25]);
        assert_eq!(shared(&[want(100, 200), want(300, 400)], 40), [10, 30]);
    }
}
