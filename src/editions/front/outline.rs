//! Outlines. In: a laid-out page. Out: the closed paths of its glyphs and rules, in pixels, y downwards.

use crate::typeset::Layout;
use crate::typeset::face::Face;
use crate::typeset::page::{Ink, Item, Run};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{Path, PathBuilder, Rect};

/// All ink of a page but pictures; None for a page without any. `scale` is pixels a scaled point.
pub(super) fn path(layout: &Layout, page: usize, scale: f64) -> Option<Path> {
    let mut paths = PathBuilder::new();
    for item in &layout.pages.get(page)?.items {
        add(&mut paths, layout, item, scale)?;
    }
    paths.finish()
}

/// The ink of one thing on a page; None for a picture, and for what has none.
pub(super) fn of(layout: &Layout, item: &Item, scale: f64) -> Option<Path> {
    let mut paths = PathBuilder::new();
    add(&mut paths, layout, item, scale)?;
    paths.finish()
}

fn add(paths: &mut PathBuilder, layout: &Layout, item: &Item, scale: f64) -> Option<()> {
    match &item.ink {
        Ink::Glyphs(run) => {
            let face = layout.faces.get(usize::from(run.face.0))?;
            glyphs(paths, face, (item, run), scale);
        }
        Ink::Rule { width, height } => {
            let [x, y] = [item.x, item.y].map(|length| (length.0 as f64 * scale) as f32);
            let [width, height] = [*width, *height].map(|l| (l.0 as f64 * scale) as f32);
            if let Some(rule) = Rect::from_xywh(x, y, width, height) {
                paths.push_rect(rule);
            }
        }
        Ink::Picture(_) => {}
    }
    Some(())
}

fn glyphs(paths: &mut PathBuilder, face: &Face, (item, run): (&Item, &Run), scale: f64) {
    let Ok(font) = FontRef::from_index(&face.data, face.index) else {
        return;
    };
    let outlines = font.outline_glyphs();
    let em = run.size.0 as f64 * scale / f64::from(face.units.max(1));
    let mut x = item.x;
    for glyph in &run.glyphs {
        let mut pen = Pen {
            paths,
            x: (x + glyph.shift()).0 as f64 * scale,
            y: (item.y - glyph.rise()).0 as f64 * scale,
            em,
        };
        if let Some(outline) = outlines.get(GlyphId::new(glyph.id.into())) {
            let plain = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            // An outline that breaks off leaves what it had.
            let _ = outline.draw(plain, &mut pen);
        }
        x += glyph.advance();
    }
}

/// Puts a glyph's outline, in font units and y upwards, where it stands on the page.
struct Pen<'a> {
    paths: &'a mut PathBuilder,
    x: f64,
    y: f64,
    /// Pixels a font unit.
    em: f64,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        let across = self.x + f64::from(x) * self.em;
        let down = self.y - f64::from(y) * self.em;
        (across as f32, down as f32)
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.paths.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.paths.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let ((cx, cy), (x, y)) = (self.at(cx, cy), self.at(x, y));
        self.paths.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (one, other, end) = (self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y));
        self.paths
            .cubic_to(one.0, one.1, other.0, other.1, end.0, end.1);
    }

    fn close(&mut self) {
        self.paths.close();
    }
}
