//! The book. In: blocks and notes, from `book::assemble` (a repaired galley) or `source::markdown` (clean Markdown).
//! Out: [`Book`], in which every call has its note and numbers run 1..n in the order of the calls; all that editions see.

pub(crate) mod addresses;
mod aside;
pub mod assemble;
mod beginning;
mod image;
mod imprint;
mod link_notes;
mod listed;
mod manner;
mod meta;
mod numbers;
mod picture;
mod sections;
pub mod several;
mod table;
mod visit;

pub(crate) use aside::SIDE_NOTE;
pub use aside::{own_side_notes, side_notes};
pub use beginning::{Beginning, KINDS, Kind, KindRow, Place, Set};
pub use image::{Image, ImageId, ImageKind};
pub use imprint::{Imprint, ImprintLine, Licence};
pub use listed::{LISTED_FROM, Listed};
pub(crate) use manner::rules;
pub use manner::{Manner, Stand};
pub(crate) use meta::isbn_in_words;
pub use meta::{Contributor, Frontispiece, Meta};
pub use numbers::{Close, Figures, Numbers};
pub use picture::{Picture, Placement, Width, only_pictures, visit_pictures};
pub use sections::{Section, Text};
pub use table::{Alignment, Extent, Merged, Row, Table};
pub use visit::{change_inlines, change_lines, visit_blocks, visit_calls, visit_inlines, words};

use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Names a note of a [`Book`]: its index, from 0, in [`Book::notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteIndex(pub u32);

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
        /// How the items are numbered, or None for bullets.
        numbers: Option<Numbers>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Terms, each with what is said of it.
    Definitions(Vec<Definition>),
    /// Lines that are kept as they are, in letters of one width.
    Preformatted {
        /// The lines, without the last line's end.
        text: String,
        /// What they are written in, such as `python`.
        kind: Option<String>,
        /// Where they came from.
        at: Span,
    },
    /// A table.
    Table(Table),
    /// A picture that stands by itself.
    Picture {
        /// Which.
        picture: Picture,
        /// What is said below it; empty where nothing is.
        caption: Vec<Inline>,
    },
    /// Blocks in another language, or of a class of their own.
    Division {
        /// What is said of them.
        of: Attributes,
        /// The blocks.
        blocks: Vec<Block>,
    },
    /// Here begins a text of its own, of several that the book holds; not inside other blocks.
    TextBegins(Beginning),
    /// A break between sections without a heading; the mark as printed.
    Ornament(String),
}

/// A term and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// What is said of it, once or more.
    pub said: Vec<Vec<Block>>,
}

/// A line of verse.
#[derive(Clone, Debug, PartialEq)]
pub struct VerseLine {
    /// Steps of indent, from 0.
    pub indent: u8,
    /// Its words.
    pub text: Vec<Inline>,
}

/// What is said of some words beside how they are set: there is always one of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// BCP 47 tag of their language, where it is not that of what stands around them.
    pub language: Option<String>,
    /// Names that the source gives their kind, such as `ship`; what none of our editions sets otherwise.
    pub classes: Vec<String>,
}

impl Attributes {
    /// Whether it is of a class.
    #[must_use]
    pub fn has(&self, class: &str) -> bool {
        self.classes.iter().any(|own| own == class)
    }
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
    /// Words struck through.
    Struck(Vec<Inline>),
    /// Words as a machine writes or reads them, in letters of one width.
    Typewriter(Vec<Inline>),
    /// Words in another language, or of a class of their own.
    Span {
        /// What is said of them.
        of: Attributes,
        /// The words.
        text: Vec<Inline>,
    },
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
    /// A picture among words.
    Picture(Picture),
    /// A place that links lead to by its name.
    Anchor(String),
    /// A forced line end.
    Break,
}

impl Inline {
    /// The inlines that it holds, if it is one that holds others.
    #[must_use]
    pub fn inner(&self) -> &[Inline] {
        use Inline::{Anchor, Break, Call, Emphasis, Link, Lowered, PageTurn, Picture, Raised};
        use Inline::{SmallCapitals, Span, Strong, Struck, Text, Typewriter};
        match self {
            Emphasis(inner)
            | Strong(inner)
            | SmallCapitals(inner)
            | Raised(inner)
            | Lowered(inner)
            | Struck(inner)
            | Typewriter(inner)
            | Span { text: inner, .. }
            | Link { text: inner, .. } => inner,
            Text { .. } | Call { .. } | PageTurn { .. } | Picture(_) | Anchor(_) | Break => &[],
        }
    }

    /// The same, to change them.
    #[must_use]
    pub fn inner_mut(&mut self) -> Option<&mut Vec<Inline>> {
        use Inline::{Anchor, Break, Call, Emphasis, Link, Lowered, PageTurn, Picture, Raised};
        use Inline::{SmallCapitals, Span, Strong, Struck, Text, Typewriter};
        match self {
            Emphasis(inner)
            | Strong(inner)
            | SmallCapitals(inner)
            | Raised(inner)
            | Lowered(inner)
            | Struck(inner)
            | Typewriter(inner)
            | Span { text: inner, .. }
            | Link { text: inner, .. } => Some(inner),
            Text { .. } | Call { .. } | PageTurn { .. } | Picture(_) | Anchor(_) | Break => None,
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
    images: BTreeMap<(u16, String), Arc<Image>>,
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
            images: BTreeMap::new(),
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

    /// The running text and the bodies of all notes.
    pub fn parts(&self) -> impl Iterator<Item = &[Block]> {
        let notes = self.notes.iter().map(|note| note.body.as_slice());
        let loose = self.loose.iter().map(|note| note.body.as_slice());
        std::iter::once(self.blocks.as_slice())
            .chain(notes)
            .chain(loose)
    }

    /// The same, to change what does not touch the calls.
    pub(crate) fn parts_mut(&mut self) -> impl Iterator<Item = &mut [Block]> {
        let notes = self.notes.iter_mut().map(|note| note.body.as_mut_slice());
        let loose = self.loose.iter_mut().map(|note| note.body.as_mut_slice());
        std::iter::once(self.blocks.as_mut_slice())
            .chain(notes)
            .chain(loose)
    }

    /// The tags of the languages that words of it are in, beside its own, in order.
    #[must_use]
    pub fn languages(&self) -> BTreeSet<String> {
        let mut tags = BTreeSet::new();
        for blocks in self.parts() {
            visit_inlines(blocks, &mut |inline| {
                if let Inline::Span { of, .. } = inline {
                    tags.extend(of.language.clone());
                }
            });
            visit_blocks(blocks, &mut |block| match block {
                Block::Division { of, .. } => tags.extend(of.language.clone()),
                Block::TextBegins(begins) => tags.extend(begins.language.clone()),
                _ => {}
            });
        }
        tags
    }

    /// Whether some words of it stand in letters of one width.
    #[must_use]
    pub fn has_typewriter(&self) -> bool {
        let mut has = false;
        for blocks in self.parts() {
            visit_inlines(blocks, &mut |inline| {
                has |= matches!(inline, Inline::Typewriter(_))
            });
            visit_blocks(blocks, &mut |block| {
                has |= matches!(block, Block::Preformatted { .. })
            });
        }
        has
    }

    /// The words of the heading that a place stands in, if it stands in one.
    #[must_use]
    pub fn heading_at(&self, place: &str) -> Option<String> {
        let mut found = None;
        visit_blocks(&self.blocks, &mut |block| {
            let is_here = |inline: &Inline| matches!(inline, Inline::Anchor(name) if name == place);
            match block {
                Block::Heading { text, .. } if found.is_none() && text.iter().any(is_here) => {
                    found = Some(words(text).trim().to_owned());
                }
                _ => {}
            }
        });
        found.filter(|words| !words.is_empty())
    }

    /// What stands for a link without words: the heading that it leads to, else an arrow.
    #[must_use]
    pub fn words_of_link(&self, to: &str) -> String {
        let place = to.strip_prefix('#').unwrap_or_default();
        self.heading_at(place).unwrap_or_else(|| "↗".into())
    }

    /// Bodies without a call.
    #[must_use]
    pub fn loose(&self) -> &[LooseNote] {
        &self.loose
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
