//! The typographic cover. In: the words of the title page, set as on the printed cover. Out: [`Drawing`], as a PNG
//! or a JPEG; the same bytes on every machine.

use super::jpeg::{self, Block, SIDE};
use super::{outline, painting};
use crate::book::Book;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::manifest::Settings;
use crate::typeset::cover::{front_page, inset};
use crate::typeset::page::{Ink, Layout, Page, Paint};
use skrifa::{FontRef, MetadataProvider};
use std::sync::OnceLock;
use tiny_skia::{FillRule, Mask, Path, Transform};

/// Pixels of the short side: what the Apple Books asset guide asks for at least, and Kindle Direct Publishing's 1,000 on the
/// long side with it.
const SHORT_SIDE: f64 = 1400.0;
/// The paper, in red, green and blue.
pub(super) const PAPER: [u8; 3] = [0xf7, 0xf4, 0xec];
/// The ink.
pub(super) const INK: [u8; 3] = [0x1c, 0x1a, 0x17];

/// A cover as it was set: outlines of its letters and rules.
pub struct Drawing {
    path: Option<Path>,
    width: u32,
    height: u32,
    /// The characters that no face has.
    lacking: String,
    /// Red, green and blue of each pixel, where there is more than ink on paper.
    painted: Option<Vec<u8>>,
    /// See [`Drawing::coverage`].
    coverage: OnceLock<Option<Mask>>,
}

impl Drawing {
    /// Sets the cover.
    ///
    /// # Errors
    /// A type family that can't be opened.
    pub fn of(book: &Book, settings: &Settings) -> Result<Drawing, Diagnostics> {
        let mut meta = book.meta.clone();
        meta.title = book.title();
        let layout = front_page(&meta, settings)?;
        let mut drawing = Drawing::page(&layout, 0, SHORT_SIDE);
        let is_plain = layout.pages[0]
            .items
            .iter()
            .all(|item| item.paint == Paint::Ink);
        if !is_plain || settings.cover.is_some() {
            let scale = f64::from(drawing.width) / layout.trim.width.0.max(1) as f64;
            let shown = settings
                .cover
                .as_ref()
                .map(|cover| (cover.data.as_slice(), inset(settings)));
            let size = (drawing.width, drawing.height);
            drawing.painted = painting::paint(&layout, shown, (size, scale));
        }
        Ok(drawing)
    }

    /// A page of a layout, its short side so many pixels long; blank where there is no such page.
    #[must_use]
    pub fn page(layout: &Layout, page: usize, short_side: f64) -> Drawing {
        let trim = layout.trim;
        let scale = short_side / trim.width.min(trim.height).0.max(1) as f64;
        let pixels = |length: crate::typeset::Length| (length.0 as f64 * scale).round() as u32;
        Drawing {
            path: outline::path(layout, page, scale),
            width: pixels(trim.width),
            height: pixels(trim.height),
            lacking: (layout.pages.get(page))
                .map_or_else(String::new, |page| lacking(layout, page)),
            painted: None,
            coverage: OnceLock::new(),
        }
    }

    /// Whether every character could be drawn.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.lacking.is_empty()
    }

    /// A warning if characters could not be drawn.
    #[must_use]
    pub fn lacking(&self) -> Option<Diagnostic> {
        let message = format!("no face has `{}`: the cover shows boxes", self.lacking);
        let warning = Diagnostic::warning("cover-letters", message);
        (!self.is_whole()).then(|| {
            warning.hint("name font files that have them under `editions.page.face`, or a `cover`")
        })
    }

    /// How much ink each pixel has, row by row; filled once for all files.
    fn coverage(&self) -> &[u8] {
        let mask = self.coverage.get_or_init(|| {
            let mut mask = Mask::new(self.width, self.height)?;
            if let Some(path) = &self.path {
                mask.fill_path(path, FillRule::Winding, true, Transform::identity());
            }
            Some(mask)
        });
        mask.as_ref().map_or(&[], Mask::data)
    }

    /// As a PNG with a palette of 256 shades from paper to ink.
    ///
    /// # Errors
    /// A cover too large for the memory.
    pub fn png(&self) -> Result<Vec<u8>, Diagnostic> {
        let mut data = Vec::new();
        let mut encoder = png::Encoder::new(&mut data, self.width, self.height);
        if let Some(painted) = &self.painted {
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_depth(png::BitDepth::Eight);
            let writer = encoder.write_header();
            let written = writer.and_then(|mut writer| writer.write_image_data(painted));
            written.map_err(|e| refusal(&e))?;
            return Ok(data);
        }
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(shades().as_flattened().to_vec());
        encoder.set_compression(png::Compression::Fast);
        let writer = encoder.write_header();
        let written = writer.and_then(|mut writer| writer.write_image_data(self.coverage()));
        written.map_err(|e| refusal(&e))?;
        Ok(data)
    }

    /// As a JPEG in RGB.
    ///
    /// # Errors
    /// A cover too large for the memory.
    pub fn jpeg(&self) -> Result<Vec<u8>, Diagnostic> {
        let size = [self.width, self.height].map(|side| u16::try_from(side).unwrap_or(0));
        if size.contains(&0) {
            return Err(refusal(&"a JPEG has 1 to 65,535 pixels a side"));
        }
        let wide = usize::from(size[0]);
        if let Some(painted) = &self.painted {
            let (pixels, _) = painted.as_chunks::<3>();
            let block = |column, row| block((pixels, wide), (column, row), |pixel| *pixel);
            return Ok(jpeg::encode(size.into(), block));
        }
        let (pixels, shades) = (self.coverage(), shades());
        let block = |column, row| {
            block((pixels, wide), (column, row), |ink| {
                shades[usize::from(*ink)]
            })
        };
        Ok(jpeg::encode(size.into(), block))
    }
}

/// A block of pixels in rows so wide; beyond the edges those next to them stand again.
fn block<P: Copy + PartialEq>(
    (pixels, wide): (&[P], usize),
    (column, row): (usize, usize),
    colour: impl Fn(&P) -> [u8; 3],
) -> Block {
    let first = pixels[row * wide + column];
    let high = pixels.len() / wide;
    let rows = (row..row + SIDE).map(|row| &pixels[row.min(high - 1) * wide..][..wide]);
    let end = wide.min(column + SIDE);
    let is_flat = |row: &[P]| row[column..end].iter().all(|pixel| *pixel == first);
    if rows.clone().all(is_flat) {
        return Block::Flat(colour(&first));
    }
    let rows: Vec<&[P]> = rows.collect();
    Block::Mixed(Box::new(std::array::from_fn(|at| {
        let (row, column) = (at / SIDE, column + at % SIDE);
        colour(&rows[row][column.min(wide - 1)])
    })))
}

fn refusal(error: &dyn std::fmt::Display) -> Diagnostic {
    let message = format!("the cover can't be drawn: {error}");
    Diagnostic::error("cover-picture", message)
}

/// The colours from no ink on the paper to full ink.
fn shades() -> [[u8; 3]; 256] {
    let mix = |paper: u8, full: u8, ink: u32| {
        let mixed = u32::from(paper) * (255 - ink) + u32::from(full) * ink;
        ((mixed + 127) / 255) as u8
    };
    std::array::from_fn(|ink| [0, 1, 2].map(|i| mix(PAPER[i], INK[i], ink as u32)))
}

/// The characters that their face lacks: others stand in for them.
fn lacking(layout: &Layout, page: &Page) -> String {
    let mut lacking = String::new();
    for item in &page.items {
        let Ink::Glyphs(run) = &item.ink else {
            continue;
        };
        let face = layout.faces.get(usize::from(run.face.0));
        let font = face.and_then(|face| FontRef::from_index(&face.data, face.index).ok());
        let Some(font) = font else {
            continue;
        };
        let is_lacking = |c: &char| !c.is_whitespace() && font.charmap().map(*c).is_none();
        for c in run.text.chars().filter(is_lacking) {
            if !lacking.contains(c) {
                lacking.push(c);
            }
        }
    }
    lacking
}
