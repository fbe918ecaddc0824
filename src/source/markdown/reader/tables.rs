//! Tables. In: the parser's events of a pipe table, or a table drawn with lines. Out: a block.

use super::{Block, Inline, Origin, Reader, blocks, drawn, pictured};
use crate::book::{Alignment, Row, Table, change_inlines};
use std::ops::Range;

/// A pipe table that is being read.
#[derive(Default)]
pub(super) struct Piped {
    columns: Vec<Alignment>,
    head: Vec<Row>,
    body: Vec<Row>,
    row: Row,
    in_head: bool,
}

impl Piped {
    pub(super) fn new(columns: &[pulldown_cmark::Alignment]) -> Piped {
        let columns = columns.iter().map(|column| match column {
            pulldown_cmark::Alignment::None => Alignment::Usual,
            pulldown_cmark::Alignment::Left => Alignment::Left,
            pulldown_cmark::Alignment::Center => Alignment::Centre,
            pulldown_cmark::Alignment::Right => Alignment::Right,
        });
        Piped {
            columns: columns.collect(),
            ..Piped::default()
        }
    }

    pub(super) fn begin_row(&mut self, in_head: bool) {
        self.in_head = in_head;
        self.row.clear();
    }

    fn end_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        row.resize(self.columns.len(), Vec::new());
        match self.in_head {
            true => self.head.push(row),
            false => self.body.push(row),
        }
    }
}

impl Reader<'_> {
    pub(super) fn end_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.end_row();
        }
    }

    /// The words of a cell end.
    pub(super) fn end_cell(&mut self) {
        let Some(leaf) = self.leaf.take() else {
            if let Some(table) = &mut self.table {
                table.row.push(Vec::new());
            }
            return;
        };
        let anchors = std::mem::take(&mut self.anchors);
        let (text, notes) = leaf.words(anchors);
        self.inner_notes(notes);
        let cell = match text.is_empty() {
            true => Vec::new(),
            false => vec![Block::Paragraph(text)],
        };
        if let Some(table) = &mut self.table {
            table.row.push(cell);
        }
    }

    pub(super) fn end_table(&mut self) {
        if let Some(piped) = self.table.take() {
            let Piped {
                columns,
                head,
                body,
                ..
            } = piped;
            self.add_table(Table::new(columns, head, body, Vec::new()));
        }
    }

    /// A table drawn with lines.
    pub(super) fn drawn_table(&mut self, range: Range<usize>, margin: usize) {
        let text = self.text;
        if text[range.clone()].trim_start().starts_with('<') {
            return self.html_table(range);
        }
        let Some(drawn) = drawn::read(&text[range.clone()], margin) else {
            return;
        };
        let at = Some(self.span(range));
        let origin = Origin { at, ..self.origin };
        let mut cells = |rows: Vec<Vec<String>>| -> Vec<Row> {
            let mut cell = |words: String| {
                // Labels of notes hold within the file, so a cell's are the file's.
                let warned = (&mut *self.matter, &mut *self.warnings);
                in_line(blocks(&words, 0, origin, warned))
            };
            rows.into_iter()
                .map(|row| row.into_iter().map(&mut cell).collect())
                .collect()
        };
        let [head, body, foot] = [drawn.head, drawn.body, drawn.foot].map(&mut cells);
        let mut table = Table::new(drawn.columns, head, body, foot);
        for merged in drawn.merged {
            table.merge(merged);
        }
        self.add_table(table);
    }

    /// Adds a table, with the caption that stands above it. A head without a word is none.
    pub(super) fn add_table(&mut self, mut table: Table) {
        self.end_leaf();
        table.settle();
        if table.rows().next().is_none() {
            return;
        }
        if let Some(frame) = self.frames.last_mut()
            && frame
                .caption_at
                .is_some_and(|at| at + 1 == frame.blocks.len())
            && table.caption.is_empty()
            && let Some(Block::Paragraph(caption)) = frame.blocks.pop()
        {
            table.caption = without_sign(caption);
        }
        self.block(Block::Table(table));
    }

    /// The words below a table that name it.
    pub(super) fn take_caption(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let Some(at) = frame.caption_at else { return };
        let is_below = at > 0 && at + 1 == frame.blocks.len();
        if is_below
            && let [.., Block::Table(table), Block::Paragraph(words)] = frame.blocks.as_mut_slice()
            && table.caption.is_empty()
        {
            table.caption = without_sign(std::mem::take(words));
            frame.blocks.pop();
            frame.caption_at = None;
        }
    }
}

/// What a cell holds: a picture alone in one has no caption, as in a pipe table.
pub(super) fn in_line(blocks: Vec<Block>) -> Vec<Block> {
    match <[Block; 1]>::try_from(blocks) {
        Ok([Block::Picture { picture, caption }]) => {
            vec![Block::Paragraph(pictured(picture, caption))]
        }
        Ok([block]) => vec![block],
        Err(blocks) => blocks,
    }
}

/// The words of a caption without the sign that it begins with.
fn without_sign(mut words: Vec<Inline>) -> Vec<Inline> {
    let mut is_first = true;
    let mut block = [Block::Paragraph(std::mem::take(&mut words))];
    change_inlines(&mut block, &mut |line| {
        if let (true, Some(Inline::Text { text, .. })) = (is_first, line.first_mut()) {
            let bare = ["Table:", "table:", ":"]
                .iter()
                .find_map(|sign| text.strip_prefix(sign));
            *text = bare.unwrap_or(text).trim_start_matches(' ').to_owned();
        }
        if matches!(line.first(), Some(Inline::Text { text, .. }) if text.is_empty()) {
            line.remove(0);
        }
        is_first = false;
    });
    let [Block::Paragraph(words)] = block else {
        return Vec::new();
    };
    words
}
