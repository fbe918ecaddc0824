//! Tables. In: rows of cells, a cell for each column, and which cells are one. Out: [`Table`], in which what a cell goes over is
//! empty, no cell goes over the edge of head, body or foot, and in each row and each column a cell begins.

use super::{Block, Inline};

/// A table: each row has a cell for each column, which may be empty. A cell over several columns or rows stands in the first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it is called; empty where it has no name.
    pub caption: Vec<Inline>,
    /// How the cells of each column stand.
    pub columns: Vec<Alignment>,
    /// The rows that name the columns.
    pub head: Vec<Row>,
    /// The rows.
    pub body: Vec<Row>,
    /// The rows that sum up.
    pub foot: Vec<Row>,
    /// The cells over several columns or rows, in the order of their places.
    merged: Vec<Merged>,
}

/// The cells of a row, each a few blocks.
pub type Row = Vec<Vec<Block>>;

/// How the words of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As words do.
    Usual,
    /// From the left.
    Left,
    /// In the middle.
    Centre,
    /// To the right: figures.
    Right,
}

/// A cell over several columns or rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merged {
    /// Its first row, from 0, counted from the head through body and foot.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// How many rows it goes over.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
}

/// What a place of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A cell begins, over so many rows and columns.
    Cell {
        /// One or more.
        rows: usize,
        /// One or more.
        columns: usize,
    },
    /// A cell that begins elsewhere goes over it.
    Covered,
}

impl Table {
    /// A table in which each cell is one.
    #[must_use]
    pub fn new(columns: Vec<Alignment>, head: Vec<Row>, body: Vec<Row>, foot: Vec<Row>) -> Table {
        Table {
            columns,
            head,
            body,
            foot,
            ..Table::default()
        }
    }

    /// All rows, from head to foot.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.head.iter().chain(&self.body).chain(&self.foot)
    }

    /// The same, to change them.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        let rows = self.head.iter_mut().chain(&mut self.body);
        rows.chain(&mut self.foot)
    }

    /// The cells over several columns or rows.
    #[must_use]
    pub fn merged(&self) -> &[Merged] {
        &self.merged
    }

    /// What each place of each row is.
    #[must_use]
    pub fn extents(&self) -> Vec<Vec<Extent>> {
        let one = Extent::Cell {
            rows: 1,
            columns: 1,
        };
        let rows = self.rows().map(|_| vec![one; self.columns.len()]);
        let mut extents: Vec<Vec<Extent>> = rows.collect();
        for merged in &self.merged {
            let rows = extents.iter_mut().skip(merged.row).take(merged.rows);
            rows.for_each(|row| {
                row[merged.column..merged.column + merged.columns].fill(Extent::Covered);
            });
            extents[merged.row][merged.column] = Extent::Cell {
                rows: merged.rows,
                columns: merged.columns,
            };
        }
        extents
    }

    /// Makes one cell of several: what they hold stands in the first. Of rows it takes those of its part of the table. Whether
    /// there are several, and none of them is one with others.
    pub fn merge(&mut self, mut merged: Merged) -> bool {
        let ends = [self.head.len(), self.head.len() + self.body.len()];
        let end = ends.into_iter().find(|end| merged.row < *end);
        let end = end.unwrap_or(ends[1] + self.foot.len());
        merged.rows = merged.rows.min(end.saturating_sub(merged.row));
        merged.columns = (merged.columns).min(self.columns.len().saturating_sub(merged.column));
        let is_over = |other: &Merged| {
            let rows = other.row < merged.row + merged.rows && merged.row < other.row + other.rows;
            let left = other.column < merged.column + merged.columns;
            rows && left && merged.column < other.column + other.columns
        };
        if merged.rows * merged.columns < 2 || self.merged.iter().any(is_over) {
            return false;
        }
        let columns = merged.column..merged.column + merged.columns;
        let mut held = Vec::new();
        let rows = self.rows_mut().skip(merged.row).take(merged.rows);
        for row in rows {
            row.resize(row.len().max(columns.end), Vec::new());
            for cell in &mut row[columns.clone()] {
                held.append(cell);
            }
        }
        if let Some(row) = self.rows_mut().nth(merged.row) {
            row[merged.column] = held;
        }
        let at = self.merged.partition_point(|other| *other < merged);
        self.merged.insert(at, merged);
        true
    }

    /// Takes the rows and the columns away in which no cell begins, and the rows of the head without a word.
    pub fn settle(&mut self) {
        let is_own = |extent: &Extent| *extent != Extent::Covered;
        let extents = self.extents();
        let rows = extents.len();
        for row in (0..rows).rev() {
            let has_words = || {
                self.rows()
                    .nth(row)
                    .is_some_and(|row| row.iter().any(|cell| !cell.is_empty()))
            };
            let is_own_row = extents[row].iter().any(is_own);
            let goes_on = || {
                self.merged
                    .iter()
                    .any(|m| m.row <= row && row < m.row + m.rows && m.rows > 1)
            };
            if !is_own_row || row < self.head.len() && !has_words() && !goes_on() {
                self.drop_row(row);
            }
        }
        let extents = self.extents();
        for column in (0..self.columns.len()).rev() {
            if !extents.is_empty() && !extents.iter().any(|row| is_own(&row[column])) {
                self.drop_column(column);
            }
        }
    }

    fn drop_row(&mut self, row: usize) {
        let (head, body) = (self.head.len(), self.body.len());
        match row {
            at if at < head => drop(self.head.remove(at)),
            at if at < head + body => drop(self.body.remove(at - head)),
            at => drop(self.foot.remove(at - head - body)),
        }
        for merged in &mut self.merged {
            if merged.row > row {
                merged.row -= 1;
            } else if row < merged.row + merged.rows {
                merged.rows -= 1;
            }
        }
        self.merged.retain(|m| m.rows * m.columns > 1);
    }

    fn drop_column(&mut self, column: usize) {
        self.columns.remove(column);
        self.rows_mut().for_each(|row| drop(row.remove(column)));
        for merged in &mut self.merged {
            if merged.column > column {
                merged.column -= 1;
            } else if column < merged.column + merged.columns {
                merged.columns -= 1;
            }
        }
        self.merged.retain(|m| m.rows * m.columns > 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: usize, columns: usize) -> Table {
        let cell = |n: usize| vec![Block::Ornament(n.to_string())];
        let row = |r: usize| (0..columns).map(|c| cell(r * columns + c)).collect();
        Table::new(
            vec![Alignment::Usual; columns],
            vec![row(0)],
            (1..rows).map(row).collect(),
            Vec::new(),
        )
    }

    fn merged(row: usize, column: usize, rows: usize, columns: usize) -> Merged {
        Merged {
            row,
            column,
            rows,
            columns,
        }
    }

    #[test]
    fn one_cell_of_several_keeps_what_they_hold() {
        let mut table = table(3, 3);
        assert!(table.merge(merged(1, 1, 9, 9)));
        assert_eq!(table.merged(), [merged(1, 1, 2, 2)]);
        assert_eq!(table.body[0][1].len(), 4);
        assert!(table.body[1][1].is_empty());
        assert!(!table.merge(merged(2, 2, 1, 1)) && !table.merge(merged(1, 0, 2, 2)));
        // The head ends what begins in it.
        assert!(!table.merge(merged(0, 0, 3, 1)));
    }

    #[test]
    fn rows_and_columns_in_which_nothing_begins_go() {
        let mut table = table(3, 2);
        for column in 0..2 {
            assert!(table.merge(merged(1, column, 2, 1)));
        }
        table.settle();
        assert_eq!((table.body.len(), table.merged()), (1, &[][..]));
        assert_eq!(table.body[0][1].len(), 2);
        assert!(table.merge(merged(0, 0, 1, 2)) && table.merge(merged(1, 0, 1, 2)));
        table.settle();
        assert_eq!((table.columns.len(), table.merged()), (1, &[][..]));
    }
}
