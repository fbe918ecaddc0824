//! The repaired text as the editions have it. In: the galley, the sources and the entries. Out: [`Part`]s in the order of
//! reading: blocks, notes with their new numbers, words in runs, and each entry once at the place where it acted.
//!
//! The words are those of `book::assemble`, so they are the editions' own.

mod placed;

use super::Proof;
use super::entries::Entry;
use crate::book::{
    Block, Book, Definition, Inline, LooseNote, Meta, Note, Numbers, Picture, VerseLine, assemble,
};
use crate::repair::swaps::{self, Names};
use crate::source::Span;

/// What opens and closes around other parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A heading; levels from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A block quotation.
    Quote,
    /// An epigraph.
    Epigraph,
    /// The source of an epigraph.
    Attribution,
    /// Verse.
    Verse,
    /// A stanza.
    Stanza,
    /// A line of verse and its steps of indent.
    Line(u8),
    /// A list: its numbers, or bullets.
    List(Option<Numbers>),
    /// Terms and what is said of them.
    Definitions,
    /// A term.
    Term,
    /// What is said of a term.
    Said,
    /// Lines that are kept as they are.
    Preformatted,
    /// A table.
    Table,
    /// What a table is called.
    Caption,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// Words of a machine.
    Typewriter,
    /// An item.
    Item,
    /// A break between sections.
    Ornament,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Small capitals.
    SmallCapitals,
    /// A superscript.
    Raised,
    /// A subscript.
    Lowered,
    /// Words struck through.
    Struck,
    /// The notes; `true` for those that nothing calls.
    Notes(bool),
    /// A note: our number, none where nothing calls it, the number as printed, and its name in a manifest.
    Note(Option<u32>, String, String),
}

/// A part of what is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Something opens.
    Open(Tag),
    /// It closes.
    Close(Tag),
    /// Words, where they came from, and the entries that touched them.
    Words(String, Span, Vec<usize>),
    /// The call of a note by our number, and its name in a manifest.
    Call(u32, String, Span, Vec<usize>),
    /// A page of the source begins.
    Turn(String),
    /// A forced line end.
    Break,
    /// Entries that left no words here: labels, moves, what is gone.
    Point(Vec<usize>),
}

/// The place of words that say none.
pub(super) const NOWHERE: Span = Span {
    source: u16::MAX,
    start: 0,
    end: 0,
};

/// The whole text with each entry in its place.
#[must_use]
pub fn reading(proof: &Proof<'_>, entries: &[Entry]) -> Vec<Part> {
    placed::placed(parts(proof), proof.sources, entries)
}

/// The whole text.
fn parts(proof: &Proof<'_>) -> Vec<Part> {
    let book = assemble::traced(Meta::default(), proof.galley, proof.sources);
    // A galley of the passes always makes a book; the editions are made from the same.
    let Ok(book) = book else { return Vec::new() };
    let [calls, notes] = swaps::names(proof.galley, proof.ledger, proof.sources);
    let mut reader = Reader {
        book: &book,
        calls,
        notes,
        parts: Vec::new(),
    };
    reader.blocks(book.blocks());
    reader.notes(book.notes());
    reader.loose(book.loose());
    reader.parts
}

/// The name of what begins at a place; empty where it has none.
fn name(names: &Names, at: Span) -> String {
    names
        .get(&(at.source, at.start))
        .cloned()
        .unwrap_or_default()
}

struct Reader<'b> {
    book: &'b Book,
    /// The names of calls, and those of notes.
    calls: Names,
    notes: Names,
    parts: Vec<Part>,
}

impl Reader<'_> {
    fn within(&mut self, tag: Tag, fill: impl FnOnce(&mut Self)) {
        self.parts.push(Part::Open(tag.clone()));
        fill(self);
        self.parts.push(Part::Close(tag));
    }

    fn notes(&mut self, notes: &[Note]) {
        if notes.is_empty() {
            return;
        }
        self.within(Tag::Notes(false), |reader| {
            for note in notes {
                let name = name(&reader.notes, note.at);
                let tag = Tag::Note(Some(note.number), note.printed.clone(), name);
                reader.within(tag, |reader| reader.blocks(&note.body));
            }
        });
    }

    fn loose(&mut self, notes: &[LooseNote]) {
        if notes.is_empty() {
            return;
        }
        self.within(Tag::Notes(true), |reader| {
            for note in notes {
                let name = name(&reader.notes, note.at);
                let tag = Tag::Note(None, note.printed.clone(), name);
                reader.within(tag, |reader| reader.blocks(&note.body));
            }
        });
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => self.line(Tag::Heading(*level), text),
            Block::Paragraph(text) => self.line(Tag::Paragraph, text),
            Block::Picture { picture, caption } => {
                self.within(Tag::Paragraph, |reader| reader.picture(picture, caption));
                if !caption.is_empty() {
                    self.line(Tag::Caption, caption);
                }
            }
            Block::Quote(inner) => self.within(Tag::Quote, |reader| reader.blocks(inner)),
            Block::Epigraph { text, source } => self.within(Tag::Epigraph, |reader| {
                reader.blocks(text);
                if let Some(source) = source {
                    reader.line(Tag::Attribution, source);
                }
            }),
            Block::Verse(stanzas) => self.within(Tag::Verse, |reader| {
                stanzas.iter().for_each(|stanza| reader.stanza(stanza));
            }),
            Block::List { numbers, items } => self.within(Tag::List(*numbers), |reader| {
                for item in items {
                    reader.within(Tag::Item, |reader| reader.blocks(item));
                }
            }),
            Block::Definitions(definitions) => self.within(Tag::Definitions, |reader| {
                for Definition { term, said } in definitions {
                    reader.line(Tag::Term, term);
                    for said in said {
                        reader.within(Tag::Said, |reader| reader.blocks(said));
                    }
                }
            }),
            Block::Preformatted { text, at, .. } => self.within(Tag::Preformatted, |reader| {
                reader
                    .parts
                    .push(Part::Words(text.clone(), *at, Vec::new()));
            }),
            Block::Table(table) => self.within(Tag::Table, |reader| {
                reader.line(Tag::Caption, &table.caption);
                table.rows().for_each(|row| reader.row(row));
            }),
            Block::Division { blocks, .. } => self.blocks(blocks),
            Block::TextBegins(_) => {}
            Block::Ornament(mark) => self.within(Tag::Ornament, |reader| {
                let words = Part::Words(mark.clone(), NOWHERE, Vec::new());
                reader.parts.push(words);
            }),
        }
    }

    fn stanza(&mut self, lines: &[VerseLine]) {
        self.within(Tag::Stanza, |reader| {
            for line in lines {
                reader.line(Tag::Line(line.indent), &line.text);
            }
        });
    }

    fn row(&mut self, cells: &[Vec<Block>]) {
        self.within(Tag::Row, |reader| {
            for cell in cells {
                reader.within(Tag::Cell, |reader| reader.blocks(cell));
            }
        });
    }

    /// What a picture shows.
    fn picture(&mut self, picture: &Picture, caption: &[Inline]) {
        let words = Part::Words(picture.stand_in(caption), picture.at, Vec::new());
        self.parts.push(words);
    }

    fn line(&mut self, tag: Tag, text: &[Inline]) {
        self.within(tag, |reader| reader.inlines(text));
    }

    fn inlines(&mut self, text: &[Inline]) {
        for inline in text {
            match inline {
                Inline::Text { text, .. } if text.is_empty() => {}
                Inline::Text { text, at } => {
                    let words = Part::Words(text.clone(), *at, Vec::new());
                    self.parts.push(words);
                }
                Inline::Emphasis(inner) => self.line(Tag::Emphasis, inner),
                Inline::Strong(inner) => self.line(Tag::Strong, inner),
                Inline::SmallCapitals(inner) => self.line(Tag::SmallCapitals, inner),
                Inline::Raised(inner) => self.line(Tag::Raised, inner),
                Inline::Lowered(inner) => self.line(Tag::Lowered, inner),
                Inline::Struck(inner) => self.line(Tag::Struck, inner),
                Inline::Typewriter(inner) => self.line(Tag::Typewriter, inner),
                Inline::Picture(picture) => self.picture(picture, &[]),
                Inline::Anchor(_) => {}
                // No repaired text has links, or words with attributes.
                Inline::Link { text, .. } | Inline::Span { text, .. } => self.inlines(text),
                Inline::Call { note, at } => {
                    let number = self.book.note(*note).number;
                    let name = name(&self.calls, *at);
                    self.parts.push(Part::Call(number, name, *at, Vec::new()));
                }
                Inline::PageTurn { label } => self.parts.push(Part::Turn(label.clone())),
                Inline::Break => self.parts.push(Part::Break),
            }
        }
    }
}
