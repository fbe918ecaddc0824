//! Notes to takes. In: a note's body. Out: its paragraphs in the notes' type, the first with its number.

use super::blocks::plain;
use super::inlines::{Line, Voice};
use super::pictures::{NOTE_ROWS, Spot};
use super::tables::nothing;
use super::{Composer, call_target};
use crate::book::{Block, Definition, Inline, NoteIndex, Picture, visit_blocks, visit_inlines};
use crate::diagnostic::{Diagnostic, Place};
use crate::typeset::breaking::Room;
use crate::typeset::look::NoteNumber;
use crate::typeset::makeup::Split;
use crate::typeset::page::{ElementId, ElementKind, Link};
use crate::typeset::shape::Cut;
use crate::typeset::take::{Align, Draft, TableCell, TableRow, Take};
use std::borrow::Cow;

/// How far the lines of a note stand in behind a number at the edge, in hundredths of an em: two figures and their white.
const HANG: i64 = 160;

impl Composer<'_> {
    /// The paragraphs of a note, and of the notes called inside it for the first time.
    pub(super) fn note_takes(&mut self, note: NoteIndex) -> Vec<Take> {
        self.takes_of(vec![note])
    }

    /// The same for several notes. Each note may call another, ten thousand deep: they wait in a row, not on the stack.
    fn takes_of(&mut self, mut waiting: Vec<NoteIndex>) -> Vec<Take> {
        let book = self.book;
        let mut takes = Vec::new();
        waiting.reverse();
        while let Some(note) = waiting.pop() {
            let number = self.copy.numbers[note.0 as usize].to_string();
            let (own, inner) = self.own_takes(&number, Some(note), &book.note(note).body);
            takes.extend(own);
            waiting.extend(inner.into_iter().rev());
        }
        takes
    }

    /// A note's paragraphs, the first with its number, which leads back to the call; and those of the notes inside it.
    pub(super) fn note_paragraphs(
        &mut self,
        number: &str,
        note: Option<NoteIndex>,
        body: &[Block],
    ) -> Vec<Take> {
        let was = std::mem::replace(&mut self.in_note, true);
        let (mut takes, inner) = self.own_takes(number, note, body);
        takes.append(&mut self.takes_of(inner));
        self.in_note = was;
        takes
    }

    /// A note's own paragraphs, and the notes that are called in them for the first time, unless all stand at the end.
    fn own_takes(
        &mut self,
        number: &str,
        note: Option<NoteIndex>,
        body: &[Block],
    ) -> (Vec<Take>, Vec<NoteIndex>) {
        let element = self.element(ElementKind::Note, self.section);
        let label = self.element(ElementKind::Label, Some(element));
        self.copy.diagnostics.extend(flattened(body));
        let mut paragraphs = Vec::new();
        flatten(body, &mut paragraphs);
        if paragraphs.is_empty() {
            paragraphs.push(Cow::Borrowed(&[]));
        }
        let mut takes = Vec::new();
        let mut inner_notes = Vec::new();
        for (index, text) in paragraphs.into_iter().enumerate() {
            let paragraph = self.element(ElementKind::Paragraph, Some(element));
            let mut line = Line::default();
            if index == 0 {
                let voice = Voice {
                    link: note.map(|note| Link::Inside(call_target(note))),
                    ..self.voice(self.design.note_size, label)
                };
                self.plain(number, &voice, &mut line);
                self.number_form(note, &mut line);
                let gap = self.voice(self.design.note_size, paragraph);
                self.plain(self.number_gap(), &gap, &mut line);
            }
            let plates = self.stacked_pictures(&text, &self.note_place(paragraph), NOTE_ROWS);
            let voice = self.voice(self.design.note_size, paragraph);
            if plates.is_none() {
                self.inlines(&text, &voice, &mut line);
            }
            line.settle();
            inner_notes.append(&mut line.notes);
            if !line.stretches.is_empty() || plates.is_none() {
                takes.push(self.note_take(line, index == 0));
            }
            takes.extend(plates.into_iter().flatten());
            let asides = self.asides_as_lines();
            takes.extend(asides.into_iter().map(|aside| self.note_take(aside, false)));
        }
        inner_notes.retain(|_| !self.design.endnotes);
        (takes, inner_notes)
    }

    /// Where pictures of a note stand.
    fn note_place(&self, parent: ElementId) -> Spot {
        Spot {
            left: 0,
            room: self.design.measure,
            size: self.design.note_size,
            leading: self.design.note_leading,
            parent: Some(parent),
            align: Align::Left,
        }
    }

    /// How the number of a note stands before its words.
    fn number_form(&self, note: Option<NoteIndex>, line: &mut Line) {
        let Some(stretch) = line.stretches.last_mut() else {
            return;
        };
        stretch.call = note;
        match self.design.look.notes.number {
            NoteNumber::Raised => stretch.style = self.founts.superior(self.design.note_size),
            NoteNumber::Plain | NoteNumber::Hanging => stretch.style.cut = Cut::Lining,
        }
    }

    /// The white between the number of a note and its words.
    fn number_gap(&self) -> &'static str {
        match self.design.look.notes.number {
            NoteNumber::Plain | NoteNumber::Hanging => "\u{2002}",
            NoteNumber::Raised => "\u{2006}",
        }
    }

    /// A paragraph of a note; its first line begins with the number.
    fn note_take(&self, line: Line, has_number: bool) -> Take {
        let hang = match self.design.look.notes.number {
            NoteNumber::Hanging => self.design.note_size.0 * HANG / 100,
            NoteNumber::Plain | NoteNumber::Raised => 0,
        };
        let numbered = if has_number {
            self.number_width(&line)
        } else {
            0
        };
        let indent = match hang {
            0 => self.design.note_indent,
            hang if has_number => -numbered.min(hang),
            _ => 0,
        };
        Take {
            stretches: line.stretches,
            room: Room {
                measure: self.design.measure - hang,
                indent,
                indented: 1,
                em: self.design.note_size.0,
                edge: self.edge(),
            },
            left: hang,
            align: Align::Left,
            is_backwards: self.is_backwards(),
            hyphenates: self.design.look.text.hyphenates,
            mark: None,
        }
    }

    /// How wide the number of a note is with the white behind it.
    fn number_width(&self, line: &Line) -> i64 {
        let shaper = self.founts.shaper();
        let number = line.stretches.iter().take(2);
        number.map(|s| shaper.shape(&s.text, s.style).width).sum()
    }

    /// Notes at the end, as matter of the last chapter.
    pub(super) fn note_drafts(&mut self, takes: Vec<Take>) {
        for take in takes {
            match take.plate() {
                None => self.push(plain(take)),
                Some(_) => self.push(Draft {
                    split: Split::Never,
                    row: Some(TableRow {
                        cells: vec![TableCell::of(vec![take])],
                        is_figure: true,
                        ..TableRow::default()
                    }),
                    ..plain(nothing())
                }),
            }
        }
    }
}

/// What is said of tables in a note, whose cells become its paragraphs, and of lines of code.
fn flattened(body: &[Block]) -> Option<Diagnostic> {
    let mut found = None;
    visit_blocks(body, &mut |block| {
        let (what, at) = match block {
            Block::Preformatted { at, .. } => ("code", Some(*at)),
            Block::Table(table) => {
                let mut first = None;
                for cell in table.rows().flatten() {
                    visit_inlines(cell, &mut |inline| {
                        if let Inline::Text { at, .. } = inline {
                            first = first.or(Some(*at));
                        }
                    });
                }
                ("a table", first)
            }
            _ => return,
        };
        found = found.or(at.map(|at| (what, at)));
    });
    let (what, at) = found?;
    let message =
        format!("{what} in a note is set as paragraphs in the PDFs, cell by cell and line by line");
    let warning = Diagnostic::warning("flat-note", message).at(Place::Source(at));
    Some(warning.hint("put it into the text, and let the note speak of it"))
}

/// The paragraphs of a note's body, whatever they stand in.
pub(super) fn flatten<'b>(body: &'b [Block], found: &mut Vec<Cow<'b, [Inline]>>) {
    for block in body {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => found.push(text.into()),
            Block::Picture { picture, caption } => {
                let alt = picture.description(caption);
                let picture = Picture {
                    alt,
                    ..picture.clone()
                };
                found.push(Cow::Owned(vec![Inline::Picture(picture)]));
                found.extend((!caption.is_empty()).then(|| Cow::from(caption)));
            }
            Block::Quote(inner) | Block::Division { blocks: inner, .. } => flatten(inner, found),
            Block::Epigraph { text, source } => {
                flatten(text, found);
                found.extend(source.as_deref().map(Cow::from));
            }
            Block::Verse(stanzas) => {
                let lines = stanzas.iter().flatten();
                found.extend(lines.map(|line| Cow::from(&line.text)));
            }
            Block::List { items, .. } => items.iter().for_each(|item| flatten(item, found)),
            Block::Definitions(definitions) => {
                for Definition { term, said } in definitions {
                    found.push(term.into());
                    said.iter().for_each(|said| flatten(said, found));
                }
            }
            Block::Preformatted { text, at, .. } => {
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                let words = lines.map(|line| Inline::Text {
                    text: line.into(),
                    at: *at,
                });
                found.extend(words.map(|words| Cow::Owned(vec![Inline::Typewriter(vec![words])])));
            }
            Block::Table(table) => {
                found.extend((!table.caption.is_empty()).then(|| Cow::from(&table.caption)));
                let cells = table.rows().flatten();
                cells.for_each(|cell| flatten(cell, found));
            }
            Block::Ornament(_) | Block::TextBegins(_) => {}
        }
    }
}
