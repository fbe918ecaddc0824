//! The book. In: blocks and notes, from `book::assemble` (a repaired galley) or `source::markdown` (clean Markdown).
//! Out: [`Book`], in which every call has its note and numbers run 1..n in the order of the calls; all that editions see.

pub mod assemble;

use crate::source::Span;

/// Names a note of a [`Book`]: its index, from 0, in [`Book::notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteIndex(pub u32);

/// What the title page says. All text as the manifest has it; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// Title.
    pub title: String,
    /// Subtitle.
    pub subtitle: Option<String>,
    /// Authors, editors, translators …, in order.
    pub contributors: Vec<Contributor>,
    /// BCP 47 tag of the text, such as `en-GB`.
    pub language: String,
    /// The identifier as given (a URN, a URL, any name); the EPUB derives its UUID from it.
    pub identifier: Option<String>,
    /// ISBN, digits only.
    pub isbn: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Date of this publication: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Rights.
    pub rights: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Subjects.
    pub subjects: Vec<String>,
    /// Series and number in it.
    pub series: Option<(String, Option<String>)>,
    /// The printed edition that the text and its page numbers come from.
    pub source: Option<String>,
}

impl Meta {
    /// This, and where it says nothing, what `other` says.
    #[must_use]
    pub fn or(self, other: Meta) -> Meta {
        let words = |one: String, other| if one.is_empty() { other } else { one };
        let has_people = !self.contributors.is_empty();
        Meta {
            title: words(self.title, other.title),
            subtitle: self.subtitle.or(other.subtitle),
            contributors: if has_people {
                self.contributors
            } else {
                other.contributors
            },
            language: words(self.language, other.language),
            identifier: self.identifier.or(other.identifier),
            isbn: self.isbn.or(other.isbn),
            publisher: self.publisher.or(other.publisher),
            date: self.date.or(other.date),
            rights: self.rights.or(other.rights),
            description: self.description.or(other.description),
            subjects: if self.subjects.is_empty() {
                other.subjects
            } else {
                self.subjects
            },
            series: self.series.or(other.series),
            source: self.source.or(other.source),
        }
    }

    /// The names of the authors alone, in order.
    pub fn authors(&self) -> impl Iterator<Item = &str> {
        let authors = self.contributors.iter().filter(|c| c.role == "aut");
        authors.map(|c| c.name.as_str())
    }
}

/// Someone who made the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// As printed: `Emma Goldman`.
    pub name: String,
    /// As filed: `Goldman, Emma`.
    pub file_as: Option<String>,
    /// MARC relator code: `aut`, `edt`, `trl` …
    pub role: String,
}

/// A block of running text or of a note.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; levels from 1.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A block quotation.
    Quote(Vec<Block>),
    /// An epigraph, with its source.
    Epigraph {
        /// The words.
        text: Vec<Block>,
        /// Who said it.
        source: Option<Vec<Inline>>,
    },
    /// Verse: stanzas of lines.
    Verse(Vec<Vec<VerseLine>>),
    /// A list.
    List {
        /// The number of the first item, or None for bullets.
        start: Option<u32>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A break between sections without a heading; the mark as printed.
    Ornament(String),
}

/// A line of verse.
#[derive(Clone, Debug, PartialEq)]
pub struct VerseLine {
    /// Steps of indent, from 0.
    pub indent: u8,
    /// Its words.
    pub text: Vec<Inline>,
}

/// What stands in a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words. No line ends, no two blanks in a row.
    Text {
        /// The words.
        text: String,
        /// Where they came from.
        at: Span,
    },
    /// Emphasis, set in italics.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Small capitals; the words are in lower case where small capitals stand for it.
    SmallCapitals(Vec<Inline>),
    /// A superscript that calls no note: `2nd`, a power.
    Raised(Vec<Inline>),
    /// A subscript.
    Lowered(Vec<Inline>),
    /// A link to elsewhere.
    Link {
        /// Its address.
        to: String,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A call of a note.
    Call {
        /// The note.
        note: NoteIndex,
        /// The place of the call.
        at: Span,
    },
    /// A page of the source begins here. May stand inside a word.
    PageTurn {
        /// The page's number as printed, or counted.
        label: String,
    },
    /// A forced line end.
    Break,
}

impl Inline {
    /// The inlines that it holds, if it is one that holds others.
    #[must_use]
    pub fn inner(&self) -> &[Inline] {
        use Inline::{Emphasis, Link, Lowered, Raised, SmallCapitals, Strong};
        match self {
            Emphasis(inner)
            | Strong(inner)
            | SmallCapitals(inner)
            | Raised(inner)
            | Lowered(inner)
            | Link { text: inner, .. } => inner,
            _ => &[],
        }
    }

    /// The same, to change them.
    #[must_use]
    pub fn inner_mut(&mut self) -> Option<&mut Vec<Inline>> {
        use Inline::{Emphasis, Link, Lowered, Raised, SmallCapitals, Strong};
        match self {
            Emphasis(inner)
            | Strong(inner)
            | SmallCapitals(inner)
            | Raised(inner)
            | Lowered(inner)
            | Link { text: inner, .. } => Some(inner),
            _ => None,
        }
    }
}

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Our number, from 1, in the order of the calls.
    pub number: u32,
    /// The number or symbol that the source printed.
    pub printed: String,
    /// Its text.
    pub body: Vec<Block>,
    /// Where the body stood.
    pub at: Span,
}

/// A body that no call reaches: kept, and printed under its own number at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct LooseNote {
    /// The number or symbol that the source printed.
    pub printed: String,
    /// Its text.
    pub body: Vec<Block>,
    /// Where it stood.
    pub at: Span,
}

/// Why blocks and notes make no book. The builders keep these rules; a failure is a fault of ours, not of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// A call names a note that is not there.
    CallWithoutNote(u32),
    /// A note is never called.
    NoteWithoutCall(u32),
    /// The first calls of the notes do not come in the order of the notes.
    OutOfOrder(u32),
}

/// The whole book.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// The title page.
    pub meta: Meta,
    blocks: Vec<Block>,
    notes: Vec<Note>,
    loose: Vec<LooseNote>,
}

/// A stretch of the book that begins with a heading of the first level, or the stretch before the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section<'a> {
    /// Its blocks; the heading, if any, is the first.
    pub blocks: &'a [Block],
    /// Its index, from 0.
    pub index: usize,
}

impl<'a> Section<'a> {
    /// The words of its heading.
    #[must_use]
    pub fn heading(&self) -> Option<&'a [Inline]> {
        match self.blocks.first() {
            Some(Block::Heading { text, .. }) => Some(text),
            _ => None,
        }
    }
}

impl Book {
    /// Binds blocks and notes. Notes must come in the order of their first calls; their numbers are written here.
    ///
    /// # Errors
    /// [`Unsound`] if a call has no note, a note no call, or the order is another. A call inside a note's body counts
    /// after all calls of the running text.
    pub fn new(
        meta: Meta,
        blocks: Vec<Block>,
        mut notes: Vec<Note>,
        loose: Vec<LooseNote>,
    ) -> Result<Book, Unsound> {
        let mut calls = Vec::new();
        visit_calls(&blocks, &mut |note| calls.push(note));
        notes
            .iter()
            .for_each(|n| visit_calls(&n.body, &mut |note| calls.push(note)));
        let mut next = 0;
        for NoteIndex(call) in calls {
            if call as usize >= notes.len() {
                return Err(Unsound::CallWithoutNote(call));
            }
            if call > next {
                return Err(Unsound::OutOfOrder(call));
            }
            next = next.max(call + 1);
        }
        if (next as usize) < notes.len() {
            return Err(Unsound::NoteWithoutCall(next));
        }
        (1..)
            .zip(&mut notes)
            .for_each(|(number, note)| note.number = number);
        Ok(Book {
            meta,
            blocks,
            notes,
            loose,
        })
    }

    /// The title; a book without one is called by its first heading. Blanks are in order, control characters gone.
    #[must_use]
    pub fn title(&self) -> String {
        let headings = self.blocks.iter().filter_map(|block| match block {
            Block::Heading { text, .. } => Some(words(text)),
            _ => None,
        });
        let names = std::iter::once(self.meta.title.clone()).chain(headings);
        let mut names = names.map(|name| clean(&name));
        let title = names.find(|name| !name.is_empty());
        title.unwrap_or_else(|| "Untitled".into())
    }

    /// The blocks of the running text.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The notes, in the order of their first calls.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The note of a call.
    #[must_use]
    pub fn note(&self, index: NoteIndex) -> &Note {
        &self.notes[index.0 as usize]
    }

    /// All blocks, those of notes included, to change what does not touch the calls.
    fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        let notes = self.notes.iter_mut().map(|note| &mut note.body);
        let loose = self.loose.iter_mut().map(|note| &mut note.body);
        let all = std::iter::once(&mut self.blocks).chain(notes).chain(loose);
        all.flatten()
    }

    /// Bodies without a call.
    #[must_use]
    pub fn loose(&self) -> &[LooseNote] {
        &self.loose
    }

    /// The sections, split at the headings of the highest level that the book uses.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'_>> {
        let level = |b: &Block| match b {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        };
        let top = self.blocks.iter().filter_map(level).min();
        let mut starts: Vec<usize> = (0..self.blocks.len())
            .filter(|&i| top.is_some() && level(&self.blocks[i]) == top)
            .collect();
        if starts.first() != Some(&0) && !self.blocks.is_empty() {
            starts.insert(0, 0);
        }
        starts.push(self.blocks.len());
        let ranges = starts.windows(2).enumerate();
        ranges
            .map(|(index, w)| Section {
                blocks: &self.blocks[w[0]..w[1]],
                index,
            })
            .collect()
    }
}

/// Calls `found` for each call in some blocks, in order.
pub fn visit_calls(blocks: &[Block], found: &mut dyn FnMut(NoteIndex)) {
    visit_inlines(blocks, &mut |inline| {
        if let Inline::Call { note, .. } = inline {
            found(*note);
        }
    });
}

/// Calls `found` for each inline in some blocks, outer before inner, in order.
pub fn visit_inlines<'a>(blocks: &'a [Block], found: &mut dyn FnMut(&'a Inline)) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => walk(text, found),
            Block::Quote(inner) => visit_inlines(inner, found),
            Block::Epigraph { text, source } => {
                visit_inlines(text, found);
                walk(source.as_deref().unwrap_or_default(), found);
            }
            Block::Verse(stanzas) => {
                let lines = stanzas.iter().flatten();
                lines.for_each(|line| walk(&line.text, found));
            }
            Block::List { items, .. } => items.iter().for_each(|item| visit_inlines(item, found)),
            Block::Ornament(_) => {}
        }
    }
}

fn walk<'a>(inlines: &'a [Inline], found: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        found(inline);
        walk(inline.inner(), found);
    }
}

/// Words for a title page or a catalogue: no characters that XML has no place for, single blanks.
#[must_use]
pub fn clean(text: &str) -> String {
    let text = text.replace(
        |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'),
        " ",
    );
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of some inlines, without calls and page turns.
#[must_use]
pub fn words(inlines: &[Inline]) -> String {
    let mut text = String::new();
    walk(inlines, &mut |inline| match inline {
        Inline::Text { text: words, .. } => text.push_str(words),
        Inline::Break => text.push(' '),
        _ => {}
    });
    text
}
