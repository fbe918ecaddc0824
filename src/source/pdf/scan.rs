//! The picture of a scanned page. In: the picture that covers a page, and a place on the page. Out: [`Spot`]s: what ink there is.
//!
//! Only pictures that are packed as scans of text are, upright ones, are looked at; others say nothing.

use super::bounds;
use hayro_font::hayro_syntax::Filter;
use hayro_font::hayro_syntax::object::stream::ImageDecodeParams;
use hayro_font::hayro_syntax::object::{Array, Dict, Stream};
use hayro_font::kurbo::Affine;

/// Bytes of the largest picture that is looked at, unpacked: a page of A4 at 600 dots an inch has 35 million dots.
const MOST_DOTS: u64 = 36_000_000;
/// How far, as a part of its width, a picture may lean and be upright.
const LEAN: f64 = 0.002;
/// One dot in so many is asked for how dark paper and ink are, and one of so many of those is ink at least.
const ASKED: usize = 61;
const INK: usize = 200;

/// A picture and where it lies on its page.
#[derive(Debug)]
pub(super) struct Scan {
    data: Vec<u8>,
    width: usize,
    height: usize,
    bits: u8,
    channels: usize,
    /// Half way from paper to ink, and whether paper is the darker.
    level: u8,
    is_light_on_dark: bool,
    /// Its upper left corner in points, and dots to a point.
    corner: (f64, f64),
    dots: (f64, f64),
}

/// Ink that hangs together, in points on its page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    /// How much of it is ink, in square points.
    pub area: f64,
}

impl Spot {
    /// The smallest that holds both.
    pub fn joined(self, other: Spot) -> Spot {
        Spot {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
            area: self.area + other.area,
        }
    }
}

impl Scan {
    /// Whether a picture is packed in a way that is looked at: what JBIG2 and JPEG 2000 unpack to can't be told before.
    pub fn can_be(stream: &Stream<'_>) -> bool {
        let filters = stream.filters();
        let is_unknown =
            |filter: &Filter| matches!(filter, Filter::JpxDecode | Filter::Jbig2Decode);
        !filters.iter().any(is_unknown)
    }

    /// Unpacks a picture that is drawn with a matrix; none where it can't be looked at.
    pub fn of(stream: &Stream<'_>, place: Affine) -> Option<Scan> {
        let dict = stream.dict();
        let (width, height) = (dict.get::<u32>(b"Width")?, dict.get::<u32>(b"Height")?);
        let [a, b, c, d, x, y] = place.as_coeffs();
        let is_upright = a > 0.0 && d < 0.0 && b.abs() <= LEAN * a && c.abs() <= LEAN * a;
        let is_empty = width == 0 || height == 0;
        if !is_upright || is_empty || !Self::can_be(stream) || !is_bounded(stream, (width, height))
        {
            return None;
        }
        let bits = dict.get::<u8>(b"BitsPerComponent");
        let params = ImageDecodeParams {
            bpc: bits,
            width,
            height,
            ..ImageDecodeParams::default()
        };
        let decoded = stream.decoded_image(&params).ok()?;
        let said = decoded.image_data.as_ref();
        let bits = said.map_or(bits.unwrap_or(1), |said| said.bits_per_component);
        let (width, height) = match said {
            Some(said) => (said.width as usize, said.height as usize),
            None => (width as usize, height as usize),
        };
        let data = decoded.data.into_owned();
        let channels = match bits {
            8 => data.len() / (width * height).max(1),
            _ => 1,
        };
        let mut scan = Scan {
            width,
            height,
            bits,
            channels,
            level: 0,
            is_light_on_dark: false,
            corner: (x, y + d),
            dots: (width as f64 / a, height as f64 / -d),
            data,
        };
        scan.is_whole().then(|| scan.learn())?;
        Some(scan)
    }

    /// How many of its dots lie in a length, from the top down.
    pub fn dots_in(&self, points: f64) -> f64 {
        points * self.dots.1
    }

    fn is_whole(&self) -> bool {
        let line = match self.bits {
            1 => self.width.div_ceil(8),
            8 => self.width * self.channels,
            _ => return false,
        };
        self.channels > 0 && self.width > 0 && self.data.len() >= line * self.height
    }

    /// Learns how dark its paper and its ink are.
    fn learn(&mut self) {
        let mut counts = [0_usize; 256];
        for dot in (0..self.width * self.height).step_by(ASKED) {
            counts[usize::from(self.tone(dot % self.width, dot / self.width))] += 1;
        }
        let all: usize = counts.iter().sum();
        let most = counts.iter().max().copied().unwrap_or(0);
        let paper = counts.iter().rposition(|&count| count == most).unwrap_or(0);
        self.is_light_on_dark = paper < 128;
        let mut sum = 0;
        let mut is_ink = |tone: &usize| {
            sum += counts[*tone];
            sum * INK > all
        };
        let ink = match self.is_light_on_dark {
            true => (0..256).rev().find(&mut is_ink),
            false => (0..256).find(&mut is_ink),
        };
        self.level = usize::midpoint(paper, ink.unwrap_or(paper)) as u8;
    }

    /// How light a dot is.
    fn tone(&self, x: usize, y: usize) -> u8 {
        if self.bits == 1 {
            let byte = self.data[y * self.width.div_ceil(8) + x / 8];
            return 255 * (byte >> (7 - x % 8) & 1);
        }
        // Of three colours the green one is nearest to what the eye sees.
        let own = self.channels.min(2) - 1;
        self.data[(y * self.width + x) * self.channels + own]
    }

    fn is_ink(&self, x: usize, y: usize) -> bool {
        match self.is_light_on_dark {
            true => self.tone(x, y) > self.level,
            false => self.tone(x, y) <= self.level,
        }
    }

    /// The ink between the corners of a place, in points, from the left. What reaches over its edges is cut there.
    pub fn spots(&self, (left, top): (f64, f64), (right, bottom): (f64, f64)) -> Vec<Spot> {
        let dot = |place: f64, corner: f64, dots: f64, most: usize| {
            ((place - corner) * dots).round().clamp(0.0, most as f64) as usize
        };
        let across = [left, right].map(|x| dot(x, self.corner.0, self.dots.0, self.width));
        let down = [top, bottom].map(|y| dot(y, self.corner.1, self.dots.1, self.height));
        let (columns, rows) = (
            across[1].saturating_sub(across[0]),
            down[1].saturating_sub(down[0]),
        );
        let mut ink: Vec<bool> = (0..columns * rows)
            .map(|at| self.is_ink(across[0] + at % columns, down[0] + at / columns))
            .collect();
        let mut spots = Vec::new();
        for at in 0..ink.len() {
            if ink[at] {
                let found = fill(&mut ink, columns, at);
                spots.push(self.placed(found, (across[0], down[0])));
            }
        }
        spots.sort_by(|one, other| one.left.total_cmp(&other.left));
        spots
    }

    /// Dots `[left, top, right, bottom]`, their edges within, and how many of them are ink, as a place on the page.
    fn placed(
        &self,
        ([left, top, right, bottom], count): ([usize; 4], usize),
        from: (usize, usize),
    ) -> Spot {
        let x = |dot: usize| self.corner.0 + (from.0 + dot) as f64 / self.dots.0;
        let y = |dot: usize| self.corner.1 + (from.1 + dot) as f64 / self.dots.1;
        Spot {
            left: x(left),
            top: y(top),
            right: x(right + 1),
            bottom: y(bottom + 1),
            area: count as f64 / (self.dots.0 * self.dots.1),
        }
    }
}

/// Wipes out the ink that hangs together with a dot, over corners, too; gives its edges and how many dots it had.
fn fill(ink: &mut [bool], columns: usize, from: usize) -> ([usize; 4], usize) {
    let mut edges = [columns, usize::MAX, 0, 0];
    let (mut open, mut count) = (vec![from], 0);
    ink[from] = false;
    while let Some(at) = open.pop() {
        let (x, y) = (at % columns, at / columns);
        edges = [
            edges[0].min(x),
            edges[1].min(y),
            edges[2].max(x),
            edges[3].max(y),
        ];
        count += 1;
        for row in y.saturating_sub(1)..=y + 1 {
            for column in x.saturating_sub(1)..=(x + 1).min(columns - 1) {
                if let Some(dot) = ink.get_mut(row * columns + column)
                    && std::mem::take(dot)
                {
                    open.push(row * columns + column);
                }
            }
        }
    }
    (edges, count)
}

/// Whether a picture unpacks to no more than is looked at.
fn is_bounded(stream: &Stream<'_>, (width, height): (u32, u32)) -> bool {
    let dots = u64::from(width) * u64::from(height);
    match stream.filters().last() {
        Some(Filter::CcittFaxDecode) => {
            let columns = fax_columns(stream).unwrap_or(width).max(width);
            u64::from(columns) * u64::from(height) <= MOST_DOTS
        }
        // Colours take three bytes a dot.
        Some(Filter::DctDecode) => dots * 3 <= MOST_DOTS,
        _ => dots <= MOST_DOTS && bounds::is_bounded(stream),
    }
}

/// How wide the parameters of a fax say that it is.
fn fax_columns(stream: &Stream<'_>) -> Option<u32> {
    let dict = stream.dict();
    let own = dict.get::<Dict<'_>>(b"DecodeParms").or_else(|| {
        dict.get::<Array<'_>>(b"DecodeParms")?
            .iter::<Dict<'_>>()
            .next()
    });
    own?.get::<u32>(b"Columns")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A picture of one dot to a point; `#` is ink.
    pub(in crate::source::pdf) fn drawn(rows: &[&str]) -> Scan {
        let data: Vec<u8> = rows
            .concat()
            .bytes()
            .map(|c| if c == b'#' { 20 } else { 230 })
            .collect();
        let mut scan = Scan {
            width: rows[0].len(),
            height: rows.len(),
            bits: 8,
            channels: 1,
            level: 128,
            is_light_on_dark: false,
            corner: (0.0, 0.0),
            dots: (1.0, 1.0),
            data,
        };
        assert!(scan.is_whole());
        scan.level = 125;
        scan
    }

    #[test]
    fn ink_that_touches_is_a_spot() {
        let scan = drawn(&["#..#.", ".#...", "....#"]);
        let spots = scan.spots((0.0, 0.0), (5.0, 3.0));
        let boxes: Vec<(f64, f64, f64, f64, f64)> = spots
            .iter()
            .map(|s| (s.left, s.top, s.right, s.bottom, s.area))
            .collect();
        assert_eq!(
            boxes,
            [
                (0.0, 0.0, 2.0, 2.0, 2.0),
                (3.0, 0.0, 4.0, 1.0, 1.0),
                (4.0, 2.0, 5.0, 3.0, 1.0)
            ]
        );
    }
}
