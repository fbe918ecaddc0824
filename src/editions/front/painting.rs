//! A front in colours. In: its layout, and the manifest's picture. Out: red, green and blue of each pixel: the paper, the
//! picture, and what stands on it, in its order.

use super::drawing::{INK, PAPER};
use super::outline;
use crate::typeset::cover::Inset;
use crate::typeset::page::{Layout, Paint};
use image::imageops::FilterType;
use tiny_skia::{Color, FillRule, Pixmap, Transform};

/// How much of the paper a veil has, of 255.
const VEIL: u8 = 224;

/// A picture's file, and where it stands; None for all of the front.
type Shown<'a> = Option<(&'a [u8], Option<Inset>)>;

/// Paints the first page; None for one without a pixel. `scale` is pixels a scaled point.
pub(super) fn paint(
    layout: &Layout,
    shown: Shown<'_>,
    ((width, height), scale): ((u32, u32), f64),
) -> Option<Vec<u8>> {
    let mut pixmap = Pixmap::new(width, height)?;
    pixmap.fill(colour(PAPER, u8::MAX));
    if let Some((data, inset)) = shown {
        let pixels = |length: crate::typeset::Length| (length.0 as f64 * scale).round() as u32;
        let room = inset.map_or((0, 0, width, height), |inset| {
            let size = (pixels(inset.size.width), pixels(inset.size.height));
            (pixels(inset.x), pixels(inset.y), size.0, size.1)
        });
        lay(&mut pixmap, data, room);
    }
    for item in &layout.pages.first()?.items {
        let Some(path) = outline::of(layout, item, scale) else {
            continue;
        };
        let mut paint = tiny_skia::Paint::default();
        paint.set_color(match item.paint {
            Paint::Ink => colour(INK, u8::MAX),
            Paint::Accent => colour(layout.accent.unwrap_or(INK), u8::MAX),
            Paint::Paper => colour(PAPER, u8::MAX),
            Paint::Veil => colour(PAPER, VEIL),
        });
        let place = Transform::identity();
        pixmap.fill_path(&path, &paint, FillRule::Winding, place, None);
    }
    let pixels = pixmap.pixels().iter();
    let rgb = pixels.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
    Some(rgb.collect())
}

fn colour([red, green, blue]: [u8; 3], alpha: u8) -> Color {
    Color::from_rgba8(red, green, blue, alpha)
}

/// Fills a room with a picture; what is too much on two sides is cut off, what shines through shows the paper.
fn lay(pixmap: &mut Pixmap, data: &[u8], (left, top, width, height): (u32, u32, u32, u32)) {
    let Ok(picture) = image::load_from_memory(data) else {
        return;
    };
    if width == 0 || height == 0 {
        return;
    }
    let picture = picture.resize_to_fill(width, height, FilterType::CatmullRom);
    let picture = picture.to_rgba8();
    let across = pixmap.width();
    let down = pixmap.height();
    let bytes = pixmap.data_mut();
    for (x, y, pixel) in picture.enumerate_pixels() {
        let (x, y) = (left + x, top + y);
        if x >= across || y >= down {
            continue;
        }
        let at = (y as usize * across as usize + x as usize) * 4;
        let alpha = u32::from(pixel.0[3]);
        for part in 0..3 {
            let over =
                u32::from(pixel.0[part]) * alpha + u32::from(bytes[at + part]) * (255 - alpha);
            bytes[at + part] = ((over + 127) / 255) as u8;
        }
    }
}
