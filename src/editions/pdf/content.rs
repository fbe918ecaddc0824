//! Content streams (PDF 1.7, 7.8.2). In: a page. Out: [`Content`], its operators, from the trimmed page's lower left
//! corner, with what tags and links need to know about it. Written here and not through `printpdf`'s operations, which
//! cost a heap string for each glyph: see docs/decisions/0005-content-streams.md.

mod text;

use super::fonts::Fonts;
use super::number::{Milli, decimal, literal, milli, text_string};
use super::palette::Palette;
use super::speech::Joints;
use super::tags;
use crate::typeset::Length;
use crate::typeset::face::FaceId;
use crate::typeset::page::{ElementId, Ink, Item, Layout, Link, Paint, Picture};

/// The state of graphics in which what lies below shines through; the resources must have it where a page has a veil.
pub(crate) const VEIL: &str = "Veil";

/// What stands on a page, in operators.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// The operators.
    pub stream: Vec<u8>,
    /// The marked contents, by their number on the page (`/MCID`); none if the page is not tagged.
    pub marked: Vec<Marked>,
    /// The places that lead elsewhere, a line each.
    pub clicks: Vec<Click>,
    /// How many pictures it shows; see [`picture_name`].
    pub pictures: usize,
}

/// A stretch of content that belongs to one element of the structure.
#[derive(Debug)]
pub(crate) struct Marked {
    /// The element.
    pub element: ElementId,
    /// Where it leads, if it is a link, and so must be one in the structure.
    pub link: Option<Link>,
    /// What it shows and where, if it is a picture.
    pub picture: Option<(String, Box2)>,
}

/// A place that leads elsewhere.
#[derive(Debug)]
pub(crate) struct Click {
    /// Where it is.
    pub bounds: Box2,
    /// Where it leads.
    pub to: Link,
    /// What stands there.
    pub says: String,
    /// The number of its marked content, if the page is tagged.
    pub marked: Option<usize>,
}

/// A rectangle from the page's lower left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Box2 {
    /// Left edge.
    pub left: Milli,
    /// Lower edge.
    pub bottom: Milli,
    /// Right edge.
    pub right: Milli,
    /// Upper edge.
    pub top: Milli,
}

/// Draws a page in black, or for screens; `joints` (see [`super::speech::joints`]) where it says how it is read, None where it does not.
pub(crate) fn draw(
    layout: &Layout,
    page: usize,
    fonts: &Fonts,
    joints: Option<&[Joints]>,
) -> Content {
    let palette = match joints {
        Some(_) => Palette::LIGHT,
        None => Palette::BLACK,
    };
    draw_in(palette, (layout, page), fonts, joints)
}

/// The same with other inks.
pub(crate) fn draw_in(
    palette: Palette,
    (layout, page): (&Layout, usize),
    fonts: &Fonts,
    joints: Option<&[Joints]>,
) -> Content {
    let mut pen = Pen::new(layout, page, fonts);
    pen.tagged = joints.is_some() && !layout.structure.is_empty();
    pen.palette = palette;
    for (at, item) in layout.pages[page].items.iter().enumerate() {
        if !palette.has(item) {
            continue;
        }
        pen.colour(item);
        match &item.ink {
            Ink::Glyphs(run) => pen.glyphs(item, run, joints.map(|joints| &joints[at])),
            Ink::Rule { width, height } => pen.rule(item, *width, *height),
            Ink::Picture(picture) => pen.picture(item, picture),
        }
    }
    pen.unmark();
    pen.end_text();
    pen.content
}

/// What a content stream remembers from operator to operator.
struct Pen<'a> {
    content: Content,
    layout: &'a Layout,
    page: usize,
    fonts: &'a Fonts,
    tagged: bool,
    palette: Palette,
    /// What is drawn in now.
    paint: Paint,
    open: Option<Open>,
    in_text: bool,
    at: (Milli, Milli),
    /// Whether the lines of text go up the page.
    turned: bool,
    font: Option<(FaceId, Length)>,
    scale: u16,
    /// The tracking (`Tc`) in 1/100,000 of a point.
    tracking: i64,
    rise: Milli,
}

/// The marked content that is open.
#[derive(Clone, PartialEq)]
enum Open {
    Artifact,
    Element(ElementId, Option<Link>),
}

impl Open {
    /// What an item belongs to.
    fn of(item: &Item) -> Open {
        match item.element {
            Some(element) => Open::Element(element, item.link.clone()),
            None => Open::Artifact,
        }
    }
}

impl<'a> Pen<'a> {
    fn new(layout: &'a Layout, page: usize, fonts: &'a Fonts) -> Pen<'a> {
        Pen {
            content: Content::default(),
            layout,
            page,
            fonts,
            tagged: false,
            palette: Palette::BLACK,
            paint: Paint::Ink,
            open: None,
            in_text: false,
            at: (0, 0),
            turned: false,
            font: None,
            scale: 10_000,
            tracking: 0,
            rise: 0,
        }
    }

    fn out(&mut self) -> &mut Vec<u8> {
        &mut self.content.stream
    }

    fn number(&mut self, value: Milli) {
        decimal(self.out(), value, 3);
        self.out().push(b' ');
    }

    fn operator(&mut self, operator: &str) {
        self.out().extend(operator.as_bytes());
        self.out().push(b'\n');
    }

    /// Opens the marked content that an item belongs to, if it is not open.
    fn mark(&mut self, item: &Item) {
        if !self.tagged {
            return;
        }
        let wanted = Open::of(item);
        if self.open.as_ref() == Some(&wanted) {
            return;
        }
        self.unmark();
        match &wanted {
            Open::Artifact => self.operator("/Artifact BMC"),
            Open::Element(element, link) => self.open_element(*element, link.clone(), None),
        }
        self.open = Some(wanted);
    }

    /// Opens marked content, with what it says if its glyphs do not. It is never opened within another: poppler's
    /// reader of structured text (22.12) loses what follows an inner one.
    fn open_element(&mut self, element: ElementId, link: Option<Link>, actual: Option<&str>) {
        let number = self.content.marked.len() as i64;
        let tag = match actual {
            Some(_) => "Span",
            None => tags::name(self.layout, element),
        };
        self.out().extend(format!("/{tag}<</MCID ").into_bytes());
        decimal(self.out(), number, 0);
        if let Some(actual) = actual {
            self.actual_text(actual);
        }
        self.operator(">>BDC");
        self.content.marked.push(Marked {
            element,
            link,
            picture: None,
        });
    }

    fn actual_text(&mut self, actual: &str) {
        self.out().extend(b"/ActualText(");
        let out = self.out();
        (text_string(actual).into_iter()).for_each(|byte| literal(out, byte));
        out.push(b')');
    }

    fn unmark(&mut self) {
        if self.open.take().is_some() {
            self.operator("EMC");
        }
    }

    fn begin_text(&mut self) {
        if !self.in_text {
            self.operator("BT");
            self.in_text = true;
            self.at = (0, 0);
            self.turned = false;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.operator("ET");
            self.in_text = false;
        }
    }

    /// Leaves the text object for a path or a picture: marked content lies within one text object or outside of all.
    fn leave_text(&mut self, item: &Item) {
        if self.in_text {
            self.unmark();
            self.end_text();
        }
        self.mark(item);
    }

    /// The lower left corner of what hangs at an item's place.
    fn corner(&self, item: &Item, height: Length) -> (Milli, Milli) {
        (
            milli(item.x),
            milli(self.layout.trim.height - item.y - height),
        )
    }

    /// Takes the colour of what comes next, if it is another.
    fn colour(&mut self, item: &Item) {
        let light = self.layout.accent;
        let wanted = self.palette.paint(item.paint, light);
        if std::mem::replace(&mut self.paint, wanted) != wanted {
            self.operator(&self.palette.operator(wanted, light));
        }
    }

    fn rule(&mut self, item: &Item, width: Length, height: Length) {
        self.leave_text(item);
        let (x, y) = self.corner(item, height);
        if item.paint == Paint::Veil {
            self.operator(&format!("q /{VEIL} gs"));
        }
        for value in [x, y, milli(width), milli(height)] {
            self.number(value);
        }
        self.operator("re f");
        if item.paint == Paint::Veil {
            self.operator("Q");
        }
    }

    fn picture(&mut self, item: &Item, picture: &Picture) {
        self.leave_text(item);
        let (mut width, mut height) = (milli(picture.width), milli(picture.height));
        let (mut x, mut y) = match picture.is_turned {
            true => self.corner(item, Length::ZERO),
            false => self.corner(item, picture.height),
        };
        self.out().extend(b"q ");
        let mut shown = None;
        if let Some(size) = picture.shown {
            let corner = self.corner(item, size.height);
            let (across, down) = (milli(size.width), milli(size.height));
            for value in [corner.0, corner.1, across, down] {
                self.number(value);
            }
            self.out().extend(b"re W n ");
            (x, y) = (
                corner.0 - (width - across) / 2,
                corner.1 - (height - down) / 2,
            );
            shown = Some((corner, across, down));
        }
        // A turned one has its top at the left.
        let matrix = match picture.is_turned {
            true => [0, width, -height, 0, x + height, y],
            false => [width, 0, 0, height, x, y],
        };
        if picture.is_turned {
            std::mem::swap(&mut width, &mut height);
        }
        for value in matrix {
            self.number(value);
        }
        let name = picture_name(self.page, self.content.pictures);
        self.operator(&format!("cm /{name} Do Q"));
        self.content.pictures += 1;
        if let Some((corner, across, down)) = shown {
            ((x, y), width, height) = (corner, across, down);
        }
        let bounds = Box2 {
            left: x,
            bottom: y,
            right: x + width,
            top: y + height,
        };
        if matches!(self.open, Some(Open::Element(..)))
            && let Some(marked) = self.content.marked.last_mut()
        {
            marked.picture = Some((picture.alt.clone(), bounds));
        }
        self.click(item, bounds, &picture.alt);
    }

    /// Remembers a place that leads elsewhere; on one line, neighbours that lead to the same place are one.
    fn click(&mut self, item: &Item, bounds: Box2, says: &str) {
        let Some(to) = item.link.clone() else {
            return;
        };
        let marked = match item.element {
            Some(_) => self.content.marked.len().checked_sub(1),
            None => None,
        };
        match self.content.clicks.last_mut() {
            Some(last)
                if (&last.to, last.marked, last.bounds.bottom) == (&to, marked, bounds.bottom) =>
            {
                last.bounds.right = bounds.right;
                last.says.push_str(says);
            }
            _ => self.content.clicks.push(Click {
                bounds,
                to,
                says: says.to_string(),
                marked,
            }),
        }
    }
}

/// The name of a picture among the document's resources.
pub(crate) fn picture_name(page: usize, picture: usize) -> String {
    format!("P{page}I{picture}")
}
