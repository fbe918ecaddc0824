//! Notes to takes. In: a note's body. Out: its paragraphs in the notes' type, the first with its number.

use super::blocks::plain;
use super::inlines::{Line, Voice};
use super::{Composer, call_target};
use crate::book::{Block, Inline, NoteIndex};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::page::{ElementKind, Link};
use crate::typeset::shape::Cut;
use crate::typeset::take::{Align, Take};

impl Composer<'_> {
    /// The paragraphs of a note, and of the notes called inside it for the first time.
    pub(super) fn note_takes(&mut self, note: NoteIndex) -> Vec<Take> {
        let number = self.copy.numbers[note.0 as usize].to_string();
        let body = self.book.note(note).body.clone();
        self.note_paragraphs(&number, Some(note), &body)
    }

    /// A note's paragraphs, the first with its number, which leads back to the call.
    pub(super) fn note_paragraphs(
        &mut self,
        number: &str,
        note: Option<NoteIndex>,
        body: &[Block],
    ) -> Vec<Take> {
        let element = self.element(ElementKind::Note, self.section);
        let label = self.element(ElementKind::Label, Some(element));
        let mut paragraphs = Vec::new();
        flatten(body, &mut paragraphs);
        if paragraphs.is_empty() {
            paragraphs.push(&[]);
        }
        let mut takes = Vec::new();
        let mut inner_notes = Vec::new();
        for (index, text) in paragraphs.into_iter().enumerate() {
            let paragraph = self.element(ElementKind::Paragraph, Some(element));
            let mut line = Line::default();
            if index == 0 {
                let voice = Voice {
                    link: note.map(|note| Link::Inside(call_target(note))),
                    ..Voice::new(self.design.note_size, label)
                };
                self.plain(number, &voice, &mut line);
                if let Some(stretch) = line.stretches.last_mut() {
                    stretch.style.cut = Cut::Lining;
                    stretch.call = note;
                }
                let gap = Voice::new(self.design.note_size, paragraph);
                self.plain("\u{2002}", &gap, &mut line);
            }
            self.inlines(
                text,
                &Voice::new(self.design.note_size, paragraph),
                &mut line,
            );
            inner_notes.append(&mut line.notes);
            takes.push(self.note_take(line));
        }
        for inner in inner_notes.into_iter().filter(|_| !self.design.endnotes) {
            takes.append(&mut self.note_takes(inner));
        }
        takes
    }

    fn note_take(&self, line: Line) -> Take {
        Take {
            stretches: line.stretches,
            room: Room {
                measure: self.design.measure,
                indent: self.design.note_indent,
                indented: 1,
                em: self.design.note_size.0,
                edge: Edge::Filled,
            },
            left: 0,
            align: Align::Left,
            hyphenates: true,
            mark: None,
        }
    }

    /// Notes at the end, as matter of the last chapter.
    pub(super) fn note_drafts(&mut self, takes: Vec<Take>) {
        for take in takes {
            self.push(plain(take));
        }
    }
}

/// The paragraphs of a note's body, whatever they stand in.
fn flatten<'b>(body: &'b [Block], found: &mut Vec<&'b [Inline]>) {
    for block in body {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => found.push(text),
            Block::Quote(inner) => flatten(inner, found),
            Block::Epigraph { text, source } => {
                flatten(text, found);
                found.extend(source.as_deref());
            }
            Block::Verse(stanzas) => {
                found.extend(stanzas.iter().flatten().map(|line| line.text.as_slice()))
            }
            Block::List { items, .. } => items.iter().for_each(|item| flatten(item, found)),
            Block::Ornament(_) => {}
        }
    }
}
