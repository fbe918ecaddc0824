//! The text on its way through the repairs. In: the [`Source`]s. Out: pieces of text that know their span and label,
//! in the order of the source and in the order of reading. Only a [`Pen`] changes a galley.
//!
//! Nothing is ever cut out: what is not running text gets another [`Label`], and what an edit removed stays as a piece
//! without text that still holds its span. So the spans always tile the sources, and the ledger can be undone.

mod bind;
pub mod pen;
mod printed;
pub mod said;
mod styles;
mod sweep;
mod taken;
pub mod view;

pub use bind::bind;
pub use pen::{Answer, Decision, Edit, Override, Pen};
pub use said::LineKind;
pub use view::{Flow, Line};

use crate::ledger::Ledger;
use crate::source::typography::{Style, Typography};
use crate::source::{Source, Span, pages};
use std::ops::Range;
use std::sync::Arc;
use styles::Styles;

/// Names a note of this galley, from 1. Bodies that no call reaches have one, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Running text.
    Body,
    /// A heading; levels from 1 to 6.
    Heading(u8),
    /// A block quotation.
    Quote,
    /// Verse: its line ends stay.
    Verse,
    /// An item of a list, its number or bullet included.
    Item,
    /// An epigraph under a heading.
    Epigraph,
    /// The words below a picture.
    Caption,
    /// A line that only separates: asterisks, a dinkus, a rule.
    Ornament,
    /// The mark that calls a note, inside any of the above.
    Call(NoteId),
    /// Note matter at a page foot or in a section of endnotes, not yet told apart into notes.
    NoteZone,
    /// The printed number or symbol at the head of a note body.
    NoteMark(NoteId),
    /// The words of a note.
    NoteBody(NoteId),
    /// A running head or foot.
    RunningHead,
    /// A page number.
    Folio,
    /// A table of contents of the printed book.
    Contents,
    /// The end of a page: a form feed, or what stands for one.
    PageTurn,
    /// What is no part of the work: a library's header and licence, remarks and marks of those who typed it.
    Notice,
}

impl Label {
    /// Whether this is read as running text: blocks and the calls inside them.
    #[must_use]
    pub fn is_flow(self) -> bool {
        self.is_block() || matches!(self, Label::Call(_))
    }

    /// Whether this is a block of running text.
    #[must_use]
    pub fn is_block(self) -> bool {
        use Label::{Body, Caption, Epigraph, Heading, Item, Ornament, Quote, Verse};
        matches!(
            self,
            Body | Heading(_) | Quote | Verse | Item | Epigraph | Caption | Ornament
        )
    }

    /// Whether this is note matter, told apart or not.
    #[must_use]
    pub fn is_note(self) -> bool {
        matches!(
            self,
            Label::NoteZone | Label::NoteMark(_) | Label::NoteBody(_)
        )
    }

    /// The name that the ledger uses.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Label::Body => "body".into(),
            Label::Heading(level) => format!("heading {level}"),
            Label::Quote => "quotation".into(),
            Label::Verse => "verse".into(),
            Label::Item => "list item".into(),
            Label::Epigraph => "epigraph".into(),
            Label::Caption => "caption".into(),
            Label::Ornament => "ornament".into(),
            Label::Call(note) => format!("call of note {}", note.0),
            Label::NoteZone => "note matter".into(),
            Label::NoteMark(note) => format!("number of note {}", note.0),
            Label::NoteBody(note) => format!("body of note {}", note.0),
            Label::RunningHead => "running head".into(),
            Label::Folio => "folio".into(),
            Label::Contents => "table of contents".into(),
            Label::PageTurn => "page turn".into(),
            Label::Notice => "notice".into(),
        }
    }

    /// The name without a note's serial number, which changes when other notes come or go.
    #[must_use]
    pub fn kind(self) -> String {
        match self {
            Label::Call(_) => "call of a note".into(),
            Label::NoteMark(_) => "number of a note".into(),
            Label::NoteBody(_) => "body of a note".into(),
            other => other.name(),
        }
    }
}

/// A run of text with one history: either as the source has it, or written by one change.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// First byte in the galley's text.
    start: usize,
    /// The source it came from; empty for what was inserted.
    at: Span,
    label: Label,
    /// Pieces are read in the order of this number, then in the order of the source.
    place: u32,
    /// The change that wrote this text; it has no inner bytes to point at.
    change: Option<u32>,
}

impl Piece {
    /// The source it came from.
    #[must_use]
    pub fn span(&self) -> Span {
        self.at
    }

    /// What it is.
    #[must_use]
    pub fn label(&self) -> Label {
        self.label
    }

    /// The index in the ledger of the change that wrote it, if it is not as the source has it.
    #[must_use]
    pub fn change(&self) -> Option<u32> {
        self.change
    }
}

/// The text, its pieces and their order of reading. All ranges are bytes of [`Galley::text`].
///
/// A clone shares both until one of the two is changed: a pass keeps the galley as it found it while it collects edits.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Galley {
    text: Arc<String>,
    pieces: Arc<Vec<Piece>>,
    /// Where the words of each source stand on their pages, for those that have pages.
    typography: Vec<Option<Arc<Typography>>>,
    /// How ranges of the sources are set, as far as that is not usual.
    styles: Arc<Styles>,
    /// What the editor says that lines are, in the order of the source.
    said: Arc<Vec<said::Said>>,
    is_repaired: bool,
}

impl Galley {
    /// Sets the sources one after another. Everything is [`Label::Body`], but page turns, which `source::pages` finds.
    #[must_use]
    pub fn set(sources: &[Source]) -> Galley {
        let mut galley = Galley {
            typography: sources.iter().map(|s| s.typography().cloned()).collect(),
            ..Galley::default()
        };
        for (index, source) in sources.iter().enumerate() {
            galley.set_styles(index as u16, source);
            let mut done = 0;
            for turn in pages::turns(source.text()) {
                galley.push(index, source.text(), done..turn.start, Label::Body);
                galley.push(index, source.text(), turn.clone(), Label::PageTurn);
                done = turn.end;
            }
            galley.push(index, source.text(), done..source.text().len(), Label::Body);
        }
        galley
    }

    /// Takes over how a source's pages set its words.
    fn set_styles(&mut self, index: u16, source: &Source) {
        let Some(table) = source.typography() else {
            return;
        };
        let styles = printed::styles(source.text(), table).into_iter();
        let spans = styles.map(|(range, style)| {
            let (start, end) = (range.start, range.end);
            let source = index;
            (Span { source, start, end }, style)
        });
        Arc::make_mut(&mut self.styles).add(spans);
    }

    fn push(&mut self, source: usize, text: &str, range: Range<usize>, label: Label) {
        // An empty source still has a piece: an insertion needs a neighbour.
        if range.is_empty() && !text.is_empty() {
            return;
        }
        Arc::make_mut(&mut self.pieces).push(Piece {
            start: self.text.len(),
            at: Span {
                source: source as u16,
                start: range.start as u32,
                end: range.end as u32,
            },
            label,
            place: 0,
            change: None,
        });
        Arc::make_mut(&mut self.text).push_str(&text[range]);
    }

    /// The whole text as it stands, in the order of the source, furniture and notes included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the words of a source stand on their pages; none for a text.
    #[must_use]
    pub fn typography(&self, source: u16) -> Option<&Typography> {
        self.typography.get(source as usize)?.as_deref()
    }

    /// How a part of a source is set: what its page or marks typed into the text say of all of it.
    #[must_use]
    pub fn style(&self, at: Span) -> Style {
        self.styles.of(at)
    }

    /// The text of a piece in runs of one style, as bytes from its beginning; none where all of it is set as usual.
    #[must_use]
    pub fn styled(&self, piece: &Piece, length: usize) -> Vec<(Range<usize>, Style)> {
        if self.styles.is_empty() || length == 0 {
            return Vec::new();
        }
        if piece.change.is_none() {
            return self.styles.within(piece.at);
        }
        let style = self.styles.mostly(piece.at);
        if style == Style::default() {
            return Vec::new();
        }
        vec![(0..length, style)]
    }

    /// Whether the passes have run over it: its line ends are then those of paragraphs, no longer the printer's.
    #[must_use]
    pub fn is_repaired(&self) -> bool {
        self.is_repaired
    }

    /// Says that the passes have run over it.
    pub(crate) fn settle(&mut self) {
        self.is_repaired = true;
    }

    /// The pieces with their text, in the order of the source.
    pub fn pieces(&self) -> impl Iterator<Item = (&Piece, &str)> {
        (0..self.pieces.len()).map(|i| (&self.pieces[i], &self.text[self.range(i)]))
    }

    /// The pieces with the range of their text, in the order of reading.
    pub fn reading(&self) -> impl Iterator<Item = (&Piece, Range<usize>)> {
        let mut order: Vec<usize> = (0..self.pieces.len()).collect();
        order.sort_by_key(|&i| self.pieces[i].place);
        order.into_iter().map(|i| (&self.pieces[i], self.range(i)))
    }

    /// The label of the byte at `offset`; the last piece's at the end of the text.
    #[must_use]
    pub fn label_at(&self, offset: usize) -> Label {
        self.pieces
            .get(self.piece_at(offset))
            .map_or(Label::Body, |piece| piece.label)
    }

    /// The source of a range of the text: exact where the source is untouched, else the whole of what was changed.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let first = self.piece_at(range.start);
        let last = self.piece_at(range.end.saturating_sub(1).max(range.start));
        let Some(piece) = self.pieces.get(first) else {
            return Span {
                source: 0,
                start: 0,
                end: 0,
            };
        };
        let mut span = self.inside(first, range.start, range.end);
        if last > first && self.pieces[last].at.source == piece.at.source {
            span = span.joined(self.inside(last, self.pieces[last].start, range.end));
        }
        span
    }

    /// The source bytes of a part of one piece.
    fn inside(&self, index: usize, start: usize, end: usize) -> Span {
        let piece = &self.pieces[index];
        if piece.change.is_some() {
            return piece.at;
        }
        let range = self.range(index);
        let from = piece.at.start + (start.clamp(range.start, range.end) - range.start) as u32;
        let to = piece.at.start + (end.clamp(range.start, range.end) - range.start) as u32;
        Span {
            source: piece.at.source,
            start: from,
            end: to.max(from),
        }
    }

    /// Some bytes of text before and after a range, without those of calls: these may have our numbers by now.
    pub(crate) fn context(&self, range: &Range<usize>, bytes: usize) -> [String; 2] {
        [
            self.before(range.start, bytes),
            self.behind(range.end, bytes),
        ]
    }

    /// Some bytes of text before a place.
    fn before(&self, mut at: usize, bytes: usize) -> String {
        let mut head = String::new();
        let mut next = self.piece_before(at);
        while let Some(piece) = next.filter(|_| head.len() < bytes) {
            let start = self.pieces[piece].start;
            if !self.is_call(piece) {
                let from = (at + head.len()).saturating_sub(bytes).max(start);
                head.insert_str(0, &self.text[self.text.floor_char_boundary(from)..at]);
            }
            at = start;
            // Of pieces without text there may be any number in a row: none is looked at.
            let neighbour = piece.checked_sub(1);
            let has_text = neighbour.is_some_and(|piece| self.pieces[piece].start < at);
            next = match has_text {
                true => neighbour,
                false => self.piece_before(at),
            };
        }
        head
    }

    /// The same behind a place.
    fn behind(&self, mut at: usize, bytes: usize) -> String {
        let mut tail = String::new();
        let mut piece = self.piece_at(at);
        while at < self.text.len() && tail.len() < bytes {
            let end = self.range(piece).end;
            if !self.is_call(piece) {
                let to = end.min(at + bytes - tail.len());
                tail.push_str(&self.text[at..self.text.floor_char_boundary(to)]);
            }
            at = end;
            let has_text = self.pieces.get(piece + 1).is_some() && self.range(piece + 1).end > at;
            piece = match has_text {
                true => piece + 1,
                false => self.piece_at(at),
            };
        }
        tail
    }

    fn is_call(&self, piece: usize) -> bool {
        matches!(self.pieces[piece].label, Label::Call(_))
    }

    /// The last piece that starts before `offset`; it has text.
    fn piece_before(&self, offset: usize) -> Option<usize> {
        let next = self.pieces.partition_point(|p| p.start < offset);
        next.checked_sub(1)
    }

    /// The last piece that starts at or before `offset` and has text, or the last of all.
    fn piece_at(&self, offset: usize) -> usize {
        self.pieces
            .partition_point(|p| p.start <= offset)
            .saturating_sub(1)
    }

    fn range(&self, index: usize) -> Range<usize> {
        let end = self
            .pieces
            .get(index + 1)
            .map_or(self.text.len(), |p| p.start);
        self.pieces[index].start..end
    }

    /// The sources' texts, by undoing every change of the ledger; for the law that nothing is lost.
    #[must_use]
    pub fn undone(&self, ledger: &Ledger) -> String {
        self.pieces()
            .map(|(piece, text)| piece.change.map_or(text.into(), |c| ledger.undone(c)))
            .collect()
    }
}
