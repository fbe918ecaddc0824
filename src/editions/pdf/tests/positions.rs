//! Where glyphs stand in a content stream, by an interpreter of its own. In: the operators. Out: the place of each glyph
//! in points.

use super::*;
use crate::editions::pdf::fonts::Fonts;
use lopdf::content::Content as Operators;

/// The places of all glyphs, in order, in points from the lower left corner.
fn places(stream: &[u8], fonts: &Fonts) -> Vec<(f64, f64)> {
    let (mut x, mut y, mut rise, mut scale, mut size, mut face) = (0.0, 0.0, 0.0, 1.0, 0.0, 0usize);
    let (mut line_x, mut places) = (0.0, Vec::new());
    for operation in Operators::decode(stream).unwrap().operations {
        let number = |at: usize| f64::from(operation.operands[at].as_float().unwrap());
        match operation.operator.as_str() {
            "BT" => (line_x, y) = (0.0, 0.0),
            "Tf" => {
                size = number(1);
                let name = operation.operands[0].as_name().unwrap();
                face = String::from_utf8_lossy(&name[1..]).parse().unwrap();
            }
            "Tz" => scale = number(0) / 100.0,
            "Ts" => rise = number(0),
            "Td" => {
                line_x += number(0);
                y += number(1);
                x = line_x;
            }
            "TJ" => {
                for item in operation.operands[0].as_array().unwrap() {
                    match item {
                        Object::String(codes, _) => {
                            for code in codes.chunks(2) {
                                places.push((x, y + rise));
                                let code = usize::from(u16::from_be_bytes([code[0], code[1]]));
                                let widths = &fonts.0[face].as_ref().unwrap().widths;
                                x += widths[code] as f64 / 100_000.0 * size * scale;
                            }
                        }
                        number => {
                            x -= f64::from(number.as_float().unwrap()) / 1000.0 * size * scale
                        }
                    }
                }
            }
            _ => {}
        }
    }
    places
}

/// Where the layout wants them.
fn wanted(layout: &Layout, item: &Item) -> Vec<(f64, f64)> {
    let Ink::Glyphs(run) = &item.ink else {
        return Vec::new();
    };
    let mut x = item.x;
    let place = |glyph: &crate::typeset::page::Glyph| {
        let here = (
            x + glyph.shift(),
            layout.trim.height - item.y + glyph.rise(),
        );
        x += glyph.advance();
        (here.0.to_pt(), here.1.to_pt())
    };
    run.glyphs.iter().map(place).collect()
}

/// Half of 1/1000 em at 16 pt is 0.008 pt; no error adds up along a line.
#[test]
fn every_glyph_stands_where_it_was_put() {
    for layout in [fixture::booklet(), fixture::long(1)] {
        let fonts = Fonts::of(&layout).unwrap();
        let joints = speech::joints(&layout);
        for (page, joints) in joints.iter().enumerate() {
            for joints in [None, Some(joints.as_slice())] {
                let content = content::draw(&layout, page, &fonts, joints);
                let items = layout.pages[page].items.iter();
                let wanted: Vec<(f64, f64)> =
                    items.flat_map(|item| wanted(&layout, item)).collect();
                let places = places(&content.stream, &fonts);
                assert_eq!(places.len(), wanted.len());
                for (place, wanted) in places.iter().zip(&wanted) {
                    let off = (place.0 - wanted.0).abs().max((place.1 - wanted.1).abs());
                    assert!(off < 0.0091, "{place:?} for {wanted:?}");
                }
            }
        }
    }
}
