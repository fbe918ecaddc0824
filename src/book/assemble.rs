//! A repaired galley becomes a book. In: [`Galley`], its running text labelled and its line ends settled. Out: blocks
//! and notes, bound by [`Book::new`].
//!
//! In flow text and in the text of notes every line end is the end of a block. What the repairs left unsettled stays
//! text: a call without a body, a body without a call.

use super::{Block, Book, Inline, LooseNote, Meta, Note, NoteIndex, Unsound};
use crate::galley::{Galley, Label, NoteId};
use crate::source::{Source, Span};
use std::collections::BTreeMap;

/// Builds the book of a repaired galley.
///
/// # Errors
/// [`Unsound`] only by a fault of this function: it drops no note and calls none that is not there.
pub fn assemble(meta: Meta, galley: &Galley, sources: &[Source]) -> Result<Book, Unsound> {
    let matter = gather(galley, sources);
    let order = call_order(&matter);
    let index: BTreeMap<NoteId, NoteIndex> = (0..)
        .zip(&order)
        .map(|(i, &id)| (id, NoteIndex(i)))
        .collect();
    let blocks = blocks(&matter.flow, &index);
    let mut notes = Vec::new();
    for &id in &order {
        let body = &matter.notes[&id];
        notes.push(Note {
            number: 0,
            printed: body.printed.clone(),
            body: blocks_of_note(&body.scraps, &index),
            at: body.at,
        });
    }
    let loose = matter
        .notes
        .iter()
        .filter(|(id, _)| !index.contains_key(id));
    let loose = loose
        .map(|(_, body)| LooseNote {
            printed: body.printed.clone(),
            body: blocks_of_note(&body.scraps, &index),
            at: body.at,
        })
        .collect();
    Book::new(meta, blocks, notes, loose)
}

/// A bit of text and what it is.
struct Scrap {
    text: String,
    label: Label,
    at: Span,
    /// The number of the page that begins here, for page turns.
    page: u32,
}

struct Body {
    printed: String,
    at: Span,
    scraps: Vec<Scrap>,
}

#[derive(Default)]
struct Matter {
    flow: Vec<Scrap>,
    notes: BTreeMap<NoteId, Body>,
}

/// Sorts the galley's pieces into running text and notes.
fn gather(galley: &Galley, sources: &[Source]) -> Matter {
    let mut matter = Matter::default();
    let mut page = 1;
    for (piece, range) in galley.reading() {
        let (label, at) = (piece.label(), piece.span());
        page += u32::from(label == Label::PageTurn && at.start > 0);
        let scrap = Scrap {
            text: galley.text()[range].into(),
            label,
            at,
            page,
        };
        match label {
            Label::NoteMark(id) => {
                let printed = sources.get(at.source as usize).map_or("", |s| {
                    s.text()
                        .get(at.start as usize..at.end as usize)
                        .unwrap_or_default()
                });
                let body = matter.notes.entry(id).or_insert_with(|| body(at));
                if body.printed.is_empty() {
                    body.printed = printed.trim().into();
                }
            }
            Label::NoteBody(id) => {
                let body = matter.notes.entry(id).or_insert_with(|| body(at));
                body.scraps.push(scrap);
            }
            // Note matter that was never told apart is kept, in place, as running text.
            _ if label.is_flow() || label == Label::PageTurn || label == Label::NoteZone => {
                matter.flow.push(scrap);
            }
            _ => {}
        }
    }
    matter
}

fn body(at: Span) -> Body {
    Body {
        printed: String::new(),
        at,
        scraps: Vec::new(),
    }
}

/// The notes in the order of their first calls in the running text; those called only inside notes come after.
fn call_order(matter: &Matter) -> Vec<NoteId> {
    let mut order: Vec<NoteId> = Vec::new();
    let mut call = |scrap: &Scrap| {
        if let Label::Call(id) = scrap.label
            && matter.notes.contains_key(&id)
            && !order.contains(&id)
        {
            order.push(id);
        }
    };
    matter.flow.iter().for_each(&mut call);
    order
}

type Index = BTreeMap<NoteId, NoteIndex>;

fn blocks_of_note(scraps: &[Scrap], index: &Index) -> Vec<Block> {
    let blocks = blocks(scraps, index);
    if blocks.is_empty() {
        vec![Block::Paragraph(Vec::new())]
    } else {
        blocks
    }
}

/// Splits scraps at line ends into blocks.
fn blocks(scraps: &[Scrap], index: &Index) -> Vec<Block> {
    let mut builder = Builder::default();
    for scrap in scraps {
        match scrap.label {
            Label::PageTurn => builder.inlines.push(Inline::PageTurn {
                label: scrap.page.to_string(),
            }),
            Label::Call(id) if index.contains_key(&id) => builder.inlines.push(Inline::Call {
                note: index[&id],
                at: scrap.at,
            }),
            _ => builder.text(scrap),
        }
    }
    builder.close();
    builder.blocks
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    label: Option<Label>,
}

impl Builder {
    fn text(&mut self, scrap: &Scrap) {
        for (i, line) in scrap.text.split('\n').enumerate() {
            if i > 0 {
                self.close();
            }
            let words = squeeze(line);
            if !words.trim().is_empty() {
                self.label.get_or_insert(scrap.label);
            }
            if !words.is_empty() {
                self.inlines.push(Inline::Text {
                    text: words,
                    at: scrap.at,
                });
            }
        }
    }

    /// Ends the block. Page turns of a block without words wait for the next.
    fn close(&mut self) {
        let Some(label) = self.label.take() else {
            self.inlines
                .retain(|i| matches!(i, Inline::PageTurn { .. }));
            return;
        };
        let mut inlines = std::mem::take(&mut self.inlines);
        trim(&mut inlines);
        self.blocks.push(match label {
            Label::Heading(level) => Block::Heading {
                level,
                text: inlines,
            },
            Label::Ornament => Block::Ornament(super::words(&inlines)),
            Label::Quote => Block::Quote(vec![Block::Paragraph(inlines)]),
            _ => Block::Paragraph(inlines),
        });
    }
}

/// Blanks in a row become one.
fn squeeze(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    for c in line.chars() {
        let c = if c == '\t' || c == '\r' { ' ' } else { c };
        if c != ' ' || !words.ends_with(' ') {
            words.push(c);
        }
    }
    words
}

/// Takes the blanks off both ends of a block.
fn trim(inlines: &mut [Inline]) {
    let mut texts: Vec<&mut String> = inlines
        .iter_mut()
        .filter_map(|i| match i {
            Inline::Text { text, .. } => Some(text),
            _ => None,
        })
        .collect();
    if let Some(first) = texts.first_mut() {
        **first = first.trim_start().into();
    }
    if let Some(last) = texts.last_mut() {
        **last = last.trim_end().into();
    }
}
