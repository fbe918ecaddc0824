//! Tables in columns. In: a table and the measure. Out: lines, the columns as wide as their words want and the measure
//! allows.

use super::rag;
use super::setter::Setter;
use crate::book::{Alignment, Block, Extent, Row, Table};

/// Blanks between two columns.
const GAP: usize = 2;

impl Setter<'_> {
    /// The caption, the head over dashes, the rows, the foot below dashes.
    pub(super) fn table(&mut self, table: &Table, measure: Option<usize>) -> Vec<String> {
        let widths = self.widths(table, measure);
        let mut lines = Vec::new();
        if !table.caption.is_empty() {
            lines.extend(self.paragraph(&table.caption, measure));
            lines.push(String::new());
        }
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        let rule = rule.join(&" ".repeat(GAP));
        let is_parted = self.has_long_rows(table, &widths);
        let extents = table.extents();
        let mut extents = extents.iter().map(Vec::as_slice);
        let mut next = || extents.next().unwrap_or_default();
        for (n, row) in table.head.iter().enumerate() {
            lines.extend(self.row((row, next()), &widths, &table.columns));
            if n + 1 == table.head.len() {
                lines.push(rule.clone());
            }
        }
        for (n, row) in table.body.iter().enumerate() {
            if n > 0 && is_parted {
                lines.push(String::new());
            }
            lines.extend(self.row((row, next()), &widths, &table.columns));
        }
        if !table.foot.is_empty() {
            lines.push(rule);
        }
        for row in &table.foot {
            lines.extend(self.row((row, next()), &widths, &table.columns));
        }
        lines
    }

    /// Whether some row has more than a line, so that rows want a blank line between them.
    fn has_long_rows(&mut self, table: &Table, widths: &[usize]) -> bool {
        let extents = table.extents().into_iter().skip(table.head.len());
        table.body.iter().zip(extents).any(|(row, extents)| {
            let cells = row.iter().enumerate().zip(&extents);
            cells
                .map(|((column, cell), extent)| {
                    let width = room(*extent, &widths[column..]);
                    self.cell(cell, Some(width)).len()
                })
                .any(|count| count > 1)
        })
    }

    /// The lines of a cell; characters that ASCII loses are counted where the cell is set.
    fn cell(&mut self, cell: &[Block], width: Option<usize>) -> Vec<String> {
        let lost = self.lost();
        let lines = self.blocks(cell, width);
        self.lose(lost);
        lines
    }

    fn widths(&mut self, table: &Table, measure: Option<usize>) -> Vec<usize> {
        let count = table.columns.len();
        let (mut wants, mut needs) = (vec![1; count], vec![1; count]);
        let mut over_several = Vec::new();
        for (row, extents) in table.rows().zip(table.extents()) {
            for ((n, cell), extent) in row.iter().enumerate().zip(extents) {
                let lines = self.cell(cell, None);
                let widest = lines.iter().map(|line| rag::width(line)).max();
                let words = lines.iter().flat_map(|line| line.split(' '));
                let word = words.map(rag::width).max();
                let (want, need) = (widest.unwrap_or(0), word.unwrap_or(0));
                match extent {
                    Extent::Cell { columns: 2.., .. } => over_several.push((n, extent, want, need)),
                    Extent::Cell { .. } | Extent::Covered => {
                        wants[n] = want.max(wants[n]);
                        needs[n] = need.max(needs[n]);
                    }
                }
            }
        }
        for (n, extent, want, need) in over_several {
            widen(extent, &mut wants[n..], want);
            widen(extent, &mut needs[n..], need);
        }
        // A merged cell may want its words' room where it wants no more for its lines: these have a wider column beside.
        let all = wants.iter_mut().zip(&needs);
        all.for_each(|(want, need)| *want = (*want).max(*need));
        let room = measure.map_or(usize::MAX, |measure| {
            measure.saturating_sub(GAP * count.saturating_sub(1))
        });
        shared(&wants, &needs, room)
    }

    /// A row. What goes over several rows stands in the first.
    fn row(
        &mut self,
        (row, extents): (&Row, &[Extent]),
        widths: &[usize],
        columns: &[Alignment],
    ) -> Vec<String> {
        let mut cells: Vec<(usize, Alignment, Vec<String>)> = Vec::new();
        let mut column = 0;
        while column < row.len().min(extents.len()) {
            let over = match extents[column] {
                Extent::Cell { columns, .. } => columns,
                Extent::Covered => 1,
            };
            let width = room(extents[column], &widths[column..]);
            let lines = self.blocks(&row[column], Some(width));
            cells.push((width, columns[column], lines));
            column += over;
        }
        let depth = cells.iter().map(|(.., lines)| lines.len()).max();
        let depth = depth.unwrap_or(0).max(1);
        let line = |n: usize| {
            let parts = cells.iter().map(|(width, column, lines)| {
                stood(lines.get(n).map_or("", String::as_str), *width, *column)
            });
            let line = parts.collect::<Vec<_>>().join(&" ".repeat(GAP));
            line.trim_end().to_owned()
        };
        (0..depth).map(line).collect()
    }
}

/// How wide a cell is, of its own column and those that it goes over.
fn room(extent: Extent, widths: &[usize]) -> usize {
    let over = match extent {
        Extent::Cell { columns, .. } => columns,
        Extent::Covered => 1,
    };
    widths.iter().take(over).sum::<usize>() + GAP * (over - 1)
}

/// Makes the last of some columns wider where a cell over them wants more.
fn widen(extent: Extent, widths: &mut [usize], want: usize) {
    let more = want.saturating_sub(room(extent, widths));
    if let Extent::Cell { columns, .. } = extent {
        widths[columns - 1] += more;
    }
}

/// A line in its column.
fn stood(line: &str, width: usize, column: Alignment) -> String {
    let left = width.saturating_sub(rag::width(line));
    let before = match column {
        Alignment::Usual | Alignment::Left => 0,
        Alignment::Centre => left / 2,
        Alignment::Right => left,
    };
    format!("{}{line}{}", " ".repeat(before), " ".repeat(left - before))
}

/// Widths of columns that share some room: as wide as they want, else as their words need and of what is left as much as
/// they want more; else the room by what they need.
fn shared(wants: &[usize], needs: &[usize], room: usize) -> Vec<usize> {
    let (wanted, needed) = (wants.iter().sum::<usize>(), needs.iter().sum::<usize>());
    if wanted <= room {
        return wants.to_vec();
    }
    let all = wants.iter().zip(needs);
    if needed > room {
        return all.map(|(_, need)| (need * room / needed).max(1)).collect();
    }
    let left = room - needed;
    let more = wanted - needed;
    all.map(|(want, need)| need + (want - need) * left / more.max(1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn columns_share_the_room() {
        assert_eq!(shared(&[4, 6], &[2, 2], 20), [4, 6]);
        assert_eq!(shared(&[4, 36], &[4, 8], 20), [4, 16]);
        assert_eq!(shared(&[40, 40], &[20, 30], 10), [4, 6]);
    }
}
