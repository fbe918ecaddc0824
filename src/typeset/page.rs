//! Finished pages. In: what the typesetter placed. Out: [`Layout`], the only thing that the PDF writer sees: placed
//! glyph runs and rules, each knowing its place in the logical structure, and where links lead.

use super::face::{Face, FaceId};
use super::length::Length;
use crate::store::Data;

/// Width and height of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Across.
    pub width: Length,
    /// Down.
    pub height: Length,
}

/// Which side of the opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Right-hand page, odd; the left-hand one of a book that runs from right to left.
    Recto,
    /// Left-hand page, even.
    Verso,
}

/// The book in pages.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The trimmed page.
    pub trim: Size,
    /// The pages, in the order of reading; the first is a recto.
    pub pages: Vec<Page>,
    /// The faces that runs name.
    pub faces: Vec<Face>,
    /// The logical structure, parents before children; empty where tags were not asked for. Siblings in the order of
    /// reading, whatever page they stand on: a note after the block that calls it.
    pub structure: Vec<Element>,
    /// The headings, for the outline, in order.
    pub outline: Vec<OutlineEntry>,
    /// Where links can lead, by [`TargetId`].
    pub targets: Vec<Target>,
    /// The one colour beside black, for screens: red, green, blue.
    pub accent: Option<[u8; 3]>,
    /// The publisher's device, for covers.
    pub device: Option<Picture>,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Recto or verso.
    pub side: Side,
    /// The page number as printed or, where none is printed, as counted: `iv`, `12`.
    pub folio: String,
    /// What stands on it, in the order of reading, furniture last.
    pub items: Vec<Item>,
}

impl Page {
    /// Mirrors it: what stood so far from the left edge stands so far from the right one, each thing unchanged in itself.
    pub fn mirror(&mut self, width: Length) {
        for item in &mut self.items {
            item.x = width - item.x - item.ink.width();
        }
    }
}

impl Item {
    /// Turns what stands on a page that lies on its side by a quarter to the left; `corner` is the place of that page's upper left
    /// corner.
    pub(super) fn turn(&mut self, corner: (Length, Length)) {
        let (along, down) = (self.x, self.y);
        self.x = corner.0 + down;
        self.y = corner.1 - along;
        match &mut self.ink {
            Ink::Glyphs(run) => run.is_turned = true,
            Ink::Rule { width, height } => {
                self.y -= *width;
                std::mem::swap(width, height);
            }
            Ink::Picture(picture) => picture.is_turned = true,
        }
    }
}

impl Ink {
    /// How wide it is.
    #[must_use]
    pub fn width(&self) -> Length {
        match self {
            Ink::Glyphs(run) if run.is_turned => Length::ZERO,
            Ink::Picture(picture) if picture.is_turned => picture.height,
            Ink::Glyphs(run) => run.glyphs.iter().map(Glyph::advance).sum(),
            Ink::Rule { width, .. } => *width,
            Ink::Picture(picture) => picture.shown.map_or(picture.width, |shown| shown.width),
        }
    }
}

/// Something placed on a page. Lengths from the trimmed page's left edge, and down from its top edge.
#[derive(Clone, Debug)]
pub struct Item {
    /// From the left edge to the origin of the first glyph, or to the left end of the rule.
    pub x: Length,
    /// From the top edge to the baseline, or to the top of the rule.
    pub y: Length,
    /// The element of the structure that it belongs to; None for artifacts: running heads, folios, rules.
    pub element: Option<ElementId>,
    /// Where a click on it leads.
    pub link: Option<Link>,
    /// What it is drawn in.
    pub paint: Paint,
    /// What it is.
    pub ink: Ink,
}

/// What something is drawn in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paint {
    /// Black.
    #[default]
    Ink,
    /// The layout's accent where there are colours; else black.
    Accent,
    /// The paper, on what lies below.
    Paper,
    /// The paper, but what lies below shines through a little.
    Veil,
}

impl Paint {
    /// The accent, or black.
    #[must_use]
    pub fn accent(is_accent: bool) -> Paint {
        match is_accent {
            true => Paint::Accent,
            false => Paint::Ink,
        }
    }
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Ink {
    /// Glyphs of one face and size on one baseline.
    Glyphs(Run),
    /// A filled rectangle.
    Rule {
        /// Across.
        width: Length,
        /// Down.
        height: Length,
    },
    /// A picture, such as a cover.
    Picture(Picture),
}

/// A picture placed with its top left corner at the item's place.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Across.
    pub width: Length,
    /// Down.
    pub height: Length,
    /// The file: PNG or JPEG.
    pub data: Data,
    /// The same as a JPEG in four inks, if that is what it was.
    pub inks: Option<Data>,
    /// What it shows, for those who can't see it.
    pub alt: String,
    /// Whether its left edge is down on the page: then `width` goes up the page, and the item's place is its lower left corner.
    pub is_turned: bool,
    /// How much of it is shown, from its middle; all where nothing is said.
    pub shown: Option<Size>,
}

/// Glyphs of one face and size on one baseline, usually a line's text or a part of it.
#[derive(Clone, Debug)]
pub struct Run {
    /// The face.
    pub face: FaceId,
    /// Type size: 1 em.
    pub size: Length,
    /// Width of the glyphs in parts per 10,000 of their natural width: 10,000 is natural, 10,200 is 2 % wider.
    pub scale: u16,
    /// What every glyph's advance has beyond width and kerning: for writers that can say it once for the run.
    pub tracking: Length,
    /// What the glyphs say in all: the concatenation of their texts. The space between words is a glyph, at line ends
    /// too; a hyphen that the breaker inserted says U+00AD, one of the text says what it is. A line that ends without
    /// space goes on in the same word.
    pub text: String,
    /// The glyphs in visual order.
    pub glyphs: Vec<Glyph>,
    /// Whether the baseline goes up the page.
    pub is_turned: bool,
}

/// A glyph, in 16 bytes: a long book has millions. Its lengths reach 32,767 pt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How many bytes of the run's text it says; the first glyph of a cluster says all of it, the others nothing.
    pub bytes: u8,
    advance: i32,
    shift: i32,
    rise: i32,
}

impl Glyph {
    /// A glyph with its advance; its drawing is not moved.
    #[must_use]
    pub fn new(id: u16, bytes: u8, advance: Length) -> Glyph {
        Glyph {
            id,
            bytes,
            advance: short(advance),
            shift: 0,
            rise: 0,
        }
    }

    /// The same with its drawing moved right and up, without moving what follows.
    #[must_use]
    pub fn moved(self, shift: Length, rise: Length) -> Glyph {
        Glyph {
            shift: short(shift),
            rise: short(rise),
            ..self
        }
    }

    /// The same with another advance.
    #[must_use]
    pub fn with_advance(self, advance: Length) -> Glyph {
        Glyph {
            advance: short(advance),
            ..self
        }
    }

    /// From its origin to the next glyph's on the page: scale, kerning, tracking and stretched spaces included.
    #[must_use]
    pub fn advance(&self) -> Length {
        Length(self.advance.into())
    }

    /// How far its drawing is moved right.
    #[must_use]
    pub fn shift(&self) -> Length {
        Length(self.shift.into())
    }

    /// How far its drawing is moved up.
    #[must_use]
    pub fn rise(&self) -> Length {
        Length(self.rise.into())
    }
}

/// A length on a page; no page is wider than 32,767 pt.
fn short(length: Length) -> i32 {
    let limits = (i32::MIN.into(), i32::MAX.into());
    length.0.clamp(limits.0, limits.1) as i32
}

/// Names an element of [`Layout::structure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);

/// An element of the logical structure (PDF 1.7, 14.8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// Its parent; None for children of the document.
    pub parent: Option<ElementId>,
    /// BCP 47 tag of its words, where they are in another language than what stands around them.
    pub language: Option<String>,
    /// How many rows and columns a cell of a table goes over; one of each for all else.
    pub over: (u16, u16),
}

/// Kinds of elements, by the standard structure types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementKind {
    /// `H1` to `H6`.
    Heading(u8),
    /// `P`.
    Paragraph,
    /// `BlockQuote`.
    Quote,
    /// `L`.
    List,
    /// `LI`.
    ListItem,
    /// `Lbl`: the number of an item or a note.
    Label,
    /// `LBody`.
    ListBody,
    /// `Note`.
    Note,
    /// `Reference`: the call of a note.
    Reference,
    /// `Link`.
    Link,
    /// `TOC`.
    Contents,
    /// `TOCI`.
    ContentsItem,
    /// `Table`.
    Table,
    /// `Caption`: what a table is called.
    Caption,
    /// `TR`: a row of a table.
    Row,
    /// `TH`: a cell that names its column.
    HeadCell,
    /// `TD`: a cell.
    Cell,
    /// `Div`: blocks that something is said of.
    Division,
    /// `Span`: words that something is said of.
    Span,
    /// `Figure`.
    Figure,
    /// `Sect`.
    Section,
}

/// Names a place that links lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetId(pub u32);

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A place in the book.
    Inside(TargetId),
    /// An address elsewhere.
    Outside(String),
}

/// A place in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Index in [`Layout::pages`].
    pub page: u32,
    /// From the page's left edge.
    pub x: Length,
    /// Down from the page's top edge.
    pub y: Length,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// The heading's level, from 1.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// Where it stands.
    pub target: TargetId,
}
