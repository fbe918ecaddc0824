//! What a printing house wants beyond the bleed. In: the boxes of a page. Out: operators that draw crop marks, marks by which plates are
//! laid over each other, and a bar by which the ink is measured; the words beside them are `slug`'s.

use super::finish::Boxes;
use super::ink::Paint;
use super::marks::{Marks, numbers};
use super::number::{Milli, milli};
use crate::manifest::settings::PressSettings;
use crate::typeset::Length;
use crate::typeset::page::Size;

/// Room beyond the bleed for crop marks alone, in mm: 5 of mark and 1 of air.
const CROPS: f64 = 6.0;
/// Room where anything else stands there.
const ALL: f64 = 10.0;
/// Radius of a registration mark: 1.75 mm; its cross is half as long again.
const RADIUS: Milli = 4_961;
/// Side of a field of the bar: 4 mm.
const FIELD: Milli = 11_339;
/// Ink of the fields in thousandths: what densitometers are set by, and where dot gain shows most.
const TINTS: [i64; 6] = [1000, 800, 600, 400, 200, 50];

/// Room beyond the bleed on each side.
pub(super) fn room(press: &PressSettings) -> Length {
    let has_more = press.registration || press.colour_bar || press.slug;
    Length::mm(match (has_more, press.crop_marks) {
        (true, _) => ALL,
        (false, true) => CROPS,
        (false, false) => 0.0,
    })
}

/// The marks, to be drawn from the trimmed page's lower left corner; none where none are wanted.
pub(super) fn marks(press: &PressSettings, trim: Size, boxes: Boxes) -> Vec<u8> {
    let paint = Paint::of_marks(press);
    let mut out = Vec::new();
    if press.crop_marks {
        let mut marks = Marks::default();
        marks.corners(trim, press.bleed);
        out.extend(marks.painted(paint));
    }
    let (width, height) = (milli(trim.width), milli(trim.height));
    // The middle of the strip beyond the bleed.
    let away = boxes.bleed + (boxes.margin - boxes.bleed) / 2;
    if press.registration {
        let places = [
            (width / 2, -away),
            (width / 2, height + away),
            (-away, height / 2),
            (width + away, height / 2),
        ];
        places
            .into_iter()
            .for_each(|place| target(&mut out, place, paint));
    }
    if press.colour_bar {
        let paint = Paint::of(press.ink.as_ref());
        bar(&mut out, (width * 5 / 8, height + away), paint);
        if press.second.is_some() {
            bar(&mut out, (width / 8, height + away), Paint::Second);
        }
    }
    out
}

/// Where the slug line stands, from the trimmed page's lower left corner: below, right of the crop mark.
pub(super) fn slug_place(boxes: Boxes, height: Milli) -> (Milli, Milli) {
    let away = boxes.bleed + (boxes.margin - boxes.bleed) / 2;
    (milli(Length::mm(8.0)), -away - height / 2)
}

/// Room for it: up to the registration mark in the middle, and 2 mm of air.
pub(super) fn slug_room(trim: Size) -> Length {
    trim.width / 2 - Length::mm(8.0 + 2.0) - Length::pt(RADIUS as f64 * 1.5 / 1000.0)
}

/// A circle with a cross through it.
fn target(out: &mut Vec<u8>, (x, y): (Milli, Milli), paint: Paint) {
    // A quarter of a circle as a cubic: its handles are 4/3 (√2 − 1) of the radius long.
    const HANDLE: Milli = 552;
    let (r, h, arm) = (RADIUS, RADIUS * HANDLE / 1000, RADIUS * 3 / 2);
    out.extend(b"q .25 w ");
    out.extend(paint.solid().bytes());
    numbers(out, &[x + r, y]);
    out.extend(b"m\n");
    for (a, b, c) in [
        ((r, h), (h, r), (0, r)),
        ((-h, r), (-r, h), (-r, 0)),
        ((-r, -h), (-h, -r), (0, -r)),
        ((h, -r), (r, -h), (r, 0)),
    ] {
        for (dx, dy) in [a, b, c] {
            numbers(out, &[x + dx, y + dy]);
        }
        out.extend(b"c\n");
    }
    out.extend(b"s\n");
    for (dx, dy) in [(arm, 0), (0, arm)] {
        numbers(out, &[x - dx, y - dy]);
        out.extend(b"m ");
        numbers(out, &[x + dx, y + dy]);
        out.extend(b"l S\n");
    }
    out.extend(b"Q\n");
}

/// Fields from solid to nearly none, from left to right.
fn bar(out: &mut Vec<u8>, (x, y): (Milli, Milli), paint: Paint) {
    out.extend(b"q\n");
    for (at, tint) in TINTS.into_iter().enumerate() {
        out.extend(paint.tint(tint).bytes());
        numbers(out, &[x + at as i64 * FIELD, y - FIELD / 2, FIELD, FIELD]);
        out.extend(b"re f\n");
    }
    out.extend(b"Q\n");
}
