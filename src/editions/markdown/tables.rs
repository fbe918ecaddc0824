//! Tables as Markdown. In: a table. Out: a pipe table, or a grid where cells hold more than a line of words.

mod merged;

use super::blocks;
use super::inlines::one_line;
use crate::book::{Alignment, Block, Inline, Picture, Row, Table, visit_inlines};

/// A column of a grid is as wide as this at least.
const NARROWEST: usize = 3;

/// The lines of a table, its caption below.
pub(super) fn table(table: &Table) -> Vec<String> {
    let mut lines = match (is_plain(table), table.merged()) {
        (true, []) => piped(table),
        (false, []) => grid(table),
        (_, [_, ..]) => {
            let rows: Vec<&Row> = table.rows().collect();
            merged::grid(table, |row, column| cell_lines(&rows[row][column]))
        }
    };
    if !table.caption.is_empty() {
        lines.extend([
            String::new(),
            format!("Table: {}", one_line(&table.caption)),
        ]);
    }
    lines
}

/// Whether each cell is a line of words, and only the first row names the columns.
fn is_plain(table: &Table) -> bool {
    let mut cells = table.rows().flatten();
    let is_line = |cell: &Vec<Block>| match cell.as_slice() {
        [] => true,
        [Block::Paragraph(text)] => is_line(text),
        _ => false,
    };
    // The parser takes a row of one cell without bars around it for words; and a head must be there.
    table.head.len() < 2 && table.foot.is_empty() && !table.body.is_empty() && cells.all(is_line)
}

/// Whether what is said of a picture has no bar.
fn is_bare(picture: &Picture) -> bool {
    !picture.to.contains(['|', '\\']) && !picture.alt.contains(['|', '\\'])
}

/// Whether words hold nothing that a bar could be misread in.
fn is_line(text: &[Inline]) -> bool {
    let mut is_line = true;
    let paragraph = [Block::Paragraph(text.to_vec())];
    visit_inlines(&paragraph, &mut |inline| match inline {
        Inline::Typewriter(inner) => {
            let words = crate::book::words(inner);
            is_line &= !words.contains(['|', '\\', '`']);
        }
        Inline::Link { to, .. } => is_line &= !to.contains('|'),
        Inline::Picture(picture) => is_line &= is_bare(picture),
        Inline::PageTurn { label } => is_line &= !label.contains('|'),
        Inline::Text { .. }
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::SmallCapitals(_)
        | Inline::Raised(_)
        | Inline::Lowered(_)
        | Inline::Struck(_)
        | Inline::Span { .. }
        | Inline::Call { .. }
        | Inline::Anchor(_)
        | Inline::Break => {}
    });
    is_line
}

fn piped(table: &Table) -> Vec<String> {
    let nothing = vec![Vec::new(); table.columns.len()];
    let head = table.head.first().unwrap_or(&nothing);
    let dashes = table.columns.iter().map(|column| match column {
        Alignment::Usual => "---",
        Alignment::Left => ":--",
        Alignment::Centre => ":-:",
        Alignment::Right => "--:",
    });
    let dashes: Vec<&str> = dashes.collect();
    let mut lines = vec![piped_row(head), format!("|{}|", dashes.join("|"))];
    lines.extend(table.body.iter().map(piped_row));
    lines
}

fn piped_row(row: &Row) -> String {
    let cells = row.iter().map(|cell| match cell.as_slice() {
        [Block::Paragraph(text)] => with_bars(&one_line(text)),
        _ => String::new(),
    });
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// Words whose bars are no borders of cells.
fn with_bars(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut is_escaped = false;
    for c in words.chars() {
        if c == '|' && !is_escaped {
            out.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        out.push(c);
    }
    out
}

/// The lines of a cell of a grid.
fn cell_lines(cell: &[Block]) -> Vec<String> {
    // Blanks at the end of a line of a cell say nothing: a forced line end is a backslash there.
    let forced = |line: String| match line.strip_suffix("  ") {
        Some(words) if !words.is_empty() => format!("{words}\\"),
        _ => line,
    };
    blocks(cell).into_iter().map(forced).collect()
}

fn grid(table: &Table) -> Vec<String> {
    let cells = |rows: &[Row]| -> Vec<Vec<Vec<String>>> {
        let row = |row: &Row| row.iter().map(|cell| cell_lines(cell)).collect();
        rows.iter().map(row).collect()
    };
    let (head, body, foot) = (cells(&table.head), cells(&table.body), cells(&table.foot));
    let mut widths = vec![NARROWEST; table.columns.len()];
    for row in head.iter().chain(&body).chain(&foot) {
        for (width, cell) in widths.iter_mut().zip(row) {
            let longest = cell.iter().map(|line| line.chars().count()).max();
            *width = longest.unwrap_or(0).max(*width);
        }
    }
    let plain = |sign: char| border(&widths, sign, None);
    let says = |sign: char| border(&widths, sign, Some(&table.columns));
    let mut lines = vec![if head.is_empty() {
        says('-')
    } else {
        plain('-')
    }];
    for (rows, end) in [(&head, says('=')), (&body, plain('-')), (&foot, plain('='))] {
        for (n, row) in rows.iter().enumerate() {
            lines.extend(grid_row(row, &widths));
            let is_last = n + 1 == rows.len();
            lines.push(if is_last { end.clone() } else { plain('-') });
        }
    }
    if !foot.is_empty() {
        // The border above the foot is as heavy as that below it.
        let rows: usize = foot
            .iter()
            .map(|row| grid_row(row, &widths).len() + 1)
            .sum();
        let above = lines.len() - rows - 1;
        if body.is_empty() {
            lines.insert(above + 1, plain('='));
        } else {
            lines[above] = plain('=');
        }
    }
    lines
}

fn border(widths: &[usize], sign: char, columns: Option<&[Alignment]>) -> String {
    let mut line = String::from("+");
    for (n, width) in widths.iter().enumerate() {
        let mut part: Vec<char> = vec![sign; width + 2];
        let column = columns.map_or(Alignment::Usual, |columns| columns[n]);
        if matches!(column, Alignment::Left | Alignment::Centre) {
            part[0] = ':';
        }
        if matches!(column, Alignment::Right | Alignment::Centre) {
            part[width + 1] = ':';
        }
        line.extend(part);
        line.push('+');
    }
    line
}

fn grid_row(row: &[Vec<String>], widths: &[usize]) -> Vec<String> {
    let depth = row.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let line = |n: usize| {
        let cells = row.iter().zip(widths).map(|(cell, width)| {
            let words = cell.get(n).map_or("", String::as_str);
            let blanks = width - words.chars().count();
            format!(" {words}{} |", " ".repeat(blanks))
        });
        format!("|{}", cells.collect::<String>())
    };
    (0..depth).map(line).collect()
}
