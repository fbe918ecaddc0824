//! Grids with cells over several columns or rows. In: the lines of each cell and what it goes over. Out: the lines of the grid.

use super::{NARROWEST, border};
use crate::book::{Extent, Merged, Table};
use crate::source::markdown::drawn_cells;

/// A cell and where it stands.
struct Cell {
    at: Merged,
    lines: Vec<String>,
}

/// How often a grid is drawn wider whose words could be taken for its borders.
const TRIES: usize = 24;

/// Draws a table; `lines` gives those of a cell.
pub(super) fn grid(table: &Table, lines: impl Fn(usize, usize) -> Vec<String>) -> Vec<String> {
    let mut cells = Vec::new();
    for (row, extents) in table.extents().into_iter().enumerate() {
        for (column, extent) in extents.into_iter().enumerate() {
            let Extent::Cell { rows, columns } = extent else {
                continue;
            };
            let lines = lines(row, column);
            let at = Merged {
                row,
                column,
                rows,
                columns,
            };
            cells.push(Cell { at, lines });
        }
    }
    let mut widths = widths(&cells, table.columns.len());
    let heights = heights(&cells, table.rows().count());
    let mut drawn = draw(table, &cells, (&widths, &heights));
    for try_ in 0..TRIES {
        if is_read(&drawn, &cells) {
            break;
        }
        let column = try_ % widths.len();
        widths[column] += 1;
        drawn = draw(table, &cells, (&widths, &heights));
    }
    drawn
}

/// Whether a grid is read as the cells that were drawn, no words taken for a border.
fn is_read(drawn: &[String], cells: &[Cell]) -> bool {
    let wanted = cells.iter().map(|cell| cell.at);
    let wanted = wanted.filter(|at| at.rows * at.columns > 1);
    let text = drawn.join("\n");
    let is_same = |found: Vec<Merged>| found.into_iter().eq(wanted);
    drawn_cells(&text).is_some_and(is_same)
}

/// Columns as wide as their cells; a cell over several makes the last of them wider.
fn widths(cells: &[Cell], columns: usize) -> Vec<usize> {
    let mut widths = vec![NARROWEST; columns];
    let mut by_columns: Vec<&Cell> = cells.iter().collect();
    by_columns.sort_by_key(|cell| cell.at.columns);
    for cell in by_columns {
        let longest = cell.lines.iter().map(|line| line.chars().count()).max();
        let Merged {
            column, columns, ..
        } = cell.at;
        let own = &mut widths[column..column + columns];
        let room = own.iter().sum::<usize>() + 3 * (columns - 1);
        own[columns - 1] += longest.unwrap_or(0).saturating_sub(room);
    }
    widths
}

/// Rows as high as their cells; a cell over several makes the last of them higher.
fn heights(cells: &[Cell], rows: usize) -> Vec<usize> {
    let mut heights = vec![1; rows];
    let mut by_rows: Vec<&Cell> = cells.iter().collect();
    by_rows.sort_by_key(|cell| cell.at.rows);
    for cell in by_rows {
        let Merged { row, rows, .. } = cell.at;
        let own = &mut heights[row..row + rows];
        let room = own.iter().sum::<usize>() + rows - 1;
        own[rows - 1] += cell.lines.len().saturating_sub(room);
    }
    heights
}

/// Where lines begin, one after another, of so many signs each and `between` signs between two.
fn starts(sizes: &[usize], between: usize) -> Vec<usize> {
    let mut at = 0;
    let mut starts = vec![0];
    for size in sizes {
        at += size + between;
        starts.push(at);
    }
    starts
}

fn draw(table: &Table, cells: &[Cell], (widths, heights): (&[usize], &[usize])) -> Vec<String> {
    let across = starts(widths, 3);
    let down = starts(heights, 1);
    let (width, height) = (across[across.len() - 1] + 1, down[down.len() - 1] + 1);
    let mut sheet = vec![vec![' '; width]; height];
    for cell in cells {
        let (left, right) = (
            across[cell.at.column],
            across[cell.at.column + cell.at.columns],
        );
        let (top, bottom) = (down[cell.at.row], down[cell.at.row + cell.at.rows]);
        for y in [top, bottom] {
            sheet[y][left + 1..right].fill('-');
        }
        for line in &mut sheet[top + 1..bottom] {
            line[left] = '|';
            line[right] = '|';
        }
        for (line, words) in sheet[top + 1..bottom].iter_mut().zip(&cell.lines) {
            let places = line[left + 2..right].iter_mut();
            places.zip(words.chars()).for_each(|(place, c)| *place = c);
        }
    }
    for cell in cells {
        for y in [cell.at.row, cell.at.row + cell.at.rows] {
            for x in [cell.at.column, cell.at.column + cell.at.columns] {
                sheet[down[y]][across[x]] = '+';
            }
        }
    }
    let mut lines: Vec<String> = sheet.into_iter().map(String::from_iter).collect();
    let (head, body) = (table.head.len(), table.body.len());
    lines[down[head]] = border(
        widths,
        if head > 0 { '=' } else { '-' },
        Some(&table.columns),
    );
    if !table.foot.is_empty() {
        let said = (body == 0).then_some(table.columns.as_slice());
        lines[down[head + body]] = border(widths, '=', said);
        lines[height - 1] = border(widths, '=', None);
    }
    lines
}
