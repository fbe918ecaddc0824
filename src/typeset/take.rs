//! Copy for the compositor. In: what `compose` makes of the book. Out: [`Take`]s, each a paragraph's text with its
//! types, links and places in the structure, ready to be set by any thread; and [`Draft`]s, takes with their place in
//! the column.

use super::breaking::Room;
use super::makeup::{Berth, Split};
use super::page::{ElementId, Link, TargetId};
use super::plate::{Plate, Stands};
use super::shape::Type;
use crate::book::NoteIndex;
use std::ops::Range;
use std::sync::Arc;

/// A paragraph to set. Lengths in scaled points.
#[derive(Clone, Debug)]
pub struct Take {
    /// Its text, in order.
    pub stretches: Vec<Stretch>,
    /// The room for its lines; the measure without indents that all its lines have.
    pub room: Room,
    /// From the left edge of the text block to its lines.
    pub left: i64,
    /// Where its lines stand.
    pub align: Align,
    /// Whether its lines run from right to left.
    pub is_backwards: bool,
    /// Whether words may be parted.
    pub hyphenates: bool,
    /// What hangs to the left of the first line: an item's number, a dropped initial.
    pub mark: Option<Mark>,
}

impl Take {
    /// The picture that it is, if it is one in rows of its own.
    #[must_use]
    pub fn plate(&self) -> Option<&Plate> {
        match self.stretches.as_slice() {
            [only] => only
                .picture
                .as_deref()
                .filter(|plate| matches!(plate.stands, Stands::Alone { .. })),
            _ => None,
        }
    }
}

/// What stands beside the first line.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The words.
    pub stretch: Stretch,
    /// From the left edge of the lines to its own left edge; negative to the left.
    pub x: i64,
    /// From the first baseline down to its own.
    pub down: i64,
    /// What hangs nearer to the line.
    pub inner: Option<Box<Mark>>,
}

impl Mark {
    /// It, and what hangs nearer, from outside.
    pub fn all(&self) -> impl Iterator<Item = &Mark> {
        std::iter::successors(Some(self), |mark| mark.inner.as_deref())
    }
}

/// Where lines stand in their room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// From the side where lines begin, the left; filled, if the room is justified.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

impl Align {
    /// The same seen from the other side.
    #[must_use]
    pub fn turned(self) -> Align {
        match self {
            Align::Left => Align::Right,
            Align::Centre => Align::Centre,
            Align::Right => Align::Left,
        }
    }
}

/// Text of one kind.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The words; a line end forces one.
    pub text: String,
    /// How they are set.
    pub style: Type,
    /// What they belong to.
    pub element: Option<ElementId>,
    /// Where they lead.
    pub link: Option<Link>,
    /// The note that they call.
    pub call: Option<NoteIndex>,
    /// The place whose page they are the number of.
    pub page_of: Option<TargetId>,
    /// The language that they are parted by, where it is not the book's.
    pub language: Option<Arc<str>>,
    /// Whether a line goes through them.
    pub is_struck: bool,
    /// Whether they have the accent's colour.
    pub is_accent: bool,
    /// The places that links lead to and that they begin with.
    pub anchors: Vec<TargetId>,
    /// The picture that they stand for.
    pub picture: Option<Arc<Plate>>,
}

/// A take and its place in the column.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What to set.
    pub take: Take,
    /// Blank rows above and below, unless at the head or foot of a page.
    pub above: u16,
    /// See `above`; of two neighbours the greater counts.
    pub below: u16,
    /// Whether the white above may give way.
    pub is_elastic: bool,
    /// Blank rows above where it opens a page of its own.
    pub sink: u16,
    /// Where it may be parted.
    pub split: Split,
    /// What it costs if the page ends after it.
    pub keeps_next: i64,
    /// Distance of its lines, where it is not the page's: headings. Its depth is then rounded up to whole rows.
    pub leading: Option<i64>,
    /// Blank rows that belong to it below its lines.
    pub tail: u16,
    /// The rule above or below its lines.
    pub rule: Option<RuleBeside>,
    /// How far its lines are moved down from the rows where it does not head a page.
    pub shift: i64,
    /// The place that a heading is reached by.
    pub target: Option<TargetId>,
    /// The notes called in it for the first time, in order.
    pub notes: Vec<NoteIndex>,
    /// What it is of a table; then its own take is empty.
    pub row: Option<TableRow>,
    /// What stands in the margin beside its lines.
    pub asides: Vec<SideNote>,
    /// Whether it is a side note itself, which the margin has no room for.
    pub is_aside: bool,
}

/// A rule over the whole measure, beside a heading. Lengths in scaled points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleBeside {
    /// Whether it stands above the first line or below the last.
    pub is_above: bool,
    /// How thick it is.
    pub thickness: i64,
    /// 1 em of the heading.
    pub em: i64,
    /// White between it and the heading's letters.
    pub gap: i64,
    /// Whether it has the accent's colour.
    pub is_accent: bool,
}

/// What stands in the margin beside a line.
#[derive(Clone, Debug)]
pub struct SideNote<T = Take> {
    /// Its words.
    pub take: T,
    /// It belongs to the line in which the stretch before this one ends.
    pub behind: usize,
}

/// A row of a table, or several that a cell goes over: its tiers.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// The cells.
    pub cells: Vec<TableCell>,
    /// The table's head, which stands again above it where it heads a page: an index in the chapter's heads.
    pub head: Option<usize>,
    /// The rules above and below it.
    pub rules: Vec<TableRule>,
    /// Whether it is no row of a table, but pictures and what is said of them.
    pub is_figure: bool,
    /// Of one that is turned by a quarter to the left, how many rows of the page it takes.
    pub turned: Option<u16>,
    /// Whether nothing passes it, whatever hole it leaves.
    pub is_fixed: bool,
    /// Where it stands, if not in its order.
    pub berth: Option<Berth>,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct TableCell<T = Take> {
    /// What stands in it, below each other.
    pub held: Vec<T>,
    /// The tiers of the row that it goes over.
    pub tiers: Range<u16>,
}

impl<T> TableCell<T> {
    /// A cell of the only tier of a row.
    #[must_use]
    pub fn of(held: Vec<T>) -> TableCell<T> {
        TableCell { held, tiers: 0..1 }
    }
}

/// A rule of a table. Lengths in scaled points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableRule {
    /// From the left edge of the text block.
    pub left: i64,
    /// Its length.
    pub width: i64,
    /// How thick it is.
    pub thickness: i64,
    /// Whether it stands above the first line of its tier or below the last.
    pub is_above: bool,
    /// Its tier of the row.
    pub tier: u16,
}
