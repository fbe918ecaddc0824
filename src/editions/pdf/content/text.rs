//! Text in a content stream (PDF 1.7, 9.4). In: a run and how it is heard. Out: operators that put each glyph where the
//! typesetter wants it, to half of 1/1000 em.

use super::{Box2, Open, Pen};
use crate::editions::pdf::number::{Milli, decimal, literal, milli};
use crate::editions::pdf::speech::{Joints, Stretch, stretches};
use crate::typeset::Length;
use crate::typeset::page::{Item, Run};

impl Pen<'_> {
    pub(super) fn glyphs(&mut self, item: &Item, run: &Run, joints: Option<&Joints>) {
        let Some(font) = self.fonts.get(run.face) else {
            return;
        };
        if !self.in_text || self.open != Some(Open::of(item)) {
            self.unmark();
        }
        self.begin_text();
        self.set_font(run);
        let place = (milli(item.x), milli(self.layout.trim.height - item.y));
        self.move_to(place, run.is_turned);
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

    fn move_to(&mut self, (x, y): (Milli, Milli), is_turned: bool) {
        if is_turned || self.turned {
            // A move is along the lines as they go: where these are turned, the place is said anew.
            self.turned = is_turned;
            self.at = (x, y);
            let matrix = if is_turned { "0 1 -1 0 " } else { "1 0 0 1 " };
            self.out().extend(matrix.as_bytes());
            self.number(x);
            self.number(y);
            return self.operator("Tm");
        }
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
            let rise = milli(glyph.rise());
            if rise != self.rise {
                array.close(self.out());
                self.set_rise(rise);
            }
            let wanted = (place.wanted + glyph.shift()).0 as f64;
            let step = ((place.pen - wanted) / unit).round();
            if step != 0.0 {
                place.pen -= step * unit;
                array.number(self.out(), step as i64);
            }
            let code = font.code(glyph.id);
            array.code(self.out(), code);
            place.pen += font.widths[usize::from(code)] as f64 / 100.0 * unit + tracking;
            place.wanted += glyph.advance();
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

/// The box of a run for a click: from a descender's depth to an ascender's height.
fn line_box(item: &Item, run: &Run, height: Length) -> Box2 {
    let width: Length = run.glyphs.iter().map(|glyph| glyph.advance()).sum();
    let rise = run.glyphs.iter().map(|glyph| glyph.rise()).max();
    let baseline = height - item.y + rise.unwrap_or_default();
    if run.is_turned {
        return Box2 {
            left: milli(item.x - run.size.scaled(3, 4)),
            bottom: milli(height - item.y),
            right: milli(item.x + run.size.scaled(1, 4)),
            top: milli(height - item.y + width),
        };
    }
    Box2 {
        left: milli(item.x),
        bottom: milli(baseline - run.size.scaled(1, 4)),
        right: milli(item.x + width),
        top: milli(baseline + run.size.scaled(3, 4)),
    }
}
