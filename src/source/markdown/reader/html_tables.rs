//! Tables in HTML. In: a `table` element, as typed. Out: a block; cells over several columns or rows are one.

use super::html::{attributes, bare, tag};
use super::tables::in_line;
use super::{Block, Inline, Origin, Reader, blocks};
use crate::book::{Alignment, Merged, Row, Table};
use std::collections::BTreeSet;
use std::ops::Range;

/// No table has more columns: a page has room for a few.
const MOST_COLUMNS: usize = 200;

/// A cell as typed.
#[derive(Default)]
struct Cell {
    html: String,
    rows: usize,
    columns: usize,
    stands: Option<Alignment>,
    is_head: bool,
}

/// A part of a table.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Head,
    #[default]
    Body,
    Foot,
}

/// A table as typed.
#[derive(Default)]
struct Typed {
    caption: String,
    rows: Vec<(Part, Vec<Cell>)>,
    /// The names of what is said and left out.
    left_out: BTreeSet<String>,
    part: Option<Part>,
    /// Words between cells.
    stray: String,
}

/// Where the words go that are being read.
enum Open {
    Nothing,
    Caption,
    Cell,
}

impl Typed {
    fn read(html: &str) -> Typed {
        let html = without_comments(html);
        let mut table = Typed::default();
        let mut open = Open::Nothing;
        let mut rest = html.as_str();
        let mut depth = 0;
        while let Some(at) = rest.find('<') {
            let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
            table.words(&open, &rest[..at]);
            let markup = &rest[at..end];
            rest = &rest[end..];
            let Some((name, is_end)) = tag(markup) else {
                table.words(&open, markup);
                continue;
            };
            if name == "table" {
                depth += if is_end { -1 } else { 1 };
            }
            // Tables in cells are words of these.
            if depth > 1 || name == "table" && depth == 1 && is_end {
                table.words(&open, markup);
                continue;
            }
            open = match (name.as_str(), is_end) {
                ("caption", false) => Open::Caption,
                ("td" | "th", false) => {
                    table.cell(&name, markup);
                    Open::Cell
                }
                ("caption" | "td" | "th" | "table" | "tr", true) => Open::Nothing,
                ("tr", false) => {
                    table
                        .rows
                        .push((table.part.unwrap_or_default(), Vec::new()));
                    Open::Nothing
                }
                ("thead", is_end) => table.begin(Part::Head, is_end),
                ("tfoot", is_end) => table.begin(Part::Foot, is_end),
                ("tbody", is_end) => table.begin(Part::Body, is_end),
                ("table" | "colgroup" | "col", _) => Open::Nothing,
                _ => {
                    table.words(&open, markup);
                    open
                }
            };
        }
        table.words(&open, rest);
        table.name_columns();
        table
    }

    fn begin(&mut self, part: Part, is_end: bool) -> Open {
        self.part = (!is_end).then_some(part);
        Open::Nothing
    }

    fn words(&mut self, open: &Open, words: &str) {
        let cell = self.rows.last_mut().and_then(|(_, cells)| cells.last_mut());
        match (open, cell) {
            (Open::Caption, _) => self.caption.push_str(words),
            (Open::Cell, Some(cell)) => cell.html.push_str(words),
            _ => self.stray.push_str(words),
        }
    }

    fn cell(&mut self, name: &str, markup: &str) {
        let mut cell = Cell {
            rows: 1,
            columns: 1,
            is_head: name == "th",
            ..Cell::default()
        };
        for (name, value) in attributes(markup) {
            let count = value.trim().parse::<usize>();
            match (name.as_str(), count) {
                ("colspan", Ok(count)) => cell.columns = count.clamp(1, MOST_COLUMNS),
                // Nought goes on to the end of its part.
                ("rowspan", Ok(0)) => cell.rows = usize::from(u16::MAX),
                ("rowspan", Ok(count)) => cell.rows = count.min(usize::from(u16::MAX)),
                ("align", _) => cell.stands = alignment(&value),
                ("style", _) if value.trim().starts_with("text-align:") => {
                    let value = value.trim().trim_start_matches("text-align:");
                    cell.stands = alignment(value.trim_end_matches(';').trim());
                }
                ("scope" | "headers", _) => {}
                _ => {
                    self.left_out.insert(name);
                }
            }
        }
        if self.rows.is_empty() {
            self.rows.push((self.part.unwrap_or_default(), Vec::new()));
        }
        if let Some((_, cells)) = self.rows.last_mut() {
            cells.push(cell);
        }
    }

    /// Rows of heads before all others name the columns, whatever they stand in.
    fn name_columns(&mut self) {
        self.rows.retain(|(_, cells)| !cells.is_empty());
        let rows = self.rows.len();
        for (n, (part, cells)) in self.rows.iter_mut().enumerate() {
            match *part {
                Part::Head => {}
                Part::Body if n + 1 < rows && cells.iter().all(|cell| cell.is_head) => {
                    *part = Part::Head;
                }
                Part::Body | Part::Foot => break,
            }
        }
        // A foot may be typed before the body.
        self.rows.sort_by_key(|(part, _)| *part);
    }
}

fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    out + rest
}

/// How the words of a cell stand, if that is said.
fn alignment(value: &str) -> Option<Alignment> {
    match value.to_ascii_lowercase().as_str() {
        "left" => Some(Alignment::Left),
        "center" => Some(Alignment::Centre),
        "right" => Some(Alignment::Right),
        _ => None,
    }
}

/// Where the cells of a table stand.
#[derive(Default)]
struct Placed {
    /// For each row its part, and the column of each of its cells.
    rows: Vec<(Part, Vec<(usize, Cell)>)>,
    columns: usize,
}

/// Puts each cell into the first column of its row that no other goes over (HTML, 4.9.12).
fn placed(rows: Vec<(Part, Vec<Cell>)>) -> Placed {
    let mut placed = Placed::default();
    let mut taken: Vec<usize> = Vec::new();
    let mut last = Part::Head;
    for (part, cells) in rows {
        if part != last {
            taken.clear();
            last = part;
        }
        let mut at = 0;
        let mut row = Vec::new();
        let mut next = taken
            .iter()
            .map(|rows| rows.saturating_sub(1))
            .collect::<Vec<_>>();
        for mut cell in cells {
            while taken.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            let free = (at..at + cell.columns)
                .take_while(|at| taken.get(*at).is_none_or(|rows| *rows == 0));
            cell.columns = free.count().max(1);
            let end = at + cell.columns;
            next.resize(next.len().max(end), 0);
            next[at..end].fill(cell.rows - 1);
            let columns = cell.columns;
            row.push((at, cell));
            at += columns;
        }
        placed.columns = placed.columns.max(at).max(next.len());
        taken = next;
        placed.rows.push((part, row));
    }
    placed
}

/// How the words of each column stand: as all its cells in the body say.
fn columns(placed: &Placed) -> Vec<Alignment> {
    let mut said: Vec<Option<Option<Alignment>>> = vec![None; placed.columns];
    let rows = placed.rows.iter().filter(|(part, _)| *part != Part::Head);
    for (at, cell) in rows.flat_map(|(_, cells)| cells) {
        if cell.columns > 1 || cell.html.trim().is_empty() {
            continue;
        }
        said[*at] = match said[*at] {
            None => Some(cell.stands),
            Some(before) => Some(before.filter(|before| Some(*before) == cell.stands)),
        };
    }
    let of = |said: Option<Option<Alignment>>| said.flatten().unwrap_or(Alignment::Usual);
    said.into_iter().map(of).collect()
}

impl Reader<'_> {
    /// A table in HTML; its cells are read as blocks of HTML are.
    pub(super) fn html_table(&mut self, range: Range<usize>) {
        let typed = Typed::read(&self.text[range.clone()]);
        if !typed.left_out.is_empty() {
            let names: Vec<String> = typed
                .left_out
                .iter()
                .map(|name| format!("`{name}`"))
                .collect();
            let message = format!("{} of a table's cells is left out", names.join(", "));
            self.warn("markdown-attribute", message, range.clone());
        }
        let stray = typed.stray.split_whitespace().collect::<Vec<_>>().join(" ");
        if !stray.is_empty() {
            let message = format!("`{stray}` stands between the cells of a table and is left out");
            self.warn("markdown-html", message, range.clone());
        }
        let is_wide = |(_, cells): &(Part, Vec<Cell>)| {
            cells.iter().map(|cell| cell.columns).sum::<usize>() > MOST_COLUMNS
        };
        let most = typed.rows.iter().map(|(_, cells)| cells.len()).max();
        if typed.rows.iter().any(is_wide) || most.unwrap_or(0) > MOST_COLUMNS {
            let message = format!("a table of more than {MOST_COLUMNS} columns is left out");
            return self.warn("markdown-wide-table", message, range);
        }
        let caption = self.caption_of(&typed.caption, range.clone());
        let placed = placed(typed.rows);
        let alignments = columns(&placed);
        let mut parts: [Vec<Row>; 3] = Default::default();
        let mut merged = Vec::new();
        for (row, (part, cells)) in placed.rows.into_iter().enumerate() {
            let mut own: Row = vec![Vec::new(); alignments.len()];
            for (column, cell) in cells {
                own[column] = in_line(self.html_blocks(&cell.html, range.clone()));
                merged.push(Merged {
                    row,
                    column,
                    rows: cell.rows,
                    columns: cell.columns,
                });
            }
            parts[part as usize].push(own);
        }
        let [head, body, foot] = parts;
        let mut table = Table::new(alignments, head, body, foot);
        for merged in merged.into_iter().filter(|m| m.rows * m.columns > 1) {
            table.merge(merged);
        }
        table.caption = caption;
        self.add_table(table);
    }

    /// Blocks of HTML, without the tags that end lines.
    fn html_blocks(&mut self, html: &str, range: Range<usize>) -> Vec<Block> {
        let (words, has_tags) = bare(html);
        if has_tags {
            self.name_html(range.clone());
        }
        let at = Some(self.span(range));
        let origin = Origin { at, ..self.origin };
        blocks(
            words.trim(),
            0,
            origin,
            (&mut *self.matter, &mut *self.warnings),
        )
    }

    fn caption_of(&mut self, html: &str, range: Range<usize>) -> Vec<Inline> {
        let mut caption = Vec::new();
        for block in self.html_blocks(html, range) {
            if let Block::Paragraph(mut words) = block {
                if !caption.is_empty() {
                    caption.push(Inline::Break);
                }
                caption.append(&mut words);
            }
        }
        caption
    }
}
