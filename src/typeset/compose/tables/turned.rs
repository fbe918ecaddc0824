//! Tables that are wider than the measure in the smallest type. In: a table that fits along the height of the page. Out: a draft for
//! each page that it takes, turned by a quarter to the left: its head is at the left edge of the page.

use super::super::Composer;
use super::super::blocks::{Context, plain};
use super::super::inlines::Line;
use super::columns::Wants;
use super::{Called, Column, RULES, Setup, nothing, rule, rule_below};
use crate::book::{NoteIndex, Table, visit_calls};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::makeup::Split;
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::set::{set, set_row};
use crate::typeset::take::{Align, Draft, TableCell, TableRow, Take};

/// Rows of a page that are left to the notes of a turned table.
const NOTE_ROWS: u16 = 6;
/// Lines are taken to be so much longer, in percent, than their words: they end where a word does.
const RAG: i64 = 115;
/// What stands on a page: rows, and the notes that they call first.
#[derive(Default)]
struct Sheet {
    rows: Vec<TableRow>,
    notes: Vec<NoteIndex>,
    lines: u16,
}

impl Composer<'_> {
    /// Sets a table turned, if it fits so.
    pub(super) fn turned(
        &mut self,
        table: &Table,
        wants: &Wants,
        (context, element): (&Context, Option<ElementId>),
    ) -> bool {
        let rows = self.rows_of_turned(table);
        let room = self.design.leading.0 * i64::from(rows.saturating_sub(1));
        let Some(percent) = wants.fitting(room) else {
            return false;
        };
        let most = (self.design.measure / self.design.leading.0).clamp(0, 1_000) as u16;
        let (columns, size) = wants.columns(&table.columns, (0, room), Some(percent));
        let deepest = wants.lines(&columns, percent, RAG) + i64::from(self.head_lines(table));
        if self.is_backwards() || deepest * 2 > i64::from(most) {
            return false;
        }
        let setup = Setup {
            columns: &columns,
            size,
            parent: element,
        };
        let caption = self.turned_caption(table, room, (context, element));
        let (head, body, foot) = self.parts(table, &setup);
        let (head, rest) = with_rules(head, body, foot, &columns);
        let sheets = self.sheets(caption, (head, rest), most);
        for sheet in sheets {
            let called = sheet.notes.clone();
            self.push(Draft {
                split: Split::Never,
                notes: sheet.notes,
                row: Some(TableRow {
                    is_figure: true,
                    turned: Some(rows),
                    ..joined(sheet.rows)
                }),
                ..plain(nothing())
            });
            self.foot_notes(&called);
        }
        true
    }

    /// The rows of the page that a turned table takes.
    fn rows_of_turned(&self, table: &Table) -> u16 {
        let mut has_notes = false;
        for cell in table.rows().flatten() {
            visit_calls(cell, &mut |_| has_notes = true);
        }
        let notes = if has_notes { NOTE_ROWS } else { 0 };
        self.design.rows.saturating_sub(notes).max(1)
    }

    /// Lines that the head and the caption take at least.
    fn head_lines(&self, table: &Table) -> u16 {
        table.head.len() as u16 + if table.caption.is_empty() { 0 } else { 2 }
    }

    fn turned_caption(
        &mut self,
        table: &Table,
        room: i64,
        (context, parent): (&Context, Option<ElementId>),
    ) -> Called {
        if table.caption.is_empty() {
            return Vec::new();
        }
        let above = self.caption_context(context);
        let element = self.element(ElementKind::Caption, parent);
        let mut voice = self.voice(above.size, element);
        voice.italic = true;
        let mut line = Line::default();
        self.inlines(&table.caption, &voice, &mut line);
        line.settle();
        let take = |line: Line| Take {
            stretches: line.stretches,
            room: Room {
                measure: room,
                indent: 0,
                indented: 0,
                em: above.size.0,
                edge: Edge::Ragged,
            },
            align: Align::Centre,
            ..nothing()
        };
        // A line without words is the white below it.
        let row = |held| TableRow {
            cells: vec![TableCell::of(held)],
            ..TableRow::default()
        };
        let notes = std::mem::take(&mut line.notes);
        let lines = self.asides_as_lines().into_iter().chain([line]);
        vec![
            (row(lines.map(take).collect()), notes),
            (row(Vec::new()), Vec::new()),
        ]
    }

    /// The rows dealt out to pages, the head again on each.
    fn sheets(&self, caption: Called, (head, rest): (Called, Called), most: u16) -> Vec<Sheet> {
        let mut sheet = Sheet::default();
        let mut sheets = Vec::new();
        let again: Vec<TableRow> = head.iter().map(|(row, _)| unsaid(row)).collect();
        for (row, notes) in caption.into_iter().chain(head) {
            self.add(&mut sheet, row, notes);
        }
        for (row, notes) in rest {
            let lines = self.lines_of(&row);
            if sheet.lines + lines > most && !sheet.rows.is_empty() {
                sheets.push(std::mem::take(&mut sheet));
                for row in &again {
                    self.add(&mut sheet, row.clone(), Vec::new());
                }
            }
            self.add(&mut sheet, row, notes);
        }
        sheets.push(sheet);
        sheets
    }

    fn add(&self, sheet: &mut Sheet, row: TableRow, notes: Vec<NoteIndex>) {
        sheet.lines = sheet.lines.saturating_add(self.lines_of(&row));
        sheet.rows.push(row);
        sheet.notes.extend(notes);
    }

    fn lines_of(&self, row: &TableRow) -> u16 {
        let shaper = self.founts.shaper();
        set_row(row.clone(), |take| {
            set(take, shaper, self.hyphenator, false)
        })
        .lines()
    }
}

/// The head, and the other rows, with their rules.
fn with_rules(
    mut head: Called,
    mut body: Called,
    mut foot: Called,
    columns: &[Column],
) -> (Called, Called) {
    if let Some((last, _)) = head.last_mut() {
        last.rules.push(rule_below(last, columns, RULES.1));
    }
    if let Some((first, _)) = head.first_mut().or(body.first_mut()) {
        first.rules.push(rule(columns, RULES.0, true));
    }
    if let Some((first, _)) = foot.first_mut() {
        first.rules.push(rule(columns, RULES.1, true));
    }
    if let Some((last, _)) = foot.last_mut().or(body.last_mut()) {
        last.rules.push(rule_below(last, columns, RULES.0));
    }
    body.append(&mut foot);
    (head, body)
}

/// Rows that stand again and say nothing.
fn unsaid(row: &TableRow) -> TableRow {
    let mut row = row.clone();
    let takes = row.cells.iter_mut().flat_map(|cell| &mut cell.held);
    for stretch in takes.flat_map(|take| &mut take.stretches) {
        stretch.element = None;
        stretch.link = None;
        stretch.anchors.clear();
    }
    row
}

/// Several rows as one of as many tiers.
fn joined(rows: Vec<TableRow>) -> TableRow {
    let mut whole = TableRow::default();
    let mut first = 0;
    for row in rows {
        let ends = row.cells.iter().map(|cell| cell.tiers.end);
        let tiers = ends.max().unwrap_or(1).max(1);
        whole
            .cells
            .extend(row.cells.into_iter().map(|cell| TableCell {
                tiers: cell.tiers.start + first..cell.tiers.end + first,
                ..cell
            }));
        whole
            .rules
            .extend(row.rules.into_iter().map(|rule| super::TableRule {
                tier: rule.tier + first,
                ..rule
            }));
        first += tiers;
    }
    whole
}
