//! What the editor says that lines are. In: a line of the source and a row of [`LINE_KINDS`]. Out: whether a label goes
//! with it; a [`Pen`](super::Pen) puts no other on that line, whatever a pass finds.

use super::{Galley, Label};
use crate::source::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a line is, by the editor's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Running text, and nothing else.
    Text,
    /// Running text that begins a paragraph.
    Paragraph,
    /// A heading and its level.
    Heading(u8),
    /// A line of verse.
    Verse,
    /// A line of a block quotation.
    Quotation,
    /// The first line of an item of a list.
    Item,
    /// A line that only separates.
    Ornament,
    /// A line of a note's body: with a number at its head its first.
    Note,
    /// A running head or foot.
    Head,
    /// A page number.
    Folio,
    /// No part of the work.
    Nothing,
}

/// A row of [`LINE_KINDS`].
#[derive(Debug)]
pub struct LineRow {
    /// Its name in `repair.lines`.
    pub name: &'static str,
    /// What it says.
    pub kind: LineKind,
    /// The same in words, behind `the line is`.
    pub about: &'static str,
}

const fn row(name: &'static str, kind: LineKind, about: &'static str) -> LineRow {
    LineRow { name, kind, about }
}

/// All that a line can be said to be. [`said`](crate::repair::said) sets aside, `foot` obeys for notes, `headings` for
/// headings, `lines` for all other blocks.
pub const LINE_KINDS: &[LineRow] = &[
    row("text", LineKind::Text, "running text and nothing else"),
    row(
        "paragraph",
        LineKind::Paragraph,
        "the beginning of a paragraph",
    ),
    row("heading 1", LineKind::Heading(1), "a heading"),
    row(
        "heading 2",
        LineKind::Heading(2),
        "a heading of the second level",
    ),
    row(
        "heading 3",
        LineKind::Heading(3),
        "a heading of the third level",
    ),
    row(
        "heading 4",
        LineKind::Heading(4),
        "a heading of the fourth level",
    ),
    row(
        "heading 5",
        LineKind::Heading(5),
        "a heading of the fifth level",
    ),
    row(
        "heading 6",
        LineKind::Heading(6),
        "a heading of the sixth level",
    ),
    row("verse", LineKind::Verse, "a line of verse"),
    row(
        "quotation",
        LineKind::Quotation,
        "a line of a block quotation",
    ),
    row("item", LineKind::Item, "the beginning of an item of a list"),
    row(
        "ornament",
        LineKind::Ornament,
        "a break between parts of the text",
    ),
    row(
        "note",
        LineKind::Note,
        "a note: with its number its beginning, without one it goes on",
    ),
    row("head", LineKind::Head, "a running head or foot"),
    row("folio", LineKind::Folio, "a page number"),
    row("nothing", LineKind::Nothing, "no part of the work"),
];

/// What the ledger says of all that is done by the editor's word.
pub(crate) const WHY: &str = "the manifest says what this line is";

impl LineKind {
    /// The label that its words have at the end; None for a note's, which has a name.
    #[must_use]
    pub fn label(self) -> Option<Label> {
        match self {
            LineKind::Text | LineKind::Paragraph => Some(Label::Body),
            LineKind::Heading(level) => Some(Label::Heading(level)),
            LineKind::Verse => Some(Label::Verse),
            LineKind::Quotation => Some(Label::Quote),
            LineKind::Item => Some(Label::Item),
            LineKind::Ornament => Some(Label::Ornament),
            LineKind::Note => None,
            LineKind::Head => Some(Label::RunningHead),
            LineKind::Folio => Some(Label::Folio),
            LineKind::Nothing => Some(Label::Notice),
        }
    }

    /// Whether the line is taken out of the running text and the notes.
    #[must_use]
    pub fn is_set_aside(self) -> bool {
        self.label()
            .is_some_and(|label| !label.is_flow() && !label.is_note())
    }

    /// Whether what lies behind the line parts it from the next: rows of a heading or a note belong together.
    #[must_use]
    pub fn keeps_end(self) -> bool {
        !matches!(self, LineKind::Heading(_) | LineKind::Note) && !self.is_set_aside()
    }

    /// Whether a word of the line can end with a label.
    #[must_use]
    pub fn has(self, label: Label) -> bool {
        match self.label() {
            Some(own) if own == label => true,
            Some(own) => own.is_flow() && matches!(label, Label::Call(_)),
            None => label.is_note() || matches!(label, Label::Call(_)),
        }
    }
}

/// The editor's word on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The line in its source.
    pub at: Span,
    /// What it is.
    pub kind: LineKind,
    /// The row of `repair.lines` that says so.
    pub row: usize,
}

impl Galley {
    /// What the editor says of all lines, in the order of the source.
    #[must_use]
    pub fn all_said(&self) -> &[Said] {
        &self.said
    }

    /// What the editor says of the line that a span begins in.
    #[must_use]
    pub fn said(&self, at: Span) -> Option<LineKind> {
        self.said_of(at).map(|said| said.kind)
    }

    /// What the editor says of the line that the words of a range come from: of the first that something is said of.
    #[must_use]
    pub fn said_within(&self, range: Range<usize>) -> Option<LineKind> {
        if self.said.is_empty() {
            return None;
        }
        let pieces = self.pieces[self.piece_at(range.start)..].iter();
        let mut within = pieces.take_while(|piece| piece.start < range.end);
        within.find_map(|piece| self.said(piece.at))
    }

    fn said_of(&self, at: Span) -> Option<&Said> {
        let past = |said: &Said| (said.at.source, said.at.end) <= (at.source, at.start);
        let said = self.said.get(self.said.partition_point(past))?;
        (said.at.source == at.source && said.at.start <= at.start).then_some(said)
    }

    /// Whether a piece may be labelled so.
    pub(super) fn allows(&self, piece: usize, label: Label) -> bool {
        let said = match self.said.is_empty() {
            true => None,
            false => self.said(self.pieces[piece].at),
        };
        said.is_none_or(|kind| kind.has(label))
    }

    /// The rows of `repair.lines` by which nothing was done: all their lines are something else.
    #[must_use]
    pub fn disobeyed(&self) -> BTreeSet<usize> {
        let (mut done, mut undone) = (BTreeSet::new(), BTreeSet::new());
        for (piece, text) in self.pieces() {
            let said = self.said_of(piece.span());
            if let Some(said) = said.filter(|_| !text.trim().is_empty()) {
                match said.kind.has(piece.label()) {
                    true => done.insert(said.row),
                    false => undone.insert(said.row),
                };
            }
        }
        undone.difference(&done).copied().collect()
    }
}
