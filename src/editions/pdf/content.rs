//! Content streams (PDF 1.7, 7.8.2). In: a page. Out: [`Content`], its operators, from the trimmed page's lower left
//! corner, with what tags and links need to know about it. Written here and not through `printpdf`'s operations, which
//! cost a heap string for each glyph: see docs/decisions/0005-content-streams.md.

use super::fonts::Fonts;
use super::number::{Milli, decimal, literal, milli, text_string};
use super::speech::{Joints, Stretch, stretches};
use super::tags;
use crate::typeset::Length;
use crate::typeset::face::FaceId;
use crate::typeset::page::{ElementId, Ink, Item, Layout, Link, Picture, Run};

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

/// Draws a page; `joints` (see [`super::speech::joints`]) where it is tagged, None where it is not.
pub(crate) fn draw(
    layout: &Layout,
    page: usize,
    fonts: &Fonts,
    joints: Option<&[Joints]>,
) -> Content {
    let mut pen = Pen::new(layout, page, fonts);
    pen.tagged = joints.is_some();
    for (at, item) in layout.pages[page].items.iter().enumerate() {
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
    open: Option<Open>,
    in_text: bool,
    at: (Milli, Milli),
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
            open: None,
            in_text: false,
            at: (0, 0),
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

    fn rule(&mut self, item: &Item, width: Length, height: Length) {
        self.leave_text(item);
        let (x, y) = self.corner(item, height);
        for value in [x, y, milli(width), milli(height)] {
            self.number(value);
        }
        self.operator("re f");
    }

    fn picture(&mut self, item: &Item, picture: &Picture) {
        self.leave_text(item);
        let (x, y) = self.corner(item, picture.height);
        let (width, height) = (milli(picture.width), milli(picture.height));
        self.out().extend(b"q ");
        for value in [width, 0, 0, height, x, y] {
            self.number(value);
        }
        let name = picture_name(self.page, self.content.pictures);
        self.operator(&format!("cm /{name} Do Q"));
        self.content.pictures += 1;
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

    fn glyphs(&mut self, item: &Item, run: &Run, joints: Option<&Joints>) {
        let Some(font) = self.fonts.get(run.face) else {
            return;
        };
        if !self.in_text || self.open != Some(Open::of(item)) {
            self.unmark();
        }
        self.begin_text();
        self.set_font(run);
        self.move_to(milli(item.x), milli(self.layout.trim.height - item.y));
        let whole = Stretch {
            glyphs: 0..run.glyphs.len(),
            actual: None,
        };
        let stretches = match joints {
            Some(joints) => stretches(run, font, joints),
            None => vec![whole],
        };
        let mut place = Place::default();
        for stretch in &stretches {
            self.stretch(item, run, stretch, &mut place);
        }
        self.set_rise(0);
        if joints.is_some_and(|joints| joints.needs_space)
            && let Some(space) = font.space()
        {
            self.mark(item);
            let mut array = Array::Closed;
            array.code(self.out(), space);
            array.close(self.out());
        }
        if item.link.is_some() {
            self.click(
                item,
                line_box(item, run, self.layout.trim.height),
                &run.text,
            );
        }
    }

    fn stretch(&mut self, item: &Item, run: &Run, stretch: &Stretch, place: &mut Place) {
        let Some(actual) = &stretch.actual else {
            self.mark(item);
            self.show(run, stretch, place);
            return;
        };
        match item.element {
            Some(element) => {
                self.unmark();
                self.open_element(element, item.link.clone(), Some(actual));
            }
            None => {
                self.mark(item);
                self.out().extend(b"/Span<<");
                self.actual_text(actual);
                self.operator(">>BDC");
            }
        }
        self.show(run, stretch, place);
        self.operator("EMC");
    }

    fn set_font(&mut self, run: &Run) {
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            self.out().extend(b"/T");
            decimal(self.out(), i64::from(run.face.0), 0);
            self.out().push(b' ');
            self.number(milli(run.size));
            self.operator("Tf");
        }
        if self.scale != run.scale {
            self.scale = run.scale;
            decimal(self.out(), i64::from(run.scale), 2);
            self.operator(" Tz");
        }
        let tracking = unscaled_tracking(run);
        if self.tracking != tracking {
            self.tracking = tracking;
            decimal(self.out(), tracking, 5);
            self.operator(" Tc");
        }
    }

    fn move_to(&mut self, x: Milli, y: Milli) {
        let (from_x, from_y) = std::mem::replace(&mut self.at, (x, y));
        self.number(x - from_x);
        self.number(y - from_y);
        self.operator("Td");
    }

    fn set_rise(&mut self, rise: Milli) {
        if self.rise != rise {
            self.rise = rise;
            self.number(rise);
            self.operator("Ts");
        }
    }

    /// Shows glyphs so that each stands where the typesetter put it: wherever that is not where the widths lead, a
    /// number moves the pen, and what rounding leaves over is made good at the next.
    fn show(&mut self, run: &Run, stretch: &Stretch, place: &mut Place) {
        let Some(font) = self.fonts.get(run.face) else {
            return;
        };
        let unit = milli(run.size) as f64 * 65.536 * f64::from(run.scale) / 10_000_000.0;
        let tracking = unscaled_tracking(run) as f64 * 0.65536 * f64::from(run.scale) / 10_000.0;
        let mut array = Array::Closed;
        for glyph in &run.glyphs[stretch.glyphs.clone()] {
            let rise = milli(glyph.rise);
            if rise != self.rise {
                array.close(self.out());
                self.set_rise(rise);
            }
            let wanted = (place.wanted + glyph.shift).0 as f64;
            let step = ((place.pen - wanted) / unit).round();
            if step != 0.0 {
                place.pen -= step * unit;
                array.number(self.out(), step as i64);
            }
            let code = font.code(glyph.id);
            array.code(self.out(), code);
            place.pen += font.widths[usize::from(code)] as f64 / 100.0 * unit + tracking;
            place.wanted += glyph.advance;
        }
        array.close(self.out());
    }
}

/// A run's tracking before its scale is applied, in 1/100,000 of a point.
fn unscaled_tracking(run: &Run) -> i64 {
    let scaled = run.tracking.0 * 100_000 * 10_000;
    scaled / (i64::from(run.scale) << 16)
}

/// Where the pen is and where it should be, in scaled points from the run's origin.
#[derive(Default)]
struct Place {
    wanted: Length,
    pen: f64,
}

/// The array of a `TJ`: strings, and numbers between them.
#[derive(PartialEq)]
enum Array {
    Closed,
    Open,
    InString,
}

impl Array {
    fn open(&mut self, out: &mut Vec<u8>) {
        if *self == Array::Closed {
            out.push(b'[');
            *self = Array::Open;
        }
    }

    fn number(&mut self, out: &mut Vec<u8>, value: i64) {
        self.open(out);
        if *self == Array::InString {
            out.push(b')');
            *self = Array::Open;
        }
        decimal(out, value, 0);
    }

    fn code(&mut self, out: &mut Vec<u8>, code: u16) {
        self.open(out);
        if *self == Array::Open {
            out.push(b'(');
            *self = Array::InString;
        }
        let [high, low] = code.to_be_bytes();
        literal(out, high);
        literal(out, low);
    }

    fn close(&mut self, out: &mut Vec<u8>) {
        match self {
            Array::Closed => return,
            Array::Open => out.extend(b"]TJ\n"),
            Array::InString => out.extend(b")]TJ\n"),
        }
        *self = Array::Closed;
    }
}

/// The name of a picture among the document's resources.
pub(crate) fn picture_name(page: usize, picture: usize) -> String {
    format!("P{page}I{picture}")
}

/// The box of a run for a click: from a descender's depth to an ascender's height.
fn line_box(item: &Item, run: &Run, height: Length) -> Box2 {
    let width: Length = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    let rise = run.glyphs.iter().map(|glyph| glyph.rise).max();
    let baseline = height - item.y + rise.unwrap_or_default();
    Box2 {
        left: milli(item.x),
        bottom: milli(baseline - run.size.scaled(1, 4)),
        right: milli(item.x + width),
        top: milli(baseline + run.size.scaled(3, 4)),
    }
}
