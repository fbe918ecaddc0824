//! Tables to drafts. In: a table. Out: its caption, then a draft for each row, the cells beside each other on the page's rows;
//! rows that a cell goes over are one.
//!
//! Columns are as wide as their words want, if the measure allows it; else as wide as their longest words, and what is left
//! is shared by what they want more. If even the words want more than the measure, the type is made smaller; if they do in
//! the smallest, the table is turned.

mod columns;
mod turned;

use super::Composer;
use super::blocks::{Context, LONE_VERSE, plain};
use super::inlines::{Line, Voice};
use super::notes::flatten;
use super::pictures::Spot;
use crate::book::{Block, Extent, Inline, NoteIndex, Row, Table};
use crate::diagnostic::{Diagnostic, Place};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::length::Length;
use crate::typeset::makeup::{STRANDED, Split};
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::take::{Align, Draft, TableCell, TableRow, TableRule, Take};

/// Thickness of the rules above and below a table and of those inside, in hundredths of a point.
const RULES: (i64, i64) = (70, 40);

/// Where a column stands.
#[derive(Clone, Copy, Debug)]
struct Column {
    left: i64,
    width: i64,
    align: Align,
    /// Whether nobody says how its words stand.
    is_usual: bool,
}

/// Rows, each with the notes that it calls first.
type Called = Vec<(TableRow, Vec<NoteIndex>)>;

/// The rows of a part of a table, each with what its places are.
type Part<'t> = [(&'t Row, &'t [Extent])];

/// How a row is set.
#[derive(Clone, Copy)]
struct Setup<'c> {
    columns: &'c [Column],
    size: Length,
    parent: Option<ElementId>,
}

impl Composer<'_> {
    pub(super) fn table(&mut self, table: &Table, context: &Context) {
        let element = Some(self.element(ElementKind::Table, context.parent));
        let first = self.drafts();
        self.opens_section = false;
        let room = self.design.measure - context.left - context.right;
        let wants = self.wants(table, self.design.quote_size.min(context.size));
        let percent = wants.fitting(room);
        if percent.is_none() {
            if self.turned(table, &wants, (context, element)) {
                self.set_off(first, 1);
                self.after_break = true;
                return;
            }
            self.name_wide(table);
        }
        if !table.caption.is_empty() {
            self.caption(&table.caption, element, context);
        }
        let (columns, size) = wants.columns(&table.columns, (context.left, room), percent);
        let setup = Setup {
            columns: &columns,
            size,
            parent: element,
        };
        let (head, body, foot) = self.parts(table, &setup);
        let head = self.ruled_head(head, &columns);
        self.rows((head, body, foot), &columns);
        self.set_off(first, 1);
        self.after_break = true;
    }

    /// The rows of head, body and foot.
    fn parts(&mut self, table: &Table, setup: &Setup<'_>) -> (Called, Called, Called) {
        let extents = table.extents();
        let rows = table.rows().zip(extents.iter().map(Vec::as_slice));
        let rows: Vec<(&Row, &[Extent])> = rows.collect();
        let (head, rest) = rows.split_at(table.head.len());
        let (body, foot) = rest.split_at(table.body.len());
        let mut part = |rows: &Part<'_>, kind| -> Called {
            let groups = groups(rows).into_iter();
            groups.map(|group| self.group(group, kind, setup)).collect()
        };
        let mut head = part(head, ElementKind::HeadCell);
        spanner_rules(&mut head, table, setup.columns);
        let body = part(body, ElementKind::Cell);
        (head, body, part(foot, ElementKind::Cell))
    }

    /// How what a table or a picture is called is set.
    pub(super) fn caption_context(&self, context: &Context) -> Context {
        Context {
            align: Align::Centre,
            italic: true,
            size: self.design.quote_size.min(context.size),
            indents: false,
            ..context.clone()
        }
    }

    /// What a table is called, above it.
    fn caption(&mut self, caption: &[Inline], parent: Option<ElementId>, context: &Context) {
        let element = self.element(ElementKind::Caption, parent);
        let above = Context {
            parent: Some(element),
            ..self.caption_context(context)
        };
        self.paragraph(caption, &above);
        let drafts = self
            .copy
            .chapters
            .last_mut()
            .map(|chapter| &mut chapter.drafts);
        if let Some(draft) = drafts.and_then(|drafts| drafts.last_mut()) {
            draft.keeps_next = STRANDED;
            draft.split = Split::Never;
        }
    }

    /// The head with its rules, kept for the pages that the table goes on to.
    fn ruled_head(&mut self, mut head: Called, columns: &[Column]) -> Called {
        if let Some((last, _)) = head.last_mut() {
            last.rules.push(rule_below(last, columns, RULES.1));
        }
        if let Some((first, _)) = head.first_mut() {
            first.rules.push(rule(columns, RULES.0, true));
        }
        if let (false, Some(chapter)) = (head.is_empty(), self.copy.chapters.last_mut()) {
            let again = head.iter().map(|(row, _)| row.clone());
            chapter.heads.push(again.collect());
        }
        head
    }

    /// Adds the drafts of all rows.
    fn rows(&mut self, (head, mut body, mut foot): (Called, Called, Called), columns: &[Column]) {
        let heads = self
            .copy
            .chapters
            .last()
            .map_or(0, |chapter| chapter.heads.len());
        let own = heads.checked_sub(1).filter(|_| !head.is_empty());
        if let (true, Some((first, _))) = (head.is_empty(), body.first_mut()) {
            first.rules.push(rule(columns, RULES.0, true));
        }
        if let Some((first, _)) = foot.first_mut() {
            first.rules.push(rule(columns, RULES.1, true));
        }
        if let Some((last, _)) = foot.last_mut().or(body.last_mut()) {
            last.rules.push(rule_below(last, columns, RULES.0));
        }
        let body_rows = body.len();
        let rows = body.into_iter().chain(foot).enumerate();
        let rows = rows.map(|(n, (row, notes))| {
            let head = own.filter(|_| n > 0);
            // A single row is not left alone at the head or the foot of a page.
            let is_edge = n == 0 || n + 2 == body_rows;
            (
                TableRow { head, ..row },
                notes,
                if is_edge { LONE_VERSE } else { 0 },
            )
        });
        let head = head.into_iter().map(|(row, notes)| (row, notes, STRANDED));
        let all: Vec<_> = head.chain(rows).collect();
        let count = all.len();
        for (n, (row, notes, keeps_next)) in all.into_iter().enumerate() {
            let called = notes.clone();
            self.push(Draft {
                split: Split::Never,
                keeps_next: if n + 1 < count { keeps_next } else { 0 },
                notes,
                row: Some(row),
                ..plain(nothing())
            });
            self.foot_notes(&called);
        }
    }

    /// The cells of rows that belong together, and the notes that they call first.
    fn group(
        &mut self,
        rows: &Part<'_>,
        kind: ElementKind,
        setup: &Setup<'_>,
    ) -> (TableRow, Vec<NoteIndex>) {
        let mut notes = Vec::new();
        let mut cells = Vec::new();
        for (tier, (row, extents)) in (0_u16..).zip(rows) {
            let parent = self.element(ElementKind::Row, setup.parent);
            for (at, (cell, extent)) in row.iter().zip(*extents).enumerate() {
                let Extent::Cell { rows, columns } = *extent else {
                    continue;
                };
                let element = self.element(kind, Some(parent));
                let over = (rows as u16, columns as u16);
                if let Some(element) = self.copy.structure.last_mut() {
                    element.over = over;
                }
                let column = over_columns(&setup.columns[at..at + columns], kind);
                let parts = (element, kind, &column);
                let held = self.cell_takes(cell, parts, setup, &mut notes);
                cells.push(TableCell {
                    held,
                    tiers: tier..tier + over.0,
                });
            }
        }
        let row = TableRow {
            cells,
            ..TableRow::default()
        };
        (row, notes)
    }

    /// What a cell holds, below each other.
    fn cell_takes(
        &mut self,
        cell: &[Block],
        (element, kind, column): (ElementId, ElementKind, &Column),
        setup: &Setup<'_>,
        notes: &mut Vec<NoteIndex>,
    ) -> Vec<Take> {
        let mut takes = Vec::new();
        let mut paragraphs = Vec::new();
        flatten(cell, &mut paragraphs);
        for text in &paragraphs {
            let place = Spot {
                left: column.left,
                room: column.width.max(1),
                size: setup.size,
                leading: self.design.leading,
                parent: Some(element),
                align: column.align,
            };
            let rows = self.design.rows / 2;
            if let Some(mut plates) = self.stacked_pictures(text, &place, rows) {
                takes.append(&mut plates);
                continue;
            }
            let element = match paragraphs.len() {
                1 => element,
                _ => self.element(ElementKind::Paragraph, Some(element)),
            };
            let voice = Voice {
                bold: kind == ElementKind::HeadCell,
                ..self.voice(setup.size, element)
            };
            let mut line = Line::default();
            self.inlines(text, &voice, &mut line);
            line.settle();
            notes.append(&mut line.notes);
            for aside in self.asides_as_lines() {
                takes.push(self.cell(aside, column, setup));
            }
            takes.push(self.cell(line, column, setup));
        }
        takes
    }

    fn cell(&self, line: Line, column: &Column, setup: &Setup<'_>) -> Take {
        Take {
            stretches: line.stretches,
            room: Room {
                measure: column.width.max(1),
                indent: 0,
                indented: 0,
                em: setup.size.0,
                edge: Edge::Ragged,
            },
            left: column.left,
            align: column.align,
            is_backwards: self.is_backwards(),
            hyphenates: true,
            mark: None,
        }
    }

    fn name_wide(&mut self, table: &Table) {
        let mut at = None;
        let mut words = String::new();
        for row in table.rows() {
            for cell in row {
                crate::book::visit_inlines(cell, &mut |inline| {
                    if let Inline::Text { text, at: place } = inline {
                        at.get_or_insert(*place);
                        if words.is_empty() {
                            words.push_str(text);
                        }
                    }
                });
            }
        }
        let message = format!(
            "the table that begins with `{words}` is wider than the page even in small type: words are parted"
        );
        let warning =
            Diagnostic::warning("wide-table", message).hint("take a larger page, or fewer columns");
        let warning = match at {
            Some(at) => warning.at(Place::Source(at)),
            None => warning,
        };
        self.copy.diagnostics.push(warning);
    }
}

/// Rows that cells go over belong together.
fn groups<'r, 't>(rows: &'r Part<'t>) -> Vec<&'r Part<'t>> {
    let mut groups = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let mut end = 1;
        let mut at = 0;
        while at < end {
            let down = rest[at].1.iter().map(|extent| match extent {
                Extent::Cell { rows, .. } => *rows,
                Extent::Covered => 1,
            });
            end = end.max(at + down.max().unwrap_or(1)).min(rest.len());
            at += 1;
        }
        let (group, after) = rest.split_at(end);
        groups.push(group);
        rest = after;
    }
    groups
}

/// The room of a cell over some columns. What names several stands over their middle.
fn over_columns(columns: &[Column], kind: ElementKind) -> Column {
    let (first, last) = (columns[0], columns[columns.len() - 1]);
    let names_several = kind == ElementKind::HeadCell && columns.len() > 1;
    Column {
        width: last.left + last.width - first.left,
        align: match names_several && first.is_usual {
            true => Align::Centre,
            false => first.align,
        },
        ..first
    }
}

/// A rule below each cell of the head that names several columns, over what names them one by one.
fn spanner_rules(head: &mut Called, table: &Table, columns: &[Column]) {
    let mut first = 0;
    for (row, _) in head {
        let tiers = row.cells.iter().map(|cell| cell.tiers.end).max();
        let tiers = usize::from(tiers.unwrap_or(1));
        for merged in table.merged() {
            let is_here = (first..first + tiers).contains(&merged.row);
            let end = merged.row + merged.rows;
            if is_here && merged.columns > 1 && end < table.head.len() {
                let own = &columns[merged.column..merged.column + merged.columns];
                row.rules.push(TableRule {
                    tier: (end - 1 - first) as u16,
                    ..rule(own, RULES.1, false)
                });
            }
        }
        first += tiers;
    }
}

/// The last tier of a row.
fn last_tier(row: &TableRow) -> u16 {
    let ends = row.cells.iter().map(|cell| cell.tiers.end);
    ends.max().unwrap_or(1).max(1) - 1
}

/// A rule below the last tier of a row.
fn rule_below(row: &TableRow, columns: &[Column], hundredths: i64) -> TableRule {
    TableRule {
        tier: last_tier(row),
        ..rule(columns, hundredths, false)
    }
}

/// A rule as long as the columns are wide.
fn rule(columns: &[Column], hundredths: i64, is_above: bool) -> TableRule {
    let left = columns.first().map_or(0, |column| column.left);
    let right = columns
        .last()
        .map_or(0, |column| column.left + column.width);
    TableRule {
        left,
        width: right - left,
        thickness: Length::pt(1.0).0 * hundredths / 100,
        is_above,
        tier: 0,
    }
}

/// The take of a draft that is a row.
pub(super) fn nothing() -> Take {
    Take {
        stretches: Vec::new(),
        room: Room {
            measure: 1,
            indent: 0,
            indented: 0,
            em: 1,
            edge: Edge::Ragged,
        },
        left: 0,
        align: Align::Left,
        is_backwards: false,
        hyphenates: false,
        mark: None,
    }
}
