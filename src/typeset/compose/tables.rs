//! Tables to drafts. In: a table. Out: its caption, then a draft for each row, the cells beside each other on the page's rows.
//!
//! Columns are as wide as their words want, if the measure allows it; else as wide as their longest words, and what is left
//! is shared by what they want more. If even the words want more than the measure, the type is made smaller.

use super::Composer;
use super::blocks::{Context, LONE_VERSE, plain};
use super::inlines::{Line, Voice};
use super::notes::flatten;
use super::pictures::Spot;
use crate::book::{Alignment, Block, Inline, NoteIndex, Row, Table, only_pictures};
use crate::diagnostic::{Diagnostic, Place};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::face::Style;
use crate::typeset::length::Length;
use crate::typeset::makeup::{STRANDED, Split};
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::shape::Type;
use crate::typeset::take::{Align, Draft, TableRow, TableRule, Take};

/// White between two columns, in hundredths of an em.
const GAP: i64 = 120;
/// Sizes of type that are tried, in percent of the quotations': below the last nobody reads.
const SIZES: [i64; 4] = [100, 92, 84, 76];
/// Words are measured one by one, without what is glued to them: so much in a hundred is added.
const SLACK: i64 = 3;
/// Thickness of the rules above and below a table and of those inside, in hundredths of a point.
const RULES: (i64, i64) = (70, 40);

/// A picture of a cell is as wide as so many ems at least, or as it is.
const PICTURE: i64 = 6;

/// What a column wants: the width of its longest word, and that of its longest line.
#[derive(Clone, Copy, Debug, Default)]
struct Want {
    least: i64,
    natural: i64,
}

/// Where a column stands.
#[derive(Clone, Copy, Debug)]
struct Column {
    left: i64,
    width: i64,
    align: Align,
}

/// Rows, each with the notes that it calls first.
type Called = Vec<(TableRow, Vec<NoteIndex>)>;

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
        if !table.caption.is_empty() {
            self.caption(&table.caption, element, context);
        }
        let room = self.design.measure - context.left - context.right;
        let (columns, size) = self.columns(table, room, context);
        let setup = Setup {
            columns: &columns,
            size,
            parent: element,
        };
        let head: Called = (table.head.iter())
            .map(|row| self.row(row, ElementKind::HeadCell, &setup))
            .collect();
        let head = self.ruled_head(head, &columns);
        let body: Vec<_> = (table.body.iter())
            .map(|row| self.row(row, ElementKind::Cell, &setup))
            .collect();
        let foot: Vec<_> = (table.foot.iter())
            .map(|row| self.row(row, ElementKind::Cell, &setup))
            .collect();
        self.rows((head, body, foot), &columns);
        self.set_off(first, 1);
        self.after_break = true;
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
            last.rules.push(rule(columns, RULES.1, false));
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
            last.rules.push(rule(columns, RULES.0, false));
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

    /// The cells of a row, and the notes that they call first.
    fn row(
        &mut self,
        row: &Row,
        kind: ElementKind,
        setup: &Setup<'_>,
    ) -> (TableRow, Vec<NoteIndex>) {
        let element = self.element(ElementKind::Row, setup.parent);
        let mut notes = Vec::new();
        let mut cells = Vec::new();
        for (cell, column) in row.iter().zip(setup.columns) {
            let element = self.element(kind, Some(element));
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
                takes.push(self.cell(line, column, setup));
            }
            cells.push(takes);
        }
        let row = TableRow {
            cells,
            rules: Vec::new(),
            ..TableRow::default()
        };
        (row, notes)
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

    /// The columns, and the size of type that they are set in.
    fn columns(&mut self, table: &Table, room: i64, context: &Context) -> (Vec<Column>, Length) {
        let count = table.columns.len().max(1) as i64;
        let full = self.design.quote_size.min(context.size);
        let wants = self.wants(table, full);
        let least: i64 = wants.iter().map(|want| want.least).sum();
        let gap = full.scaled(GAP, 100).0;
        let fits = |percent: &i64| (least + gap * (count - 1)) * percent / 100 <= room;
        let percent = SIZES.into_iter().find(fits);
        if percent.is_none() {
            self.name_wide(table);
        }
        let percent = percent.unwrap_or(SIZES[SIZES.len() - 1]);
        let size = full.scaled(percent, 100);
        let gap = gap * percent / 100;
        let scaled = wants.iter().map(|want| Want {
            least: want.least * percent / 100,
            natural: want.natural * percent / 100,
        });
        let widths = shared(
            &scaled.collect::<Vec<_>>(),
            (room - gap * (count - 1)).max(count),
        );
        // A table that is narrower than the measure stands in the middle.
        let whole: i64 = widths.iter().sum::<i64>() + gap * (count - 1);
        let mut left = context.left + (room - whole).max(0) / 2;
        let columns = widths
            .iter()
            .zip(&table.columns)
            .map(|(&width, alignment)| {
                let column = Column {
                    left,
                    width,
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

    /// What each column wants at a size.
    fn wants(&self, table: &Table, size: Length) -> Vec<Want> {
        let mut wants = vec![Want::default(); table.columns.len()];
        let rows = table.rows().enumerate();
        for (n, row) in rows {
            let is_head = n < table.head.len();
            for (want, cell) in wants.iter_mut().zip(row) {
                let own = self.want(cell, size, is_head);
                want.least = want.least.max(own.least);
                want.natural = want.natural.max(own.natural);
            }
        }
        for want in &mut wants {
            want.least = want.least * (100 + SLACK) / 100;
            want.natural = (want.natural * (100 + SLACK) / 100).max(want.least);
        }
        wants
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

/// A rule as long as the table is wide.
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
