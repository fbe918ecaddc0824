//! Grids with cells over several columns or rows. In: the lines of a grid. Out: its cells; each of those stands in the first of
//! the columns and rows that it goes over, and the others are empty.

use super::{Drawn, columns, is_border};
use crate::book::{Alignment, Merged};

/// No grid has more lines: each is looked at for each column.
const MOST: usize = 2_000;

/// Where the lines of a grid cross, and what is drawn between.
struct Net<'t> {
    lines: &'t [Vec<char>],
    across: Vec<usize>,
    down: Vec<usize>,
}

/// Reads a grid.
pub(super) fn read(lines: &[Vec<char>]) -> Option<Drawn> {
    let net = Net::of(lines)?;
    let (width, height) = (net.across.len() - 1, net.down.len() - 1);
    let mut taken = vec![vec![false; width]; height];
    let mut rows = vec![vec![String::new(); width]; height];
    let mut merged = Vec::new();
    for row in 0..height {
        for column in 0..width {
            if taken[row][column] {
                continue;
            }
            let (right, below) = net.cell(column, row)?;
            for taken in taken.iter_mut().take(below).skip(row) {
                if taken[column..right].contains(&true) {
                    return None;
                }
                taken[column..right].fill(true);
            }
            let (columns, rows_over) = (right - column, below - row);
            if columns * rows_over > 1 {
                merged.push(Merged {
                    row,
                    column,
                    rows: rows_over,
                    columns,
                });
            }
            rows[row][column] = net.words((column, right), (row, below));
        }
    }
    let heavy = net.heavy();
    let head = heavy.first().copied().filter(|&at| at > 0).unwrap_or(0);
    let foot = match heavy.as_slice() {
        [.., from, to] if *to == height && *from > head => *from,
        _ => height,
    };
    let foot = rows.split_off(foot);
    let body = rows.split_off(head);
    Some(Drawn {
        columns: net.standing(head),
        head: rows,
        body,
        foot,
        merged,
    })
}

impl<'t> Net<'t> {
    fn of(lines: &'t [Vec<char>]) -> Option<Net<'t>> {
        if lines.len() > MOST {
            return None;
        }
        let mut net = Net {
            lines,
            across: Vec::new(),
            down: Vec::new(),
        };
        for (y, line) in lines.iter().enumerate() {
            let crosses = (0..line.len()).filter(|&x| net.is_cross(x, y));
            let crosses: Vec<usize> = crosses.collect();
            if !crosses.is_empty() {
                net.down.push(y);
            }
            net.across.extend(crosses);
        }
        net.across.sort_unstable();
        net.across.dedup();
        let is_whole = net.down.first() == Some(&0) && net.down.last() == Some(&(lines.len() - 1));
        (is_whole && net.across.len() > 1 && net.down.len() > 1).then_some(net)
    }

    fn at(&self, x: usize, y: usize) -> char {
        let line = self.lines.get(y);
        line.and_then(|line| line.get(x)).copied().unwrap_or(' ')
    }

    /// Whether a line that goes across and one that goes down meet.
    fn is_cross(&self, x: usize, y: usize) -> bool {
        let is_drawn = |x: usize, y: usize, signs: &[char]| signs.contains(&self.at(x, y));
        let is_across = x > 0 && is_drawn(x - 1, y, ACROSS) || is_drawn(x + 1, y, ACROSS);
        let is_down = y > 0 && is_drawn(x, y - 1, DOWN) || is_drawn(x, y + 1, DOWN);
        self.at(x, y) == '+' && is_across && is_down
    }

    /// Whether a line is drawn across above a row.
    fn is_border(&self, column: usize, row: usize) -> bool {
        let mut signs = self.across[column] + 1..self.across[column + 1];
        signs.all(|x| ACROSS.contains(&self.at(x, self.down[row])))
    }

    /// Whether a line is drawn down before a column.
    fn is_edge(&self, column: usize, row: usize) -> bool {
        let mut signs = self.down[row] + 1..self.down[row + 1];
        signs.all(|y| DOWN.contains(&self.at(self.across[column], y)))
    }

    /// The column and the row behind the cell that begins at some; none where it is not drawn all around.
    fn cell(&self, column: usize, row: usize) -> Option<(usize, usize)> {
        let (width, height) = (self.across.len() - 1, self.down.len() - 1);
        let right = (column + 1..=width).find(|&right| self.is_edge(right, row))?;
        let below = (row + 1..=height).find(|&below| self.is_border(column, below))?;
        let is_around = (column..right).all(|x| self.is_border(x, row) && self.is_border(x, below))
            && (row..below).all(|y| self.is_edge(column, y) && self.is_edge(right, y));
        is_around.then_some((right, below))
    }

    fn words(&self, columns: (usize, usize), rows: (usize, usize)) -> String {
        let mut words = String::new();
        for y in self.down[rows.0] + 1..self.down[rows.1] {
            let line = (self.across[columns.0] + 1..self.across[columns.1]).map(|x| self.at(x, y));
            let line: String = line.collect();
            let line = line.strip_prefix(' ').unwrap_or(&line);
            words.push_str(line.trim_end_matches(' '));
            words.push('\n');
        }
        words
    }

    /// The rows that a heavy border stands above, from edge to edge.
    fn heavy(&self) -> Vec<usize> {
        let is_heavy = |&row: &usize| {
            let line: String = self.lines[self.down[row]].iter().collect();
            is_border(&line) && line.contains('=')
        };
        (0..self.down.len()).filter(is_heavy).collect()
    }

    /// How the columns stand, by the border that says it.
    fn standing(&self, head: usize) -> Vec<Alignment> {
        let said = columns(&self.lines[self.down[head]]);
        let of = |x: &usize| {
            let place = said.iter().find(|(range, _)| range.start == x + 1);
            place.map_or(Alignment::Usual, |(_, alignment)| *alignment)
        };
        let count = self.across.len() - 1;
        self.across[..count].iter().map(of).collect()
    }
}

const ACROSS: &[char] = &['-', '=', ':', '+'];
const DOWN: &[char] = &['|', '+'];

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Option<Drawn> {
        let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
        read(&lines)
    }

    #[test]
    fn wide_and_high_cells_stand_in_their_first() {
        let text = "+-------+---+\n| both  | c |\n+===+===+==:+\n| a | b |   |\n|   +---+ d |\n|   | e |   |\n+---+---+---+";
        let drawn = grid(text).expect("a grid");
        assert_eq!(drawn.head, [["both\n", "", "c\n"]]);
        assert_eq!(drawn.body[0], ["a\n\n\n", "b\n", "\nd\n\n"]);
        assert_eq!(drawn.body[1], ["", "e\n", ""]);
        let merged = drawn.merged.iter();
        let merged: Vec<_> = merged
            .map(|m| (m.row, m.column, m.rows, m.columns))
            .collect();
        assert_eq!(merged, [(0, 0, 1, 2), (1, 0, 2, 1), (1, 2, 2, 1)]);
        assert_eq!(drawn.columns[2], Alignment::Right);
    }

    #[test]
    fn what_is_not_drawn_all_around_is_none() {
        assert!(grid("+---+---+\n| a   b |\n+---+---+\n| c | d  \n+---+---+").is_none());
        assert!(grid("+---+\n| a |").is_none());
    }
}
